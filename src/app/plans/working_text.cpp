#include "app/plans/working_text.h"

#include <optional>
#include <vector>

#include "app/numbers.h"
#include "app/plans/written_chain.h"
#include "io/table_writers.h"
#include "text/unicode.h"

namespace attnscope {
namespace {

/// A token that is half a character is written as U+FFFD.
std::string name_in(const ShownTokens& shown, int row) {
  const std::string& text = shown.tokens[static_cast<std::size_t>(row)].text;
  return first_bad_byte(text) ? printable(text) : text;
}

QueryPlan whole_plan(const QueryInput& in, int query) {
  return plan_query(in, query, kTimelineEnd, in.view.weights.row(query));
}

/// The vector of a key, or of the query, where it is one token's.
std::optional<Eigen::RowVectorXf> vector_of(const ShownTokens& shown, const MatrixView& vectors, int row) {
  if (shown.words[static_cast<std::size_t>(row)].size() > 1) return std::nullopt;
  return Eigen::RowVectorXf(vectors.row(shown.token_of(row)));
}

std::string line_of_row(const QueryInput& in, int query, const QueryPlan& plan, const QueryRow& row,
                        const SoftmaxDigits& digits) {
  if (!row.visible) return "hidden by the mask, its share is 0";
  if (row.joined) return joined_text(in, query, row);
  return chain_text(write_chain(plan, row, digits), true, true, false);
}

void add_cells(std::string& line, const std::optional<Eigen::RowVectorXf>& values, Eigen::Index count) {
  for (Eigen::Index d = 0; d < count; ++d) line += "," + (values ? shortest_number((*values)[d]) : std::string());
}

}  // namespace

std::string vector_text(Eigen::Ref<const Eigen::RowVectorXf> values) {
  std::string text;
  for (const float value : values) text += (text.empty() ? "" : ", ") + shortest_number(value);
  return text;
}

std::string working_text(const QueryInput& in, int query) {
  const QueryPlan plan = whole_plan(in, query);
  const SoftmaxDigits digits = softmax_digits(plan);
  const std::string asking = name_in(in.shown, query);
  std::string text = asking + " asks; q·k × scale" + (plan.biased ? " + bias" : "") +
                     ", the largest subtracted, e^, ÷ the sum of all\n\n";
  for (const QueryRow& row : plan.rows) {
    text += name_in(in.keys, row.key) + ": " + line_of_row(in, query, plan, row, digits) + "\n";
  }
  if (!plan.joined) text += "sum: " + fixed_number(plan.exact_sum, digits.sum) + "\n";
  text += "\n";
  if (const auto q = vector_of(in.shown, in.head.q, query)) text += "q(" + asking + ") = " + vector_text(*q) + "\n";
  for (const QueryRow& row : plan.rows) {
    if (const auto k = vector_of(in.keys, in.head.k, row.key)) {
      text += "k(" + name_in(in.keys, row.key) + ") = " + vector_text(*k) + "\n";
    }
  }
  for (const QueryRow& row : plan.rows) {
    text += "v(" + name_in(in.keys, row.key) + ") = " + vector_text(value_of(in, query, row.key)) + "\n";
  }
  return text + "output = the sum of share × v = " + vector_text(plan.output) + "\n";
}

std::string working_csv(const QueryInput& in, int query) {
  const QueryPlan plan = whole_plan(in, query);
  const Eigen::Index of_k = in.head.k.cols();
  const Eigen::Index of_v = in.head.v.cols();
  std::string text = plan.biased ? "key,score,bias,logit,minus largest,exponential,share"
                                 : "key,score,scaled,minus largest,exponential,share";
  for (Eigen::Index d = 0; d < of_k; ++d) text += ",k" + std::to_string(d + 1);
  for (Eigen::Index d = 0; d < of_v; ++d) text += ",v" + std::to_string(d + 1);
  text += "\r\n";
  const std::string blank(plan.biased ? 6 : 5, ',');
  for (const QueryRow& row : plan.rows) {
    const auto number = [](bool exists, float value) {
      return "," + (exists ? shortest_number(value) : std::string());
    };
    text += csv_cell(name_in(in.keys, row.key));
    text += number(!row.joined, row.score);
    if (plan.biased) text += number(!row.joined, row.bias);
    text += number(!row.joined, row.logit);
    text += number(row.visible && !row.joined, row.logit - plan.largest_logit);
    text += number(row.visible && !plan.joined, row.exponential) + number(true, row.weight);
    add_cells(text, vector_of(in.keys, in.head.k, row.key), of_k);
    add_cells(text, value_of(in, query, row.key), of_v);
    text += "\r\n";
  }
  text += csv_cell("query: " + name_in(in.shown, query)) + blank;
  add_cells(text, vector_of(in.shown, in.head.q, query), of_k);
  add_cells(text, std::nullopt, of_v);
  text += "\r\noutput" + blank;
  add_cells(text, std::nullopt, of_k);
  add_cells(text, plan.output, of_v);
  return text + "\r\n";
}

}  // namespace attnscope
