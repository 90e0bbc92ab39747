#include "app/teach/measures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/cost.h"
#include "app/plans/heatmap_plan.h"
#include "app/plans/query_plan.h"
#include "app/view_cache.h"
#include "app/words.h"
#include "io/quote.h"

namespace attnscope {
namespace {

/// The words that can be looked at.
const std::vector<Token>& tokens_of(const Answer& answer) { return answer.reading->keys().tokens; }

bool can_measure(const Answer& answer) {
  return answer.reading && answer.view && answer.query >= 0 && answer.query < answer.view->weights.rows();
}

/// The pieces of the last such word; empty where there is none.
TokenRange last_word(const Answer& answer, std::string_view word) {
  const std::vector<Token>& tokens = tokens_of(answer);
  const std::string wanted = lowered(word);
  for (int i = static_cast<int>(tokens.size()) - 1; i >= 0; --i) {
    const TokenRange range = word_around(tokens, i);
    if (lowered(word_text(tokens, range)) == wanted) return range;
  }
  return {};
}

Result<TokenRange> asked_word(const Answer& answer, const MeasureDetails& details) {
  const TokenRange range = last_word(answer, details.word);
  if (range.begin < range.end) return range;
  return Error{ErrorCode::InvalidArgument, "word", "there is no " + quote(details.word) + " in the sentence"};
}

double share_over(const Answer& answer, const TokenRange& range) {
  double share = 0;
  for (int key = range.begin; key < range.end; ++key) {
    share += static_cast<double>(answer.view->weights(answer.query, key));
  }
  return share;
}

Result<LessonValue> measured_top_word(const Answer& answer, const MeasureDetails&) {
  return LessonValue(key_word(answer, heaviest_key(answer)));
}

Result<LessonValue> measured_top_word_is(const Answer& answer, const MeasureDetails& details) {
  const Result<TokenRange> range = asked_word(answer, details);
  if (!range) return range.error();
  const int key = heaviest_key(answer);
  return LessonValue(range->begin <= key && key < range->end);
}

Result<LessonValue> measured_share(const Answer& answer, const MeasureDetails& details) {
  const Result<TokenRange> range = asked_word(answer, details);
  if (!range) return range.error();
  return LessonValue(100 * share_over(answer, *range));
}

Result<LessonValue> measured_share_above(const Answer& answer, const MeasureDetails& details) {
  const Result<TokenRange> range = asked_word(answer, details);
  if (!range) return range.error();
  return LessonValue(100 * share_over(answer, *range) > details.percent);
}

Result<LessonValue> measured_hidden(const Answer& answer, const MeasureDetails& details) {
  const Result<TokenRange> range = asked_word(answer, details);
  if (!range) return range.error();
  const int keys = static_cast<int>(answer.view->weights.cols());
  return LessonValue(!visible_keys(answer.view->mask, answer.query, keys).contains(range->begin));
}

Result<LessonValue> measured_listens_to(const Answer& answer, const MeasureDetails&) {
  return LessonValue(std::exp2(static_cast<double>(answer.view->entropy[static_cast<std::size_t>(answer.query)])));
}

/// The pattern that the head shows most, by its key; "none" where no one would be named.
Result<LessonValue> measured_pattern(const Answer& answer, const MeasureDetails&) {
  std::string_view best = "none";
  float score = kPatternNamedFrom;
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    if (kPatterns[i].id == PatternId::Spread || answer.patterns[i].rows == 0 || answer.patterns[i].score < score)
      continue;
    best = kPatterns[i].key;
    score = answer.patterns[i].score;
  }
  return LessonValue(std::string(best));
}

Result<LessonValue> measured_column_word(const Answer& answer, const MeasureDetails&) {
  const auto& score = answer.patterns[static_cast<std::size_t>(PatternId::Column)];
  if (!score.column) return Error{ErrorCode::InvalidArgument, "column word", "no column can be told here"};
  return LessonValue(key_word(answer, *score.column));
}

Result<LessonValue> measured_words(const Answer& answer, const MeasureDetails&) {
  return LessonValue(static_cast<double>(answer.view->weights.cols()));
}

Result<LessonValue> measured_comparisons(const Answer& answer, const MeasureDetails&) {
  const int queries = static_cast<int>(answer.view->weights.rows());
  const int keys = static_cast<int>(answer.view->weights.cols());
  return LessonValue(static_cast<double>(visible_pairs(answer.view->mask, queries, keys)));
}

/// e to the power of (logit - largest logit) of the first piece.
Result<LessonValue> measured_exponential(const Answer& answer, const MeasureDetails& details) {
  const Result<TokenRange> range = asked_word(answer, details);
  if (!range) return range.error();
  const auto row = answer.view->weights.row(answer.query);
  // The largest logit's power is 1, and a row's shares are as its powers are.
  return LessonValue(static_cast<double>(row[range->begin]) / static_cast<double>(row.maxCoeff()));
}

/// q.k of the first piece.
Result<LessonValue> measured_score(const Answer& answer, const MeasureDetails& details) {
  const Result<TokenRange> range = asked_word(answer, details);
  if (!range) return range.error();
  return LessonValue(static_cast<double>(answer.view->scores(answer.query, range->begin)));
}

Result<LessonValue> number_of(const Eigen::RowVectorXf& vector, const MeasureDetails& details) {
  if (details.dimension >= 1 && details.dimension <= vector.size()) {
    return LessonValue(static_cast<double>(vector[details.dimension - 1]));
  }
  return Error{ErrorCode::InvalidArgument, "dimension", "there are " + std::to_string(vector.size()) + " numbers"};
}

Result<LessonValue> measured_query_number(const Answer& answer, const MeasureDetails& details) {
  const std::optional<QueryInput> input = query_input(answer);
  if (!input) return Error{ErrorCode::InvalidArgument, "", "there is no query to ask about"};
  return number_of(input->head.q.row(input->shown.token_of(answer.query)), details);
}

Result<LessonValue> measured_output_number(const Answer& answer, const MeasureDetails& details) {
  const std::optional<QueryInput> input = query_input(answer);
  if (!input) return Error{ErrorCode::InvalidArgument, "", "there is no output to ask about"};
  return number_of(plan_query(*input, answer.query, kTimelineEnd, answer.view->weights.row(answer.query)).output,
                   details);
}

Result<LessonValue> measured_scale(const Answer& answer, const MeasureDetails&) {
  return LessonValue(static_cast<double>(answer.view->scale));
}

Result<LessonValue> measured_dimensions(const Answer& answer, const MeasureDetails&) {
  return LessonValue(static_cast<double>(find_head(answer.reading.get(), answer.head)->q.cols()));
}

Result<LessonValue> measured_heads(const Answer& answer, const MeasureDetails&) {
  int count = 0;
  for (const auto& layer : answer.card.layers) count += layer.heads;
  return LessonValue(static_cast<double>(count));
}

template <auto measured>
Result<LessonValue> of_answer(const Scene&, const Answer& answer, const MeasureDetails& details) {
  return measured(answer, details);
}

// Of the page "what it costs".

LessonValue counted(std::int64_t count) { return {static_cast<double>(count)}; }

Result<LessonValue> measured_cost(const Scene& scene, const Answer&, const MeasureDetails&) {
  return counted(compared_pairs(scene.cost.mask, scene.cost.words));
}

Result<LessonValue> measured_next_word(const Scene& scene, const Answer&, const MeasureDetails&) {
  return counted(next_word(scene.cost.words).with_cache.pairs);
}

Result<LessonValue> measured_cache(const Scene& scene, const Answer& answer, const MeasureDetails&) {
  return counted(scene.cost.words * cache_shape(answer.card).numbers);
}

constexpr std::array kMeasures{
    MeasureRow{"top word", ValueKind::Word, {}, &of_answer<&measured_top_word>},
    MeasureRow{"top word is", ValueKind::YesNo, {.word = true}, &of_answer<&measured_top_word_is>},
    MeasureRow{"share", ValueKind::Number, {.word = true}, &of_answer<&measured_share>},
    MeasureRow{"share above", ValueKind::YesNo, {.word = true, .percent = true}, &of_answer<&measured_share_above>},
    MeasureRow{"hidden", ValueKind::YesNo, {.word = true}, &of_answer<&measured_hidden>},
    MeasureRow{"listens to", ValueKind::Number, {}, &of_answer<&measured_listens_to>},
    MeasureRow{"pattern", ValueKind::Word, {}, &of_answer<&measured_pattern>},
    MeasureRow{"column word", ValueKind::Word, {}, &of_answer<&measured_column_word>},
    MeasureRow{"words", ValueKind::Number, {}, &of_answer<&measured_words>},
    MeasureRow{"comparisons", ValueKind::Number, {}, &of_answer<&measured_comparisons>},
    MeasureRow{"exponential", ValueKind::Number, {.word = true}, &of_answer<&measured_exponential>},
    MeasureRow{"score", ValueKind::Number, {.word = true}, &of_answer<&measured_score>},
    MeasureRow{"query number", ValueKind::Number, {.dimension = true}, &of_answer<&measured_query_number>},
    MeasureRow{"output number", ValueKind::Number, {.dimension = true}, &of_answer<&measured_output_number>},
    MeasureRow{"scale", ValueKind::Number, {}, &of_answer<&measured_scale>},
    MeasureRow{"dimensions", ValueKind::Number, {}, &of_answer<&measured_dimensions>},
    MeasureRow{"heads", ValueKind::Number, {}, &of_answer<&measured_heads>},
    MeasureRow{"cost comparisons", ValueKind::Number, {}, &measured_cost},
    MeasureRow{"cost next word", ValueKind::Number, {}, &measured_next_word},
    MeasureRow{"cost cache", ValueKind::Number, {}, &measured_cache},
};

}  // namespace

std::span<const MeasureRow> measures() { return kMeasures; }

const MeasureRow* find_measure(std::string_view name) {
  const auto* const found = std::ranges::find(kMeasures, name, &MeasureRow::name);
  return found == kMeasures.end() ? nullptr : found;
}

int heaviest_key(const Answer& answer) { return can_measure(answer) ? strongest_key(*answer.view, answer.query) : -1; }

std::string key_word(const Answer& answer, int key) {
  if (!answer.reading || key < 0 || key >= static_cast<int>(tokens_of(answer).size())) return {};
  return word_text(tokens_of(answer), word_around(tokens_of(answer), key));
}

std::string query_word(const Answer& answer) {
  if (!answer.reading) return {};
  const std::vector<Token>& tokens = answer.reading->shown().tokens;
  if (answer.query < 0 || answer.query >= static_cast<int>(tokens.size())) return {};
  return word_text(tokens, word_around(tokens, answer.query));
}

std::optional<double> share_of(const Answer& answer, std::string_view word) {
  if (!can_measure(answer)) return std::nullopt;
  const TokenRange range = last_word(answer, word);
  if (range.begin >= range.end) return std::nullopt;
  return share_over(answer, range);
}

}  // namespace attnscope
