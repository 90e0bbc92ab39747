#pragma once

#include <imgui.h>

#include <cstdint>
#include <type_traits>

namespace attnscope {

/// Dear ImGui's handle of an OpenGL texture: a pointer that points nowhere, from 1.91.4 on an integer.
using TextureWord = std::conditional_t<std::is_pointer_v<ImTextureID>, std::intptr_t, ImTextureID>;

inline ImTextureID texture_id(unsigned name) {
  return reinterpret_cast<ImTextureID>(static_cast<TextureWord>(name));  // NOLINT(performance-no-int-to-ptr)
}

inline unsigned texture_name(ImTextureID id) { return static_cast<unsigned>(reinterpret_cast<TextureWord>(id)); }

}  // namespace attnscope
