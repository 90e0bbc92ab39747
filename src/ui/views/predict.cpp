#include "ui/views/predict.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

#include "app/plans/predict_plan.h"
#include "app/teach/prediction.h"
#include "ui/lines.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kLeastPredictRow = 18;  ///< fourteen words have room before an audience
constexpr float kMostPredictRow = 38;
constexpr float kShareStep = 0.05F;

/// What somebody put here and, once revealed, what the model puts: hollow and filled, one above the other.
void paint_bars(const Paint& paint, const Rect& track, const PredictRow& row, bool revealed) {
  const Palette& c = paint.colours();
  const float round = paint.px(3);
  const float height = revealed ? track.h / 2 - paint.px(1) : track.h;
  const Rect yours{track.x, track.y, track.w, height};
  paint.fill(yours, c.track, round);
  const Rect filled{yours.x, yours.y, yours.w * row.yours, yours.h};
  paint.fill(filled, with_alpha(c.query, revealed ? 0.35F : 0.8F), round);
  if (filled.w > 2) paint.frame(filled, c.query, 1, round);
  if (!revealed) return;
  const Rect model{track.x, track.bottom() - height, track.w, height};
  paint.fill(model, c.track, round);
  paint.fill({model.x, model.y, model.w * row.model, model.h}, c.weight, round);
}

void show_predict_row(const ViewInput& in, const Paint& paint, const PredictPlan& plan, std::size_t index, Rect place,
                      Actions& actions) {
  const Palette& c = paint.colours();
  const PredictRow& row = plan.rows[index];
  const bool by_keys = in.memory.focus_visible || (in.app.presenting && !plan.revealed);
  const bool chosen = in.memory.predict_row == row.key && by_keys;
  const bool lit = in.memory.hovered_key == row.key;
  if (chosen || lit) paint.fill(place, c.raised, paint.px(4));
  if (chosen) paint.frame(place, c.query, 1, paint.px(4));
  place = place.inset(paint.px(8), 0);
  const Rect word = take_left(place, std::min(place.w * 0.25F, paint.px(140)));
  const bool asks = row.key == in.app.query && in.app.side != MapSide::Cross;
  paint.text_in(Type::Body, word, Align::Left, asks ? c.query : c.text, row.word);
  const float said = paint.width(Type::Small, plan.revealed ? "you 99.9 %, model 99.9 %" : "99.9 %") + paint.px(8);
  paint.text_in(Type::Small, take_right(place, said), Align::Right, c.text, row.said);
  take_left(place, paint.px(8));
  take_right(place, paint.px(8));
  const float thick = std::min(place.h - paint.px(6), paint.px(plan.revealed ? 20 : 14));
  const Rect track{place.x, place.centre().y - thick / 2, place.w, thick};
  paint_bars(paint, track, row, plan.revealed);
  const Touch t = touch(row.key, {track.x - paint.px(4), place.y, track.w + paint.px(8), place.h});
  if (t.hovered) in.memory.next_hovered_key = row.key;
  if (plan.revealed) return;
  if (t.held) {
    const float share = std::clamp((ImGui::GetIO().MousePos.x - track.x) / track.w, 0.0F, 1.0F);
    in.memory.predict_row = row.key;
    if (share != row.yours) {
      actions.emplace_back(Edit(SetShare{row.key, static_cast<int>(plan.rows.size()), share}));
    }
  }
  if (t.released) actions.emplace_back(Command(EndGesture{}));
}

void show_predict_rows(const ViewInput& in, const PredictPlan& plan, const Rect& area, Actions& actions) {
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::BeginChild("guess", {area.w, area.h}, false, ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
  const Paint within(ImGui::GetWindowDrawList(), in.paint);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const auto count = static_cast<float>(plan.rows.size());
  const float height = std::clamp(area.h / count, in.paint.px(kLeastPredictRow), in.paint.px(kMostPredictRow));
  const float width = area.w - (height * count > area.h ? in.paint.px(14) : 0);
  for (std::size_t i = 0; i < plan.rows.size(); ++i) {
    show_predict_row(in, within, plan, i, {corner.x, corner.y + static_cast<float>(i) * height, width, height - 1},
                     actions);
    if (in.memory.predict_row == plan.rows[i].key && std::exchange(in.memory.predict_moved, false)) {
      ImGui::SetScrollFromPosY(corner.y + (static_cast<float>(i) + 0.5F) * height - ImGui::GetWindowPos().y, 0.5F);
    }
  }
  ImGui::SetCursorScreenPos({corner.x, corner.y + count * height - 1});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

void show_predict_end(const ViewInput& in, const PredictPlan& plan, Rect row, Actions& actions) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const auto place = [&](std::string_view label, std::string_view key = {}) {
    const Rect cut = take_right(row, button_width(paint, label, key));
    take_right(row, paint.px(8));
    return Rect{cut.x, cut.centre().y - paint.px(16), cut.w, paint.px(32)};
  };
  if (button(paint, "done", place("Done", "Y"), "Done", "Y")) actions.emplace_back(Edit(SetPrediction{}));
  if (plan.revealed) {
    if (button(paint, "again", place("Again"), "Again")) actions.emplace_back(Edit(SetPrediction{Prediction{}}));
  } else if (button(paint, "reveal", place("Reveal", "Enter"), "Reveal", "Enter")) {
    actions.emplace_back(Edit(SetPrediction{revealed(*in.app.scene.prediction)}));
  }
  const std::string said = plan.revealed ? plan.verdict : "Drag the bars, or use the arrow keys.";
  Rect upper = take_top(row, row.h / 2);
  if (plan.before.empty() && !plan.revealed) upper.h = 2 * upper.h;
  paint.text_in(plan.revealed ? Type::Strong : Type::Small, upper, Align::Left, plan.revealed ? c.text : c.muted, said);
  paint.text_in(Type::Small, row, Align::Left, c.muted, plan.before);
}

}  // namespace

Actions show_predict(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  Rect area = in.area.inset(paint.px(18), paint.px(12));
  if (!in.app.reading || in.app.query < 0 || in.app.reading->keys().tokens.empty()) {
    paint.text_in(Type::Body, take_top(area, paint.px(30)), Align::Left, c.muted, "Nothing to read yet.");
    return actions;
  }
  const PredictPlan plan = plan_predict(in.app);
  Rect title = take_top(area, paint.px(28));
  const std::string_view before = plan.revealed ? "Where " : "Where will ";
  const std::string_view after = plan.revealed ? " looks" : " look?";
  take_left(title, paint.text_in(Type::Title, title, Align::Left, c.text, before));
  const float most = paint.px(240);
  take_left(title, paint.text_in(Type::Title, {title.x, title.y, std::min(most, title.w), title.h}, Align::Left,
                                 c.query, plan.word));
  paint.text_in(Type::Title, title, Align::Left, c.text, after);
  Rect legend = take_top(area, paint.px(24));
  if (plan.revealed) {
    take_left(legend, paint.text_in(Type::Small, legend, Align::Left, c.query,
                                    plan.alike ? "above: shared out alike" : "above: what you expected") +
                          paint.px(14));
    paint.text_in(Type::Small, legend, Align::Left, c.weight, "below: what the model does");
  } else {
    paint.text_in(Type::Small, legend, Align::Left, c.muted,
                  "Hand out 100 % of its attention; the model's answer is hidden.");
  }
  const Rect end = take_bottom(area, paint.px(52));
  paint.line({end.x, end.y}, {end.right(), end.y}, c.line);
  show_predict_rows(in, plan, area, actions);
  show_predict_end(in, plan, {end.x, end.y + paint.px(4), end.w, end.h - paint.px(4)}, actions);
  return actions;
}

std::optional<Actions> predict_by_key(const AppState& app, UiMemory& memory, int key) {
  if (!app.scene.prediction || !app.reading || app.query < 0) return std::nullopt;
  const int count = static_cast<int>(app.reading->keys().tokens.size());
  const int down = key == GLFW_KEY_DOWN ? 1 : key == GLFW_KEY_UP ? -1 : 0;
  const int along = key == GLFW_KEY_RIGHT ? 1 : key == GLFW_KEY_LEFT ? -1 : 0;
  const bool enter = key == GLFW_KEY_ENTER || key == GLFW_KEY_KP_ENTER;
  if (down == 0 && along == 0 && !enter) return std::nullopt;
  memory.predict_row = std::clamp(memory.predict_row + down, 0, count - 1);
  memory.predict_moved = down != 0;
  if (app.scene.prediction->revealed) return Actions{};
  if (enter) return Actions{Edit(SetPrediction{revealed(*app.scene.prediction)})};
  if (along == 0) return Actions{};
  const float now = plan_predict(app).rows[static_cast<std::size_t>(memory.predict_row)].yours;
  return Actions{Edit(SetShare{memory.predict_row, count, now + static_cast<float>(along) * kShareStep}),
                 Command(EndGesture{})};
}

}  // namespace attnscope
