#include "ui/strip.h"

#include <cmath>

#include "ui/lines.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

float pitch(const Paint& paint, Type type) { return std::ceil(paint.line(type) * 1.2F); }

}  // namespace

Rect paint_strip(const ViewInput& in) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  paint.fill(in.area, c.panel);
  paint.fill({in.area.x, in.area.y, paint.px(4), in.area.h}, c.query);
  paint.line({in.area.x, in.area.bottom() - 1}, {in.area.right(), in.area.bottom() - 1}, c.line);
  focus_ring(in, Focus::Lesson, in.area);
  return in.area.inset(paint.px(16), paint.px(kStripAround));
}

float height_of_lines(const Paint& paint, Type type, std::string_view text, float width) {
  if (text.empty()) return 0;
  return pitch(paint, type) * static_cast<float>(broken_lines(paint, type, text, width).size());
}

void paint_lines(const Paint& paint, Rect& area, Type type, Colour colour, std::string_view text) {
  if (text.empty()) return;
  for (const std::string& line : broken_lines(paint, type, text, area.w)) {
    paint.text_in(type, take_top(area, pitch(paint, type)), Align::Left, colour, line);
  }
}

std::vector<Rect> place_choices(const Paint& paint, std::span<const std::string> labels, const Rect& area) {
  std::vector<Rect> places;
  Rect row{area.x, area.y, area.w, paint.px(kStripChoice)};
  for (const std::string& label : labels) {
    const float width = pill_width(paint, label) + paint.px(18);  // room for the sign of right or wrong
    if (row.w < width && row.x > area.x) row = {area.x, row.bottom() + paint.px(5), area.w, row.h};
    places.push_back(take_left(row, width));
    take_left(row, paint.px(6));
  }
  return places;
}

}  // namespace attnscope
