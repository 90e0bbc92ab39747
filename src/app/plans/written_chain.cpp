#include "app/plans/written_chain.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/written.h"

namespace attnscope {
namespace {

constexpr int kUsualDigits = 3;
constexpr int kExponentialDigits = 4;
constexpr int kScaleDigits = 5;
constexpr int kMoreForScale = 2;   ///< digits than the score has
constexpr int kPercentDigits = 1;  ///< as percent_text() has it

double wide(float value) { return static_cast<double>(value); }

/// The logit as it is written, and the largest likewise, have the exponential as it is written.
bool exponent_comes_out(const QueryPlan& plan, const QueryRow& row, int digits, int exponential_digits) {
  const double minus = written(row.exact_logit, digits) - written(plan.exact_largest, digits);
  return same_written(std::exp(minus), row.exact_exponential, exponential_digits);
}

double exact_percent_of(const QueryPlan& plan, const QueryRow& row) {
  return 100 * row.exact_exponential / plan.exact_sum;
}

}  // namespace

SoftmaxDigits softmax_digits(const QueryPlan& plan) {
  Eigen::RowVectorXd exponentials(static_cast<Eigen::Index>(plan.rows.size()));
  for (std::size_t i = 0; i < plan.rows.size(); ++i) {
    exponentials[static_cast<Eigen::Index>(i)] = plan.rows[i].exact_exponential;
  }
  SoftmaxDigits digits;
  const auto shares_come_out = [&](int of_sum) {
    const SumDigits added = digits_to_add(exponentials, of_sum, kExponentialDigits);
    digits.exponential = added.terms;
    return added.total == of_sum && std::all_of(plan.rows.begin(), plan.rows.end(), [&](const QueryRow& row) {
             const double share = written(row.exact_exponential, digits.exponential) / written(plan.exact_sum, of_sum);
             return same_written(100 * share, exact_percent_of(plan, row), kPercentDigits);
           });
  };
  digits.sum = least_digits(kExponentialDigits, shares_come_out);
  return digits;
}

WrittenChain write_chain(const QueryPlan& plan, const QueryRow& row) {
  return write_chain(plan, row, softmax_digits(plan));
}

WrittenChain write_chain(const QueryPlan& plan, const QueryRow& row, const SoftmaxDigits& digits) {
  const int of_logit = least_digits(exact_digits(Eigen::RowVector2f(row.logit, plan.largest_logit), kUsualDigits),
                                    [&](int n) { return exponent_comes_out(plan, row, n, digits.exponential); });
  const int exact_scale = exact_digits(plan.scale, kScaleDigits);
  const auto of_scale = [&](int n) { return exact_scale < kScaleDigits ? exact_scale : n + kMoreForScale; };
  const int of_score = least_digits(exact_digits(row.score, kUsualDigits), [&](int n) {
    const double product = written(wide(row.score), n) * written(wide(plan.scale), of_scale(n));
    return same_written(product + written(wide(row.bias), n), row.exact_logit, of_logit);
  });

  const double logit = written(row.exact_logit, of_logit);
  const double largest = written(plan.exact_largest, of_logit);
  return {.score = fixed_number(row.score, of_score),
          .scale = fixed_number(plan.scale, of_scale(of_score)),
          .bias = plan.biased ? added_number(row.bias, of_score) : std::string(),
          .logit = fixed_number(logit, of_logit),
          .largest = fixed_number(largest, of_logit),
          .minus = fixed_number(logit - largest, of_logit),
          .exponential = fixed_number(row.exact_exponential, digits.exponential),
          .sum = fixed_number(plan.exact_sum, digits.sum),
          .share = fixed_number(exact_percent_of(plan, row), kPercentDigits) + " %"};
}

std::string chain_text(const WrittenChain& chain, bool with_score, bool with_share, bool short_form) {
  std::string text;
  if (with_score) text = chain.score + " × " + chain.scale + chain.bias + " = " + chain.logit;
  if (!with_share) return text;
  if (with_score) text += "   ";
  text += short_form ? "e^ " : "e^(" + chain.logit + " − " + chain.largest + ") = ";
  return text + chain.exponential + "   ÷ " + chain.sum + " = " + chain.share;
}

}  // namespace attnscope
