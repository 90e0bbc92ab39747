#pragma once

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "figure/content.h"
#include "figure/measure.h"

namespace attnscope::figure {

/// A figure's content with `tokens` rows and columns and some weights; each label is `letters` letters long.
inline Content some_content(int tokens, int letters = 5) {
  Content content;
  content.title = "The trophy did not fit in the suitcase because it was too big.";
  content.meta = "layer 2, head 1";
  content.unit = "attention weight";
  for (int i = 0; i < tokens; ++i) content.queries.push_back(std::to_string(i) + std::string(letters, 'm'));
  content.keys = content.queries;
  content.values.resize(tokens, tokens);
  std::mt19937 random(11);
  std::uniform_real_distribution<float> some(0.0F, 1.0F);
  for (int i = 0; i < tokens; ++i) {
    for (int j = 0; j < tokens; ++j) content.values(i, j) = some(random);
    content.values.row(i) /= content.values.row(i).sum();
  }
  content.high = content.values.maxCoeff();
  content.asking = tokens / 2;
  return content;
}

/// A typewriter: every byte is as wide as the next. Plans made with it do not depend on the fonts that are installed.
inline double typewriter(std::string_view text, Face, double font) {
  return 0.6 * font * static_cast<double>(text.size());
}

}  // namespace attnscope::figure
