#pragma once

namespace attnscope {

/// Window units: pixels before the framebuffer's own scale, origin top left.
struct Point {
  float x = 0;
  float y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  [[nodiscard]] constexpr float right() const { return x + w; }
  [[nodiscard]] constexpr float bottom() const { return y + h; }
  [[nodiscard]] constexpr Point centre() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] constexpr bool contains(Point p) const {
    return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
  }
  [[nodiscard]] constexpr Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
  friend bool operator==(const Rect&, const Rect&) = default;
};

/// Cuts a strip off one side of `from`, which keeps the rest: how every layout here is written.
constexpr Rect take_top(Rect& from, float h) {
  const Rect cut{from.x, from.y, from.w, h};
  from.y += h;
  from.h -= h;
  return cut;
}
constexpr Rect take_bottom(Rect& from, float h) {
  from.h -= h;
  return {from.x, from.bottom(), from.w, h};
}
constexpr Rect take_left(Rect& from, float w) {
  const Rect cut{from.x, from.y, w, from.h};
  from.x += w;
  from.w -= w;
  return cut;
}
constexpr Rect take_right(Rect& from, float w) {
  from.w -= w;
  return {from.right(), from.y, w, from.h};
}

}  // namespace attnscope
