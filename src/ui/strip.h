#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/view.h"

namespace attnscope {

// What the strips above the sentence are made of: lessons, audits.

inline constexpr float kStripHeader = 30;  ///< unscaled, likewise
inline constexpr float kStripAround = 10;
inline constexpr float kStripChoice = 26;

/// The ground of a strip, and the room inside it.
Rect paint_strip(const ViewInput& in);

/// The height of a text broken to this width.
float height_of_lines(const Paint& paint, Type type, std::string_view text, float width);
/// Paints it from the top of `area` and takes its room off.
void paint_lines(const Paint& paint, Rect& area, Type type, Colour colour, std::string_view text);

/// Choices one after the other, in as many rows as it takes.
std::vector<Rect> place_choices(const Paint& paint, std::span<const std::string> labels, const Rect& area);

}  // namespace attnscope
