#include "ui/cluster_map.h"

#include <algorithm>

#include "text/unicode.h"

namespace attnscope {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) - 0x20U < 0x5FU; });
}

bool is_ordinary(char32_t code) {
  return code >= 0x20 && code != 0x7F && !(code >= 0x80 && code < 0xA0) && code <= 0xFFFF &&
         !(code >= ClusterMap::kFirst && code <= ClusterMap::kLast);
}

}  // namespace

char32_t next_utf8(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(at);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte(at + i) & 0x3FU);
  at += length;
  return code;
}

char32_t ClusterMap::lend(std::string_view cluster) {
  const auto known = codes_.find(std::string(cluster));
  if (known != codes_.end()) return known->second;
  // 6,400 different ones at a time are more than any alphabet of emoji; past that we show that something is missing.
  if (clusters_.size() > kLast - kFirst) return kReplacement;
  const char32_t code = kFirst + static_cast<char32_t>(clusters_.size());
  clusters_.emplace_back(cluster);
  codes_.emplace(clusters_.back(), code);
  return code;
}

std::string ClusterMap::to_display(std::string_view utf8) {
  if (is_plain(utf8)) return std::string(utf8);
  std::string display;
  for (const Span& span : graphemes(utf8)) {
    const std::string_view cluster = utf8.substr(span.begin, span.end - span.begin);
    std::size_t after = 0;
    const char32_t code = next_utf8(cluster, after);
    append_utf8(display, after == cluster.size() && is_ordinary(code) ? code : lend(cluster));
  }
  return display;
}

std::string ClusterMap::from_display(std::string_view display) const {
  if (is_plain(display)) return std::string(display);
  std::string text;
  for (std::size_t at = 0; at < display.size();) text += cluster(next_utf8(display, at));
  return text;
}

std::string ClusterMap::cluster(char32_t code) const {
  if (code >= kFirst && code <= kLast && code - kFirst < clusters_.size()) return clusters_[code - kFirst];
  std::string text;
  append_utf8(text, code);
  return text;
}

}  // namespace attnscope
