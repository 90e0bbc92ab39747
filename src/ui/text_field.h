#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/paint.h"

namespace attnscope {

/// A person's text while Dear ImGui edits it, from one frame to the next.
struct TextField {
  std::string shown;        ///< as Dear ImGui edits it
  std::string of;           ///< the text that `shown` was made from
  int version = 0;          ///< grows when the text was changed from elsewhere, which ends the editing
  bool active = false;      ///< the caret is in it
  bool take_focus = false;  ///< put the caret into it at the next frame
};

enum class FieldLines : std::uint8_t { One, Many };

/// A text field. Returns the text as it is now where the person has changed it.
std::optional<std::string> edit_text(const Paint& paint, const char* id, const Rect& place, TextField& field,
                                     std::string_view text, FieldLines lines);

}  // namespace attnscope
