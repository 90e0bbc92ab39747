// The expected classes are those of the `tokenizers` library 0.23.2, asked for each character alone.
#include "text/characters.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>

namespace attnscope {
namespace {

std::string hex(char32_t c) {
  std::ostringstream out;
  out << "U+" << std::hex << static_cast<std::uint32_t>(c);
  return out.str();
}

constexpr std::u32string_view kPunctuation = U"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡§«»¿–—‘’“”…、。！\U000111C9᙭";
constexpr std::u32string_view kNotPunctuation = U"a1 é°¢©×÷€™∀日\u00AD⹃x";

TEST(Characters, Punctuation) {
  for (const char32_t c : kPunctuation) EXPECT_TRUE(is_punctuation(c)) << hex(c);
  for (const char32_t c : kNotPunctuation) {
    EXPECT_FALSE(is_punctuation(c)) << hex(c);
  }
  EXPECT_TRUE(is_punctuation(U'⹂')) << "the last of its row in Unicode 8, where ⹃ is nothing yet";
}

TEST(Characters, WhatCleaningTakesOut) {
  for (const char32_t c : std::u32string_view(
           U"\x01\x07\x1B\x7F\u0080\u0085\u009F\u00AD\u200B\u200D\u202E\uFEFF\uFFFD\uE000\U000F0000\U000E0041")) {
    EXPECT_TRUE(is_removed_by_cleaning(c)) << hex(c);
  }
  EXPECT_TRUE(is_removed_by_cleaning(0));
  for (const char32_t c : std::u32string_view(U"\t\n\r az\u00A0\u2028\uFDD0\u0378\u08E2")) {
    EXPECT_FALSE(is_removed_by_cleaning(c)) << hex(c);
  }
}

TEST(Characters, WhiteSpace) {
  for (const char32_t c : std::u32string_view(U" \t\n\v\f\r\u0085\u00A0\u1680\u2003\u2028\u2029\u202F\u205F\u3000")) {
    EXPECT_TRUE(is_white_space(c)) << hex(c);
  }
  for (const char32_t c : std::u32string_view(U"a\u200B\u2060\uFEFF\x1C\x1F")) {
    EXPECT_FALSE(is_white_space(c)) << hex(c);
  }
}

TEST(Characters, MarksThatAccentsAreMadeOf) {
  for (const char32_t c : {0x300U, 0x301U, 0x345U, 0x5B0U, 0x1734U, 0xFE0FU}) {
    EXPECT_TRUE(is_nonspacing_mark(c)) << hex(c);
  }
  // Spacing marks stay, and so does what became a mark, or came into Unicode, after 8.0.
  for (const char32_t c : {0x61U, 0x302EU, 0x1D165U, 0x1885U, 0xA9BDU, 0x111C9U, 0x8D4U}) {
    EXPECT_FALSE(is_nonspacing_mark(c)) << hex(c);
  }
}

TEST(Characters, ChineseByTheEdgesOfItsBlocks) {
  for (const char32_t c : {0x3400U, 0x4DBFU, 0x4E00U, 0x9FFFU, 0xF900U, 0xFAFFU, 0x20000U, 0x2A6DFU, 0x2A700U, 0x2B81FU,
                           0x2B920U, 0x2CEAFU, 0x2F800U, 0x2FA1FU}) {
    EXPECT_TRUE(is_chinese(c)) << hex(c);
  }
  for (const char32_t c : {0x33FFU, 0x4DC0U, 0x3042U, 0x30A2U, 0xAC00U, 0xF8FFU, 0xFB00U, 0x2A6E0U, 0x2B820U, 0x2B91FU,
                           0x2CEB0U, 0x2FA20U}) {
    EXPECT_FALSE(is_chinese(c)) << hex(c);
  }
}

TEST(Characters, OfWords) {
  for (const char32_t c : std::u32string_view(U"aZ09_é日한\u0301\u203F\u200D")) {
    EXPECT_TRUE(is_word_char(c)) << hex(c);
  }
  for (const char32_t c : std::u32string_view(U" -.!½€😀")) {
    EXPECT_FALSE(is_word_char(c)) << hex(c);
  }
}

}  // namespace
}  // namespace attnscope
