#pragma once

#include <unicode/uregex.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "text/aligned_text.h"

namespace attnscope {

/// A pattern of a tokenizer.json. Those are written for Oniguruma in Ruby's syntax; ICU, which runs them here, agrees
/// with it on what tokenizers use, once \w is spelled out. Immutable; any thread.
class Regex {
 public:
  /// Errors  Unsupported: a part that means something else in ICU, by name; Malformed: no regular expression, or none
  ///         that ICU can read.
  static Result<Regex> compile(std::string_view pattern);
  /// Matches `text`, not empty, as it stands.
  static Result<Regex> literal(std::string_view text);

  /// Looks for the pattern in one text after the other. One thread at a time.
  class Matcher {
   public:
    explicit Matcher(const Regex& regex);

    /// Appends the places of all matches in `text`, counted from its beginning: from the left, none overlapping; an
    /// empty match never stands right behind another match.
    /// Errors  OutOfLimits: the pattern took more steps or memory than any that is meant for tokens.
    Status find_all(std::span<const AlignedChar> text, std::vector<CharRange>& out);

   private:
    std::unique_ptr<URegularExpression, decltype(&uregex_close)> regex_;
    std::u16string text_;
  };

 private:
  explicit Regex(URegularExpression* compiled) : compiled_(compiled, &uregex_close) {}
  static Result<Regex> open(std::string_view pattern, std::uint32_t flags);

  std::shared_ptr<const URegularExpression> compiled_;
};

}  // namespace attnscope
