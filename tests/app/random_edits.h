#pragma once

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>

#include "app/action.h"
#include "tests/app/worked_support.h"
#include "tests/support/random.h"

namespace attnscope::test {

/// Numbers that come from broken sliders and hand-written files as well as sensible ones.
inline float random_float(Random& random) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  constexpr std::array kOdd{0.0F, -0.0F,  1.0F,  -1.0F,     0.05F,      20.0F,
                            3.0F, 1e-30F, 1e30F, kInfinity, -kInfinity, std::numeric_limits<float>::quiet_NaN()};
  const auto pick = static_cast<std::size_t>(random.next_below(2 * static_cast<int>(kOdd.size())));
  return pick < kOdd.size() ? kOdd[pick] : 5.0F * random.next();
}

inline int random_int(Random& random) {
  constexpr std::array kOdd{0, 1, -1, 2, 7, 512, 513, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()};
  return kOdd[static_cast<std::size_t>(random.next_below(static_cast<int>(kOdd.size())))];
}

/// Words of several scripts, quotes, control characters, now and then a byte that is not UTF-8.
inline std::string random_text(Random& random) {
  static constexpr std::array<std::string_view, 12> kParts{"it",    "big",      "the trophy", " ",    "é",      "猫",
                                                           "\"\\/", "\x01\n\t", "🦊",       "\x7f", "small.", "\xff"};
  std::string text;
  for (int i = random.next_below(8); i > 0; --i) text += kParts[static_cast<std::size_t>(random.next_below(12))];
  return text;
}

inline bool random_bool(Random& random) { return random.next() < 0; }
inline MaskKind random_mask_kind(Random& random) {
  return kMaskKinds[static_cast<std::size_t>(random.next_below(static_cast<int>(kMaskKinds.size())))];
}

inline Question random_question_asked(Random& random) {
  Question asked;
  asked.text = random_text(random);
  asked.text_b = random_text(random);
  asked.model = random_bool(random) ? "reader" : random_text(random);
  if (random_bool(random)) asked.head = HeadPlace{random_int(random), random_int(random)};
  asked.query = {.word = random_text(random), .index = random_int(random)};
  asked.multiplier = random_float(random);
  asked.scope = random_bool(random) ? Scope::Head : Scope::Model;
  asked.mask = {.kind = random_mask_kind(random), .window = random_int(random)};
  asked.lens = {.hide_special = random_bool(random), .merge_words = random_bool(random)};
  if (random.next_below(3) == 0) {
    asked.worked = random_worked(random, {counted_words(asked.text_b), counted_words(asked.text)});
    // Now and then it does not fit, as in a file that somebody wrote.
    if (random.next_below(8) == 0) asked.text += " more";
  }
  return asked;
}

inline std::optional<Prediction> random_prediction(Random& random) {
  if (random_bool(random)) return std::nullopt;
  Prediction prediction{.shares = {}, .revealed = random_bool(random)};
  for (int i = random.next_below(5); i > 0; --i) prediction.shares.push_back(random_float(random));
  return prediction;
}

inline Cost random_cost(Random& random) {
  return {.words = random_int(random), .mask = {.kind = random_mask_kind(random), .window = random_int(random)}};
}

inline Scene random_scene(Random& random) {
  Scene scene;
  static_cast<Question&>(scene) = random_question_asked(random);
  if (random_bool(random)) scene.beside = random_question_asked(random);
  scene.map = random_bool(random) ? MapKind::Weights : MapKind::Scores;
  scene.leave_out_first = random_bool(random);
  if (random_bool(random)) scene.outlined = static_cast<PatternId>(random.next_below(6));
  scene.step = random_float(random);
  scene.page = static_cast<Page>(random.next_below(3));
  scene.root_d = {.d = random_int(random), .seed = random_int(random)};
  scene.cost = random_cost(random);
  scene.prediction = random_prediction(random);
  if (random_bool(random)) scene.audit = Audit{random_text(random), random_text(random), random_text(random)};
  if (random_bool(random)) scene.lesson = LessonPlace{.lesson = random_text(random), .step = random_int(random)};
  return scene;
}

inline WorkedChange random_change(Random& random) {
  const auto table = static_cast<WorkedTable>(random.next_below(static_cast<int>(kWorkedTables)));
  const int near = random.next_below(5) - 1;
  const int also = random.next_below(8) - 1;
  switch (random.next_below(10)) {
    case 0:
      return AddWord{table};
    case 1:
      return RemoveWord{table, near};
    case 2:
      return AddDimension{table};
    case 3:
      return RemoveDimension{table, near};
    case 4:
      return SetTied{random_bool(random)};
    case 5:
      return SetRootScale{random_bool(random)};
    case 6:
      return EvenOut{near};
    case 7:
      return NudgeQuery{.query = near, .key = also, .by = random_float(random)};
    default:
      return SetNumber{.cell = {table, near, also}, .value = random_float(random), .held = random_bool(random)};
  }
}

inline Edit random_edit(Random& random) {
  const auto size = [&] { return static_cast<std::size_t>(random_int(random)); };
  switch (random.next_below(23)) {
    case 0:
      return SetText{random_text(random)};
    case 1:
      return SwapWord{.span = {size(), size()}, .replacement = random_text(random)};
    case 2:
      return SetQuery{{.word = random_text(random), .index = random_int(random)}};
    case 3:
      return SetHead{{random_int(random), random_int(random)}};
    case 4:
      return SetModel{random_text(random)};
    case 5:
      return SetMultiplier{random_float(random)};
    case 6:
      return SetScope{random_bool(random) ? Scope::Head : Scope::Model};
    case 7:
      return SetMask{{.kind = random_mask_kind(random), .window = random_int(random)}};
    case 8:
      return SetMap{random_bool(random) ? MapKind::Weights : MapKind::Scores};
    case 9:
      return SetLeaveOutFirst{random_bool(random)};
    case 10:
      return SetOutlined{random_bool(random) ? std::optional(PatternId::Column) : std::nullopt};
    case 11:
      return SetStep{random_float(random)};
    case 12:
      return SetBeside{random_bool(random) ? std::optional(random_question_asked(random)) : std::nullopt};
    case 13:
      return ExchangeBeside{};
    case 14:
      return SetLens{{.hide_special = random_bool(random), .merge_words = random_bool(random)}};
    case 15:
      return SetPrediction{random_prediction(random)};
    case 16:
      return SetShare{.row = random_int(random), .count = random.next_below(6), .share = random_float(random)};
    case 17:
      return SetAudit{random_bool(random) ? std::optional(Audit{random_text(random), random_text(random), {}})
                                          : std::nullopt};
    case 18:
      return SetPage{static_cast<Page>(random.next_below(3))};
    case 19:
      return SetRootD{{.d = random_int(random), .seed = random_int(random)}};
    case 20:
      return EditWorked{random_change(random)};
    case 21:
      return SetCost{random_cost(random)};
    default:
      return SetScene{random_scene(random)};
  }
}

/// Whether every value is one that the program can work with, write down and read back.
inline testing::AssertionResult in_range(const Question& asked) {
  const auto counted = [](int value, int least) { return least <= value && value < kMaxCounted; };
  if (!check_text(asked.text).ok() || !check_text(asked.text_b).ok()) return testing::AssertionFailure() << "text";
  if (!check_model_name(asked.model).ok()) return testing::AssertionFailure() << "model";
  if (asked.head && !(counted(asked.head->layer, 0) && counted(asked.head->head, 0))) {
    return testing::AssertionFailure() << "head";
  }
  if (!counted(asked.query.index, -1)) return testing::AssertionFailure() << "query index";
  if (!(asked.multiplier >= kMinMultiplier && asked.multiplier <= kMaxMultiplier)) {
    return testing::AssertionFailure() << "multiplier " << asked.multiplier;
  }
  if (asked.mask.window < 1 || asked.mask.window > 512) return testing::AssertionFailure() << "window";
  if (const Status sound = check(asked); !sound) return testing::AssertionFailure() << to_line(sound.error());
  return testing::AssertionSuccess();
}

inline testing::AssertionResult in_range(const Scene& scene) {
  if (const auto asked = in_range(static_cast<const Question&>(scene)); !asked) return asked;
  if (scene.beside) {
    if (const auto kept = in_range(*scene.beside); !kept) return kept;
  }
  if (scene.prediction) {
    float sum = 0;
    for (const float share : scene.prediction->shares) {
      if (!(share >= 0 && share <= 1)) return testing::AssertionFailure() << "share " << share;
      sum += share;
    }
    if (!scene.prediction->shares.empty() && !(sum > 0.99F && sum < 1.01F)) {
      return testing::AssertionFailure() << "shares that sum to " << sum;
    }
  }
  if (scene.root_d.d < 1 || scene.root_d.d > 1024 || scene.root_d.seed < 1 || scene.root_d.seed > kMaxCounted) {
    return testing::AssertionFailure() << "d " << scene.root_d.d << ", seed " << scene.root_d.seed;
  }
  const Cost& cost = scene.cost;
  if (cost.words < 1 || cost.words > 100'000 || cost.mask.kind == MaskKind::Model || cost.mask.window < 1 ||
      cost.mask.window > 512) {
    return testing::AssertionFailure() << "cost of " << cost.words << " words, window " << cost.mask.window;
  }
  if (scene.lesson && !(scene.lesson->step >= 0 && scene.lesson->step < kMostLessonSteps)) {
    return testing::AssertionFailure() << "step of a lesson " << scene.lesson->step;
  }
  if (!(scene.step >= 0 && scene.step <= kTimelineEnd)) return testing::AssertionFailure() << "step " << scene.step;
  return testing::AssertionSuccess();
}

}  // namespace attnscope::test
