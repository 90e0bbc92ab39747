#include <array>
#include <cmath>
#include <ostream>

#include "app/numbers.h"
#include "app/plans/working_text.h"
#include "cli/all_commands.h"
#include "cli/columns.h"
#include "cli/head_json.h"
#include "cli/parse.h"
#include "figure/content.h"
#include "io/table_writers.h"

namespace attnscope::cli {
namespace {

constexpr int kWidestToken = 24;  // columns of a terminal
constexpr int kWidestBar = 30;

std::string number_of(int token) { return std::to_string(token + 1); }

Result<std::string> table(const HeadReport& report) {
  const HeadView& view = *report.view;
  const int keys = static_cast<int>(view.weights.cols());
  const KeyRange seen = visible_keys(view.mask, report.query, keys);
  const bool biased = view.bias.size() > 0;
  std::vector<std::vector<std::string>> rows{{"#", "key", "score"}};
  if (biased) rows[0].emplace_back("bias");
  rows[0].insert(rows[0].end(), {"weight", ""});
  for (int j = 0; j < keys; ++j) {
    const float weight = view.weights(report.query, j);
    rows.push_back({number_of(j),
                    clipped(figure::visible_label(report.keys()[static_cast<std::size_t>(j)].text), kWidestToken),
                    fixed_number(view.scores(report.query, j))});
    if (biased) rows.back().push_back(fixed_number(view.bias(report.query, j)));
    rows.back().insert(rows.back().end(), {seen.contains(j) ? percent_text(weight) : "", bar(weight, kWidestBar)});
  }

  const float entropy = view.entropy[static_cast<std::size_t>(report.query)];
  const std::string query = report.tokens()[static_cast<std::size_t>(report.query)].text;
  std::vector<std::vector<std::string>> head{
      {"model", report.model},
      {"head", name_of(report.place)},
      {"scale", fixed_number(view.scale, 3) + " (" + shortest_number(report.scene.multiplier) +
                    "× the trained one), mask " + mask_name(report.scene.mask)},
      {"query", "#" + number_of(report.query) + " " + query},
      {"listens", "to " + fixed_number(std::exp2(entropy), 1) + " tokens, entropy " + fixed_number(entropy) + " bit"}};
  if (report.two_texts()) head.insert(head.begin() + 2, {"map", std::string(in_words(report.side))});
  for (const std::string& said : in_words(report.scene.lens)) head.push_back({"shown", said});
  return in_columns(head) + "\n" + in_columns(rows);
}

Result<std::string> csv(const HeadReport& report) {
  const HeadView& view = *report.view;
  std::vector<std::string> columns{"score", "weight"};
  Matrix row(view.weights.cols(), 2);
  row << view.scores.row(report.query).transpose(), view.weights.row(report.query).transpose();
  if (view.bias.size() > 0) {
    columns.emplace_back("bias");
    row.conservativeResize(Eigen::NoChange, 3);
    row.col(2) = view.bias.row(report.query).transpose();
  }
  return to_csv(row, token_texts(report.keys()), columns);
}

Result<std::string> json(const HeadReport& report) { return to_text(row_json(report)) + "\n"; }

Result<std::string> text(const HeadReport& report) { return description_of(report); }
Result<std::string> working_as_text(const HeadReport& report) {
  return working_text(report.input(), report.query, report.layer.get());
}
Result<std::string> working_as_csv(const HeadReport& report) {
  return working_csv(report.input(), report.query, report.layer.get());
}
Result<std::string> working_in_no_such_form(const HeadReport&) {
  return Error{ErrorCode::InvalidArgument, "--working", "is text or CSV; take --format text or csv"};
}

using AttendWriter = Result<std::string> (*)(const HeadReport&);
constexpr std::array<std::string_view, 4> kAttendFormats{"table", "json", "csv", "text"};
constexpr std::array<AttendWriter, 4> kAttendWriters{&table, &json, &csv, &text};
/// The same forms with --working; where no form is chosen, text.
constexpr std::array<AttendWriter, 4> kWorkingWriters{&working_as_text, &working_in_no_such_form, &working_as_csv,
                                                      &working_as_text};

}  // namespace

std::vector<Option> attend_options() {
  std::vector<Option> options = reading_options();
  for (const Option& option : look_options()) options.push_back(option);
  options.push_back({"--format", "FORMAT", "table (default), json, csv, or text: a description in sentences"});
  options.push_back(
      {"--working", "", "every number from the query to its output and to what the layer adds, as text or csv"});
  return options;
}

Status attend(const Values& values, const Context& context) {
  const Result<std::size_t> format = parse_choice(values.get("--format", "table"), "--format", kAttendFormats);
  if (!format) return format.error();
  const Result<Prepared> prepared = prepare(values, context);
  if (!prepared) return prepared.error();
  const bool working = values.has("--working");
  const Result<HeadReport> report = working ? report_head_and_layer(*prepared) : report_head(*prepared);
  if (!report) return report.error();
  const auto& writers = working ? kWorkingWriters : kAttendWriters;
  const Result<std::string> written = writers[*format](*report);
  if (!written) return written.error();
  context.out << *written;
  return {};
}

}  // namespace attnscope::cli
