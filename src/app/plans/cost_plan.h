#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/application.h"

namespace attnscope {

/// A bar of compared pairs in the picture: rows `top` to `bottom`, columns `begin` to `end`, in words from its corner.
struct CostStrip {
  float top = 0, bottom = 0, begin = 0, end = 0;
};
/// The compared pairs of a square of so many words, which need not be a whole number while it grows: a strip a row, or
/// for some rows together what any of them sees, where there are more than kMostStrips.
std::vector<CostStrip> plan_strips(const MaskChoice& mask, float words);
inline constexpr int kMostStrips = 500;

/// Which pairs are compared, and how many that makes.
struct CostKind {
  MaskChoice mask;
  std::string title;    ///< "Window 4"
  std::string about;    ///< "each word and 4 to each side"
  std::string count;    ///< "100"
  std::string doubled;  ///< "twice the words: 400, × 4"
  float share = 0;      ///< of all pairs
  bool on = false;      ///< whether the picture shows it
};

/// What the page "what it costs" says at one setting.
struct CostPlan {
  float position = 0, window_position = 0;  ///< of the sliders, 0 ... 1
  std::string words, window;                ///< "10 words", "window 4"
  std::string counted;                      ///< "10 × 10 = 100 comparisons", "55 of 10 × 10 comparisons"
  std::string frame;                        ///< "the frame: 100 × 100"
  std::string half;                         ///< "5 words: 25"; empty where that is none
  std::array<CostKind, 3> kinds;
  std::string with_cache, without;        ///< "1 row, 10 comparisons"
  float with_share = 0;                   ///< of the comparisons without one
  std::vector<std::string> in_the_model;  ///< the same in all heads, what a cache takes, whether there can be one
};
CostPlan plan_cost(const Cost& cost, const SourceCard& card);

/// A size that attention was timed with, as its row of the table says it; "–" where it has not been yet.
struct TimeRow {
  std::string words, pairs, full, window_pairs, window;
};
struct TimePoint {
  float x = 0, y = 0;  ///< from the lower left corner, 0 ... 1; both axes go by factors
  bool windowed = false;
  int words = 0;
};
struct TimeMark {
  float at = 0;
  std::string label;  ///< empty for a line alone
};
struct TimesPlan {
  std::vector<TimePoint> points;
  std::vector<TimeRow> rows;
  std::string window;                  ///< "window 4": the one that was timed
  std::vector<TimeMark> words, times;  ///< along the two axes
  /// Where four times the time for twice the words would lie, through the largest one timed without a mask: no
  /// measurement. x and y of two points.
  std::optional<std::array<float, 4>> guide;
};
TimesPlan plan_times(const std::vector<TimedAttention>& timed, const Cost& cost);

/// The page in sentences.
std::string describe_cost(const AppState& state);

float cost_position(int words);
int cost_words(float position);
float window_position(int window);
int window_at(float position);
/// The next number of words that a key goes to, up or down: by 1 up to 10, then by a half of the leading digit's 1.
int stepped_words(int words, int by);

}  // namespace attnscope
