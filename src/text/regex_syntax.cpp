#include "text/regex_syntax.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace attnscope {

namespace {

// \w of Oniguruma; ICU's has the joiners too. Outside of sets it has the superscripts and fractions of Latin-1 besides.
constexpr std::string_view kWordChars = R"(\p{Alphabetic}\p{M}\p{Nd}\p{Pc})";
constexpr std::string_view kWord = R"([\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u00B2\u00B3\u00B9\u00BC-\u00BE])";
constexpr std::string_view kNoWord = R"([^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u00B2\u00B3\u00B9\u00BC-\u00BE])";

/// The pattern with \w for every %.
std::string with_words(std::string_view pattern) {
  std::string out;
  for (const char c : pattern) out += c == '%' ? std::string(kWord) : std::string(1, c);
  return out;
}

/// Reads a pattern from left to right and writes what ICU is to read.
class Translation {
 public:
  explicit Translation(std::string_view pattern) : rest_(pattern) {}

  Result<std::string> run() && {
    while (!rest_.empty() && !error_) step();
    if (error_) return *error_;
    return std::move(out_);
  }

 private:
  void step() {
    if (rest_.front() == '\\' && rest_.size() > 1) return escape(rest_[1]);
    if (sets_ > 0) return in_set();
    if (rest_.starts_with("[")) return open_set();
    if (rest_.starts_with("(?")) return group();
    if (rest_.starts_with("{")) return interval();
    copy(1);
  }

  void escape(char letter) {
    // Letters that mean something else in ICU, or nothing.
    constexpr std::string_view kUnlike = "CEGKMNOQRUVXYZgkoy";
    if (kUnlike.find(letter) != std::string_view::npos) return refuse(rest_.substr(0, 2));
    if (rest_.starts_with(R"(\p{Word})")) return refuse(R"(\p{Word})");
    switch (letter) {
      case 'w':
        return exchange(sets_ > 0 ? kWordChars : kWord);
      case 'W':
        return exchange(sets_ > 0 ? "[^" + std::string(kWordChars) + "]" : std::string(kNoWord));
      case 'b':
        return exchange(sets_ > 0 ? R"(\x08)" : with_words("(?:(?<=%)(?!%)|(?<!%)(?=%))"));
      case 'B':
        return exchange(sets_ > 0 ? "B" : with_words("(?:(?<=%)(?=%)|(?<!%)(?!%))"));
      case 'h':
        return exchange(sets_ > 0 ? "0-9a-fA-F" : "[0-9a-fA-F]");
      case 'H':
        return exchange("[^0-9a-fA-F]");
      case 'v':
        return exchange(R"(\x0B)");
      default:
        break;
    }
    copy(2);
    if (rest_.starts_with("{")) copy_braces();  // \p{L}, \x{1F355}
  }

  /// {1,3}: a + after it asks for more in Ruby and forbids to give back in ICU; a ? after {3} makes it optional or
  /// lazy.
  void interval() {
    const std::string_view whole = copy_braces();
    const bool range = whole.find(',') != std::string_view::npos;
    if (rest_.starts_with("+")) return refuse(std::string(whole) + "+");
    if (rest_.starts_with("?") && !range) return refuse(std::string(whole) + "?");
  }

  void in_set() {
    if (rest_.starts_with("[")) return open_set();
    if (rest_.starts_with("--")) return refuse("--");
    if (rest_.front() == ']') --sets_;
    copy(1);
  }

  void open_set() {
    if (rest_.starts_with("[:")) return refuse("[:");
    ++sets_;
    copy(rest_.starts_with("[^") ? 2 : 1);
  }

  /// "(?" and what makes the group special.
  void group() {
    constexpr std::array<std::string_view, 5> kAlike{":", "=", "!", ">", "<"};
    const std::string_view kind = rest_.substr(2);
    if (std::ranges::any_of(kAlike, [kind](std::string_view start) { return kind.starts_with(start); })) return copy(2);
    // Of the options only i means the same, and alone, as "(?i)", only where no alternative stands before it.
    const std::size_t end = std::min(kind.find_first_not_of("i-"), kind.size());
    const char after = end < kind.size() ? kind[end] : '\0';
    if (end > 0 && (after == ':' || (after == ')' && out_.empty()))) return copy(2 + end);
    refuse(rest_.substr(0, std::min<std::size_t>(rest_.size(), 3 + end)));
  }

  void copy(std::size_t bytes) {
    out_ += rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
  }
  /// From { to }.
  std::string_view copy_braces() {
    const std::string_view whole = rest_.substr(0, std::min(rest_.find('}'), rest_.size() - 1) + 1);
    copy(whole.size());
    return whole;
  }
  void exchange(std::string_view other) {
    out_ += other;
    rest_.remove_prefix(2);
  }
  void refuse(std::string_view part) {
    error_ = Error{ErrorCode::Unsupported, "", "'" + std::string(part) + "' in a pattern is not supported"};
  }

  std::string_view rest_;
  std::string out_;
  int sets_ = 0;  ///< [ that are open
  std::optional<Error> error_;
};

}  // namespace

Result<std::string> regex_for_icu(std::string_view pattern) { return Translation(pattern).run(); }

}  // namespace attnscope
