#include "ui/present/speaker.h"

#include <algorithm>
#include <array>

#include "ui/lines.h"
#include "ui/present/scene_picture.h"

namespace attnscope {
namespace {

/// Notes in the largest type in which all of them have room; what has none in the smallest ends in an ellipsis.
void paint_notes(const Paint& paint, Rect area, Colour ink, std::string_view text) {
  constexpr std::array kTypes{Type::Number, Type::Title, Type::Body, Type::Small};
  std::vector<std::string> lines;
  float pitch = 0;
  Type type = kTypes.back();
  for (const Type tried : kTypes) {
    type = tried;
    pitch = paint.line(type) * 1.3F;
    lines = broken_lines(paint, type, text, area.w);
    if (static_cast<float>(lines.size()) * pitch <= area.h) break;
  }
  const auto fit = static_cast<std::size_t>(std::max(0.0F, area.h / pitch));
  if (lines.size() > fit) {
    lines.resize(fit);
    if (!lines.empty()) lines.back() += " …";
  }
  for (const std::string& line : lines) paint.text_in(type, take_top(area, pitch), Align::Left, ink, line);
}

}  // namespace

void paint_speaker(const Paint& paint, const Rect& area, const AppState& app, Seconds now) {
  if (!app.presenting) return;
  const Presentation& at = *app.presenting;
  const Palette& c = paint.colours();
  paint.fill(area, c.panel);
  paint.line({area.x, area.y}, {area.right(), area.y}, c.line);
  Rect inside = area.inset(paint.px(24), paint.px(12));
  Rect aside = take_right(inside, std::min(paint.px(250), inside.w * 0.36F));
  take_right(inside, paint.px(20));

  const auto scene = static_cast<std::size_t>(at.scene);
  const std::vector<LectureScene>& scenes = app.lecture.scenes;
  const bool known = at.count > 0 && scene < scenes.size();
  if (!app.lecture.title.empty()) {
    paint.text_in(Type::Small, take_top(inside, paint.px(20)), Align::Left, c.muted, app.lecture.title);
    take_top(inside, paint.px(4));
  }
  const std::string notes = known ? scenes[scene].notes : std::string();
  paint_notes(paint, inside, notes.empty() ? c.faint : c.text, notes.empty() ? "no notes for this scene" : notes);

  Rect clock = take_top(aside, paint.px(36));
  paint.text_in(Type::Number, clock, Align::Left, c.text, clock_text(now - at.began));
  paint.text_in(Type::Strong, clock, Align::Right, c.muted, position_text(at));
  if (!known) return;
  const bool last = scene + 1 >= scenes.size();
  take_top(aside, paint.px(6));
  paint.text_in(Type::Small, take_top(aside, paint.px(20)), Align::Left, c.muted, last ? "the last scene" : "next");
  if (last) return;
  paint.text_in(Type::Strong, take_top(aside, paint.px(24)), Align::Left, c.text, name_of(scenes[scene + 1]));
  take_top(aside, paint.px(4));
  const float side = std::min({aside.h, aside.w, paint.px(160)});
  if (side < paint.px(30)) return;
  paint_scene_picture(paint, {aside.x, aside.y, side, side}, app, scene + 1);
}

}  // namespace attnscope
