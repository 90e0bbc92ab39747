#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "platform/fonts.h"

namespace attnscope {

/// A size and weight of type, by use.
enum class Type : std::uint8_t { Body, Small, Mono, Strong, SmallStrong, Title, Number };
inline constexpr std::size_t kTypes = 7;

struct TypeRow {
  Type type;
  FontRole role;
  float em;  ///< unscaled pixels, as type is usually measured
};

inline constexpr std::array<TypeRow, kTypes> kTypeRows{{
    {Type::Body, FontRole::Sans, 15},
    {Type::Small, FontRole::Sans, 13},
    {Type::Mono, FontRole::Mono, 12.5F},
    {Type::Strong, FontRole::SansSemibold, 15},
    {Type::SmallStrong, FontRole::SansSemibold, 13},
    {Type::Title, FontRole::SansSemibold, 19},
    {Type::Number, FontRole::SansSemibold, 25},
}};

/// Dear ImGui measures a font by its line, ascent plus descent: Inter's is 1.21 em, JetBrains Mono's 1.32 em.
constexpr float line_height(const TypeRow& row) { return row.em * (row.role == FontRole::Mono ? 1.32F : 1.21F); }
constexpr float line_height(Type type) { return line_height(kTypeRows[static_cast<std::size_t>(type)]); }

}  // namespace attnscope
