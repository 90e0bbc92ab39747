#pragma once

#include <string>
#include <string_view>

#include "ui/cluster_map.h"
#include "ui/font_atlas.h"

namespace attnscope {

/// Every face in every size that the window uses, and a person's text of any script in a form that Dear ImGui draws.
/// Main thread; see FontAtlas.
class Fonts {
 public:
  void begin_frame(float unit, float density) { atlas_.begin_frame(unit, density); }

  [[nodiscard]] ImFont* face(Type type) const { return atlas_.face(type); }
  /// Line height in window units.
  [[nodiscard]] float size(Type type) const { return atlas_.size(type); }
  /// For Dear ImGui's own widgets, until ImGui::PopFont.
  void push(Type type) const { atlas_.push(type); }
  /// Text for Dear ImGui in this type, with every glyph that it needs present.
  std::string display(std::string_view utf8, Type type);
  /// What a person edited, as plain UTF-8 again.
  [[nodiscard]] std::string from_display(std::string_view text) const { return clusters_.from_display(text); }

 private:
  ClusterMap clusters_;
  FontAtlas atlas_{clusters_};
};

}  // namespace attnscope
