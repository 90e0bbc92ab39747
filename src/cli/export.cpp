#include "cli/all_commands.h"
#include "cli/parse.h"
#include "cli/write_export.h"

namespace attnscope::cli {

std::vector<Option> export_options() {
  std::vector<Option> options = reading_options();
  for (const Option& option : look_options()) options.push_back(option);
  options.push_back({"--out", "F", "where to write; the ending says what: png, svg, pdf, csv, npy or json", true});
  options.push_back({"--size", "WxH", "of a figure; by default as large as its labels need"});
  return options;
}

Status export_head(const Values& values, const Context& context) {
  const std::string out = values.get("--out");
  if (const Status known = check_export_path(out); !known) return known.error();
  std::optional<figure::PageSize> page;
  if (const auto typed = values.find("--size")) {
    const Result<figure::PageSize> size = parse_size(*typed, "--size", figure::kMinSide, figure::kMaxSide);
    if (!size) return size.error();
    page = *size;
  }
  const Result<Prepared> prepared = prepare(values, context);
  if (!prepared) return prepared.error();
  const Result<HeadReport> report = report_head(*prepared);
  if (!report) return report.error();
  return write_export(*report, out, page, ColourMap::Magma);
}

}  // namespace attnscope::cli
