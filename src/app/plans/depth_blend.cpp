#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "app/numbers.h"
#include "app/plans/depth_plan.h"
#include "app/written.h"

namespace attnscope {
namespace {

constexpr int kOutputDigits = 3;

double precisely(float value) { return static_cast<double>(value); }

int heaviest_dimension(const Eigen::RowVectorXd& values) {
  Eigen::Index at = 0;
  values.cwiseAbs().maxCoeff(&at);
  return static_cast<int>(at);
}

/// What each key adds to every dimension: a row a key, in the plan's order.
Eigen::MatrixXd contributions(const DepthInput& at) {
  Eigen::MatrixXd terms(static_cast<Eigen::Index>(at.plan.rows.size()), at.plan.output.size());
  for (std::size_t i = 0; i < at.plan.rows.size(); ++i) {
    const QueryRow& row = at.plan.rows[i];
    terms.row(static_cast<Eigen::Index>(i)) = precisely(row.weight) * value_of(at.in, at.query, row.key).cast<double>();
  }
  return terms;
}

/// A number that somebody typed has no noughts behind it; beyond kTypedDigits a float cannot tell.
int value_digits(const Eigen::RowVectorXf& value, int digits) {
  constexpr int kTypedDigits = 5;
  return digits <= kTypedDigits ? exact_digits(value, digits) : digits;
}

/// Digits of the share (in per cent) and of the value with which their product is written as it is in every dimension.
int share_digits(float weight, const Eigen::RowVectorXf& value, int part_digits) {
  return least_digits(std::max(1, exact_digits(value, kOutputDigits)), [&](int n) {
    const double share = written(100 * precisely(weight), n) / 100;
    return std::all_of(value.begin(), value.end(), [&](float v) {
      return same_written(share * written(precisely(v), n), precisely(weight) * precisely(v), part_digits);
    });
  });
}

std::string written_share(float weight, int digits) { return fixed_number(100 * precisely(weight), digits) + " %"; }

/// The sum of one dimension, written out: "0.057 + 0.340 + 0.134".
std::string written_terms(const Eigen::RowVectorXd& terms, int digits) {
  std::string text;
  for (const double term : terms) {
    if (text.empty()) {
      text = fixed_number(term, digits);
    } else {
      text += (term < 0 ? " − " : " + ") + fixed_number(std::abs(term), digits);
    }
  }
  return text;
}

}  // namespace

DepthPlan plan_blend_depth(const DepthInput& at) {
  const std::vector<Token>& tokens = at.in.keys.tokens;
  const std::string& word = tokens[static_cast<std::size_t>(at.row.key)].text;
  const Eigen::RowVectorXf value = value_of(at.in, at.query, at.row.key);
  const Eigen::MatrixXd terms = contributions(at);
  const auto in = static_cast<int>(std::count_if(at.plan.rows.begin(), at.plan.rows.end(),
                                                 [](const QueryRow& row) { return row.blend_reveal >= 1; }));
  const Eigen::RowVectorXd whole = terms.colwise().sum();
  const auto dimensions = static_cast<int>(value.size());
  const int chosen = at.dimension >= 0 && at.dimension < dimensions ? at.dimension : heaviest_dimension(whole);
  const int digits_out = exact_digits(whole.cast<float>(), kOutputDigits);
  const int least = exact_digits(terms.reshaped().transpose().cast<float>(), kOutputDigits);
  const auto digits_of = [terms, digits_out, least](int d) {
    return digits_to_add(terms.col(d).transpose(), digits_out, least);
  };
  // Where every number stands there, all of them have as many digits as any of them takes.
  int digits = least;
  for (int d = 0; d < dimensions && dimensions <= kMostWritten; ++d) digits = std::max(digits, digits_of(d).terms);
  const float weight = at.row.weight;
  Eigen::RowVectorXf part(dimensions);
  for (int d = 0; d < dimensions; ++d) {
    part[d] = static_cast<float>(written(precisely(weight) * precisely(value[d]), digits));
  }
  const bool begun = at.row.blend_reveal > 0;

  DepthPlan plan;
  plan.lines.reserve(kDepthLines);
  const auto line = [&](std::string label, const Eigen::RowVectorXf& values, bool is_there,
                        int of_digits) -> DepthLine& {
    DepthLine& made = plan.lines.emplace_back();
    made.label = std::move(label);
    made.role = CellRole::Value;
    made.values = values;
    made.extent = at.plan.value_extent;
    made.there = is_there ? dimensions : 0;
    made.digits = of_digits;
    made.marked = chosen;
    return made;
  };
  const int factors = dimensions <= kMostWritten ? share_digits(weight, value, digits) : 1;
  DepthLine& v = line("v", value, true, value_digits(value, std::max(factors, kOutputDigits)));
  v.said = "of " + word;
  v.origin = [value, word, n = v.digits](int d) {
    return "dimension " + std::to_string(d + 1) + " of the value of " + word + ": " + fixed_number(value[d], n);
  };
  DepthLine& scaled = line("share × v", part, begun, digits);
  scaled.said = "× " + written_share(weight, factors);
  scaled.origin = [=](int d) {
    const int n = share_digits(weight, value.segment(d, 1), digits);
    return "dimension " + std::to_string(d + 1) + ": " + written_share(weight, n) + " × " +
           fixed_number(value[d], value_digits(value.segment(d, 1), n)) + " = " + fixed_number(part[d], digits);
  };
  const auto keys = static_cast<int>(at.plan.rows.size());
  const bool all = in == keys;
  const auto sum_text = [terms, whole, digits_of, all, in](int d) {
    const Eigen::RowVectorXd added = terms.col(d).head(in).transpose();
    const auto [n, of_total] = digits_of(d);
    const std::string sum = all ? fixed_number(whole[d], of_total) : fixed_number(written_sum(added, n), n);
    return std::pair(written_terms(added, n), "= " + sum);
  };
  DepthLine& sum = line("sum", terms.topRows(in).colwise().sum().cast<float>(), in > 0, all ? digits_out : digits);
  sum.said = (all ? "all " : std::to_string(in) + " of ") + std::to_string(keys) + " keys";
  sum.origin = [sum_text](int d) {
    const auto [added, total] = sum_text(d);
    return "dimension " + std::to_string(d + 1) + ": " + added + " " + total;
  };
  DepthLine& out = plan.lines.emplace_back();
  out.label = "dim " + std::to_string(chosen + 1);
  if (in > 0) std::tie(out.text, out.said) = sum_text(chosen);
  return plan;
}

}  // namespace attnscope
