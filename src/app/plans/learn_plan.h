#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "app/application.h"

namespace attnscope {

/// A thing to learn with, as a list offers it.
struct LearnRow {
  std::string title, about;
  std::string mark;  ///< how far one has come: "2 of 4 right"
  bool on = false;   ///< it is what is shown now
  Actions choose;
};

/// A part of the list. A new one is a row of kLearnSections and a function.
struct LearnSection {
  std::string_view title;
  std::string_view about;  ///< one line above its rows
  std::vector<LearnRow> (*rows)(const AppState& state);
};

std::vector<LearnRow> lesson_rows(const AppState& state);
std::vector<LearnRow> try_rows(const AppState& state);
std::vector<LearnRow> experiment_rows(const AppState& state);
std::vector<LearnRow> by_hand_rows(const AppState& state);
std::vector<LearnRow> own_rows(const AppState& state);
std::vector<LearnRow> example_rows(const AppState& state);

inline constexpr std::array kLearnSections{
    LearnSection{"Lessons", "A few steps each. What you answer is checked by the model itself.", &lesson_rows},
    LearnSection{"Try yourself", "With the sentence that is on the screen.", &try_rows},
    LearnSection{"Experiments", "A page each, with numbers instead of a sentence.", &experiment_rows},
    LearnSection{"By hand", "A few numbers instead of a model; change them and watch.", &by_hand_rows},
    LearnSection{"Your own", "Write a lesson, or open one: Ctrl+O, or drop it on the window.", &own_rows},
    LearnSection{"Examples", "Sentences to begin with.", &example_rows},
};
inline constexpr std::size_t kExamplesSection = kLearnSections.size() - 1;

}  // namespace attnscope
