#pragma once

#include <imgui.h>

#include "app/action.h"
#include "core/colour_map.h"

namespace attnscope {

/// A colour as painted: red, green, blue, alpha, each 0 ... 1, sRGB.
using Colour = ImVec4;

/// The same colour, more or less see-through.
Colour with_alpha(Colour colour, float alpha);
/// Between two colours; t = 0 is the first.
Colour mix(Colour from, Colour to, float t);
ImU32 packed(Colour colour);
/// Contrast of two opaque colours, 1 ... 21 (WCAG 2.1, relative luminance).
float contrast(Colour a, Colour b);

/// Colours by the role that they play. The four of attention (Okabe-Ito, told apart with any colour vision) mean the
/// same everywhere: chips, bars, arcs, formula, legends.
struct Palette {
  Colour background, panel, raised, line, track;
  Colour text, muted, faint;         ///< by importance; each readable (4.5 : 1) on background, panel and raised
  Colour query, key, value, weight;  ///< as text and strokes
  Colour query_fill, on_query;       ///< the asking chip: ground and text
  Colour chip;                       ///< a chip that gets no weight
  Colour key_fill;                   ///< a chip that gets all of it
  Colour hidden;                     ///< a map's cell that the mask hides
  Colour gap;                        ///< between a map's cells
  Colour outline;                    ///< round a pattern's cells
  Colour warn;                       ///< badges and errors
  Colour knob;
};

const Palette& palette(Theme theme);

/// The ground of a row that is chosen; text and muted are readable on it.
Colour chosen_ground(const Palette& palette);

/// Brings Dear ImGui's own widgets (text field, pop-ups) into the theme.
void apply_to_imgui(const Palette& palette, float unit);

}  // namespace attnscope
