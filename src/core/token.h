#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace attnscope {

/// A half-open range of bytes in the text as the person typed it (UTF-8).
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// The tokens [begin, end) of a text.
struct TokenRange {
  int begin = 0;
  int end = 0;

  [[nodiscard]] constexpr int size() const { return end - begin; }
  friend bool operator==(const TokenRange&, const TokenRange&) = default;
};

/// One token of an encoded text.
struct Token {
  int id = 0;                ///< row of the embedding table; -1: several tokens joined to a word
  std::string piece;         ///< as it stands in the vocabulary, "##ing"
  std::string text;          ///< what to show: the bytes of the span as typed, or the piece where there is no span
  std::optional<Span> span;  ///< place in the text; none for special tokens that the tokenizer added
  bool starts_word = true;   ///< false for a piece that continues the word of the token before it

  /// Whether the tokenizer added it: it stands for nothing that was typed.
  [[nodiscard]] bool special() const { return !span; }

  friend bool operator==(const Token&, const Token&) = default;
};

}  // namespace attnscope
