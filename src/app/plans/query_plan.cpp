#include "app/plans/query_plan.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"

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

QueryPlan plan_query(const Trace& trace, const HeadTrace& head, const HeadView& view, int query, float step,
                     Eigen::Ref<const Eigen::RowVectorXf> shown, bool heaviest_first) {
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
    plan.exponential_sum += row.exponential;
    if (row.visible) {
      plan.logit_low = std::min(plan.logit_low, row.logit);
      plan.logit_high = std::max(plan.logit_high, row.logit);
    }
    plan.rows.push_back(row);
  }
  if (heaviest_first) {
    std::stable_sort(plan.rows.begin(), plan.rows.end(),
                     [](const QueryRow& a, const QueryRow& b) { return a.weight > b.weight; });
  }
  for (int i = 0; i < keys; ++i) {
    QueryRow& row = plan.rows[static_cast<std::size_t>(i)];
    row.score_reveal = row_reveal(step, i, keys);
    row.softmax_reveal = row_reveal(step - 1, i, keys);
    row.blend_reveal = row_reveal(step - 2, i, keys);
    plan.output += row.blend_reveal * row.weight * head.v.row(row.key);
  }
  plan.summary = summarise(trace.tokens, view.weights.row(query));
  return plan;
}

}  // namespace attnscope
