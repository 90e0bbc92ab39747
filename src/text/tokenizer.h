#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/trace_source.h"
#include "text/added_tokens.h"
#include "text/normalizer.h"
#include "text/pre_tokenizer.h"
#include "text/token_model.h"
#include "text/trim_spans.h"

namespace attnscope {

/// A token that the post-processor puts before or after the text.
struct FrameToken {
  int id = 0;
  std::string piece;

  friend bool operator==(const FrameToken&, const FrameToken&) = default;
};

/// Everything a tokenizer.json says about one text, in the order in which it acts.
struct TokenizerParts {
  std::vector<AddedToken> added;
  std::vector<Normalizer> normalizers;
  std::vector<PreTokenizer> pre_tokenizers;
  TokenModel model;
  std::vector<TrimSpans> trims;
  std::vector<FrameToken> before;
  std::vector<FrameToken> after;
};

/// Cuts a text into tokens exactly as the `tokenizers` library does: added tokens are found, what lies between is
/// normalised, cut into words, and each word into pieces. Immutable; any thread.
class Tokenizer {
 public:
  static constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

  /// Errors  OutOfLimits: an added token cannot be normalised.
  static Result<Tokenizer> make(TokenizerParts parts);

  /// At most max_tokens tokens, those of the frame included; the rest of the text is only counted. Every token of the
  /// text has its span in it; the frame's have none. Time O(text). Memory beside the result is bounded as long as
  /// white space turns up now and then and ends words: the text is read in parts that end there.
  /// Errors  InvalidArgument: not UTF-8 (`where` says the byte), or max_tokens leaves no room beside the frame;
  ///         OutOfLimits: a pattern took too many steps; Malformed: a token for what is unknown is missing.
  [[nodiscard]] Result<Encoding> encode(std::string_view utf8, std::size_t max_tokens = kNoLimit) const;

  /// The largest id of the vocabulary and of the frame: an embedding table needs one row more. Tokens added later may
  /// lie beyond; a model without rows for them reads every text that has none of them.
  [[nodiscard]] int largest_id() const;
  /// How the token of this id is written in the vocabulary; empty where there is none.
  [[nodiscard]] std::string piece_of(int id) const;
  [[nodiscard]] const TokenizerParts& parts() const { return parts_; }

 private:
  class Run;

  Tokenizer(TokenizerParts parts, AddedTokens in_normalized_text);

  TokenizerParts parts_;
  AddedTokens in_typed_text_;
  AddedTokens in_normalized_text_;
  bool readable_in_parts_;  ///< whether the text may be cut at white space without changing a token
};

}  // namespace attnscope
