#include "cli/lecture_pdf.h"

#include "app/words.h"
#include "cli/figure_content.h"
#include "figure/pages.h"
#include "io/file.h"

namespace attnscope::cli {
namespace {

/// Scenes one after the other mostly ask the same model.
class LastSource {
 public:
  explicit LastSource(const Models& models) : models_(models) {}

  Result<std::shared_ptr<const TraceSource>> open(const std::string& model, const std::stop_token& stop) {
    if (source_ && model == name_) return source_;
    Result<std::shared_ptr<const TraceSource>> opened = models_.open(model, {.stop = stop});
    if (!opened) return opened;
    name_ = model;
    source_ = *opened;
    return source_;
  }

 private:
  const Models& models_;
  std::string name_;
  std::shared_ptr<const TraceSource> source_;
};

Result<figure::Page> page_of(const LectureScene& stop_at, LastSource& sources, ColourMap map,
                             const std::stop_token& stop) {
  figure::Page page{.heading = stop_at.title, .number = {}, .content = std::nullopt, .notes = stop_at.notes};
  Result<std::shared_ptr<const TraceSource>> source = sources.open(stop_at.scene.model, stop);
  if (!source) return source.error();
  Result<Encoding> encoding = (*source)->encode(stop_at.scene.text);
  if (!encoding) return encoding.error();
  ShownTokens shown = show_through(encoding->tokens, stop_at.scene.lens);
  if (shown.tokens.empty()) return page;
  const Result<HeadReport> report =
      report_head(Prepared{stop_at.scene, std::move(source).value(), std::move(encoding).value(), std::move(shown)});
  if (!report) return report.error();
  page.content = figure_content(*report, map);
  return page;
}

}  // namespace

Result<std::string> lecture_pdf(const Models& models, const Lecture& lecture, ColourMap map,
                                const WorkControl& control) {
  LastSource sources(models);
  std::vector<figure::Page> pages;
  const auto count = static_cast<int>(lecture.scenes.size());
  for (int i = 0; i < count; ++i) {
    if (control.stop.stop_requested()) return Error{ErrorCode::Cancelled, "", "was stopped"};
    control.tell(i, count);
    const std::string number = std::to_string(i + 1);
    Result<figure::Page> page = page_of(lecture.scenes[static_cast<std::size_t>(i)], sources, map, control.stop);
    if (!page) {
      Error error = page.error();
      error.where = "scene " + number + (error.where.empty() ? "" : ", " + error.where);
      return error;
    }
    page->number = number + " / " + std::to_string(count);
    pages.push_back(std::move(page).value());
  }
  return figure::render_pages(pages);
}

WorkOutcome write_lecture_pdf(const Models& models, const Lecture& lecture, const std::filesystem::path& path,
                              ColourMap map, const WorkControl& control) {
  if (lowered(path.extension().string()) != ".pdf") {
    return Error{ErrorCode::InvalidArgument, path.string(), "a lecture is exported as a pdf; end the name with .pdf"};
  }
  const Result<std::string> bytes = lecture_pdf(models, lecture, map, control);
  if (!bytes) return bytes.error();
  if (const Status written = write_file_atomically(path, *bytes); !written) return written.error();
  return "Exported to " + path.string();
}

}  // namespace attnscope::cli
