#include "app/action.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "app/teach/prediction.h"
#include "core/random_scores.h"
#include "text/unicode.h"

namespace attnscope {
namespace {

float multiplier_in_range(float multiplier) {
  return std::isnan(multiplier) ? 1.0F : std::clamp(multiplier, kMinMultiplier, kMaxMultiplier);
}

float step_in_range(float step) { return std::isnan(step) ? kTimelineEnd : std::clamp(step, 0.0F, kTimelineEnd); }

HeadPlace in_range(HeadPlace head) {
  return {.layer = std::clamp(head.layer, 0, kMaxCounted - 1), .head = std::clamp(head.head, 0, kMaxCounted - 1)};
}

MaskChoice in_range(MaskChoice mask) {
  mask.window = std::clamp(mask.window, kMinWindow, kMaxWindow);
  return mask;
}

QueryChoice in_range(QueryChoice query) {
  if (query.word.size() > kMaxNameBytes || first_bad_byte(query.word)) return {};
  query.index = std::clamp(query.index, -1, kMaxCounted - 1);
  return query;
}

RootD in_range(RootD experiment) {
  experiment.d = std::clamp(experiment.d, 1, RandomScores::kMostDimensions);
  experiment.seed = std::clamp(experiment.seed, 1, kMaxCounted);
  return experiment;
}

Cost in_range(Cost cost) {
  cost.words = std::clamp(cost.words, 1, kMostCostWords);
  cost.mask = in_range(cost.mask);
  if (cost.mask.kind == MaskKind::Model) cost.mask.kind = MaskKind::All;  // there is no model here
  return cost;
}

void bring_in_range(Question& question) {
  if (question.head) question.head = in_range(*question.head);
  question.query = in_range(question.query);
  question.multiplier = multiplier_in_range(question.multiplier);
  question.mask = in_range(question.mask);
}

/// What each edit does to the Scene that is handed over.
struct Editor {
  Scene& scene;

  void operator()(const SetText& edit) const {
    if (check_text(edit.text).ok()) put_text(scene, edit.text);
  }

  void operator()(const SetTextB& edit) const {
    if (check_text(edit.text).ok()) put_text_b(scene, edit.text);
  }

  void operator()(const SwapWord& edit) const {
    std::string& old_text = edit.second ? scene.text_b : scene.text;
    const auto [begin, end] = edit.span;
    if (begin >= end || end > old_text.size()) return;
    const std::string old_word = old_text.substr(begin, end - begin);
    std::string text = old_text;
    text.replace(begin, end - begin, edit.replacement);
    if (!check_text(text).ok()) return;  // also a span that cuts a character in two
    edit.second ? put_text_b(scene, std::move(text)) : put_text(scene, std::move(text));
    if (scene.query.word == old_word) scene.query = in_range({.word = edit.replacement, .index = scene.query.index});
  }

  void operator()(const SetQuery& edit) const { scene.query = in_range(edit.query); }
  void operator()(const SetSide& edit) const { scene.side = edit.side; }
  void operator()(const SetHead& edit) const { scene.head = in_range(edit.head); }

  void operator()(const SetModel& edit) const {
    if (edit.model == scene.model || !check_model_name(edit.model).ok()) return;
    scene.model = edit.model;
    scene.worked.reset();
  }

  void operator()(const SetMultiplier& edit) const { scene.multiplier = multiplier_in_range(edit.multiplier); }
  void operator()(const SetScope& edit) const { scene.scope = edit.scope; }
  void operator()(const SetMask& edit) const { scene.mask = in_range(edit.mask); }
  void operator()(const SetLens& edit) const { scene.lens = edit.lens; }
  void operator()(const SetMap& edit) const { scene.map = edit.map; }
  void operator()(const SetLeaveOutFirst& edit) const { scene.leave_out_first = edit.on; }
  void operator()(const SetOutlined& edit) const { scene.outlined = edit.pattern; }
  void operator()(const SetStep& edit) const { scene.step = step_in_range(edit.step); }

  void operator()(const SetBeside& edit) const {
    if (edit.question && !check(*edit.question).ok()) return;
    scene.beside = edit.question;
    if (scene.beside) bring_in_range(*scene.beside);
  }

  void operator()(const ExchangeBeside&) const {
    if (!scene.beside) return;
    const QueryChoice query = scene.query;
    std::swap(static_cast<Question&>(scene), *scene.beside);
    scene.query = query;
  }

  void operator()(const SetPrediction& edit) const {
    scene.prediction = edit.prediction;
    if (scene.prediction) bring_in_range(*scene.prediction);
  }

  void operator()(const SetShare& edit) const {
    if (hides(scene)) scene.prediction->shares = with_share(scene.prediction->shares, edit.count, edit.row, edit.share);
  }

  void operator()(const SetPage& edit) const { scene.page = edit.page; }
  void operator()(const SetRootD& edit) const { scene.root_d = in_range(edit.experiment); }
  void operator()(const SetCost& edit) const { scene.cost = in_range(edit.cost); }

  void operator()(const SetAudit& edit) const {
    Scene next = scene;
    next.audit = edit.audit;
    if (next.audit && !next.audit->source.empty()) next.audit->from = scene.text;
    if (check(next).ok()) scene = std::move(next);
  }

  void operator()(const EditWorked& edit) const { (void)change(scene, edit.change); }

  void operator()(const SetScene& edit) const {
    if (!check(edit.scene).ok()) return;
    scene = edit.scene;
    bring_in_range(scene);
    if (scene.beside) bring_in_range(*scene.beside);
    scene.step = step_in_range(scene.step);
    scene.root_d = in_range(scene.root_d);
    scene.cost = in_range(scene.cost);
    if (scene.prediction) bring_in_range(*scene.prediction);
    if (scene.lesson) scene.lesson->step = std::clamp(scene.lesson->step, 0, kMostLessonSteps - 1);
  }
};

}  // namespace

Edit::Edit(const Edit&) = default;
Edit::Edit(Edit&&) noexcept = default;
Edit& Edit::operator=(const Edit&) = default;
Edit& Edit::operator=(Edit&&) noexcept = default;
Edit::~Edit() = default;

Command::Command(const Command&) = default;
Command::Command(Command&&) noexcept = default;
Command& Command::operator=(const Command&) = default;
Command& Command::operator=(Command&&) noexcept = default;
Command::~Command() = default;

Scene apply(const Scene& scene, const Edit& edit) {
  Scene next = scene;
  std::visit(Editor{next}, edit);
  // Whatever asks something else is another prediction.
  const bool asks_else = static_cast<const Question&>(next) != static_cast<const Question&>(scene);
  if (next.prediction && asks_else && !std::holds_alternative<SetScene>(edit)) next.prediction = Prediction{};
  return next;
}

void append(Actions& to, Actions from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace attnscope
