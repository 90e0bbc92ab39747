#include "io/json_lines.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>

namespace attnscope {
namespace {

/// Walks over a text that is known to keep JSON's rules; past its end it stands still.
class JsonWalk {
 public:
  explicit JsonWalk(std::string_view text) : text_(text) { skip_space(); }

  [[nodiscard]] std::size_t at() const { return at_; }

  /// Goes to the member's value; stays where there is none.
  bool enter(std::string_view name) {
    return enter_if('{', [&](std::size_t) {
      const std::size_t begin = at_ + 1;
      skip_string();
      const bool is_it = text_.substr(begin, at_ - 1 - begin) == name;
      skip_space();
      step();  // the colon
      return is_it;
    });
  }

  /// Likewise for an element of a list.
  bool enter(std::size_t index) {
    return enter_if('[', [&](std::size_t count) { return count == index; });
  }

 private:
  /// is_it(count) reads up to the value of member or element `count`.
  template <class IsIt>
  bool enter_if(char opening, IsIt is_it) {
    const std::size_t outside = at_;
    if (now() != opening) return false;
    step();
    for (std::size_t count = 0; now() != '\0' && now() != ']' && now() != '}'; ++count) {
      const bool found = is_it(count);
      skip_space();
      if (found) return true;
      skip_value();
      if (now() == ',') step();
    }
    at_ = outside;
    return false;
  }

  [[nodiscard]] char now() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  void step() {
    at_ = std::min(at_ + 1, text_.size());
    skip_space();
  }
  void skip_string() {
    do {
      at_ += now() == '\\' ? 2 : 1;
    } while (at_ < text_.size() && text_[at_] != '"');
    at_ = std::min(at_ + 1, text_.size());
  }
  void skip_value() {
    int depth = 0;
    do {
      const char c = now();
      if (c == '\0') return;
      if (c == '"') {
        skip_string();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == '}' || c == ']') {
        --depth;
        ++at_;
      } else if (c == ',' || c == ':') {
        ++at_;
      } else {
        at_ = std::min(text_.find_first_of(" \t\r\n,]}", at_), text_.size());
      }
      skip_space();
    } while (depth > 0);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Takes the next part off a path: a name, or "[3]".
std::string_view take_part(std::string_view& path) {
  if (path.starts_with('.')) path.remove_prefix(1);
  const std::size_t end = std::min(path.find_first_of(".[", 1), path.size());
  const std::string_view part = path.substr(0, end);
  path.remove_prefix(end);
  return part;
}

bool enter_part(JsonWalk& walk, std::string_view part) {
  if (!part.starts_with('[')) return walk.enter(part);
  std::size_t index = 0;
  std::from_chars(part.data() + 1, part.data() + part.size(), index);
  return walk.enter(index);
}

}  // namespace

int line_of(std::string_view text, std::string_view path) {
  JsonWalk walk(text);
  while (!path.empty() && enter_part(walk, take_part(path))) {
  }
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(walk.at()), '\n'));
}

}  // namespace attnscope
