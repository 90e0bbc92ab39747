#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/token.h"
#include "core/trace_source.h"
#include "io/json.h"

namespace attnscope {

/// A golden file; a failed test where it cannot be read.
inline nlohmann::json golden_json(const std::filesystem::path& file) {
  const auto document = read_json_file(file.string());
  EXPECT_TRUE(document.ok()) << to_line(document.error());
  return document.ok() ? *document : nlohmann::json::array();
}

/// The byte at which each code point of a text starts, and its end: the goldens count code points, we count bytes.
inline std::vector<std::size_t> code_point_starts(const std::string& text) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) starts.push_back(at);
  }
  starts.push_back(text.size());
  return starts;
}

inline std::vector<int> ids_of(const Encoding& encoding) {
  std::vector<int> ids;
  for (const Token& token : encoding.tokens) ids.push_back(token.id);
  return ids;
}

}  // namespace attnscope
