#include "core/colour_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace attnscope {
namespace {

/// Colours evenly spaced over a map's table of 256, as 0xRRGGBB; straight lines between them stay within 6/255 of it.
using Anchors = std::array<std::uint32_t, 33>;

constexpr Anchors kMagma{0x000004, 0x030311, 0x0A0822, 0x130D33, 0x1D1146, 0x28115A, 0x36106A, 0x430F76, 0x50127C,
                         0x5D177F, 0x691C81, 0x762181, 0x822681, 0x8F2A81, 0x9C2E7F, 0xA9327D, 0xB63779, 0xC33B75,
                         0xCF4170, 0xDB486A, 0xE65163, 0xEE5C5E, 0xF5695C, 0xF9785D, 0xFB8761, 0xFD9668, 0xFEA571,
                         0xFEB47B, 0xFEC387, 0xFED194, 0xFDE0A2, 0xFCEEB0, 0xFCFDBF};
constexpr Anchors kViridis{0x440154, 0x470D60, 0x48186A, 0x482374, 0x472D7B, 0x453681, 0x424086, 0x3F4989, 0x3B528B,
                           0x375A8D, 0x33638D, 0x2F6A8E, 0x2C728E, 0x297A8E, 0x26818E, 0x23898E, 0x21908C, 0x1F988B,
                           0x1F9F88, 0x21A685, 0x28AE80, 0x31B57B, 0x3EBC74, 0x4CC26C, 0x5DC963, 0x6ECE58, 0x82D34C,
                           0x96D83F, 0xABDC32, 0xC0DF24, 0xD5E21A, 0xEAE51A, 0xFDE725};
constexpr Anchors kCividis{0x00224E, 0x00285B, 0x002E6A, 0x043371, 0x1A386F, 0x273E6E, 0x32436D, 0x3B496C, 0x434E6C,
                           0x4B546C, 0x52596D, 0x5A5F6E, 0x61656F, 0x686A71, 0x6F7073, 0x757676, 0x7C7B78, 0x848179,
                           0x8B8778, 0x938D78, 0x9B9376, 0xA39A75, 0xABA072, 0xB3A670, 0xBBAD6C, 0xC3B469, 0xCCBA64,
                           0xD4C15F, 0xDDC958, 0xE6D051, 0xEFD748, 0xF8DF3C, 0xFEE838};

constexpr const Anchors& anchors(ColourMap map) {
  switch (map) {
    case ColourMap::Viridis:
      return kViridis;
    case ColourMap::Cividis:
      return kCividis;
    case ColourMap::Magma:
      break;
  }
  return kMagma;
}

constexpr float channel(std::uint32_t rgb, unsigned shift) { return static_cast<float>(rgb >> shift & 0xFFU) / 255.0F; }

}  // namespace

const std::array<ColourMapRow, 3> kColourMaps{{
    {ColourMap::Magma, "magma", "Magma"},
    {ColourMap::Viridis, "viridis", "Viridis"},
    {ColourMap::Cividis, "cividis", "Cividis"},
}};

Rgb colour(ColourMap map, float t) {
  const Anchors& table = anchors(map);
  const float last = static_cast<float>(table.size() - 1);
  const float place = t > 0.0F ? std::min(t, 1.0F) * last : 0.0F;  // also brings NaN to the start
  const auto left = std::min(static_cast<std::size_t>(place), table.size() - 2);
  const float part = place - static_cast<float>(left);
  Rgb rgb{};
  for (unsigned c = 0; c < rgb.size(); ++c) {
    const unsigned shift = 16U - 8U * c;
    rgb[c] = std::lerp(channel(table[left], shift), channel(table[left + 1], shift), part);
  }
  return rgb;
}

}  // namespace attnscope
