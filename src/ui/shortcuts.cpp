#include "ui/shortcuts.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/plans/chips_plan.h"
#include "app/plans/heatmap_plan.h"
#include "app/teach/audit.h"
#include "app/words.h"
#include "ui/keyboard_moves.h"
#include "ui/number_keys.h"
#include "ui/present/keys.h"

namespace attnscope {
namespace {

template <Panel panel>
Actions toggle(const KeyInput& in) {
  return {Command(ShowPanel{in.app.panel == panel ? Panel::None : panel})};
}

/// The row of a key that opens a panel, and closes it again.
template <Panel panel>
constexpr Shortcut opens(Chord chord, KeyGroup group, std::string_view title, bool while_typing = false) {
  return {chord, group, title, &toggle<panel>, while_typing, panel};
}

template <class C>
Actions command(const KeyInput&) {
  return {Command(C{})};
}

Actions edit_sentence(const KeyInput& in) {
  if (in.app.presenting) return {};  // there is no field
  in.memory.sentence.take_focus = true;
  in.memory.focus = Focus::Sentence;
  return {};
}

Actions edit_second_text(const KeyInput& in) {
  if (in.app.presenting || !in.app.card.takes_two()) return {};
  in.memory.second_text.take_focus = true;
  in.memory.focus = Focus::SecondText;
  return {};
}

/// Of those that the source has.
Actions next_side(const KeyInput& in) {
  for (int by = 1; by < 3; ++by) {
    const auto side = static_cast<MapSide>((static_cast<int>(in.app.side) + by) % 3);
    if (!in.app.card.layers_of(side).empty()) return {Edit(SetSide{side})};
  }
  return {};
}

/// Also where the open source has no such map: the next one may.
template <MapSide side>
Actions choose_side(const KeyInput&) {
  return {Edit(SetSide{side})};
}

Actions leave(const KeyInput& in) {
  if (in.app.loading) return {Command(CancelLoading{})};
  if (in.app.work) return {Command(CancelWork{})};
  if (in.memory.lecture.typing()) {
    ImGui::SetWindowFocus(nullptr);
    return {};
  }
  if (in.app.panel != Panel::None) return {Command(ShowPanel{Panel::None})};
  // What stands beside the sentence is true as long as the sentence is; only what pops up is dismissed.
  if (in.app.notice && in.app.notice->place == Notice::Place::Window) return {Command(DismissNotice{})};
  if (in.app.scene.page != Page::Explore && !in.memory.typing()) return {Edit(SetPage{Page::Explore})};
  in.memory.focus_visible = false;
  in.memory.chosen_key.reset();
  if (in.memory.typing()) ImGui::SetWindowFocus(nullptr);
  const Focus left = in.memory.focus;
  if (left == Focus::Sentence || left == Focus::SecondText || left == Focus::Numbers) in.memory.focus = Focus::Words;
  return {};
}

template <int by>
Actions move_focus(const KeyInput& in) {
  do {
    const int next = (static_cast<int>(in.memory.focus) + by + kFocusCount) % kFocusCount;
    in.memory.focus = static_cast<Focus>(next);
  } while (!is_shown(in.memory.focus, in.app));
  in.memory.focus_visible = true;
  in.memory.sentence.take_focus = in.memory.focus == Focus::Sentence;
  in.memory.second_text.take_focus = in.memory.focus == Focus::SecondText;
  const bool types = in.memory.sentence.take_focus || in.memory.second_text.take_focus;
  if (!types && in.memory.typing()) ImGui::SetWindowFocus(nullptr);
  return {};
}

template <int by>
Actions step_lesson(const KeyInput& in) {
  if (!in.app.teach.lesson) return {};
  return {Command(Teach{GoToStep{in.app.teach.step + by}})};
}

Actions answer_lesson(const KeyInput& in) {
  if (!in.app.teach.lesson && !in.app.scene.audit) return {};
  in.memory.focus = Focus::Lesson;
  in.memory.focus_visible = true;
  return {};
}

Actions predict(const KeyInput& in) {
  if (in.app.scene.prediction) return {Edit(SetPrediction{})};
  in.memory.focus = Focus::Timeline;
  in.memory.focus_visible = true;
  in.memory.predict_row = 0;
  return {Edit(SetPrediction{Prediction{}})};
}

Actions audit(const KeyInput& in) {
  if (in.app.scene.audit) return {Edit(SetAudit{})};
  return {Edit(SetScene{begin_audit(in.app.scene)})};
}

template <Page page>
Actions show_page_of(const KeyInput& in) {
  return {Edit(SetPage{in.app.scene.page == page ? Page::Explore : page})};
}

Actions leave_lesson(const KeyInput&) { return {Command(Teach{CloseLesson{}})}; }

Actions play_or_pause(const KeyInput& in) { return {in.app.playing ? Command(Pause{}) : Command(Play{})}; }

Actions next_map(const KeyInput& in) {
  return {Edit(SetMap{in.app.scene.map == MapKind::Weights ? MapKind::Scores : MapKind::Weights})};
}

Actions next_mask(const KeyInput& in) {
  MaskChoice mask = in.app.scene.mask;
  mask.kind = next(mask.kind);
  return {Edit(SetMask{mask})};
}

template <int by>
Actions step_window(const KeyInput& in) {
  MaskChoice mask = in.app.scene.mask;
  if (mask.kind == MaskKind::Nearby) mask.window += by;  // out of range is brought into it
  mask.kind = MaskKind::Nearby;
  return {Edit(SetMask{mask})};
}

Actions next_order(const KeyInput& in) {
  in.memory.keys_by_weight = !in.memory.keys_by_weight.value_or(false);
  return {};
}

template <int by>
Actions step_speed(const KeyInput& in) {
  return {Command(SetSpeed{in.app.settings.speed * (by > 0 ? 2.0F : 0.5F)})};
}

/// Closer to the asking word, or further away.
template <bool csv>
Actions copy_working(const KeyInput&) {
  return {Command(CopyWorking{csv})};
}

template <int by>
Actions zoom(const KeyInput& in) {
  if (!in.app.reading || in.app.reading->shown().tokens.empty()) return {};
  const MapSize size{static_cast<int>(in.app.reading->shown().tokens.size()),
                     static_cast<int>(in.app.reading->keys().tokens.size())};
  const MapRegion now = clamp_region(in.memory.region, size);
  const auto asking = static_cast<float>(std::max(in.app.query, 0));
  // Where its cell begins among those on view: the whole of it stays there.
  const auto along = [&](float start) {
    return std::clamp((asking - start) / std::max(now.span - 1, 1.0F), 0.0F, 1.0F);
  };
  in.memory.region = zoom_region(now, size, {along(now.column), along(now.row)}, by > 0 ? 1.5F : 1 / 1.5F);
  in.memory.region_size = size;
  return {};
}

Actions present(const KeyInput&) { return {Command(StartPresenting{})}; }
Actions present_from_here(const KeyInput& in) { return {Command(StartPresenting{in.memory.lecture.row})}; }

template <MaskKind kind>
Actions choose_mask(const KeyInput& in) {
  MaskChoice mask = in.app.scene.mask;
  mask.kind = kind;
  return {Edit(SetMask{mask})};
}

template <PatternId id>
Actions outline(const KeyInput&) {
  return {Edit(SetOutlined{id})};
}

Actions exchange(const KeyInput& in) { return in.app.scene.beside ? Actions{Edit(ExchangeBeside{})} : Actions{}; }

Actions next_scope(const KeyInput& in) {
  return {Edit(SetScope{in.app.scene.scope == Scope::Head ? Scope::Model : Scope::Head})};
}

Actions next_theme(const KeyInput& in) {
  return {Command(SetTheme{in.app.settings.theme == Theme::Dark ? Theme::Light : Theme::Dark})};
}

Actions next_colours(const KeyInput& in) {
  const int next = (static_cast<int>(in.app.settings.colour_map) + 1) % static_cast<int>(kColourMaps.size());
  return {Command(SetColourMap{static_cast<ColourMap>(next)})};
}

template <bool Lens::*part>
Actions toggle_lens(const KeyInput& in) {
  Lens lens = in.app.scene.lens;
  lens.*part = !(lens.*part);
  return {Edit(SetLens{lens})};
}

Actions leave_out_first(const KeyInput& in) { return {Edit(SetLeaveOutFirst{!in.app.scene.leave_out_first})}; }
Actions still(const KeyInput& in) { return {Command(SetReducedMotion{!in.app.settings.reduced_motion})}; }
Actions larger(const KeyInput& in) { return {Command(SetUiScale{in.app.settings.ui_scale * 1.1F})}; }
Actions smaller(const KeyInput& in) { return {Command(SetUiScale{in.app.settings.ui_scale / 1.1F})}; }
Actions usual_size(const KeyInput&) { return {Command(SetUiScale{1})}; }
Actions as_trained(const KeyInput&) { return {Edit(SetMultiplier{1}), Command(EndGesture{})}; }
Actions whole_map(const KeyInput& in) {
  in.memory.region = {};
  return {};
}

bool by_hand(const AppState& app) { return app.scene.worked.has_value(); }
bool in_lesson(const AppState& app) { return app.teach.lesson != nullptr; }
bool has_questions(const AppState& app) { return in_lesson(app) || app.scene.audit; }
bool compares(const AppState& app) { return app.scene.beside.has_value(); }
bool takes_two_texts(const AppState& app) { return app.card.takes_two(); }

const std::array kShortcuts{
    Shortcut{{kCtrl, GLFW_KEY_L}, KeyGroup::Sentence, "Edit the sentence", &edit_sentence, true},
    Shortcut{{kNoMods, GLFW_KEY_SLASH}, KeyGroup::Sentence, "Edit the sentence", &edit_sentence},
    Shortcut{{kCtrl | kShift, GLFW_KEY_L}, KeyGroup::Sentence, "Edit the second text", &edit_second_text, true}.where(
        &takes_two_texts),
    Shortcut{{kNoMods, GLFW_KEY_S}, KeyGroup::Sentence, "Swap: big for small, and back", &swap_word},
    Shortcut{{kCtrl, GLFW_KEY_Z}, KeyGroup::Sentence, "Undo", &command<Undo>, true},
    Shortcut{{kCtrl | kShift, GLFW_KEY_Z}, KeyGroup::Sentence, "Redo", &command<Redo>, true},
    Shortcut{{kCtrl, GLFW_KEY_Y}, KeyGroup::Sentence, "Redo", &command<Redo>, true},
    opens<Panel::Examples>({kNoMods, GLFW_KEY_E}, KeyGroup::Sentence, "Examples"),

    Shortcut{{kNoMods, GLFW_KEY_LEFT}, KeyGroup::Words, "The word before asks", &step_query<-1>},
    Shortcut{{kNoMods, GLFW_KEY_RIGHT}, KeyGroup::Words, "The word after asks", &step_query<1>},
    Shortcut{{kNoMods, GLFW_KEY_HOME}, KeyGroup::Words, "The first word asks", &end_query<false>},
    Shortcut{{kNoMods, GLFW_KEY_END}, KeyGroup::Words, "The last word asks", &end_query<true>},

    Shortcut{{kAlt, GLFW_KEY_LEFT}, KeyGroup::Picture, "Head before", &step_head<0, -1>},
    Shortcut{{kAlt, GLFW_KEY_RIGHT}, KeyGroup::Picture, "Head after", &step_head<0, 1>},
    Shortcut{{kAlt, GLFW_KEY_UP}, KeyGroup::Picture, "Layer before", &step_head<-1, 0>},
    Shortcut{{kAlt, GLFW_KEY_DOWN}, KeyGroup::Picture, "Layer after", &step_head<1, 0>},
    opens<Panel::Atlas>({kNoMods, GLFW_KEY_A}, KeyGroup::Picture, "Every head, large"),
    Shortcut{{kNoMods, GLFW_KEY_D}, KeyGroup::Picture, "Compare: keep this, show what changes", &compare},
    Shortcut{{kNoMods, GLFW_KEY_X}, KeyGroup::Picture, "Exchange the two that are compared", &exchange}.where(
        &compares),
    Shortcut{{kNoMods, GLFW_KEY_W}, KeyGroup::Picture, "Weights or scores", &next_map},
    Shortcut{{kNoMods, GLFW_KEY_N}, KeyGroup::Picture, "Two texts: next map (encoder, decoder, cross)", &next_side}
        .where(&takes_two_texts),
    Shortcut{{kNoMods, GLFW_KEY_M}, KeyGroup::Picture, "Next mask: model's, all, causal, nearby", &next_mask},
    Shortcut{{kNoMods, '-'}, KeyGroup::Picture, "Nearby: fewer words", &step_window<-1>},
    Shortcut{{kNoMods, '+'}, KeyGroup::Picture, "Nearby: more words", &step_window<1>},
    Shortcut{{kNoMods, GLFW_KEY_P}, KeyGroup::Picture, "Outline the next pattern", &next_pattern},
    Shortcut{{kNoMods, GLFW_KEY_F}, KeyGroup::Picture, "Leave the first word out of the colours", &leave_out_first},
    Shortcut{{kNoMods, GLFW_KEY_H},
             KeyGroup::Picture,
             "Hide special tokens, or show them",
             &toggle_lens<&Lens::hide_special>},
    Shortcut{{kNoMods, GLFW_KEY_J},
             KeyGroup::Picture,
             "Join pieces to words, or show them",
             &toggle_lens<&Lens::merge_words>},
    Shortcut{{kNoMods, GLFW_KEY_C}, KeyGroup::Picture, "Next colour map", &next_colours},
    Shortcut{{kNoMods, GLFW_KEY_I}, KeyGroup::Picture, "Closer to the asking word", &zoom<1>},
    Shortcut{{kNoMods, GLFW_KEY_U}, KeyGroup::Picture, "Further away", &zoom<-1>},
    Shortcut{{kNoMods, GLFW_KEY_Z}, KeyGroup::Picture, "Show the whole map", &whole_map},

    Shortcut{{kNoMods, GLFW_KEY_K}, KeyGroup::Numbers, "Turn the query to the chosen key", &nudge_query}.where(
        &by_hand),
    Shortcut{{kShift, GLFW_KEY_K}, KeyGroup::Numbers, "Turn it away from the chosen key", &nudge_query_away}.where(
        &by_hand),

    Shortcut{{kNoMods, GLFW_KEY_LEFT_BRACKET}, KeyGroup::Scale, "Flatter", &step_scale<-1>},
    Shortcut{{kNoMods, GLFW_KEY_RIGHT_BRACKET}, KeyGroup::Scale, "Sharper", &step_scale<1>},
    Shortcut{{kNoMods, GLFW_KEY_BACKSLASH}, KeyGroup::Scale, "As trained, 1×", &as_trained},
    Shortcut{{kNoMods, GLFW_KEY_G}, KeyGroup::Scale, "This head or the whole model", &next_scope},

    Shortcut{{kNoMods, GLFW_KEY_O}, KeyGroup::Animation, "Keys in order or by share", &next_order},
    Shortcut{{kNoMods, GLFW_KEY_SPACE}, KeyGroup::Animation, "Play or pause", &play_or_pause},
    Shortcut{{kNoMods, GLFW_KEY_COMMA}, KeyGroup::Animation, "A part of the working back", &step_timeline<-1>},
    Shortcut{{kNoMods, GLFW_KEY_PERIOD}, KeyGroup::Animation, "A part of the working on", &step_timeline<1>},

    opens<Panel::Learn>({kNoMods, GLFW_KEY_F2}, KeyGroup::Learn, "Learn: lessons and examples", true),
    Shortcut{{kNoMods, GLFW_KEY_Y}, KeyGroup::Learn, "Predict first: expect, then reveal", &predict},
    Shortcut{{kNoMods, GLFW_KEY_PAGE_DOWN}, KeyGroup::Learn, "Lesson: next step", &step_lesson<1>}.where(&in_lesson),
    Shortcut{{kNoMods, GLFW_KEY_PAGE_UP}, KeyGroup::Learn, "Lesson: step before", &step_lesson<-1>}.where(&in_lesson),
    Shortcut{{kNoMods, GLFW_KEY_Q}, KeyGroup::Learn, "Lesson, audit: to the question", &answer_lesson}.where(
        &has_questions),

    Shortcut{{kNoMods, GLFW_KEY_F5}, KeyGroup::Program, "Present: full screen", &present, true},
    Shortcut{{kShift, GLFW_KEY_F5}, KeyGroup::Program, "Present from the chosen scene", &present_from_here, true},
    opens<Panel::Lecture>({kNoMods, GLFW_KEY_L}, KeyGroup::Program, "Lecture: scenes and notes"),
    Shortcut{{kNoMods, GLFW_KEY_V}, KeyGroup::Program, "Add this view to the lecture", &add_view},
    opens<Panel::Help>({kNoMods, GLFW_KEY_F1}, KeyGroup::Program, "All keys", true),
    opens<Panel::Commands>({kCtrl, GLFW_KEY_K}, KeyGroup::Program, "Find any command", true),
    Shortcut{{kNoMods, GLFW_KEY_TAB}, KeyGroup::Program, "Next part of the screen", &move_focus<1>, true},
    Shortcut{{kShift, GLFW_KEY_TAB}, KeyGroup::Program, "Part before", &move_focus<-1>, true},
    Shortcut{{kNoMods, GLFW_KEY_ESCAPE}, KeyGroup::Program, "Close, leave the field", &leave, true},
    Shortcut{{kNoMods, GLFW_KEY_T}, KeyGroup::Program, "Dark or light", &next_theme},
    Shortcut{{kCtrl, GLFW_KEY_EQUAL}, KeyGroup::Program, "Larger", &larger, true},
    Shortcut{{kCtrl, '+'}, KeyGroup::Program, "Larger", &larger, true},
    Shortcut{{kCtrl | kShift, GLFW_KEY_EQUAL}, KeyGroup::Program, "Larger", &larger, true},
    Shortcut{{kCtrl, GLFW_KEY_MINUS}, KeyGroup::Program, "Smaller", &smaller, true},
    Shortcut{{kCtrl, GLFW_KEY_0}, KeyGroup::Program, "Usual size", &usual_size, true},
    Shortcut{{kNoMods, GLFW_KEY_R}, KeyGroup::Program, "Reduced motion", &still},
    opens<Panel::Open>({kCtrl, GLFW_KEY_O}, KeyGroup::Program, "Open a scene or a model", true),
    opens<Panel::Save>({kCtrl, GLFW_KEY_S}, KeyGroup::Program, "Save the scene", true),
    opens<Panel::Export>({kCtrl, GLFW_KEY_E}, KeyGroup::Program, "Export a figure or numbers", true),
    Shortcut{{kCtrl, GLFW_KEY_C}, KeyGroup::Program, "Copy the working as text", &copy_working<false>},
    Shortcut{{kCtrl | kAlt, GLFW_KEY_C}, KeyGroup::Program, "Copy the working as CSV", &copy_working<true>},
    Shortcut{
        {kCtrl | kShift, GLFW_KEY_C}, KeyGroup::Program, "Copy the figure and its numbers", &command<CopyFigure>, true},
    Shortcut{{kCtrl, GLFW_KEY_Q}, KeyGroup::Program, "Quit", &command<Quit>, true},
};

const std::array kKeyless{
    NamedCommand{"Play slower", &step_speed<-1>},
    NamedCommand{"Play faster", &step_speed<1>},
    NamedCommand{"Experiment: why divide by √d", &show_page_of<Page::RootD>},
    NamedCommand{"Experiment: what attention costs", &show_page_of<Page::Cost>},
    NamedCommand{"Audit the model, or end that", &audit},
    NamedCommand{"Lesson: leave it", &leave_lesson, &in_lesson},
    NamedCommand{"Record a lesson", &toggle<Panel::Record>},
    NamedCommand{"Models", &toggle<Panel::Models>},
    NamedCommand{"Save the lecture", &toggle<Panel::SaveLecture>},
    NamedCommand{"Export the lecture as a PDF", &toggle<Panel::ExportLecture>},
    NamedCommand{"Export the animation as a film", &toggle<Panel::Film>},
    NamedCommand{"Copy a description of the picture in words", &command<CopyDescription>},
    NamedCommand{"About this model", &toggle<Panel::About>},
    NamedCommand{"By hand: all weights of the asking word equal", &even_out, &by_hand},
    NamedCommand{"By hand: one table for Q, K and V, or three", &toggle_tied, &by_hand},
    NamedCommand{"By hand: multiply q·k by 1 or by 1/√d", &toggle_root_scale, &by_hand},
    NamedCommand{"By hand: add a word", &add_word, &by_hand},
    NamedCommand{"By hand: remove the word", &remove_word, &by_hand},
    NamedCommand{"By hand: add a dimension", &add_dimension, &by_hand},
    NamedCommand{"By hand: remove the dimension", &remove_dimension, &by_hand},
    NamedCommand{"By hand: start again", &start_again, &by_hand},
    NamedCommand{"Mask: the model's own", &choose_mask<MaskKind::Model>},
    NamedCommand{"Mask: all words", &choose_mask<MaskKind::All>},
    NamedCommand{"Mask: causal, no word looks ahead", &choose_mask<MaskKind::Causal>},
    NamedCommand{"Mask: nearby words only", &choose_mask<MaskKind::Nearby>},
    NamedCommand{"Map: encoder, the first text looks at itself", &choose_side<MapSide::Encoder>},
    NamedCommand{"Map: decoder, the second text looks at itself", &choose_side<MapSide::Decoder>},
    NamedCommand{"Map: cross, the second text looks at the first", &choose_side<MapSide::Cross>},
    NamedCommand{"Outline the diagonal", &outline<PatternId::Diagonal>},
    NamedCommand{"Outline the previous token", &outline<PatternId::Previous>},
    NamedCommand{"Outline the next token", &outline<PatternId::Next>},
    NamedCommand{"Outline the column", &outline<PatternId::Column>},
    NamedCommand{"Outline the first token", &outline<PatternId::First>},
};

}  // namespace

std::span<const NamedCommand> keyless_commands() { return kKeyless; }

std::span<const Shortcut> shortcuts() { return kShortcuts; }

std::vector<FoundCommand> find_commands(const AppState& app, std::string_view typed) {
  std::vector<FoundCommand> found;
  const std::string sought = lowered(typed);
  const auto offer = [&](const auto& row, std::string keys) {
    if (row.applies != nullptr && !row.applies(app)) return;
    if (lowered(row.title).find(sought) == std::string::npos) return;
    found.push_back({row.title, std::move(keys), row.run});
  };
  for (const Shortcut& row : kShortcuts) offer(row, chord_text(row.chord));
  for (const NamedCommand& row : kKeyless) offer(row, "");
  // What begins as typed is meant before what only has it.
  // Not std::ranges': clang 14 cannot read libstdc++'s subrange.
  std::stable_partition(found.begin(), found.end(),
                        [&](const FoundCommand& row) { return lowered(row.title).starts_with(sought); });
  return found;
}

std::string_view group_title(KeyGroup group) {
  switch (group) {
    case KeyGroup::Sentence:
      return "Sentence";
    case KeyGroup::Words:
      return "Words";
    case KeyGroup::Picture:
      return "Picture";
    case KeyGroup::Numbers:
      return "By hand";
    case KeyGroup::Scale:
      return "Scale";
    case KeyGroup::Animation:
      return "Animation";
    case KeyGroup::Learn:
      return "Learn";
    case KeyGroup::Program:
      return "Program";
    case KeyGroup::Present:
      return "While presenting";
    case KeyGroup::RootD:
      return "Why divide by √d";
    case KeyGroup::Cost:
      return "What it costs";
  }
  return "";
}

bool has_field(Panel panel) {
  constexpr std::array kWithField{Panel::Commands,    Panel::Export,        Panel::Open, Panel::Save,
                                  Panel::SaveLecture, Panel::ExportLecture, Panel::Film, Panel::Record};
  return std::ranges::find(kWithField, panel) != kWithField.end();
}

bool acts_unseen(const Shortcut& shortcut, const Scene& scene) {
  return scene.page != Page::Explore && shortcut.group < KeyGroup::Learn && !shortcut.while_typing &&
         shortcut.opens == Panel::None;
}

std::optional<Actions> run_shortcut(const Chord& chord, const KeyInput& in) {
  const bool in_panel = in.app.panel != Panel::None;
  const bool typing = in.memory.typing() || in_panel;
  for (const Shortcut& shortcut : kShortcuts) {
    if (acts_unseen(shortcut, in.app.scene)) continue;
    const bool closes = in_panel && shortcut.opens == in.app.panel && !in.memory.lecture.typing();
    if (shortcut.chord == chord && (!typing || shortcut.while_typing || closes)) return shortcut.run(in);
  }
  return std::nullopt;
}

}  // namespace attnscope
