#include "cli/lecture_pdf.h"

#include "app/reader.h"
#include "app/view_cache.h"
#include "app/words.h"
#include "cli/figure_content.h"
#include "figure/pages.h"
#include "io/file.h"

namespace attnscope::cli {
namespace {

/// What the window would show of a scene, looked at once.
Result<HeadReport> report_of(const Scene& scene, const ReadingOutcome& read) {
  AppState state;
  state.scene = scene;
  state.card = read.source->card();
  state.reading = read.reading;
  state.side = read.reading->side;
  state.head = resolve_head(scene.head, state.card, state.side);
  state.query = asking_row(scene.query, read.reading->asking(), read.reading->shown());
  ViewCache cache;
  const Result<LookedAt>& looked = cache.view(read.reading, state.head, scene.multiplier, scene.mask);
  if (!looked) return looked.error();
  state.view = looked->shown;
  state.pieces = looked->pieces;
  state.computed = looked->computed;
  return report_head(state);
}

/// The reader keeps the model open from one scene to the next.
Result<figure::Page> page_of(const LectureScene& scene, Reader& reader, ColourMap map, const std::stop_token& stop) {
  figure::Page page{.heading = scene.title, .number = {}, .content = std::nullopt, .notes = scene.notes, .footer = {}};
  if (scene.scene.page != Page::Explore) {  // an experiment is live or not at all
    page.heading = name_of(scene);
    return page;
  }
  const ReadingOutcome read = reader(reading_key(scene.scene), stop);
  if (!read.reading) return read.error.value_or(Error{ErrorCode::Cancelled, "", "was stopped"});
  if (read.reading->shown().tokens.empty() || read.reading->keys().tokens.empty()) return page;
  const Result<HeadReport> report = report_of(scene.scene, read);
  if (!report) return report.error();
  page.content = figure_content(*report, map);
  return page;
}

}  // namespace

Result<std::string> lecture_pdf(const Models& models, const Lecture& lecture, ColourMap map,
                                const WorkControl& control) {
  Reader reader(models.open);
  std::vector<figure::Page> pages;
  const auto count = static_cast<int>(lecture.scenes.size());
  for (int i = 0; i < count; ++i) {
    if (control.stop.stop_requested()) return Error{ErrorCode::Cancelled, "", "was stopped"};
    control.tell(i, count);
    const std::string number = std::to_string(i + 1);
    Result<figure::Page> page = page_of(lecture.scenes[static_cast<std::size_t>(i)], reader, map, control.stop);
    if (!page) {
      Error error = page.error();
      error.where = "scene " + number + (error.where.empty() ? "" : ", " + error.where);
      return error;
    }
    page->number = number + " / " + std::to_string(count);
    page->footer = lecture.title;
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
