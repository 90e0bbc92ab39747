#include "ui/views/pages.h"

#include "ui/widgets.h"

namespace attnscope {

std::optional<Actions> run_page_key(const PageRow& page, const Chord& chord, const KeyInput& in) {
  for (const Shortcut& row : page.keys()) {
    if (row.chord == chord) return row.run(in);
  }
  return std::nullopt;
}

Rect page_card(const Paint& paint, const Rect& rect, std::string_view title, std::string_view said) {
  const Palette& c = paint.colours();
  paint.fill(rect, c.panel, paint.px(8));
  paint.frame(rect.inset(0.5F, 0.5F), c.line, 1, paint.px(8));
  Rect inside = rect.inset(paint.px(14), paint.px(10));
  paint.text_in(Type::SmallStrong, take_top(inside, paint.px(22)), Align::Left, c.text, title);
  if (!said.empty()) paint.text_in(Type::Body, take_top(inside, paint.px(26)), Align::Left, c.muted, said);
  return inside;
}

Actions show_page(const ViewInput& in, const PageRow& page) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  Rect area = in.area.inset(paint.px(22), paint.px(14));
  Rect head = take_top(area, paint.px(34));
  const std::string_view back = "Back to the sentence";
  if (!in.app.presenting) {
    const Rect button_at = take_right(head, button_width(paint, back, "Esc"));
    if (button(paint, "back", button_at, back, "Esc")) actions.emplace_back(Edit(SetPage{Page::Explore}));
  }
  paint.text_in(Type::Title, head, Align::Left, c.text, page.title);
  paint.text_in(Type::Small, take_top(area, paint.px(24)), Align::Left, c.muted, page.about);
  take_top(area, paint.px(6));
  ViewInput inside = in;
  inside.area = area;
  ImGui::PushID(page.key.data());
  append(actions, page.show(inside));
  ImGui::PopID();
  return actions;
}

}  // namespace attnscope
