#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/application.h"

namespace attnscope {

/// What is being said to the person: one thing about the sentence, one about everything else. The second is shown
/// first. A piece of good news goes by itself; what went wrong stays until it is dismissed or replaced.
class Notices {
 public:
  static constexpr Seconds kInfoStays = 5.0;

  void tell(std::string_view text, Seconds now);
  /// News that have to be read: they stay as what went wrong does.
  void remind(std::string_view text);
  void complain(const Error& error, std::string_view about = {});
  /// About the sentence; an empty text takes back what was said.
  void about_sentence(Notice::Kind kind, const std::string& text);
  void dismiss();

  [[nodiscard]] const std::optional<Notice>& shown() const { return window_ ? window_ : sentence_; }
  /// When the shown notice goes by itself.
  [[nodiscard]] std::optional<Seconds> until() const { return until_; }
  /// Lets go of what has been shown long enough. Returns whether it did.
  bool update(Seconds now);

 private:
  std::optional<Notice> window_;
  std::optional<Notice> sentence_;
  std::optional<Seconds> until_;
};

/// "Read the first 256 of 812 tokens, up to …word"; empty where the whole text was read.
std::string cut_notice(const Encoding& encoding, std::string_view opening = "Read");

}  // namespace attnscope
