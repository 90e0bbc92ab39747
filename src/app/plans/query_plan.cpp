#include "app/plans/query_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace attnscope {
namespace {

constexpr float kRowsUnderWay = 3;  ///< how many rows move at once while a stage plays
constexpr int kWordsNamed = 3;
constexpr float kWorthNaming = 0.05F;

struct Word {
  std::string text;
  float weight = 0;
};

std::vector<Word> join_pieces(const std::vector<Token>& tokens, Eigen::Ref<const Eigen::RowVectorXf> weights) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (words.empty() || tokens[i].starts_word) words.emplace_back();
    words.back().text += tokens[i].text;
    words.back().weight += weights[static_cast<Eigen::Index>(i)];
  }
  return words;
}

}  // namespace

float row_reveal(float t, int index, int count) {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  const float front = t * (static_cast<float>(count) + kRowsUnderWay - 1);
  return std::clamp((front - static_cast<float>(index)) / kRowsUnderWay, 0.0F, 1.0F);
}

std::string summarise(const std::vector<Token>& tokens, Eigen::Ref<const Eigen::RowVectorXf> weights) {
  std::vector<Word> words = join_pieces(tokens, weights);
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.weight > b.weight; });
  std::string line;
  long rest = 100;
  int named = 0;
  for (const Word& word : words) {
    if (named == kWordsNamed || (named > 0 && word.weight < kWorthNaming)) break;
    const long percent = std::lround(100 * word.weight);
    line += (line.empty() ? "" : ", ") + std::to_string(percent) + " % " + word.text;
    rest -= percent;
    ++named;
  }
  if (named < static_cast<int>(words.size()) && rest > 0) line += ", " + std::to_string(rest) + " % everything else";
  return line;
}

QueryPlan plan_query(const Trace& trace, const HeadTrace& head, const HeadView& view, int query, float step,
                     Eigen::Ref<const Eigen::RowVectorXf> shown) {
  QueryPlan plan;
  const int keys = static_cast<int>(view.scores.cols());
  const KeyRange seen = visible_keys(view.mask, query, keys);
  plan.scale = view.scale;
  plan.value_extent = std::max(head.v.cwiseAbs().maxCoeff(), 1e-6F);
  plan.output = Eigen::RowVectorXf::Zero(head.v.cols());

  plan.largest_logit = view.scale * view.scores.row(query).segment(seen.begin, seen.size()).maxCoeff();
  for (int key = 0; key < keys; ++key) {
    QueryRow row;
    row.key = key;
    row.visible = seen.contains(key);
    row.score = view.scores(query, key);
    row.logit = view.scale * row.score;
    row.exponential = row.visible ? std::exp(row.logit - plan.largest_logit) : 0.0F;
    row.weight = view.weights(query, key);
    row.shown_weight = shown[key];
    row.score_reveal = row_reveal(step, key, keys);
    row.softmax_reveal = row_reveal(step - 1, key, keys);
    row.blend_reveal = row_reveal(step - 2, key, keys);
    plan.exponential_sum += row.exponential;
    if (row.visible) {
      plan.logit_low = std::min(plan.logit_low, row.logit);
      plan.logit_high = std::max(plan.logit_high, row.logit);
    }
    plan.output += row.blend_reveal * row.weight * head.v.row(key);
    plan.rows.push_back(row);
  }
  plan.summary = summarise(trace.tokens, view.weights.row(query));
  return plan;
}

}  // namespace attnscope
