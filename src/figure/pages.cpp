#include "figure/pages.h"

#include <cairo-pdf.h>

#include <algorithm>

#include "figure/paint.h"
#include "figure/surface.h"

namespace attnscope::figure {
namespace {

constexpr double kPageMargin = 30;
constexpr double kHeadingFont = 19;
constexpr double kTextFont = 14;
constexpr double kNotesFont = 9.5;
constexpr double kFooterFont = 8;
constexpr double kLineHigh = 1.35;  ///< height of a line over its font size
constexpr std::size_t kMostNoteLines = 9;
constexpr double kPageInk = 0.13;
constexpr double kBetween = 18;  ///< of two figures

void show_line(cairo_t* context, const TypeSetter& setter, const std::string& text, Face face, double font, Rect box) {
  cairo_save(context);
  cairo_translate(context, box.x, box.y + box.height / 2);
  cairo_set_source_rgb(context, kPageInk, kPageInk, kPageInk);
  setter.show(context, text, face, font, box.width, box.height);
  cairo_restore(context);
}

void show_lines(cairo_t* context, const TypeSetter& setter, const std::vector<std::string>& lines, double font,
                Rect box) {
  const double pitch = font * kLineHigh;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    show_line(context, setter, lines[i], Face::Text, font,
              {box.x, box.y + pitch * static_cast<double>(i), box.width, pitch});
  }
}

Status draw_figure(cairo_t* context, const Content& content, Rect box, const TypeSetter& setter,
                   const Measure& measure) {
  const PageSize size{static_cast<int>(box.width), static_cast<int>(box.height)};
  const Result<Plan> plan = plan_figure(content, size, measure);
  if (!plan) return plan.error();
  cairo_save(context);
  cairo_rectangle(context, box.x, box.y, box.width, box.height);
  cairo_clip(context);
  cairo_translate(context, box.x, box.y);
  paint(context, content, *plan, setter);
  cairo_restore(context);
  return {};
}

/// A page from top to bottom: heading and number, the figures, the notes under a rule.
Status draw_page(cairo_t* context, const Page& page, PageSize size, const TypeSetter& setter, const Measure& measure) {
  cairo_set_source_rgb(context, 1, 1, 1);
  cairo_paint(context);
  Rect room{kPageMargin, kPageMargin, size.width - 2 * kPageMargin, size.height - 2 * kPageMargin};
  const double number = measure(page.number, Face::Text, kNotesFont);
  const double heading = kHeadingFont * kLineHigh;
  show_line(context, setter, page.number, Face::Text, kNotesFont,
            {room.x + room.width - number, room.y, number, heading});
  show_line(context, setter, page.heading, Face::Bold, kHeadingFont,
            {room.x, room.y, room.width - number - kHeadingFont, heading});
  show_line(context, setter, page.footer, Face::Text, kFooterFont,
            {room.x, room.y + room.height, room.width, kPageMargin});
  room.y += heading;
  room.height -= heading;

  const std::vector<std::string> notes =
      wrapped(page.notes, room.width, Face::Text, kNotesFont, kMostNoteLines, measure);
  const double pitch = kNotesFont * kLineHigh;
  if (!notes.empty()) {
    room.height -= pitch * static_cast<double>(notes.size()) + pitch;
    const double y = room.y + room.height;
    cairo_set_source_rgb(context, 0.8, 0.8, 0.8);
    cairo_set_line_width(context, 0.7);
    cairo_move_to(context, room.x, y + pitch / 2);
    cairo_rel_line_to(context, room.width, 0);
    cairo_stroke(context);
    show_lines(context, setter, notes, kNotesFont, {room.x, y + pitch, room.width, room.height});
  }
  if (page.figures.empty()) {
    const auto fit = static_cast<std::size_t>(room.height / (kTextFont * kLineHigh));
    const Rect below{room.x, room.y + kTextFont, room.width, room.height};
    show_lines(context, setter, wrapped(page.text, room.width, Face::Text, kTextFont, fit - 1, measure), kTextFont,
               below);
    return {};
  }
  const auto count = static_cast<double>(page.figures.size());
  const double width = (room.width - kBetween * (count - 1)) / count;
  for (const Content& figure : page.figures) {
    const Status drawn = draw_figure(context, figure, {room.x, room.y, width, room.height}, setter, measure);
    if (!drawn) return drawn.error();
    room.x += width + kBetween;
  }
  return {};
}

}  // namespace

std::vector<std::string> wrapped(const std::string& text, double width, Face face, double font, std::size_t most,
                                 const Measure& measure) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size() && lines.size() <= most;) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    std::string line;
    for (std::size_t word = from; word < end && lines.size() <= most;) {
      const std::size_t after = std::min(text.find(' ', word + 1), end);
      const std::string longer = line + text.substr(word, after - word);
      if (!line.empty() && measure(longer, face, font) > width) {
        lines.push_back(std::exchange(line, {}));
        word += text[word] == ' ' ? 1 : 0;
        line = text.substr(word, after - word);
      } else {
        line = longer;
      }
      word = after;
    }
    lines.push_back(std::move(line));
    from = end + 1;
  }
  if (lines.size() > most) {
    lines.resize(most);
    if (!lines.empty()) lines.back() += " …";
  }
  return lines;
}

Result<std::string> render_pages(const std::vector<Page>& pages, PageSize size) {
  if (pages.empty()) return Error{ErrorCode::OutOfLimits, "lecture", "has no scene to make a page of"};
  std::string bytes;
  const Handle<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(&append, &bytes, size.width, size.height));
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
  const TypeSetter setter;
  const Measure measure = pango_measure();
  {
    const Handle<cairo_t> context(cairo_create(surface.get()));
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (const Status drawn = draw_page(context.get(), pages[i], size, setter, measure); !drawn) {
        return Error{drawn.error().code, "page " + std::to_string(i + 1) + ", " + drawn.error().where,
                     drawn.error().what};
      }
      cairo_show_page(context.get());
    }
    if (Status done = to_status(cairo_status(context.get()), "lecture"); !done) return done.error();
  }
  cairo_surface_finish(surface.get());
  if (Status done = to_status(cairo_surface_status(surface.get()), "lecture"); !done) return done.error();
  return bytes;
}

}  // namespace attnscope::figure
