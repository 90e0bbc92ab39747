#include "text/regex.h"

#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <cassert>
#include <limits>
#include <optional>

#include "text/regex_syntax.h"

namespace attnscope {

namespace {

// Of each find: a pattern that backtracks without end must not hold up whoever asked. Counted in ICU's units of ten
// thousand steps, and in bytes.
constexpr std::int32_t kMaxSteps = 2'000;
constexpr std::int32_t kMaxStackBytes = 64 << 20;

void append_utf16(std::u16string& out, char32_t code) {
  if (code < 0x10000) {
    out.push_back(static_cast<char16_t>(code));
  } else {
    out.push_back(static_cast<char16_t>(U16_LEAD(code)));
    out.push_back(static_cast<char16_t>(U16_TRAIL(code)));
  }
}

/// Turns places in UTF-16 into places in characters; they must not go back.
class CharCounter {
 public:
  explicit CharCounter(std::span<const AlignedChar> text) : text_(text) {}

  std::size_t at(std::int32_t unit) {
    for (; units_ < unit; ++chars_) units_ += text_[chars_].code < 0x10000 ? 1 : 2;
    return chars_;
  }

 private:
  std::span<const AlignedChar> text_;
  std::int32_t units_ = 0;
  std::size_t chars_ = 0;
};

Error took_too_much() {
  return Error{ErrorCode::OutOfLimits, "", "a pattern of the tokenizer takes too many steps on this text"};
}

}  // namespace

Result<Regex> Regex::compile(std::string_view pattern) {
  const Result<std::string> translated = regex_for_icu(pattern);
  if (!translated) return translated.error();
  // Ruby's ^ and $ are those of lines, and only a line feed ends a line.
  return open(*translated, UREGEX_MULTILINE | UREGEX_UNIX_LINES);
}

Result<Regex> Regex::literal(std::string_view text) {
  if (text.empty()) return Error{ErrorCode::Unsupported, "", "an empty pattern is not supported"};
  return open(text, UREGEX_LITERAL);
}

Result<Regex> Regex::open(std::string_view pattern, std::uint32_t flags) {
  const icu::UnicodeString units =
      icu::UnicodeString::fromUTF8({pattern.data(), static_cast<std::int32_t>(pattern.size())});
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  URegularExpression* const opened = uregex_open(units.getBuffer(), units.length(), flags, &place, &status);
  if (U_SUCCESS(status)) return Regex(opened);
  return Error{ErrorCode::Malformed, "",
               "not a regular expression that can be read here (" + std::string(u_errorName(status)) + ")"};
}

Regex::Matcher::Matcher(const Regex& regex) : regex_(nullptr, &uregex_close) {
  UErrorCode status = U_ZERO_ERROR;
  regex_.reset(uregex_clone(regex.compiled_.get(), &status));
  uregex_setTimeLimit(regex_.get(), kMaxSteps, &status);
  uregex_setStackLimit(regex_.get(), kMaxStackBytes, &status);
  assert(U_SUCCESS(status));  // nothing that depends on the pattern can fail
}

Status Regex::Matcher::find_all(std::span<const AlignedChar> text, std::vector<CharRange>& out) {
  if (text.size() > std::numeric_limits<std::int32_t>::max() / 2) return took_too_much();
  text_.clear();
  for (const AlignedChar& c : text) append_utf16(text_, c.code);
  UErrorCode status = U_ZERO_ERROR;
  uregex_setText(regex_.get(), text_.data(), static_cast<std::int32_t>(text_.size()), &status);
  CharCounter chars(text);
  std::optional<std::size_t> last_end;
  while (uregex_findNext(regex_.get(), &status) != 0 && U_SUCCESS(status)) {
    const std::size_t begin = chars.at(uregex_start(regex_.get(), 0, &status));
    const std::size_t end = chars.at(uregex_end(regex_.get(), 0, &status));
    if (begin == end && last_end == end) continue;
    out.push_back({begin, end});
    last_end = end;
  }
  return U_SUCCESS(status) ? Status() : took_too_much();
}

}  // namespace attnscope
