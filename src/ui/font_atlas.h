#pragma once

#include <imgui.h>

#include <memory>

#include "ui/cluster_map.h"
#include "ui/type.h"

namespace attnscope {

/// The faces and their glyphs inside Dear ImGui: Latin by FreeType, any other grapheme (CJK, emoji, combining marks)
/// painted by the system's own fonts when it is first shown. Written twice, since Dear ImGui 1.92 does all of it
/// another way: font_atlas_186.cpp bakes every size and keeps a spare page, font_atlas_192.cpp loads glyphs on demand.
/// Main thread; needs the OpenGL context of the window and Dear ImGui's OpenGL 3 backend. Outlives Dear ImGui's
/// context.
class FontAtlas {
 public:
  /// Graphemes are looked up in `clusters`, which must stay where it is.
  explicit FontAtlas(const ClusterMap& clusters);
  ~FontAtlas();
  FontAtlas(const FontAtlas&) = delete;
  FontAtlas& operator=(const FontAtlas&) = delete;

  /// Before Dear ImGui's own: one unscaled pixel is `unit` window units from now on, and one of those `density`
  /// framebuffer pixels. May cost tens of milliseconds when one of them changed.
  void begin_frame(float unit, float density);

  [[nodiscard]] ImFont* face(Type type) const;
  /// Line height in window units, such that no glyph has to be stretched.
  [[nodiscard]] float size(Type type) const;
  /// For Dear ImGui's own widgets, until ImGui::PopFont.
  void push(Type type) const;
  /// To be called for every code point beyond ASCII before it is measured or drawn.
  void ensure(Type type, char32_t code);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Adds the face for a role, or Dear ImGui's built-in one where the system has no font.
ImFont* add_face(ImFontAtlas& atlas, FontRole role, float pixels, ImFontConfig config);

}  // namespace attnscope
