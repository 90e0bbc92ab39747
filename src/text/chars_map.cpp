#include "text/chars_map.h"

#include <algorithm>

#include "text/unicode.h"

namespace attnscope {

namespace {

// A unit of the array. A node: label, whether a leaf hangs below it, and the distance to its children. A leaf: bit 31
// and its value.
constexpr std::size_t kMaxReplacement = 256;  // bytes; U+FDFA, which stands for the most, has 33
constexpr std::uint32_t kLeaf = std::uint32_t{1} << 31U;

bool has_leaf(std::uint32_t unit) { return ((unit >> 8U) & 1U) != 0; }
std::uint32_t label(std::uint32_t unit) { return unit & (kLeaf | 0xFFU); }
std::uint32_t offset(std::uint32_t unit) { return (unit >> 10U) << ((unit & (1U << 9U)) >> 6U); }
std::uint32_t value(std::uint32_t leaf) { return leaf & ~kLeaf; }

std::uint32_t read_u32(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << static_cast<unsigned>(8 * i);
  }
  return number;
}

/// Appends the replacement of `range`: character for character the places stay; what is more has the last one's.
void put(std::string_view replacement, const AlignedText& chars, CharRange range, AlignedText& out) {
  std::size_t from = range.begin;
  for (std::size_t at = 0; at < replacement.size();) {
    const DecodedChar c = decode_utf8(replacement, at).value_or(DecodedChar{0xFFFD, 1});
    out.push_back({c.code, chars[std::min(from++, range.end - 1)].source});
    at += c.bytes;
  }
}

}  // namespace

Result<CharsMap> CharsMap::parse(std::string_view bytes) {
  const auto refuse = [](ErrorCode code, std::string what) { return Error{code, "", std::move(what)}; };
  const std::size_t size = bytes.size() < 4 ? 0 : read_u32(bytes, 0);
  if (bytes.size() < 4 || bytes.size() - 4 < size) {
    return refuse(ErrorCode::Truncated, std::to_string(bytes.size()) + " bytes, which end within the trie");
  }
  if (size < 4 || size % 4 != 0) {
    return refuse(ErrorCode::Malformed, "a trie of " + std::to_string(size) + " bytes, expected a multiple of 4");
  }
  CharsMap map;
  map.units_.reserve(size / 4);
  for (std::size_t at = 4; at < 4 + size; at += 4) map.units_.push_back(read_u32(bytes, at));
  map.replacements_ = bytes.substr(4 + size);
  if (first_bad_byte(map.replacements_)) return refuse(ErrorCode::Malformed, "replacements that are not UTF-8");
  for (std::size_t begin = 0; begin < map.replacements_.size();) {
    const std::size_t end = std::min(map.replacements_.find('\0', begin), map.replacements_.size());
    if (end - begin > kMaxReplacement) {
      return refuse(ErrorCode::OutOfLimits, "a replacement of " + std::to_string(end - begin) + " bytes");
    }
    begin = end + 1;
  }
  for (const std::uint32_t unit : map.units_) {
    if ((unit & kLeaf) == 0) continue;
    const std::size_t at = value(unit);
    if (at >= map.replacements_.size() || (static_cast<unsigned char>(map.replacements_[at]) & 0xC0U) == 0x80U) {
      return refuse(ErrorCode::Malformed, "a replacement at byte " + std::to_string(at) + ", where none begins");
    }
  }
  return map;
}

std::optional<std::string_view> CharsMap::find(std::string_view text) const {
  std::size_t at = offset(units_.front());
  for (const char c : text) {
    const std::uint32_t byte = static_cast<unsigned char>(c);
    at ^= byte;
    if (byte == 0 || at >= units_.size() || label(units_[at]) != byte) return std::nullopt;
    const std::uint32_t unit = units_[at];
    at ^= offset(unit);
    if (!has_leaf(unit)) continue;
    if (at >= units_.size() || (units_[at] & kLeaf) == 0) return std::nullopt;
    const std::string_view from = std::string_view(replacements_).substr(value(units_[at]));
    return from.substr(0, std::min(from.find('\0'), from.size()));
  }
  return std::nullopt;
}

void exchange(const CharsMap& map, AlignedText& chars) {
  constexpr std::size_t kLongCluster = 6;  // bytes
  const std::string text = to_utf8(chars);
  AlignedText out;
  out.reserve(chars.size());
  std::size_t at = 0;
  for (const Span cluster : graphemes(text)) {
    const std::string_view bytes = std::string_view(text).substr(cluster.begin, cluster.end - cluster.begin);
    CharRange range{at, at};
    for (std::size_t read = 0; read < bytes.size(); ++range.end) read += utf8_length(chars[range.end].code);
    at = range.end;
    const auto whole = bytes.size() < kLongCluster ? map.find(bytes) : std::nullopt;
    if (whole) {
      put(*whole, chars, range, out);
      continue;
    }
    std::string letter;
    for (std::size_t i = range.begin; i < range.end; ++i) {
      letter.clear();
      append_utf8(letter, chars[i].code);
      if (const auto other = map.find(letter)) {
        put(*other, chars, {i, i + 1}, out);
      } else {
        out.push_back(chars[i]);
      }
    }
  }
  if (!out.empty()) out.front().source.begin = chars.front().source.begin;
  chars = std::move(out);
}

}  // namespace attnscope
