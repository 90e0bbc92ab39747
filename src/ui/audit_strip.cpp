#include "ui/audit_strip.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>

#include "app/teach/audit.h"
#include "app/teach/measures.h"
#include "ui/strip.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

struct StageRow {
  AuditStage stage;
  std::string_view title, text;
};

constexpr std::array kStages{
    StageRow{AuditStage::ChooseQuery, "A word that asks",
             "Click a word of the sentence, or use the arrow keys. The orange one asks; take it when you have it."},
    StageRow{AuditStage::NameSource, "Its source",
             "Which word does it look at most? Read the arcs, the map or the shares, and name that word."},
    StageRow{AuditStage::Change, "Change the sentence",
             "Write the sentence so that it looks at another word most. Change as little as you can."},
    StageRow{AuditStage::Done, "Done", "Go on changing, or begin again with another word."},
};

/// A choice and what it does.
struct AuditChoice {
  std::string label;
  Actions actions;
};

std::vector<AuditChoice> choices_of(const AppState& app, const AuditFinding& finding) {
  std::vector<AuditChoice> choices;
  if (finding.stage == AuditStage::ChooseQuery && app.reading && app.query >= 0) {
    const std::string word = query_word(app);
    choices.push_back({"Take \"" + word + "\"",
                       {Edit(SetQuery{pin_shown(*app.reading, app.query)}),
                        Edit(SetAudit{Audit{.query = word, .source = {}, .from = {}}})}});
  }
  for (const std::string& source : finding.sources) {
    Audit named = *app.scene.audit;
    named.source = source;
    choices.push_back({source, {Edit(SetAudit{std::move(named)})}});
  }
  return choices;
}

}  // namespace

float audit_height(const Paint& paint, const AppState& app, float width) {
  if (!app.scene.audit) return 0;
  const float inside = width - 2 * paint.px(16);
  float text = 0;
  for (const StageRow& row : kStages) text = std::max(text, height_of_lines(paint, Type::Body, row.text, inside));
  const std::vector<std::string> words = possible_sources(app);
  const std::vector<Rect> places = place_choices(paint, words, {0, 0, inside, 0});
  const float choices = places.empty() ? paint.px(kStripChoice) : places.back().bottom();
  // Of a word that was named a line is said; of a change, where nothing is left to choose, two at most.
  const float line = height_of_lines(paint, Type::Body, "x", inside);
  return paint.px(kStripHeader + 2 * kStripAround + 12) + text + std::max(choices + line, 2 * line);
}

Actions show_audit(const ViewInput& in) {
  if (!in.app.scene.audit || in.area.h <= 0) return {};
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const AuditFinding finding = find_out(in.app.scene, in.app, in.app.busy);
  const StageRow& stage = kStages[static_cast<std::size_t>(finding.stage)];
  Rect inside = paint_strip(in);
  Rect header = take_top(inside, paint.px(kStripHeader));
  const auto offer = [&](const char* id, std::string_view label, std::optional<Audit> then) {
    const Rect place = take_right(header, button_width(paint, label));
    take_right(header, paint.px(8));
    if (button(paint, id, place, label)) actions.emplace_back(Edit(SetAudit{std::move(then)}));
  };
  offer("leave", "Leave", std::nullopt);
  offer("again", "Begin again", Audit{});
  take_left(header, paint.text_in(Type::SmallStrong, header, Align::Left, c.query, "Audit") + paint.px(12));
  const std::string step =
      std::to_string(static_cast<int>(finding.stage) + 1) + " of " + std::to_string(kStages.size());
  take_left(header, paint.text_in(Type::Small, header, Align::Left, c.muted, step) + paint.px(12));
  paint.text_in(Type::Strong, header, Align::Left, c.text, stage.title);
  take_top(inside, paint.px(4));
  paint_lines(paint, inside, Type::Body, c.text, stage.text);
  take_top(inside, paint.px(4));

  const std::vector<AuditChoice> choices = choices_of(in.app, finding);
  std::vector<std::string> labels;
  labels.reserve(choices.size());
  for (const AuditChoice& choice : choices) labels.push_back(choice.label);
  const std::vector<Rect> places = place_choices(paint, labels, inside);
  const bool focused = in.memory.focus == Focus::Lesson && in.memory.focus_visible;
  in.memory.audit_choice = std::clamp(in.memory.audit_choice, 0, std::max(0, static_cast<int>(choices.size()) - 1));
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].bottom() > in.area.bottom()) break;
    ImGui::PushID(static_cast<int>(i));
    if (pill(paint, "choice", places[i], labels[i], labels[i] == in.app.scene.audit->source)) {
      append(actions, choices[i].actions);
    }
    ImGui::PopID();
    if (focused && in.memory.audit_choice == static_cast<int>(i)) {
      paint.frame(places[i].inset(-paint.px(2), -paint.px(2)), c.query, paint.px(1.5F), places[i].h / 2 + paint.px(2));
    }
  }
  // Below the choices, which stay where they are while one after the other is tried.
  if (!places.empty()) take_top(inside, places.back().bottom() - inside.y + paint.px(4));
  const bool bad = finding.good == false;
  paint_lines(paint, inside, Type::Body, bad ? c.warn : c.value, finding.said);
  return actions;
}

std::optional<Actions> audit_by_key(const AppState& app, UiMemory& memory, int key) {
  if (!app.scene.audit) return std::nullopt;
  const std::vector<AuditChoice> choices = choices_of(app, find_out(app.scene, app, app.busy));
  const int along = key == GLFW_KEY_RIGHT || key == GLFW_KEY_DOWN ? 1
                    : key == GLFW_KEY_LEFT || key == GLFW_KEY_UP  ? -1
                                                                  : 0;
  const bool enter = key == GLFW_KEY_ENTER || key == GLFW_KEY_KP_ENTER;
  if (choices.empty() || (along == 0 && !enter)) return std::nullopt;
  memory.audit_choice = std::clamp(memory.audit_choice + along, 0, static_cast<int>(choices.size()) - 1);
  return enter ? choices[static_cast<std::size_t>(memory.audit_choice)].actions : Actions{};
}

}  // namespace attnscope
