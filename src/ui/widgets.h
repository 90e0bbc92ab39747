#pragma once

#include <span>

#include "ui/view.h"

namespace attnscope {

/// A framed button with a label and a fainter second part. Returns true when it was pressed.
bool button(const Paint& paint, const char* id, const Rect& rect, std::string_view label, std::string_view second = {});
/// The width that button() needs.
float button_width(const Paint& paint, std::string_view label, std::string_view second = {});

/// A rounded choice, on or off.
bool pill(const Paint& paint, const char* id, const Rect& rect, std::string_view label, bool on);
float pill_width(const Paint& paint, std::string_view label);

/// A row of small cells, one a dimension: |value| / extent sets the opacity, negative ones are hollow, so that the sign
/// does not hang on colour. Returns the rectangle painted.
Rect cell_strip(const Paint& paint, Point at, float width, float height, Eigen::Ref<const Eigen::RowVectorXf> values,
                float extent, Colour colour, float opacity = 1);

enum class Icon : std::uint8_t { Play, Pause, ToStart, ToEnd };
bool icon_button(const Paint& paint, const char* id, const Rect& rect, Icon icon);

/// A horizontal track with a knob; ticks are positions 0 ... 1. Returns the position that a drag asks for.
struct SliderLook {
  Colour colour;
  float thickness = 6;
};
struct SliderAnswer {
  std::optional<float> position;  ///< while pressed or dragged
  bool released = false;
  bool double_clicked = false;
};
SliderAnswer slider(const Paint& paint, const char* id, const Rect& track, float position, std::span<const float> ticks,
                    const SliderLook& look);

}  // namespace attnscope
