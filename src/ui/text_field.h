#pragma once

#include <string>

#include "ui/view.h"

namespace attnscope {

/// A field for a text of a person's, as Dear ImGui edits it (Paint::plain gives it back). `lines`: how many it shows;
/// more than one lets Enter begin another. What it is for stands in it while it is empty. Returns whether Enter was
/// pressed in a field of one line.
bool text_field(const Paint& paint, const char* id, const Rect& rect, std::string& text, std::string_view purpose,
                int lines = 1);

}  // namespace attnscope
