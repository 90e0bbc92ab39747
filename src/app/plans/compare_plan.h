#pragma once

#include <string>
#include <vector>

#include "app/application.h"

namespace attnscope {

/// One key of either text, and what the asking word gives it.
struct ComparedRow {
  TokenPair key;
  std::string word;     ///< as it is shown, or as it was kept where it is gone
  std::string instead;  ///< the word that stood there, where it was another
  float shown = 0;      ///< share of 1; 0 where the text has no such word
  float kept = 0;
  float shown_bar = 0;  ///< the share on its way, for bars
  float kept_bar = 0;
};

/// How a word reads the sentence beside how it did when a question was kept.
struct ComparePlan {
  TokenPair query;
  std::string shown_differs;  ///< "small · 3×": what differs, in words; both empty where nothing does
  std::string kept_differs;   ///< "big · 1×"
  std::vector<ComparedRow> rows;
  float shown_listens_to = 0;  ///< words, 2^entropy
  float kept_listens_to = 0;
  float moved = 0;  ///< how much of the attention went elsewhere: half the sum of all changes, a share of 1
};

/// Rows come in the sentence's order or by the larger share. Empty where nothing is compared, or either side has
/// nothing to show (yet).
ComparePlan plan_compare(const AppState& app, bool heaviest_first = false);

/// The change in percentage points between two shares as percent_text() writes them, so that it comes out by hand:
/// "+82.7", "-3.0", "0.0".
std::string change_text(float from, float to);

}  // namespace attnscope
