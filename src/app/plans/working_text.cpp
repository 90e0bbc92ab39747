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

/// The vectors of the stream, as they follow from one another.
struct NamedVector {
  std::string name;
  const Eigen::RowVectorXf& values;
};

std::vector<NamedVector> stream_vectors(const LayerStep& step) {
  std::vector<NamedVector> vectors;
  if (step.bias.size() > 0) vectors.push_back({"bias of W_O", step.bias});
  vectors.push_back({"added by all heads", step.added});
  vectors.push_back({"row before", step.before});
  vectors.push_back({"row after", step.after});
  if (step.normed.size() > 0) vectors.push_back({"row after, normed", step.normed});
  return vectors;
}

std::string layer_text(const LayerAnswer& layer) {
  if (!layer.step) return "\nthe layer: " + layer.step.error().what + "\n";
  const LayerStep& step = *layer.step;
  std::string text = "\nthe layer: every head's blend × its rows of W_O, added up" +
                     std::string(step.bias.size() > 0 ? " with the bias" : "") + "; row before + that = row after" +
                     (step.normed.size() > 0 ? ", which is normed" : "") + "\n";
  if (!layer.note.empty()) text += layer.note + "\n";
  for (Eigen::Index h = 0; h < step.blends.rows(); ++h) {
    const std::string name = "head " + std::to_string(h + 1);
    text += name + ": blend = " + vector_text(step.blends.row(h)) + "\n";
    text += name + ": blend × W_O = " + vector_text(step.parts.row(h)) + "\n";
  }
  for (const NamedVector& vector : stream_vectors(step)) {
    text += vector.name + " = " + vector_text(vector.values) + "\n";
  }
  return text;
}

}  // namespace

std::string vector_text(Eigen::Ref<const Eigen::RowVectorXf> values) {
  std::string text;
  for (const float value : values) text += (text.empty() ? "" : ", ") + shortest_number(value);
  return text;
}

std::string working_text(const QueryInput& in, int query, const LayerAnswer* layer) {
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
  text += "output = the sum of share × v = " + vector_text(plan.output) + "\n";
  return layer != nullptr ? text + layer_text(*layer) : text;
}

std::string working_csv(const QueryInput& in, int query, const LayerAnswer* layer) {
  const QueryPlan plan = whole_plan(in, query);
  const LayerStep* step = layer != nullptr && layer->step ? &*layer->step : nullptr;
  const Eigen::Index of_k = in.head.k.cols();
  const Eigen::Index of_v = in.head.v.cols();
  const Eigen::Index of_x = step != nullptr ? step->before.size() : 0;
  std::string text = plan.biased ? "key,score,bias,logit,minus largest,exponential,share"
                                 : "key,score,scaled,minus largest,exponential,share";
  const auto add_names = [&text](const char* name, Eigen::Index count) {
    for (Eigen::Index d = 0; d < count; ++d) text += "," + std::string(name) + std::to_string(d + 1);
  };
  add_names("k", of_k);
  add_names("v", of_v);
  add_names("x", of_x);
  const std::string blank(plan.biased ? 6 : 5, ',');
  using Cells = std::optional<Eigen::RowVectorXf>;
  const auto add_vectors = [&](const Cells& k, const Cells& v, const Cells& x) {
    add_cells(text, k, of_k);
    add_cells(text, v, of_v);
    add_cells(text, x, of_x);
    text += "\r\n";
  };
  text += "\r\n";
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
    add_vectors(vector_of(in.keys, in.head.k, row.key), value_of(in, query, row.key), std::nullopt);
  }
  const auto add_line = [&](const std::string& name, const Cells& k, const Cells& v, const Cells& x) {
    text += csv_cell(name) + blank;
    add_vectors(k, v, x);
  };
  add_line("query: " + name_in(in.shown, query), vector_of(in.shown, in.head.q, query), std::nullopt, std::nullopt);
  add_line("output", std::nullopt, plan.output, std::nullopt);
  if (step == nullptr) return text;
  for (Eigen::Index h = 0; h < step->blends.rows(); ++h) {
    add_line("head " + std::to_string(h + 1), std::nullopt, step->blends.row(h), step->parts.row(h));
  }
  for (const NamedVector& vector : stream_vectors(*step)) {
    add_line(vector.name, std::nullopt, std::nullopt, vector.values);
  }
  return text;
}

}  // namespace attnscope
