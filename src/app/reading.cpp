#include "app/reading.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "app/words.h"
#include "core/attention.h"

namespace attnscope {
namespace {

Error cancelled() { return {ErrorCode::Cancelled, "", "a newer request came in"}; }

Result<HeadSummary> summarise(const HeadTrace& head, HeadPlace place, const Reading& reading) {
  if (head.q.rows() != reading.trace->size() || head.k.rows() != head.v.rows()) {
    return Error{ErrorCode::ShapeMismatch, name_of(place), "the rows of q, k and v are not one for each token"};
  }
  const ForwardOptions& options = reading.options;
  Result<HeadView> view =
      look(head.q, head.k, {.scale = options.multiplier * head.native_scale, .mask = options.mask.value_or(head.mask)});
  if (!view) {
    Error error = view.error();
    error.where = name_of(place) + (error.where.empty() ? "" : ", " + error.where);
    return error;
  }
  const LookedAt at =
      look_through(std::make_shared<const HeadView>(std::move(view).value()), reading.shown, reading.shown);
  if (!at.shown) return HeadSummary{.place = place, .thumbnail = {}, .patterns = {}};
  return HeadSummary{
      .place = place, .thumbnail = thumbnail(at.shown->weights, kThumbnailSize), .patterns = score_patterns(*at.shown)};
}

Status summarise_all(Reading& reading, const std::stop_token& stop) {
  const auto& layers = reading.trace->layers;
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    for (std::size_t head = 0; head < layers[layer].size(); ++head) {
      if (stop.stop_requested()) return cancelled();
      const HeadPlace place{.layer = static_cast<int>(layer), .head = static_cast<int>(head)};
      Result<HeadSummary> summary = summarise(layers[layer][head], place, reading);
      if (!summary) return summary.error();
      reading.heads.push_back(std::move(summary).value());
    }
  }
  return {};
}

/// The reading once its text has been read: its tokens through the lens, and every head's summary.
Result<std::shared_ptr<const Reading>> finish(Reading reading, const Lens& lens, const std::stop_token& stop) {
  reading.lens = lens;
  reading.shown = show_through(reading.encoding.tokens, lens);
  if (reading.trace) {
    if (const Status done = summarise_all(reading, stop); !done) return done.error();
  }
  return std::make_shared<const Reading>(std::move(reading));
}

/// Some tokenizers count the space before a word in; on a chip or beside a map it would only push the word aside. A
/// token of nothing else keeps it.
void leave_out_white_space(std::vector<Token>& tokens) {
  for (Token& token : tokens) {
    if (const std::string_view bare = trimmed(token.text); !bare.empty()) token.text = std::string(bare);
  }
}

}  // namespace

ReadingKey reading_key(const Question& question) {
  return {.model = question.model,
          .text = question.text,
          .options = forward_options(question),
          .lens = question.lens,
          .worked = question.worked};
}

ForwardOptions forward_options(const Question& question) {
  ForwardOptions options;
  if (question.scope == Scope::Head) return options;
  options.multiplier = question.multiplier;
  if (question.mask.kind != MaskKind::Model) options.mask = resolve(question.mask, Mask::all());
  return options;
}

bool is_key_of(const ReadingKey& key, const Question& question) {
  return key.text == question.text && key.model == question.model && key.lens == question.lens &&
         key.options == forward_options(question) && key.worked == question.worked;
}

Result<std::shared_ptr<const Reading>> read(const TraceSource& source, std::string text, const ForwardOptions& options,
                                            const std::stop_token& stop, const Lens& lens) {
  Result<Encoding> encoding = source.encode(text);
  if (!encoding) return encoding.error();
  leave_out_white_space(encoding->tokens);

  Reading reading;
  reading.text = std::move(text);
  reading.encoding = std::move(encoding).value();
  reading.options = options;
  if (!reading.encoding.tokens.empty()) {
    if (stop.stop_requested()) return cancelled();
    Result<Trace> trace = source.trace(reading.encoding.tokens, options, stop);
    if (!trace) return trace.error();
    reading.trace = std::make_shared<const Trace>(std::move(trace).value());
  }
  return finish(std::move(reading), lens, stop);
}

Result<std::shared_ptr<const Reading>> read_again(const Reading& reading, const Lens& lens,
                                                  const std::stop_token& stop) {
  Reading again;
  again.text = reading.text;
  again.encoding = reading.encoding;
  again.options = reading.options;
  again.trace = reading.trace;
  return finish(std::move(again), lens, stop);
}

QueryChoice pin_shown(const Reading& reading, int row) {
  const bool is_there = row >= 0 && row < static_cast<int>(reading.shown.tokens.size());
  return is_there ? pin(reading.encoding.tokens, reading.shown.token_of(row)) : QueryChoice{};
}

Matrix thumbnail(const Matrix& weights, int most) {
  const Eigen::Index rows = std::min<Eigen::Index>(weights.rows(), most);
  const Eigen::Index columns = std::min<Eigen::Index>(weights.cols(), most);
  // Block b covers [b n / s, (b + 1) n / s): no cell is left out, none counts twice.
  const auto begin = [](Eigen::Index block, Eigen::Index size, Eigen::Index blocks) { return block * size / blocks; };
  Matrix small(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const Eigen::Index top = begin(i, weights.rows(), rows);
    const Eigen::Index height = begin(i + 1, weights.rows(), rows) - top;
    for (Eigen::Index j = 0; j < columns; ++j) {
      const Eigen::Index left = begin(j, weights.cols(), columns);
      const Eigen::Index width = begin(j + 1, weights.cols(), columns) - left;
      small(i, j) = weights.block(top, left, height, width).maxCoeff();
    }
  }
  return small;
}

std::array<PatternScore, kPatterns.size()> score_patterns(const HeadView& view) {
  std::array<PatternScore, kPatterns.size()> scores{};
  std::transform(kPatterns.begin(), kPatterns.end(), scores.begin(),
                 [&](const Pattern& row) { return row.score(view); });
  return scores;
}

}  // namespace attnscope
