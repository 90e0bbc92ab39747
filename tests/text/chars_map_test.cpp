#include "text/chars_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace attnscope {
namespace {

using ::testing::ElementsAre;

std::string u32_bytes(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>((value >> shift) & 0xFFU));
  return bytes;
}

/// A map as bytes, laid out as wastefully as the format allows: the children of every node have 256 units of their own.
std::string bytes_of(const std::map<std::string, std::string>& entries) {
  std::string replacements;
  std::map<std::string, std::uint32_t> nodes{{"", 0}};  // prefix: the number of its block
  for (const auto& [from, to] : entries) {
    for (std::size_t size = 1; size <= from.size(); ++size) {
      nodes.try_emplace(from.substr(0, size), static_cast<std::uint32_t>(nodes.size()));
    }
  }
  std::vector<std::uint32_t> units(256 * (nodes.size() + 1));
  for (const auto& [prefix, block] : nodes) {
    const std::uint32_t children = 256 * (block + 1);
    const auto label = prefix.empty() ? 0U : std::uint32_t{static_cast<unsigned char>(prefix.back())};
    const std::uint32_t at = prefix.empty() ? 0 : 256 * (nodes.at(prefix.substr(0, prefix.size() - 1)) + 1) + label;
    units[at] = label | (at ^ children) << 10U;
    const auto entry = entries.find(prefix);
    if (entry == entries.end()) continue;
    units[at] |= 1U << 8U;
    units[children] = 1U << 31U | static_cast<std::uint32_t>(replacements.size());
    replacements += entry->second + '\0';
  }
  std::string bytes = u32_bytes(static_cast<std::uint32_t>(4 * units.size()));
  for (const std::uint32_t unit : units) bytes += u32_bytes(unit);
  return bytes + replacements;
}

/// Each character that comes out, with what it came from: "A<a".
std::vector<std::string> exchanged(const CharsMap& map, const std::string& text) {
  AlignedText chars = align(text, {0, text.size()});
  exchange(map, chars);
  std::vector<std::string> out;
  for (const AlignedChar& c : chars) {
    out.push_back(to_utf8({c}) + "<" + text.substr(c.source.begin, c.source.end - c.source.begin));
  }
  return out;
}

TEST(CharsMap, FindsTheShortestEntry) {
  const CharsMap map = CharsMap::parse(bytes_of({{"ab", "X"}, {"abc", "Y"}, {"é", "e"}, {"z", ""}})).value();
  EXPECT_EQ(map.find("abc"), "X");
  EXPECT_EQ(map.find("ab"), "X");
  EXPECT_EQ(map.find("a"), std::nullopt);
  EXPECT_EQ(map.find("b"), std::nullopt);
  EXPECT_EQ(map.find("éa"), "e");
  EXPECT_EQ(map.find("z"), "");
  EXPECT_EQ(map.find(""), std::nullopt);
  EXPECT_EQ(map.find(std::string_view("\0", 1)), std::nullopt);
}

TEST(CharsMap, ExchangesShortClustersWholeAndOthersByCharacter) {
  const CharsMap map = CharsMap::parse(bytes_of({{"e", "E"}, {"o\u0301", "Ó"}, {"\u0301", ""}, {"…", "..."}})).value();
  EXPECT_THAT(exchanged(map, "e"), ElementsAre("E<e"));
  EXPECT_THAT(exchanged(map, "e\u0301x"), ElementsAre("E<e", "x<x")) << "the shortest entry stands for the cluster";
  EXPECT_THAT(exchanged(map, "o\u0301"), ElementsAre("Ó<o"));
  EXPECT_THAT(exchanged(map, "o\u0301\u0300\u0300"), ElementsAre("o<o", "\u0300<\u0300", "\u0300<\u0300"))
      << "seven bytes: character by character";
  EXPECT_THAT(exchanged(map, "a…"), ElementsAre("a<a", ".<…", ".<…", ".<…"));
  EXPECT_THAT(exchanged(map, "\u0301ax"), ElementsAre("a<\u0301a", "x<x")) << "what is left begins where it all began";
  EXPECT_THAT(exchanged(map, "\u0301"), ElementsAre());
}

TEST(CharsMap, BytesThatAreNoMapAreRefused) {
  const auto line = [](const std::string& bytes) {
    const auto map = CharsMap::parse(bytes);
    return map ? "" : to_line(map.error());
  };
  const std::string good = bytes_of({{"a", "b"}});
  EXPECT_EQ(line(good), "");
  EXPECT_EQ(line(""), "0 bytes, which end within the trie");
  EXPECT_EQ(line(good.substr(0, 100)), "100 bytes, which end within the trie");
  EXPECT_EQ(line(u32_bytes(0xFFFFFFFF) + "abcd"), "8 bytes, which end within the trie");
  EXPECT_EQ(line(u32_bytes(0)), "a trie of 0 bytes, expected a multiple of 4");
  EXPECT_EQ(line(u32_bytes(5) + "abcde"), "a trie of 5 bytes, expected a multiple of 4");
  EXPECT_EQ(line(u32_bytes(4) + u32_bytes(0) + "\xFF"), "replacements that are not UTF-8");
  EXPECT_EQ(line(u32_bytes(4) + u32_bytes(0x80000003) + "abc"), "a replacement at byte 3, where none begins");
  EXPECT_EQ(line(u32_bytes(4) + u32_bytes(0) + std::string(257, 'a')), "a replacement of 257 bytes");
  EXPECT_EQ(line(u32_bytes(4) + u32_bytes(0x80000001) + "é"), "a replacement at byte 1, where none begins");
}

TEST(CharsMap, LinksThatLeadNowhereFindNothing) {
  const std::string good = bytes_of({{"a", "b"}, {"ab", "c"}});
  for (std::size_t at = 4; at + 4 <= good.size() - 4; at += 4) {
    for (const std::uint32_t unit : {0xFFFFFFFFU, 0x7FFFFFFFU, 0x7FFFFD61U, 0x00000361U, 0U}) {
      std::string bad = good;
      bad.replace(at, 4, u32_bytes(unit));
      const auto map = CharsMap::parse(bad);
      if (map) (void)map->find("ab");
    }
  }
}

}  // namespace
}  // namespace attnscope
