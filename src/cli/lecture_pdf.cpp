#include "cli/lecture_pdf.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/describe.h"
#include "app/reader.h"
#include "app/token_pairs.h"
#include "app/view_cache.h"
#include "app/words.h"
#include "cli/figure_content.h"
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

/// Reads what scenes ask, one after the other; the model stays open from one to the next.
class PageMaker {
 public:
  PageMaker(OpenSource open, ColourMap map, std::stop_token stop)
      : reader_(std::move(open)), map_(map), stop_(std::move(stop)) {}

  Result<figure::Page> operator()(const LectureScene& scene) {
    figure::Page page;
    page.heading = scene.title;
    page.notes = scene.notes;
    const Status filled =
        scene.scene.page == Page::Explore ? add_figures(page, scene.scene) : tell_experiment(page, scene);
    if (!filled) return filled.error();
    return page;
  }

 private:
  /// An experiment in words: on paper nothing moves.
  Status tell_experiment(figure::Page& page, const LectureScene& scene) {
    page.heading = name_of(scene);
    AppState state;
    state.scene = scene.scene;
    if (scene.scene.page == Page::Cost) {
      const ReadingOutcome read = reader_(reading_key(scene.scene), stop_);
      if (!read.source) return why_not(read);
      state.card = read.source->card();
    }
    page.text = describe(state);
    return {};
  }

  Status add_figures(figure::Page& page, const Scene& scene) {
    const Result<std::optional<HeadReport>> shown = report(scene);
    if (!shown) return shown.error();
    if (!*shown) return {};
    page.figures.push_back(figure_content(**shown, map_));
    if (!scene.beside) return {};
    Scene beside = scene;
    static_cast<Question&>(beside) = *scene.beside;
    const Result<std::optional<HeadReport>> kept = report(beside);
    if (!kept) return kept.error();
    if (*kept) add_kept(page.figures, **shown, **kept);
    return {};
  }

  /// As on the screen: what was kept is asked by the word that stands for the other one's, and both have one range.
  void add_kept(std::vector<figure::Content>& figures, const HeadReport& shown, const HeadReport& kept) const {
    figure::Content& now = figures.back();
    figure::Content then = figure_content(kept, map_);
    const std::vector<TokenPair> pairs = pair_tokens(shown.tokens(), kept.tokens());
    const auto asking = std::ranges::find(pairs, shown.query, &TokenPair::shown);
    then.asking.reset();
    if (asking != pairs.end() && asking->kept >= 0) then.asking = asking->kept;
    now.low = then.low = std::min(now.low, then.low);
    now.high = then.high = std::max(now.high, then.high);
    figures.insert(figures.begin(), std::move(then));
  }

  /// None where a text has no token.
  Result<std::optional<HeadReport>> report(const Scene& scene) {
    const ReadingOutcome read = reader_(reading_key(scene), stop_);
    if (!read.reading) return why_not(read);
    if (read.reading->shown().tokens.empty() || read.reading->keys().tokens.empty()) return std::optional<HeadReport>();
    Result<HeadReport> report = report_of(scene, read);
    if (!report) return report.error();
    return std::optional(std::move(report).value());
  }

  static Error why_not(const ReadingOutcome& read) {
    return read.error.value_or(Error{ErrorCode::Cancelled, "", "was stopped"});
  }

  Reader reader_;
  ColourMap map_;
  std::stop_token stop_;
};

}  // namespace

Result<std::vector<figure::Page>> lecture_pages(const Models& models, const Lecture& lecture, ColourMap map,
                                                const WorkControl& control) {
  PageMaker page_of(models.open, map, control.stop);
  std::vector<figure::Page> pages;
  const auto count = static_cast<int>(lecture.scenes.size());
  for (int i = 0; i < count; ++i) {
    if (control.stop.stop_requested()) return Error{ErrorCode::Cancelled, "", "was stopped"};
    control.tell(i, count);
    const std::string number = std::to_string(i + 1);
    Result<figure::Page> page = page_of(lecture.scenes[static_cast<std::size_t>(i)]);
    if (!page) {
      Error error = page.error();
      error.where = "scene " + number + (error.where.empty() ? "" : ", " + error.where);
      return error;
    }
    page->number = number + " / " + std::to_string(count);
    page->footer = lecture.title;
    pages.push_back(std::move(page).value());
  }
  return pages;
}

Result<std::string> lecture_pdf(const Models& models, const Lecture& lecture, ColourMap map,
                                const WorkControl& control) {
  const Result<std::vector<figure::Page>> pages = lecture_pages(models, lecture, map, control);
  if (!pages) return pages.error();
  return figure::render_pages(*pages);
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
