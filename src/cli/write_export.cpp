#include "cli/write_export.h"

#include <array>

#include "app/words.h"
#include "cli/figure_content.h"
#include "cli/head_json.h"
#include "io/file.h"
#include "io/table_writers.h"

namespace attnscope::cli {
namespace {

/// What an export is made from.
struct ExportInput {
  const HeadReport& report;
  std::optional<figure::PageSize> page;
  ColourMap map;
};

template <figure::Format format>
Result<std::string> as_figure(const ExportInput& input) {
  const figure::Content content = figure_content(input.report, input.map);
  return figure::render(content, input.page ? *input.page : figure::fitting_page(content), format);
}

Result<std::string> as_csv(const ExportInput& input) {
  return to_csv(shown_values(input.report), token_texts(input.report.tokens()), token_texts(input.report.keys()));
}

Result<std::string> as_npy(const ExportInput& input) { return to_npy(shown_values(input.report)); }

Result<std::string> as_json(const ExportInput& input) { return to_text(map_json(input.report)) + "\n"; }

Result<std::string> as_description(const ExportInput& input) { return description_of(input.report); }

struct ExportRow {
  std::string_view ending;
  Result<std::string> (*bytes)(const ExportInput&);
};
constexpr std::array kExports{
    ExportRow{"png", &as_figure<figure::Format::Png>},
    ExportRow{"svg", &as_figure<figure::Format::Svg>},
    ExportRow{"pdf", &as_figure<figure::Format::Pdf>},
    ExportRow{"csv", &as_csv},
    ExportRow{"npy", &as_npy},
    ExportRow{"json", &as_json},
    ExportRow{"txt", &as_description},
};

const ExportRow* find_row(const std::filesystem::path& path) {
  const std::string ending = lowered(path.extension().string());
  for (const ExportRow& row : kExports) {
    if (ending == "." + std::string(row.ending)) return &row;
  }
  return nullptr;
}

}  // namespace

std::string export_endings() {
  std::string all;
  for (std::size_t i = 0; i < kExports.size(); ++i) {
    if (i > 0) all += i + 1 == kExports.size() ? " or " : ", ";
    all += kExports[i].ending;
  }
  return all;
}

Status check_export_path(const std::filesystem::path& path) {
  if (find_row(path)) return {};
  return Error{ErrorCode::InvalidArgument, path.string(),
               "the ending says what is written and must be " + export_endings()};
}

Status write_export(const HeadReport& report, const std::filesystem::path& path, std::optional<figure::PageSize> page,
                    ColourMap map) {
  if (const Status known = check_export_path(path); !known) return known.error();
  const Result<std::string> bytes = find_row(path)->bytes({report, page, map});
  if (!bytes) return bytes.error();
  return write_file_atomically(path, *bytes);
}

Status write_export(const AppState& state, const std::filesystem::path& path) {
  const Result<HeadReport> report = report_head(state);
  if (!report) return report.error();
  return write_export(*report, path, std::nullopt, state.settings.colour_map);
}

Result<std::string> numbers_of(const AppState& state) {
  const Result<HeadReport> report = report_head(state);
  if (!report) return report.error();
  return to_text(row_json(*report));
}

Result<std::string> figure_of(const AppState& state) {
  const Result<HeadReport> report = report_head(state);
  if (!report) return report.error();
  return as_figure<figure::Format::Png>({*report, std::nullopt, state.settings.colour_map});
}

}  // namespace attnscope::cli
