#pragma once

#include <imgui.h>

#include <string_view>

#include "app/plans/geometry.h"
#include "ui/fonts.h"
#include "ui/theme.h"

namespace attnscope {

enum class Align : std::uint8_t { Left, Centre, Right };

inline ImVec2 im(Point p) { return {p.x, p.y}; }

/// Paints in window units onto one draw list. Every text of a person's goes through here, so that every script shows.
class Paint {
 public:
  /// quiet: nothing is to pop up, see tooltip().
  Paint(ImDrawList* list, Fonts& fonts, const Palette& colours, float unit, bool quiet = false)
      : list_(list), fonts_(fonts), colours_(colours), unit_(unit), quiet_(quiet) {}

  /// The same paint on another list, for a scrolled part of a view.
  Paint(ImDrawList* list, const Paint& like) : Paint(list, like.fonts_, like.colours_, like.unit_, like.quiet_) {}

  [[nodiscard]] float px(float unscaled) const { return unscaled * unit_; }
  [[nodiscard]] const Palette& colours() const { return colours_; }
  [[nodiscard]] bool quiet() const { return quiet_; }
  [[nodiscard]] ImDrawList* list() const { return list_; }

  /// A person's text as Dear ImGui's text field can edit it, and back.
  [[nodiscard]] std::string shown(Type type, std::string_view utf8) const { return fonts_.display(utf8, type); }
  /// The same for our own texts of several lines; in a person's text a line's end is a character to be seen.
  [[nodiscard]] std::string shown_lines(Type type, std::string_view utf8) const;
  [[nodiscard]] std::string plain(std::string_view shown_text) const { return fonts_.from_display(shown_text); }
  /// For Dear ImGui's own widgets, until ImGui::PopFont.
  void push_font(Type type) const { fonts_.push(type); }

  [[nodiscard]] float width(Type type, std::string_view utf8) const;
  [[nodiscard]] float line(Type type) const { return fonts_.size(type); }

  /// `at` is the top left of the line.
  float text(Type type, Point at, Colour colour, std::string_view utf8) const;
  /// In the middle of the rectangle's height; what does not fit ends in an ellipsis. Returns the width painted.
  float text_in(Type type, const Rect& rect, Align align, Colour colour, std::string_view utf8) const;
  /// Leaning text that ends at `end` ("/": up to the right), as column labels need it. angle in degrees.
  void leaning_text(Type type, Point start, float degrees, float longest, Colour colour, std::string_view utf8) const;
  /// The longest beginning that fits with an ellipsis, or all of it.
  [[nodiscard]] std::string elided(Type type, std::string_view utf8, float most) const;

  void fill(const Rect& rect, Colour colour, float rounding = 0) const;
  void frame(const Rect& rect, Colour colour, float thickness = 1, float rounding = 0) const;
  void line(Point from, Point to, Colour colour, float thickness = 1) const;
  void gradient(const Rect& rect, Colour left, Colour right) const;
  void disc(Point centre, float radius, Colour colour) const;

 private:
  ImDrawList* list_;
  Fonts& fonts_;
  const Palette& colours_;
  float unit_;
  bool quiet_;
};

}  // namespace attnscope
