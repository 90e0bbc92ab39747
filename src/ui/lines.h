#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/paint.h"

namespace attnscope {

/// Breaks a text at its spaces into lines of at most this width, and a word that is longer than a line inside. Its own
/// lines end where they end.
std::vector<std::string> broken_lines(const Paint& paint, Type type, std::string_view text, float width);

}  // namespace attnscope
