#include "app/file_names.h"

#include "app/words.h"
#include "text/characters.h"
#include "text/unicode.h"

namespace attnscope {
namespace {

constexpr int kMostWordsInName = 5;
constexpr std::size_t kMostBytesInName = 60;

/// The first words of a text, small and joined by hyphens. An apostrophe does not end a word.
std::string joined_words(std::string_view text, int most) {
  std::string name;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedChar next = decode_utf8(text, at).value_or(DecodedChar{0xFFFD, 1});
    const char32_t c = next.code;
    const std::string_view shown = text.substr(at, next.bytes);
    at += next.bytes;
    if (c == U'\'' || c == U'’') continue;
    const bool begins = is_word_char(c) && !in_word;
    in_word = is_word_char(c);
    if (!in_word) continue;
    if (begins && --most < 0) break;
    if (name.size() + next.bytes >= kMostBytesInName) break;
    if (begins && !name.empty()) name += '-';
    name += lowered(shown);
  }
  return name;
}

}  // namespace

std::string file_name(std::string_view text, std::string_view asking, std::string_view ending) {
  std::string name = joined_words(text, kMostWordsInName);
  const std::string word = joined_words(asking, 1);
  if (name.empty()) name = "scene";
  if (!word.empty()) name += "-" + word;
  return name + std::string(ending);
}

std::string titled_file_name(std::string_view title, std::string_view what, std::string_view ending) {
  const std::string name = joined_words(title, kMostWordsInName);
  return (name.empty() ? std::string(what) : name) + std::string(ending);
}

}  // namespace attnscope
