#pragma once

#include <string>
#include <string_view>

namespace attnscope {

/// A name to offer for a file about a text: its first words and the one that asks, "the-trophy-did-not-fit-it.png".
/// asking: may be empty. ending: with its dot. A text without a word is called "scene".
std::string file_name(std::string_view text, std::string_view asking, std::string_view ending);

/// Likewise for something with a title, "my-lesson.json". A title without a word is called what it is: "lesson".
std::string titled_file_name(std::string_view title, std::string_view what, std::string_view ending);

}  // namespace attnscope
