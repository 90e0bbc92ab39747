#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/result.h"

namespace attnscope {

/// Ends the run as a finding where `holds` is false.
inline void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// What every refusal owes to people: one line that says something, in UTF-8 without control characters.
inline void expect_one_line(const Error& error) {
  const std::string line = to_line(error);
  expect(!line.empty(), "an error says something");
  for (const char c : line) expect(static_cast<unsigned char>(c) >= 0x20, "an error is one line");
}

}  // namespace attnscope
