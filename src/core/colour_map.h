#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace attnscope {

/// Perceptually even colour maps (from matplotlib's CC0 tables): told apart in grey and with any colour vision.
enum class ColourMap : std::uint8_t { Magma, Viridis, Cividis };

/// Red, green, blue, each 0 ... 1, sRGB.
using Rgb = std::array<float, 3>;

struct ColourMapRow {
  ColourMap id;
  std::string_view key;    ///< stable name: settings, the command line
  std::string_view title;  ///< for people
};

extern const std::array<ColourMapRow, 3> kColourMaps;

/// The colour at t, brought into 0 ... 1. The window's shader and the figures both read this, so they agree.
Rgb colour(ColourMap map, float t);

}  // namespace attnscope
