#include <algorithm>
#include <utility>

#include "app/numbers.h"
#include "app/plans/depth_plan.h"
#include "app/plans/written_chain.h"
#include "app/written.h"

namespace attnscope {
namespace {

constexpr float kHalf = 0.5F;  ///< from here on a number that is coming is written

/// The sum of all exponentials as lengths side by side: all of it is 100 %.
DepthLine total_line(const DepthInput& at, const SoftmaxDigits& digits) {
  const std::vector<QueryRow>& rows = at.plan.rows;
  DepthLine line{.label = "sum", .text = {}, .said = {}, .role = CellRole::Weight};
  line.stacked = true;
  line.extent = at.plan.exponential_sum;
  line.digits = digits.exponential;
  line.values.resize(static_cast<Eigen::Index>(rows.size()));
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    line.values[static_cast<Eigen::Index>(i)] = rows[i].exponential;
    line.there += rows[i].total_reveal > kHalf ? 1 : 0;
    if (rows[i].key == at.row.key) line.marked = static_cast<int>(i);
    names.push_back(at.in.keys.tokens[static_cast<std::size_t>(rows[i].key)].text);
  }
  const bool all = line.there == static_cast<int>(rows.size());
  if (all) {
    line.said = "= " + fixed_number(at.plan.exponential_sum, digits.sum);
  } else if (line.there > 0) {
    line.said = fixed_number(written_sum(line.values.head(line.there), line.digits), line.digits) + " so far";
  }
  line.origin = [values = line.values, n = line.digits, names = std::move(names), sum = at.plan.exponential_sum,
                 of_sum = digits.sum](int i) {
    return names[static_cast<std::size_t>(i)] + ": " + fixed_number(values[i], n) + " of " + fixed_number(sum, of_sum);
  };
  return line;
}

}  // namespace

DepthPlan plan_softmax_depth(const DepthInput& at) {
  DepthPlan plan;
  const auto say = [&](std::string label, std::string text) {
    plan.lines.push_back({.label = std::move(label), .text = std::move(text), .said = {}});
  };
  const QueryRow& row = at.row;
  if (!row.visible) {
    say("", "the mask hides this word: its share is 0");
    return plan;
  }
  if (at.plan.joined) {
    say("", row.softmax_reveal > kHalf ? joined_text(at.in, at.query, row) : "");
    return plan;
  }
  const SoftmaxDigits digits = softmax_digits(at.plan);
  const WrittenChain chain = write_chain(at.plan, row);
  if (row.joined) {
    const int pieces = at.in.keys.words[static_cast<std::size_t>(row.key)].size();
    say("e^", row.exp_reveal > kHalf ? "its " + std::to_string(pieces) + " pieces come to " + chain.exponential : "");
  } else {
    say("− largest",
        row.minus_reveal > kHalf ? chain.logit + " − " + chain.largest + " = " + chain.minus : std::string());
    say("e^", row.exp_reveal > kHalf ? "e^" + chain.minus + " = " + chain.exponential : "");
  }
  plan.lines.push_back(total_line(at, digits));
  say("÷ sum", row.softmax_reveal > kHalf ? chain.exponential + " ÷ " + chain.sum + " = " + chain.share : "");
  return plan;
}

}  // namespace attnscope
