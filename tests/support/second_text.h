#pragma once

#include <utility>

#include "core/result.h"
#include "core/trace_source.h"

namespace attnscope::test {

/// What a fake's decoder reads: the text's tokens one place further on behind the one that starts it; the last goes.
inline Result<Encoding> behind_start(Result<Encoding> encoding, Token start) {
  if (!encoding) return encoding;
  encoding->tokens.insert(encoding->tokens.begin(), std::move(start));
  if (encoding->tokens.size() > 1) encoding->tokens.pop_back();
  return encoding;
}

}  // namespace attnscope::test
