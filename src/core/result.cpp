#include "core/result.h"

namespace attnscope {

std::string to_line(const Error& error) { return error.where.empty() ? error.what : error.where + ": " + error.what; }

}  // namespace attnscope
