#pragma once

#include <imgui.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/fonts.h"
#include "platform/glyphs.h"
#include "ui/cluster_map.h"

namespace attnscope {

/// A size and weight of type, by use.
enum class Type : std::uint8_t { Body, Small, Mono, Strong, SmallStrong, Title, Number };
inline constexpr std::size_t kTypes = 7;

/// The faces in every size that the window uses, in one atlas: Latin at the start, and any other grapheme (CJK, emoji,
/// combining marks) painted by the system's own fonts into a spare page of the atlas when it is first shown.
/// Main thread; needs the OpenGL context of the window and Dear ImGui's OpenGL 3 backend.
class Fonts {
 public:
  Fonts();
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  /// Makes the atlas for one unscaled pixel = `unit` window units and `density` framebuffer pixels a window unit.
  /// Costs tens of milliseconds, so only when one of them changed.
  void rebuild(float unit, float density);

  [[nodiscard]] ImFont* face(Type type) const { return faces_[static_cast<std::size_t>(type)]; }
  /// Line height in window units.
  [[nodiscard]] float size(Type type) const;
  /// Text for Dear ImGui in this type, with every glyph that it needs present.
  std::string display(std::string_view utf8, Type type);
  /// What a person edited, as plain UTF-8 again.
  [[nodiscard]] std::string from_display(std::string_view text) const { return clusters_.from_display(text); }

 private:
  void ensure(char32_t code, Type type);
  void paint_glyph(char32_t code, Type type);
  bool place_on_page(const GlyphImage& image, int& x, int& y);

  std::array<ImFont*, kTypes> faces_{};
  float unit_ = 0;
  float density_ = 1;
  ClusterMap clusters_;
  std::optional<GlyphPainter> painter_;  ///< made when first needed: fontconfig takes its time

  int page_rect_ = -1;  ///< the spare page's place in the atlas
  int shelf_x_ = 0, shelf_y_ = 0, shelf_height_ = 0;
};

}  // namespace attnscope
