#pragma once

#include <string_view>
#include <vector>

namespace attnscope {

/// Which word of the text before each word of the text after takes its numbers from, both counted from 0; -1: none. One
/// that stands in both texts keeps its own, those in the same order first; one between the same neighbours as an old
/// one that is gone is that one, renamed. Words beyond kMaxWorkedWords do not count.
std::vector<int> matched_words(std::string_view before, std::string_view after);

}  // namespace attnscope
