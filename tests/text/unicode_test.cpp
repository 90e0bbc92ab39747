#include "text/unicode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace attnscope {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

std::vector<std::string> clusters(const std::string& text) {
  std::vector<std::string> out;
  for (const Span& span : graphemes(text)) out.push_back(text.substr(span.begin, span.end - span.begin));
  return out;
}

/// Table 3-7 of the Unicode Standard, "well-formed UTF-8 byte sequences", as ranges of bytes.
bool well_formed(std::string_view bytes) {
  struct Range {
    unsigned first, last;
  };
  using Row = std::vector<Range>;
  static const std::vector<Row> kRows{
      {{0x00, 0x7F}},
      {{0xC2, 0xDF}, {0x80, 0xBF}},
      {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}},
      {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}},
      {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}},
      {{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}},
      {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
      {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
      {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}},
  };
  for (const Row& row : kRows) {
    bool fits = row.size() == bytes.size();
    for (std::size_t i = 0; fits && i < row.size(); ++i) {
      const auto byte = static_cast<unsigned char>(bytes[i]);
      fits = row[i].first <= byte && byte <= row[i].last;
    }
    if (fits) return true;
  }
  return false;
}

TEST(Utf8, EveryCodePointComesBack) {
  for (char32_t code = 0; code < 0x110000; ++code) {
    if (code == 0xD800) code = 0xE000;  // surrogates are not characters
    std::string text = "a";
    append_utf8(text, code);
    const auto decoded = decode_utf8(text, 1);
    ASSERT_TRUE(decoded.has_value()) << std::hex << static_cast<unsigned>(code);
    ASSERT_EQ(decoded->code, code);
    ASSERT_EQ(decoded->bytes, text.size() - 1);
    ASSERT_EQ(utf8_length(code), text.size() - 1);
  }
}

TEST(Utf8, AcceptsExactlyTheWellFormedSequences) {
  // Second and third bytes at the edges of every range of the table; all first bytes.
  constexpr std::array<int, 12> kEdges{0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xFF};
  int accepted = 0;
  for (int first = 0; first < 256; ++first) {
    for (const int second : kEdges) {
      for (const int third : kEdges) {
        for (const int fourth : kEdges) {
          const std::string all{static_cast<char>(first), static_cast<char>(second), static_cast<char>(third),
                                static_cast<char>(fourth)};
          for (std::size_t size = 1; size <= all.size(); ++size) {
            const auto decoded = decode_utf8(std::string_view(all).substr(0, size), 0);
            const bool whole = decoded && decoded->bytes == size;
            ASSERT_EQ(whole, well_formed(std::string_view(all).substr(0, size)))
                << first << " " << second << " " << third << " " << fourth << ", " << size << " bytes";
            accepted += whole ? 1 : 0;
          }
        }
      }
    }
  }
  EXPECT_GT(accepted, 0);
}

TEST(Utf8, NamesTheFirstBadByte) {
  EXPECT_EQ(first_bad_byte(""), std::nullopt);
  EXPECT_EQ(first_bad_byte("caf\xC3\xA9 \xF0\x9F\x98\x80"), std::nullopt);
  EXPECT_THAT(first_bad_byte("abc\xFFz"), Optional(3U));
  EXPECT_THAT(first_bad_byte("\xC3\xA9\xC3"), Optional(2U));        // cut
  EXPECT_THAT(first_bad_byte("x\xC0\xAF"), Optional(1U));           // overlong
  EXPECT_THAT(first_bad_byte("x\xED\xA0\x80"), Optional(1U));       // surrogate
  EXPECT_THAT(first_bad_byte("xx\xF4\x90\x80\x80"), Optional(2U));  // beyond U+10FFFF
  EXPECT_TRUE(check_utf8("plain").ok());
  const Status bad = check_utf8("abc\xFFz");
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(bad.error().where, "byte 4");
}

TEST(Graphemes, AreWhatAPersonCallsCharacters) {
  EXPECT_THAT(clusters(""), ElementsAre());
  EXPECT_THAT(clusters("abc"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(clusters("e\u0301a"), ElementsAre("e\u0301", "a"));
  EXPECT_THAT(clusters("\r\nx"), ElementsAre("\r\n", "x"));
  EXPECT_THAT(clusters("👨‍👩‍👧x"), ElementsAre("👨‍👩‍👧", "x"));
  EXPECT_THAT(clusters("🇫🇷🇯🇵"), ElementsAre("🇫🇷", "🇯🇵"));
  EXPECT_THAT(clusters("한국"), ElementsAre("한", "국"));
}

TEST(Graphemes, CoverEveryByteWhateverTheBytes) {
  for (const std::string text : {"a\xFF\xFE", "\xF0\x9F\x98", "\x80\x80\x80", "ok\xC3", "\xED\xA0\x80z"}) {
    std::size_t at = 0;
    for (const Span& span : graphemes(text)) {
      EXPECT_EQ(span.begin, at);
      EXPECT_GT(span.end, span.begin);
      at = span.end;
    }
    EXPECT_EQ(at, text.size());
  }
}

TEST(Printable, ShowsWhatCannotBeSeen) {
  EXPECT_EQ(printable("plain, naïve 日本 😀"), "plain, naïve 日本 😀");
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a␀b");
  EXPECT_EQ(printable("a\tb\nc\r\x1B[0m\x7F"), "a␉b␊c␍␛[0m␡");
  EXPECT_EQ(printable("\u0085\u2028\u202E"), "\uFFFD␤\uFFFD");
  EXPECT_EQ(printable("x\xFFy"), "x\uFFFDy");
  EXPECT_EQ(printable("👩‍👩‍👧"), "👩‍👩‍👧") << "joiners belong to what is seen";
}

}  // namespace
}  // namespace attnscope
