#include "ui/paint.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace attnscope {
namespace {

/// More than any line of a screen shows: a text may be a megabyte without a space, and is looked at in every frame.
constexpr std::size_t kLongestLine = std::size_t{1} << 14U;

std::string_view beginning(std::string_view utf8) {
  std::size_t end = std::min(utf8.size(), kLongestLine);
  while (end < utf8.size() && end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0U) == 0x80U) --end;
  return utf8.substr(0, end);
}

ImVec2 low(const Rect& r) { return {r.x, r.y}; }
ImVec2 high(const Rect& r) { return {r.right(), r.bottom()}; }

float measured(const Fonts& fonts, Type type, const std::string& display) {
  return fonts.face(type)
      ->CalcTextSizeA(fonts.size(type), std::numeric_limits<float>::max(), 0, display.data(),
                      display.data() + display.size())
      .x;
}

}  // namespace

std::string Paint::shown_lines(Type type, std::string_view utf8) const {
  std::string lines;
  for (std::size_t from = 0; from <= utf8.size();) {
    const std::size_t end = std::min(utf8.find('\n', from), utf8.size());
    if (from > 0) lines += '\n';
    lines += shown(type, utf8.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

float Paint::width(Type type, std::string_view utf8) const {
  return measured(fonts_, type, fonts_.display(beginning(utf8), type));
}

float Paint::text(Type type, Point at, Colour colour, std::string_view utf8) const {
  const std::string shown = fonts_.display(beginning(utf8), type);
  list_->AddText(fonts_.face(type), fonts_.size(type), {std::round(at.x), std::round(at.y)}, packed(colour),
                 shown.data(), shown.data() + shown.size());
  return measured(fonts_, type, shown);
}

std::string Paint::elided(Type type, std::string_view utf8, float most) const {
  // Room that was measured for this very text must hold it, whatever the sums were rounded to on the way.
  constexpr float kRounding = 0.5F;
  const std::string shown = fonts_.display(beginning(utf8), type);
  if (measured(fonts_, type, shown) <= most + kRounding) return std::string(utf8);
  // By display code points, each of which is one whole grapheme.
  const float room = std::max(0.0F, most - measured(fonts_, type, "…"));
  const char* end = shown.data();
  fonts_.face(type)->CalcTextSizeA(fonts_.size(type), room, 0, shown.data(), shown.data() + shown.size(), &end);
  return fonts_.from_display({shown.data(), end}) + "…";
}

float Paint::text_in(Type type, const Rect& rect, Align align, Colour colour, std::string_view utf8) const {
  const std::string fitting = elided(type, utf8, rect.w);
  const float w = width(type, fitting);
  const float x = align == Align::Left ? rect.x : align == Align::Right ? rect.right() - w : rect.centre().x - w / 2;
  text(type, {x, rect.centre().y - line(type) / 2}, colour, fitting);
  return w;
}

void Paint::leaning_text(Type type, Point start, float degrees, float longest, Colour colour,
                         std::string_view utf8) const {
  const int first = list_->VtxBuffer.Size;
  // Dear ImGui leaves out glyphs that lie outside the clip rectangle before they are turned into place.
  list_->PushClipRect({-1e6F, -1e6F}, {1e6F, 1e6F}, false);
  text(type, {start.x, start.y - line(type) / 2}, colour, elided(type, utf8, longest));
  list_->PopClipRect();
  const float angle = -degrees * std::numbers::pi_v<float> / 180;
  const float c = std::cos(angle);
  const float s = std::sin(angle);
  for (int i = first; i < list_->VtxBuffer.Size; ++i) {
    ImVec2& p = list_->VtxBuffer[i].pos;
    const float dx = p.x - start.x;
    const float dy = p.y - start.y;
    p = {start.x + c * dx - s * dy, start.y + s * dx + c * dy};
  }
}

void Paint::fill(const Rect& r, Colour colour, float rounding) const {
  if (r.w > 0 && r.h > 0) list_->AddRectFilled(low(r), high(r), packed(colour), rounding);
}

void Paint::frame(const Rect& r, Colour colour, float thickness, float rounding) const {
  list_->AddRect(low(r), high(r), packed(colour), rounding, 0, thickness);
}

void Paint::line(Point from, Point to, Colour colour, float thickness) const {
  list_->AddLine(im(from), im(to), packed(colour), thickness);
}

void Paint::gradient(const Rect& r, Colour left, Colour right) const {
  if (r.w <= 0) return;
  list_->AddRectFilledMultiColor(low(r), high(r), packed(left), packed(right), packed(right), packed(left));
}

void Paint::disc(Point centre, float radius, Colour colour) const {
  list_->AddCircleFilled(im(centre), radius, packed(colour));
}

}  // namespace attnscope
