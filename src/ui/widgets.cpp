#include "ui/widgets.h"

#include <algorithm>
#include <cmath>

namespace attnscope {
namespace {

constexpr float kRounding = 6;
constexpr float kSide = 12;  ///< left and right of a button's text

void ground(const Paint& paint, const Rect& rect, const Touch& t, float rounding) {
  const Palette& c = paint.colours();
  paint.fill(rect, t.held ? c.track : t.hovered ? mix(c.raised, c.line, 0.6F) : c.raised, rounding);
  paint.frame(rect, c.line, 1, rounding);
}

}  // namespace

float button_width(const Paint& paint, std::string_view label, std::string_view second) {
  const float extra = second.empty() ? 0 : paint.width(Type::Body, second) + paint.px(8);
  return paint.width(Type::Body, label) + extra + 2 * paint.px(kSide);
}

bool button(const Paint& paint, const char* id, const Rect& rect, std::string_view label, std::string_view second) {
  const Touch t = touch(id, rect);
  ground(paint, rect, t, paint.px(kRounding));
  Rect inside = rect.inset(paint.px(kSide), 0);
  if (!second.empty()) {
    const Rect right = take_right(inside, paint.width(Type::Body, second));
    paint.text_in(Type::Body, right, Align::Right, paint.colours().muted, second);
  }
  paint.text_in(Type::Body, inside, second.empty() ? Align::Centre : Align::Left, paint.colours().text, label);
  return t.clicked;
}

float pill_width(const Paint& paint, std::string_view label) { return paint.width(Type::Small, label) + paint.px(18); }

bool pill(const Paint& paint, const char* id, const Rect& rect, std::string_view label, bool on) {
  const Palette& c = paint.colours();
  const Touch t = touch(id, rect);
  const float rounding = rect.h / 2;
  if (on) paint.fill(rect, mix(c.raised, c.muted, 0.28F), rounding);
  if (!on && t.hovered) paint.fill(rect, c.raised, rounding);
  paint.frame(rect, on ? c.muted : c.line, 1, rounding);
  paint.text_in(Type::Small, rect.inset(paint.px(5), 0), Align::Centre, on ? c.text : c.muted, label);
  return t.clicked;
}

Rect cell_strip(const Paint& paint, Point at, float width, float height, Eigen::Ref<const Eigen::RowVectorXf> values,
                float extent, Colour colour, float opacity) {
  const auto count = static_cast<float>(std::max<Eigen::Index>(values.size(), 1));
  const float gap = width / count > paint.px(5) ? paint.px(1) : 0;
  const float pitch = std::min(width / count, paint.px(13));
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    const float strength = std::min(1.0F, std::abs(values[i]) / extent);
    const Rect cell{at.x + static_cast<float>(i) * pitch, at.y, pitch - gap, height};
    paint.fill(cell, with_alpha(colour, 0.07F * opacity));
    if (values[i] >= 0) {
      paint.fill(cell, with_alpha(colour, strength * opacity));
    } else {
      const float edge = std::max(1.0F, paint.px(1.5F));
      const Rect inner = cell.inset(edge / 2, edge / 2);
      paint.frame(inner, with_alpha(colour, std::sqrt(strength) * opacity), edge);
    }
  }
  return {at.x, at.y, pitch * count, height};
}

bool icon_button(const Paint& paint, const char* id, const Rect& rect, Icon icon) {
  const Touch t = touch(id, rect);
  ground(paint, rect, t, paint.px(kRounding));
  const Point c = rect.centre();
  const float r = paint.px(5);
  const ImU32 ink = packed(paint.colours().text);
  ImDrawList* list = paint.list();
  const auto triangle = [&](float x, float way) {
    list->AddTriangleFilled({x - way * r * 0.8F, c.y - r}, {x + way * r, c.y}, {x - way * r * 0.8F, c.y + r}, ink);
  };
  const auto bar = [&](float x, float w) { list->AddRectFilled({x - w / 2, c.y - r}, {x + w / 2, c.y + r}, ink); };
  switch (icon) {
    case Icon::Play:
      triangle(c.x, 1);
      break;
    case Icon::Pause:
      bar(c.x - r * 0.6F, r * 0.6F);
      bar(c.x + r * 0.6F, r * 0.6F);
      break;
    case Icon::ToStart:
      bar(c.x - r, r * 0.35F);
      triangle(c.x + r * 0.2F, -1);
      break;
    case Icon::ToEnd:
      bar(c.x + r, r * 0.35F);
      triangle(c.x - r * 0.2F, 1);
      break;
  }
  return t.clicked;
}

SliderAnswer slider(const Paint& paint, const char* id, const Rect& track, float position, std::span<const float> ticks,
                    const SliderLook& look) {
  SliderAnswer answer;
  const Palette& c = paint.colours();
  const float thick = paint.px(look.thickness);
  const float knob = paint.px(8);
  // The hand gets a taller target than the eye sees.
  const Touch t = touch(id, {track.x - knob, track.centre().y - paint.px(13), track.w + 2 * knob, paint.px(26)});
  if (t.held) answer.position = std::clamp((ImGui::GetIO().MousePos.x - track.x) / track.w, 0.0F, 1.0F);
  answer.released = t.released;
  answer.double_clicked = t.double_clicked;

  const Rect bar{track.x, track.centre().y - thick / 2, track.w, thick};
  paint.fill(bar, c.track, thick / 2);
  paint.fill({bar.x, bar.y, bar.w * position, bar.h}, look.colour, thick / 2);
  for (const float tick : ticks) {
    const float x = std::round(track.x + tick * track.w);
    paint.fill({x - paint.px(1), track.centre().y - paint.px(6), paint.px(2), paint.px(12)}, c.faint);
  }
  const Point at{track.x + position * track.w, track.centre().y};
  paint.disc(at, knob + paint.px(3), with_alpha(look.colour, t.hovered || t.held ? 0.6F : 0.35F));
  paint.disc(at, knob, c.knob);
  paint.list()->AddCircle(im(at), knob, packed(with_alpha(c.muted, 0.6F)));
  return answer;
}

}  // namespace attnscope
