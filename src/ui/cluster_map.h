#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace attnscope {

/// Dear ImGui draws and edits one 16-bit code point at a time; a person's text has emoji beyond 16 bits and characters
/// made of several code points. Each such grapheme cluster is lent one code point of the private use area while it is
/// on the screen, so that it is drawn, stepped over and deleted as the one thing that it is, and nothing is lost on the
/// way back. Clusters of one ordinary code point stay as they are.
class ClusterMap {
 public:
  /// Text for Dear ImGui: valid UTF-8 in, valid UTF-8 of 16-bit code points out. Control characters become visible
  /// stand-ins of the same kind.
  std::string to_display(std::string_view utf8);
  /// The text that to_display was given.
  [[nodiscard]] std::string from_display(std::string_view display) const;
  /// The cluster behind a display code point: itself, or what it stands for.
  [[nodiscard]] std::string cluster(char32_t code) const;

  static constexpr char32_t kFirst = 0xE000;
  static constexpr char32_t kLast = 0xF8FF;

 private:
  char32_t lend(std::string_view cluster);

  std::unordered_map<std::string, char32_t> codes_;
  std::vector<std::string> clusters_;  ///< [code - kFirst]
};

/// Reads the code point at `at` of valid UTF-8 and moves `at` behind it.
char32_t next_utf8(std::string_view text, std::size_t& at);

}  // namespace attnscope
