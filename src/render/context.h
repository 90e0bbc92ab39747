#pragma once

#include <string>

#include "core/result.h"

namespace attnscope {

/// How the window system looks up an OpenGL function by name; glfwGetProcAddress is one.
using GlLookup = void (*(*)(const char* name))();

/// Loads OpenGL's functions for the context that is current on this thread. Everything else in this room needs it
/// first. Errors  NoDisplay when the context offers less than OpenGL 3.3; `what` says what it offers.
Status load_gl(GlLookup lookup);

/// "4.5 (Core Profile) Mesa 22.3.6, llvmpipe": version and renderer of the current context, for About and bug reports.
std::string gl_description();

/// The first OpenGL error since the last call, by name; the others are dropped. `where` is put into the Error.
Status take_gl_error(const char* where);

}  // namespace attnscope
