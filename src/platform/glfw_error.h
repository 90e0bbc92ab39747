#pragma once

#include <string>

namespace attnscope {

/// What GLFW says about its last failure on this thread, as one line; "no reason given" where it is silent.
std::string last_glfw_error();

}  // namespace attnscope
