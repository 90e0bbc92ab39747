#include "app/plans/query_plan.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/timeline.h"
#include "app/view_cache.h"
#include "app/words.h"

namespace attnscope {
namespace {

constexpr float kRowsUnderWay = 3;  ///< how many rows move at once while a stage plays
constexpr std::size_t kWordsNamed = 3;
constexpr float kWorthNaming = 0.05F;

struct Word {
  std::string text;
  float weight = 0;
};

std::vector<Word> join_pieces(const std::vector<Token>& tokens, Eigen::Ref<const Eigen::RowVectorXf> weights) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (words.empty() || tokens[i].starts_word) words.emplace_back();
    const bool covered =
        i + 1 < tokens.size() && !tokens[i + 1].starts_word && stands_before(tokens, static_cast<int>(i));
    if (!covered) words.back().text += tokens[i].text;
    words.back().weight += weights[static_cast<Eigen::Index>(i)];
  }
  return words;
}

TokenRange asking_pieces(const QueryInput& in, int query) { return in.shown.words[static_cast<std::size_t>(query)]; }

int token_of(const ShownTokens& shown, int piece) { return shown.kept[static_cast<std::size_t>(piece)]; }

bool sees_any(const HeadView& view, int row) {
  return visible_keys(view.mask, row, static_cast<int>(view.weights.cols())).size() > 0;
}

/// What some keys get of the asking pieces, on the mean of those that see any.
float share_of(const QueryInput& in, int query, TokenRange keys) {
  const TokenRange asking = asking_pieces(in, query);
  float sum = 0;
  int counted = 0;
  for (int i = asking.begin; i < asking.end; ++i) {
    if (!sees_any(in.pieces, i)) continue;
    ++counted;
    sum += in.pieces.weights.row(i).segment(keys.begin, keys.size()).sum();
  }
  return counted > 0 ? sum / static_cast<float>(counted) : 0.0F;
}

/// The share that tokens get which the lens leaves out, on the mean of the asking pieces.
float left_out(const QueryInput& in, TokenRange asking) {
  if (!in.keys.hides) return 0;
  float kept = 0;
  for (int i = asking.begin; i < asking.end; ++i) {
    for (const int token : in.keys.kept) kept += in.computed.weights(token_of(in.shown, i), token);
  }
  return std::max(0.0F, 1.0F - kept / static_cast<float>(asking.size()));
}

const std::string& piece_name(const ShownTokens& shown, int piece) {
  return shown.pieces[static_cast<std::size_t>(piece)].text;
}

double exact_logit(const HeadView& view, int row, int column) {
  const double scaled = static_cast<double>(view.scale) * static_cast<double>(view.scores(row, column));
  return view.bias.size() > 0 ? scaled + static_cast<double>(view.bias(row, column)) : scaled;
}

std::string exact_percent(float share) { return fixed_number(100 * share, 3) + " %"; }

}  // namespace

std::optional<QueryInput> query_input(const Answer& answer) {
  const HeadTrace* head = find_head(answer.reading.get(), answer.head);
  if (!head || !answer.view || answer.query < 0) return std::nullopt;
  return QueryInput{.head = *head,
                    .shown = answer.reading->shown(),
                    .keys = answer.reading->keys(),
                    .computed = *answer.computed,
                    .pieces = *answer.pieces,
                    .view = *answer.view};
}

float softmax_bar(const QueryPlan& plan, const QueryRow& row) {
  const float share = row.softmax_reveal * row.shown_weight;
  if (plan.exponential_most <= 0) return share;
  return row.exp_reveal * (1 - row.softmax_reveal) * row.exponential / plan.exponential_most + share;
}

std::string bias_text(const HeadView& view, int row, int column) {
  if (view.bias.size() == 0) return {};
  return added_number(view.bias(row, column), 3);
}

std::string summarise(const std::vector<Token>& tokens, Eigen::Ref<const Eigen::RowVectorXf> weights) {
  std::vector<Word> words = join_pieces(tokens, weights);
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.weight > b.weight; });
  std::size_t named = std::min(words.size(), kWordsNamed);
  while (named > 1 && words[named - 1].weight < kWorthNaming) --named;
  if (named < words.size()) {
    float rest = 0;
    for (std::size_t i = named; i < words.size(); ++i) rest += words[i].weight;
    words.resize(named);
    words.push_back({"everything else", rest});
  }
  std::string line;
  for (std::size_t i = 0; i < words.size(); ++i) {
    // Each is rounded by itself: a number that was bent so that all add up to 100 would disagree with its row.
    const std::string percent = whole_percent(words[i].weight);
    if (i >= named && percent == whole_percent(0)) break;
    line += (line.empty() ? "" : ", ") + percent + " " + words[i].text;
  }
  return line;
}

Eigen::RowVectorXf value_of(const QueryInput& in, int query, int key) {
  const TokenRange pieces = in.keys.words[static_cast<std::size_t>(key)];
  if (pieces.size() == 1) return in.head.v.row(token_of(in.keys, pieces.begin));
  Eigen::RowVectorXf value = Eigen::RowVectorXf::Zero(in.head.v.columns());
  float sum = 0;
  for (int j = pieces.begin; j < pieces.end; ++j) {
    const float share = share_of(in, query, {j, j + 1});
    value += share * in.head.v.row(token_of(in.keys, j));
    sum += share;
  }
  if (sum > 0) value /= sum;
  return value;
}

Eigen::RowVectorXf output_of(const QueryInput& in, int query) {
  Eigen::RowVectorXf output = Eigen::RowVectorXf::Zero(in.head.v.columns());
  for (int key = 0; key < static_cast<int>(in.view.weights.cols()); ++key) {
    output += in.view.weights(query, key) * value_of(in, query, key);
  }
  return output;
}

std::string joined_text(const QueryInput& in, int query, const QueryRow& row) {
  const TokenRange asking = asking_pieces(in, query);
  const TokenRange keys = in.keys.words[static_cast<std::size_t>(row.key)];
  const std::string result = percent_text(row.weight) + " = ";
  if (asking.size() == 1) {
    std::string sum;
    for (int j = keys.begin; j < keys.end; ++j) {
      sum +=
          (sum.empty() ? "" : " + ") + piece_name(in.keys, j) + " " + exact_percent(in.pieces.weights(asking.begin, j));
    }
    return result + sum;
  }
  std::string names;
  std::string sum;
  int counted = 0;
  for (int i = asking.begin; i < asking.end; ++i) {
    if (!sees_any(in.pieces, i)) continue;
    ++counted;
    names += (names.empty() ? "" : ", ") + piece_name(in.shown, i);
    sum += (sum.empty() ? "" : " + ") + exact_percent(in.pieces.weights.row(i).segment(keys.begin, keys.size()).sum());
  }
  return result + "(" + sum + ") ÷ " + std::to_string(counted) + ", the mean of " + names;
}

std::string pieces_text(const QueryInput& in, int query, int key, int most) {
  const TokenRange asking = asking_pieces(in, query);
  const TokenRange keys = in.keys.words[static_cast<std::size_t>(key)];
  std::string text;
  for (int pair = 0; pair < asking.size() * keys.size(); ++pair) {
    if (pair == most) return text + "\n…";
    const int i = asking.begin + pair / keys.size();
    const int j = keys.begin + pair % keys.size();
    text += (text.empty() ? "" : "\n") + piece_name(in.shown, i) + " → " + piece_name(in.keys, j) + "   q·k " +
            fixed_number(in.pieces.scores(i, j), 3) + " × scale" + bias_text(in.pieces, i, j) + " = " +
            fixed_number(in.pieces.logit(i, j), 3) + "   share " + exact_percent(in.pieces.weights(i, j));
  }
  return text;
}

QueryPlan plan_query(const QueryInput& in, int query, float step, Eigen::Ref<const Eigen::RowVectorXf> shown,
                     bool heaviest_first) {
  QueryPlan plan;
  const HeadView& view = in.view;
  const int keys = static_cast<int>(view.scores.cols());
  const KeyRange seen = visible_keys(view.mask, query, keys);
  const TokenRange asking = asking_pieces(in, query);
  plan.scale = view.scale;
  plan.biased = view.bias.size() > 0;
  plan.joined = asking.size() > 1;
  plan.value_extent = std::max(in.head.v.view().cwiseAbs().maxCoeff(), 1e-6F);
  plan.output = Eigen::RowVectorXf::Zero(in.head.v.columns());
  plan.left_out = left_out(in, asking);

  // One piece asks: the softmax runs over all pieces that it may see.
  const KeyRange pieces = visible_keys(in.pieces.mask, asking.begin, static_cast<int>(in.pieces.scores.cols()));
  if (!plan.joined && pieces.size() > 0) {
    plan.exact_largest = exact_logit(in.pieces, asking.begin, pieces.begin);
    for (int j = pieces.begin; j < pieces.end; ++j) {
      plan.exact_largest = std::max(plan.exact_largest, exact_logit(in.pieces, asking.begin, j));
    }
    plan.largest_logit = static_cast<float>(plan.exact_largest);
  }
  for (int key = 0; key < keys; ++key) {
    const TokenRange word = in.keys.words[static_cast<std::size_t>(key)];
    QueryRow row;
    row.key = key;
    row.visible = seen.contains(key);
    row.joined = plan.joined || word.size() > 1;
    row.score = view.scores(query, key);
    if (plan.biased) row.bias = view.bias(query, key);
    row.exact_logit = exact_logit(view, query, key);
    row.logit = view.logit(query, key);
    for (int j = word.begin; j < word.end && !plan.joined; ++j) {
      if (!pieces.contains(j)) continue;
      row.exact_exponential += std::exp(exact_logit(in.pieces, asking.begin, j) - plan.exact_largest);
    }
    row.exponential = static_cast<float>(row.exact_exponential);
    row.weight = view.weights(query, key);
    row.shown_weight = shown[key];
    plan.exact_sum += row.exact_exponential;
    plan.exponential_most = std::max(plan.exponential_most, row.exponential);
    if (row.visible && !row.joined) {
      plan.logit_low = std::min(plan.logit_low, row.logit);
      plan.logit_high = std::max(plan.logit_high, row.logit);
    }
    plan.rows.push_back(row);
  }
  plan.exponential_sum = static_cast<float>(plan.exact_sum);
  if (heaviest_first) {
    std::stable_sort(plan.rows.begin(), plan.rows.end(),
                     [](const QueryRow& a, const QueryRow& b) { return a.weight > b.weight; });
  }
  for (int i = 0; i < keys; ++i) {
    QueryRow& row = plan.rows[static_cast<std::size_t>(i)];
    const auto reveal = [&](WorkPart part, float under_way) {
      return one_by_one(progress(step, part), i, keys, under_way);
    };
    row.score_reveal = reveal(WorkPart::EveryKey, kRowsUnderWay);
    row.minus_reveal = reveal(WorkPart::Subtract, kRowsUnderWay);
    row.exp_reveal = reveal(WorkPart::Exponential, kRowsUnderWay);
    row.total_reveal = reveal(WorkPart::Total, 1);
    row.softmax_reveal = reveal(WorkPart::Divide, kRowsUnderWay);
    row.blend_reveal = reveal(WorkPart::Blend, 1);  // one at a time, so that the sum so far is one of whole rows
    plan.output += row.blend_reveal * row.weight * value_of(in, query, row.key);
  }
  if (progress(step, WorkPart::Blend) >= 1) plan.output = output_of(in, query);  // in whatever order it was added up
  plan.summary = summarise(in.keys.tokens, view.weights.row(query));
  return plan;
}

}  // namespace attnscope
