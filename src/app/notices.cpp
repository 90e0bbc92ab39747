#include "app/notices.h"

#include <utility>

#include "app/words.h"
#include "text/unicode.h"

namespace attnscope {

void Notices::tell(std::string_view text, Seconds now) {
  remind(text);
  until_ = now + kInfoStays;
}

void Notices::remind(std::string_view text) {
  window_ = Notice{.kind = Notice::Kind::Info, .place = Notice::Place::Window, .text = printable(text)};
  until_.reset();
}

void Notices::complain(const Error& error, std::string_view about) {
  std::string text = printable(to_line(error));
  if (!about.empty()) text = std::string(about) + ": " + text;
  window_ = Notice{.kind = Notice::Kind::Error, .place = Notice::Place::Window, .text = std::move(text)};
  until_.reset();
}

void Notices::about_sentence(Notice::Kind kind, const std::string& text) {
  sentence_.reset();
  if (!text.empty()) {
    sentence_ = Notice{.kind = kind, .place = Notice::Place::Sentence, .text = printable(text)};
  }
}

void Notices::dismiss() {
  (window_ ? window_ : sentence_).reset();
  until_.reset();
}

bool Notices::update(Seconds now) {
  if (!until_ || now < *until_) return false;
  window_.reset();
  until_.reset();
  return true;
}

std::string cut_notice(const Encoding& encoding, std::string_view opening) {
  if (!encoding.cut_at) return {};
  std::string text = std::string(opening) + " the first " + std::to_string(encoding.tokens.size()) + " of " +
                     std::to_string(encoding.total_tokens) + " tokens";
  // The last word that stands in the text; a special token at the end does not.
  for (int i = static_cast<int>(encoding.tokens.size()) - 1; i >= 0; --i) {
    if (!encoding.tokens[static_cast<std::size_t>(i)].span) continue;
    constexpr std::size_t kMostBytes = 32;
    return text + ", up to …" + shortened(word_text(encoding.tokens, word_around(encoding.tokens, i)), kMostBytes);
  }
  return text;
}

}  // namespace attnscope
