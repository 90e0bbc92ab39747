#include <algorithm>
#include <cmath>
#include <utility>

#include "app/numbers.h"
#include "app/plans/depth_plan.h"
#include "app/written.h"

namespace attnscope {
namespace {

constexpr int kVectorDigits = 3;

int items_there(float progress, Eigen::Index count) {
  return static_cast<int>(std::floor(progress * static_cast<float>(count) + 1e-3F));
}

/// Digits with which every product of two written numbers is the product as it is written.
int factor_digits(const Eigen::RowVectorXf& q, const Eigen::RowVectorXf& k, int product_digits) {
  const int least = std::max(exact_digits(q, kVectorDigits), exact_digits(k, kVectorDigits));
  return digits_to_multiply(q, k, product_digits, least);
}

Eigen::RowVectorXd running_sums(const Eigen::RowVectorXd& terms) {
  Eigen::RowVectorXd sums = terms;
  for (int d = 1; d < terms.size(); ++d) sums[d] += sums[d - 1];
  return sums;
}

float extent_of(const Eigen::RowVectorXf& values) { return std::max(values.cwiseAbs().maxCoeff(), 1e-6F); }

DepthLine vector_line(std::string label, CellRole role, const Eigen::RowVectorXf& values, int digits,
                      const std::string& whose) {
  DepthLine line{.label = std::move(label), .text = {}, .said = whose, .role = role, .values = values};
  line.extent = extent_of(values);
  line.there = static_cast<int>(values.size());
  line.digits = digits;
  line.origin = [values, digits, whose](int d) {
    return "dimension " + std::to_string(d + 1) + " " + whose + ": " + fixed_number(values[d], digits);
  };
  return line;
}

/// Several pieces have a q·k for each pair of them, and no single one.
DepthPlan of_pieces(const DepthInput& at) {
  constexpr int kMostPairs = 3;
  DepthPlan plan;
  std::string text = pieces_text(at.in, at.query, at.row.key, kMostPairs);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    plan.lines.push_back({.label = {}, .text = text.substr(begin, end - begin), .said = {}});
    begin = end + 1;
  }
  return plan;
}

}  // namespace

DepthPlan plan_score_depth(const DepthInput& at) {
  if (at.row.joined) return of_pieces(at);
  const std::string& asking = at.in.shown.tokens[static_cast<std::size_t>(at.query)].text;
  const std::string& asked = at.in.keys.tokens[static_cast<std::size_t>(at.row.key)].text;
  const Eigen::RowVectorXf q = at.in.head.q.row(at.in.shown.token_of(at.query));
  const Eigen::RowVectorXf k = at.in.head.k.row(at.in.keys.token_of(at.row.key));
  const Eigen::RowVectorXd exact = q.cast<double>().cwiseProduct(k.cast<double>());
  const auto [digits, score_digits] = digits_to_add(exact, exact_digits(static_cast<float>(exact.sum()), kVectorDigits),
                                                    exact_digits(exact.cast<float>(), kVectorDigits));
  const int factors = factor_digits(q, k, digits);
  const Eigen::RowVectorXd products = exact.unaryExpr([n = digits](double value) { return written(value, n); });
  const Eigen::RowVectorXd sums = running_sums(products);

  DepthPlan plan;
  plan.lines.push_back(vector_line("q", CellRole::Query, q, factors, "of " + asking));
  plan.lines.push_back(vector_line("k", CellRole::Key, k, factors, "of " + asked));

  DepthLine multiplied{
      .label = "q × k", .text = {}, .said = {}, .role = CellRole::Product, .values = products.cast<float>()};
  multiplied.extent = extent_of(multiplied.values);
  multiplied.there = items_there(progress(at.step, WorkPart::Multiply), products.size());
  multiplied.digits = digits;
  multiplied.origin = [q, k, products, digits = digits](int d) {
    const int n = factor_digits(q.segment(d, 1), k.segment(d, 1), digits);
    return "dimension " + std::to_string(d + 1) + ": " + fixed_number(q[d], n) + " × " + fixed_number(k[d], n) + " = " +
           fixed_number(products[d], digits);
  };
  plan.lines.push_back(std::move(multiplied));

  DepthLine added{.label = "sum", .text = {}, .said = {}, .role = CellRole::Product, .values = sums.cast<float>()};
  added.extent = extent_of(added.values);
  added.there = items_there(progress(at.step, WorkPart::AddUp), sums.size());
  added.digits = digits;
  added.origin = [sums, products, digits = digits](int d) {
    const std::string sum = fixed_number(sums[d], digits);
    if (d == 0) return "the first product: " + sum;
    return "the first " + std::to_string(d + 1) + " products: " + fixed_number(sums[d - 1], digits) + " + " +
           fixed_number(products[d], digits) + " = " + sum;
  };
  if (added.there == sums.size()) {
    added.said = "= " + fixed_number(exact.sum(), score_digits);
  } else if (added.there > 0) {
    added.said = fixed_number(sums[added.there - 1], digits) + " so far";
  }
  plan.lines.push_back(std::move(added));
  return plan;
}

DepthPlan plan_depth(Stage stage, const DepthInput& at) {
  switch (stage) {
    case Stage::Score:
      return plan_score_depth(at);
    case Stage::Softmax:
      return plan_softmax_depth(at);
    case Stage::Blend:
      return plan_blend_depth(at);
    case Stage::Layer:
      break;
  }
  return {};
}

const QueryRow& row_in_depth(const QueryPlan& plan, float step) {
  if (stage_of(step) == Stage::Blend) {
    const auto under_way =
        std::find_if(plan.rows.begin(), plan.rows.end(), [](const QueryRow& row) { return row.blend_reveal < 1; });
    if (under_way != plan.rows.begin() && (under_way == plan.rows.end() || under_way->blend_reveal == 0)) {
      return *std::prev(under_way);  // between two keys: the one that has just been added
    }
    if (under_way != plan.rows.end()) return *under_way;
  }
  return *std::max_element(plan.rows.begin(), plan.rows.end(),
                           [](const QueryRow& a, const QueryRow& b) { return a.weight < b.weight; });
}

}  // namespace attnscope
