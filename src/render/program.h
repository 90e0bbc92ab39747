#pragma once

#include <string_view>

#include "core/result.h"
#include "render/handles.h"

namespace attnscope::gl {

/// The text of a file of shaders/, which is compiled into the program. NotFound names the file.
Result<std::string_view> shader_text(std::string_view file);

/// Compiles and links. `name` says in errors which program it was.
/// Errors  Malformed with the first line of the driver's log.
Result<Program> link_program(std::string_view name, std::string_view vertex, std::string_view fragment);

/// The same from two files of shaders/.
Result<Program> load_program(std::string_view vertex_file, std::string_view fragment_file);

}  // namespace attnscope::gl
