#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace attnscope {

/// A pattern in Ruby's syntax, as Oniguruma reads it, in the words of ICU. What neither agrees on nor can be exchanged
/// is refused; whether the rest is well formed is ICU's to say.
/// Errors  Unsupported: names the part.
Result<std::string> regex_for_icu(std::string_view pattern);

}  // namespace attnscope
