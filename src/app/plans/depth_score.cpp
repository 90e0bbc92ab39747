#include <algorithm>
#include <cmath>
#include <utility>

#include "app/numbers.h"
#include "app/plans/depth_plan.h"
#include "app/plans/written_chain.h"
#include "app/written.h"

namespace attnscope {
namespace {

constexpr int kVectorDigits = 3;

double at_dimension(const Eigen::RowVectorXf& values, int d) { return static_cast<double>(values[d]); }

int items_there(float progress, Eigen::Index count) {
  return static_cast<int>(std::floor(progress * static_cast<float>(count) + 1e-3F));
}

/// Digits with which every product of two written numbers is the product as it is written.
int factor_digits(const Eigen::RowVectorXf& q, const Eigen::RowVectorXf& k, const Eigen::RowVectorXf& products,
                  int product_digits) {
  Eigen::RowVectorXf both(q.size() + k.size());
  both << q, k;
  int digits = exact_digits(both, kVectorDigits);
  for (int d = 0; d < q.size(); ++d) {
    digits =
        digits_to_multiply(at_dimension(q, d), at_dimension(k, d), at_dimension(products, d), product_digits, digits);
  }
  return digits;
}

Eigen::RowVectorXf running_sums(const Eigen::RowVectorXf& terms, int digits) {
  Eigen::RowVectorXf sums(terms.size());
  double sum = 0;
  for (int d = 0; d < terms.size(); ++d) {
    sum += written(at_dimension(terms, d), digits);
    sums[d] = static_cast<float>(sum);
  }
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
  const Eigen::RowVectorXf products = q.cwiseProduct(k);
  const auto [digits, score_digits] =
      digits_to_add(products, static_cast<double>(at.row.score), write_chain(at.plan, at.row).score_digits,
                    exact_digits(products, kVectorDigits));
  const int factors = factor_digits(q, k, products, digits);
  const Eigen::RowVectorXf sums = running_sums(products, digits);

  DepthPlan plan;
  plan.lines.push_back(vector_line("q", CellRole::Query, q, factors, "of " + asking));
  plan.lines.push_back(vector_line("k", CellRole::Key, k, factors, "of " + asked));

  DepthLine multiplied{.label = "q × k", .text = {}, .said = {}, .role = CellRole::Product, .values = products};
  multiplied.extent = extent_of(products);
  multiplied.there = items_there(progress(at.step, WorkPart::Multiply), products.size());
  multiplied.digits = digits;
  multiplied.origin = [q, k, products, digits = digits](int d) {
    const int n = digits_to_multiply(at_dimension(q, d), at_dimension(k, d), at_dimension(products, d), digits,
                                     exact_digits(Eigen::RowVector2f(q[d], k[d]), kVectorDigits));
    return "dimension " + std::to_string(d + 1) + ": " + fixed_number(q[d], n) + " × " + fixed_number(k[d], n) + " = " +
           fixed_number(products[d], digits);
  };
  plan.lines.push_back(std::move(multiplied));

  DepthLine added{.label = "sum", .text = {}, .said = {}, .role = CellRole::Product, .values = sums};
  added.extent = extent_of(sums);
  added.there = items_there(progress(at.step, WorkPart::AddUp), sums.size());
  added.digits = digits;
  added.origin = [sums, products, digits = digits](int d) {
    const std::string sum = fixed_number(sums[d], digits);
    if (d == 0) return "the first product: " + sum;
    return "the first " + std::to_string(d + 1) + " products: " + fixed_number(sums[d - 1], digits) + " + " +
           fixed_number(products[d], digits) + " = " + sum;
  };
  if (added.there == sums.size()) {
    added.said = "= " + fixed_number(at.row.score, score_digits);
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
  }
  return {};
}

const QueryRow& row_in_depth(const QueryPlan& plan, float step) {
  if (stage_of(step) == Stage::Blend && step < kWorkParts.back().end) {
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
