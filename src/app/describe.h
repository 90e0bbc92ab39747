#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/application.h"

namespace attnscope {

/// What a description is made from: one head on one text, as it is shown.
struct Described {
  const Question& question;
  std::string model;  ///< as people call it
  HeadPlace place;
  std::string role = {};             ///< the question that training gave the head; may be empty
  const std::vector<Token>& tokens;  ///< of the text that asks
  const std::vector<Token>& keys;    ///< of the text that is asked; the same where a text looks at itself
  bool two_texts = false;
  MapSide side = MapSide::Encoder;
  int query = 0;  ///< of the tokens
  const HeadView& view;
  Mask native_mask;
  const std::array<PatternScore, kPatterns.size()>& patterns;
};

/// The picture in plain English sentences, for those who cannot see it: which head of which model, the sentence, who
/// asks and who gets how much, the head's patterns, scale and mask, and every departure from what the model computes.
/// A line a thought; every number is one that the window shows.
std::string describe(const Described& what);

/// What the window shows. Where there is no picture yet, it says so.
std::string describe(const AppState& state);

}  // namespace attnscope
