#include "app/plans/learn_plan.h"

#include "app/examples.h"
#include "app/teach/audit.h"

namespace attnscope {
namespace {

/// "step 2 of 5", "3 of 4 right", "all right".
std::string mark_of(const LessonCard& card) {
  if (!card.progress) return std::to_string(card.steps) + " steps";
  const int right = static_cast<int>(card.progress->right.size());
  if (card.questions > 0 && right >= card.questions) return "all right";
  const std::string at = "step " + std::to_string(card.progress->step + 1) + " of " + std::to_string(card.steps);
  return right == 0 ? at : at + ", " + std::to_string(right) + " right";
}

Actions close_and(Action action) { return {std::move(action), Command(ShowPanel{Panel::None})}; }

}  // namespace

std::vector<LearnRow> lesson_rows(const AppState& state) {
  std::vector<LearnRow> rows;
  if (state.teach.lesson) {
    rows.push_back({.title = "Leave the lesson",
                    .about = "Goes back to your own sentence, as it was.",
                    .mark = {},
                    .on = false,
                    .choose = close_and(Command(Teach{CloseLesson{}}))});
  }
  if (!state.teach.lessons) return rows;
  for (const LessonCard& card : *state.teach.lessons) {
    rows.push_back({.title = card.title,
                    .about = card.about,
                    .mark = mark_of(card),
                    .on = state.scene.lesson && state.scene.lesson->lesson == card.key,
                    .choose = close_and(Command(Teach{StartLesson{card.key}}))});
  }
  return rows;
}

std::vector<LearnRow> try_rows(const AppState& state) {
  return {
      {.title = "Predict first",
       .about = "Hand out the attention yourself, then see what the model does.",
       .mark = "Y",
       .on = state.scene.prediction.has_value(),
       .choose = {Edit(SetPage{Page::Explore}), Edit(SetPrediction{Prediction{}}), Command(ShowPanel{Panel::None})}},
      {.title = "Audit",
       .about = "Find the source of a word, then change the sentence until it is another. The model checks.",
       .mark = {},
       .on = state.scene.audit.has_value(),
       .choose = close_and(Edit(SetScene{begin_audit(state.scene)}))}};
}

std::vector<LearnRow> experiment_rows(const AppState& state) {
  return {{.title = std::string(title_of(Page::RootD)),
           .about = "Random queries and keys: how far their scores stray, and what softmax makes of that.",
           .mark = {},
           .on = state.scene.page == Page::RootD,
           .choose = close_and(Edit(SetPage{Page::RootD}))},
          {.title = std::string(title_of(Page::Cost)),
           .about = "Pairs of words, counted and timed: full, causal, with a window, with a cache.",
           .mark = {},
           .on = state.scene.page == Page::Cost,
           .choose = close_and(Edit(SetPage{Page::Cost}))}};
}

std::vector<LearnRow> by_hand_rows(const AppState& state) {
  std::vector<LearnRow> rows;
  rows.reserve(state.worked.size());
  for (const WorkedExample& example : state.worked) {
    rows.push_back(
        {.title = example.worked.title,
         .about = example.worked.note,
         .mark = {},
         .on = state.scene.model == example.name,
         .choose = {Edit(SetPage{Page::Explore}), Edit(SetModel{example.name}), Command(ShowPanel{Panel::None})}});
  }
  return rows;
}

std::vector<LearnRow> own_rows(const AppState& state) {
  const std::size_t steps = state.teach.draft ? state.teach.draft->steps.size() : 0;
  return {{.title = "Record a lesson",
           .about = "What is on the screen becomes a step, with a title and a text of yours.",
           .mark = steps == 0 ? std::string() : std::to_string(steps) + (steps == 1 ? " step" : " steps"),
           .on = false,
           .choose = {Command(ShowPanel{Panel::Record})}},
          {.title = "Open a lesson",
           .about = "A JSON file of your own, or somebody else's.",
           .mark = "Ctrl+O",
           .on = false,
           .choose = {Command(ShowPanel{Panel::Open})}}};
}

std::vector<LearnRow> example_rows(const AppState& state) {
  std::vector<LearnRow> rows;
  rows.reserve(kExamples.size());
  for (const Example& example : kExamples) {
    rows.push_back({.title = std::string(example.text),
                    .about = std::string(example.title),
                    .mark = {},
                    .on = state.scene.text == example.text,
                    .choose = close_and(Edit(SetScene{show_example(example, state.scene)}))});
  }
  return rows;
}

}  // namespace attnscope
