#include "ui/views/pages.h"

#include "ui/widgets.h"

namespace attnscope {

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
  const Actions asked = page.show(inside);
  ImGui::PopID();
  actions.insert(actions.end(), asked.begin(), asked.end());
  return actions;
}

}  // namespace attnscope
