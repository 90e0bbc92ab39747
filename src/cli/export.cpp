#include <array>

#include "app/present/lecture_json.h"
#include "app/words.h"
#include "cli/all_commands.h"
#include "cli/lecture_pdf.h"
#include "cli/parse.h"
#include "cli/write_export.h"

namespace attnscope::cli {
namespace {

/// A lecture's scenes say everything; nothing else may be said beside them.
Status export_lecture(const Values& values, const std::string& file, const Context& context) {
  for (const std::vector<Option>& options : {reading_options(), look_options()}) {
    for (const Option& option : options) {
      if (!values.has(option.name)) continue;
      return Error{ErrorCode::InvalidArgument, std::string(option.name), "a lecture's scenes say it; leave it away"};
    }
  }
  if (values.has("--size"))
    return Error{ErrorCode::InvalidArgument, "--size", "a lecture's pages have one; leave it away"};
  const std::filesystem::path out = values.get("--out");
  if (lowered(out.extension().string()) != ".pdf") {
    return Error{ErrorCode::InvalidArgument, "--out", "a lecture is exported as a pdf; end the name with .pdf"};
  }
  const Result<Lecture> lecture = load_lecture(file);
  if (!lecture) return lecture.error();
  const WorkOutcome written = write_lecture_pdf(context.models, *lecture, out, ColourMap::Magma);
  return written ? Status() : Status(written.error());
}

}  // namespace

std::vector<Option> export_options() {
  std::vector<Option> options = reading_options();
  for (const Option& option : look_options()) options.push_back(option);
  options.push_back({"--out", "F", "where to write; the ending says what: png, svg, pdf, csv, npy, json or txt", true});
  options.push_back({"--size", "WxH", "of a figure; by default as large as its labels need"});
  options.push_back({"--lecture", "L.json", "a saved lecture, as a pdf with a page a scene; goes with --out alone"});
  return options;
}

Status export_head(const Values& values, const Context& context) {
  if (const auto lecture = values.find("--lecture")) return export_lecture(values, *lecture, context);
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
