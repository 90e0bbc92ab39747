#pragma once

#include <string_view>

namespace attnscope {

/// The line, counted from 1, on which a field of a well-formed JSON text stands: path as JsonFields names it,
/// "steps[2].scene.mask". Where there is no such field, the line of the nearest thing around it.
int line_of(std::string_view text, std::string_view path);

}  // namespace attnscope
