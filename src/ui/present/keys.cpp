#include "ui/present/keys.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <span>

#include "ui/keyboard_moves.h"
#include "ui/views/pages.h"
#include "ui/views/predict.h"

namespace attnscope {
namespace {

template <PresentMove move>
Actions walk(const KeyInput&) {
  return {Command(Present{move})};
}

Actions stop(const KeyInput&) { return {Command(StopPresenting{})}; }
Actions keep(const KeyInput&) { return {Command(KeepScene{})}; }

constexpr KeyGroup kGroup = KeyGroup::Present;
const std::array kPresentShortcuts{
    Shortcut{{kNoMods, GLFW_KEY_PAGE_DOWN}, kGroup, "Next scene", &walk<PresentMove::Next>},
    Shortcut{{kNoMods, GLFW_KEY_ENTER}, kGroup, "Next scene", &walk<PresentMove::Next>},
    Shortcut{{kNoMods, GLFW_KEY_PAGE_UP}, kGroup, "Scene before", &walk<PresentMove::Before>},
    Shortcut{{kNoMods, GLFW_KEY_BACKSPACE}, kGroup, "Scene before", &walk<PresentMove::Before>},
    Shortcut{{kNoMods, GLFW_KEY_HOME}, kGroup, "First scene", &walk<PresentMove::First>},
    Shortcut{{kNoMods, GLFW_KEY_END}, kGroup, "Last scene", &walk<PresentMove::Last>},
    Shortcut{{kNoMods, GLFW_KEY_B}, kGroup, "Black screen", &walk<PresentMove::Black>},
    Shortcut{{kNoMods, GLFW_KEY_PERIOD}, kGroup, "Black screen", &walk<PresentMove::Black>},
    Shortcut{{kNoMods, GLFW_KEY_N}, kGroup, "Notes, next scene, clock", &walk<PresentMove::Notes>},
    Shortcut{{kShift, GLFW_KEY_N}, kGroup, "The same in a window of their own", &walk<PresentMove::Apart>},
    Shortcut{{kNoMods, GLFW_KEY_L}, kGroup, "Every scene, small", &walk<PresentMove::List>},
    Shortcut{{kNoMods, GLFW_KEY_LEFT}, kGroup, "The word before asks", &step_query<-1>},
    Shortcut{{kNoMods, GLFW_KEY_RIGHT}, kGroup, "The word after asks", &step_query<1>},
    Shortcut{{kNoMods, GLFW_KEY_UP}, kGroup, "A step back", &step_timeline<-1>},
    Shortcut{{kNoMods, GLFW_KEY_DOWN}, kGroup, "A step on", &step_timeline<1>},
    Shortcut{{kNoMods, GLFW_KEY_K}, kGroup, "Keep the scene as it is now", &keep},
    Shortcut{{kNoMods, GLFW_KEY_ESCAPE}, kGroup, "Leave", &stop},
    Shortcut{{kNoMods, GLFW_KEY_F5}, kGroup, "Leave", &stop},
    Shortcut{{kShift, GLFW_KEY_F5}, kGroup, "Leave", &stop},
};

/// What was typed into before is not on the screen any more, and takes no keys.
void leave_fields(UiMemory& memory) {
  memory.sentence.active = memory.second_text.active = false;
  memory.lecture.leave_fields();
  memory.focus = Focus::Words;
}

bool is_arrow(int key) {
  return key == GLFW_KEY_LEFT || key == GLFW_KEY_RIGHT || key == GLFW_KEY_UP || key == GLFW_KEY_DOWN;
}

/// What arrows and Enter mean in the middle of the screen, to the list of scenes and to a prediction.
std::optional<Actions> run_body_key(const Chord& chord, const KeyInput& in) {
  if (chord.mods != kNoMods) return std::nullopt;
  if (in.app.presenting->list) {
    const bool back = chord.key == GLFW_KEY_LEFT || chord.key == GLFW_KEY_UP;
    if (is_arrow(chord.key)) return Actions{Command(Present{back ? PresentMove::Before : PresentMove::Next})};
    const bool enter = chord.key == GLFW_KEY_ENTER || chord.key == GLFW_KEY_KP_ENTER;
    return enter ? std::optional(Actions{Command(Present{PresentMove::List})}) : std::nullopt;
  }
  return hides(in.app.scene) ? predict_by_key(in.app, in.memory, chord.key) : std::nullopt;
}

/// The row of the list that the panel's keys act on.
std::size_t chosen_row(const KeyInput& in) {
  const std::size_t count = in.app.lecture.scenes.size();
  return std::min(static_cast<std::size_t>(std::max(in.memory.lecture.row, 0)), count == 0 ? 0 : count - 1);
}

Actions choose_row(const KeyInput& in, int by, bool move) {
  const auto count = static_cast<int>(in.app.lecture.scenes.size());
  const auto from = static_cast<int>(chosen_row(in));
  const int to = std::clamp(from + by, 0, std::max(0, count - 1));
  in.memory.lecture.row = to;
  in.memory.lecture.row_moved = true;
  if (!move || from == to) return {};
  return {Command(ChangeLecture{MoveScene{static_cast<std::size_t>(from), static_cast<std::size_t>(to)}})};
}

/// From the list to the scene's title, its notes, the lecture's title, and back.
Actions next_field(const KeyInput& in, int by) {
  LectureMemory& memory = in.memory.lecture;
  const bool scenes = !in.app.lecture.scenes.empty();  // without one there is the lecture's title alone
  const std::array<TextField*, 4> all{nullptr, &memory.title, &memory.notes, &memory.name};
  const std::array<TextField*, 2> few{nullptr, &memory.name};
  const std::span<TextField* const> places = scenes ? std::span<TextField* const>(all) : few;
  const auto typed_in =
      std::ranges::find_if(places, [](const TextField* field) { return field != nullptr && field->active; });
  const auto count = static_cast<int>(places.size());
  const auto now = typed_in == places.end() ? 0 : static_cast<int>(typed_in - places.begin());
  ImGui::SetWindowFocus(nullptr);
  if (TextField* next = places[static_cast<std::size_t>((now + by + count) % count)]) next->take_focus = true;
  return {};
}

/// What is saved and exported while the lecture stands in front is the lecture.
std::optional<Actions> run_lecture_file_key(const Chord& chord) {
  if (chord == Chord{kCtrl, GLFW_KEY_S}) return Actions{Command(ShowPanel{Panel::SaveLecture})};
  if (chord == Chord{kCtrl, GLFW_KEY_E}) return Actions{Command(ShowPanel{Panel::ExportLecture})};
  return std::nullopt;
}

}  // namespace

std::span<const Shortcut> present_shortcuts() { return kPresentShortcuts; }

std::optional<Actions> run_present_key(const Chord& chord, const KeyInput& in) {
  leave_fields(in.memory);
  if (std::optional<Actions> asked = run_body_key(chord, in)) return asked;
  const Chord meant = chord.key == GLFW_KEY_KP_ENTER ? Chord{chord.mods, GLFW_KEY_ENTER} : chord;
  const PageRow* const page = find_page(in.app.scene.page);
  if (page != nullptr && meant.key != GLFW_KEY_ENTER) {  // which walks on
    if (std::optional<Actions> asked = run_page_key(*page, meant, in)) return asked;
    if (is_arrow(meant.key)) return Actions{};  // no word of the sentence asks unseen
  }
  for (const Shortcut& row : kPresentShortcuts) {
    if (row.chord == meant) return row.run(in);
  }
  const bool digit = chord.key >= GLFW_KEY_0 && chord.key <= GLFW_KEY_9;
  if (digit && chord.mods == kNoMods) return run_focused(chord, in);
  for (const Shortcut& row : shortcuts()) {
    if (row.chord == chord && row.opens == Panel::None && !acts_unseen(row, in.app.scene)) return row.run(in);
  }
  return std::nullopt;
}

Actions add_view(const KeyInput& in) {
  in.memory.lecture.row = static_cast<int>(in.app.lecture.scenes.size());
  return {Command(ChangeLecture{AddScene{.scene = {.title = {}, .notes = {}, .scene = in.app.scene}}})};
}

std::optional<Actions> run_lecture_key(const Chord& chord, const KeyInput& in) {
  if (chord.key == GLFW_KEY_TAB) return next_field(in, chord.mods == kShift ? -1 : 1);
  if (std::optional<Actions> file = run_lecture_file_key(chord)) return file;
  if (in.memory.lecture.typing()) return std::nullopt;
  const bool move = chord.mods == kCtrl;
  if (move || chord.mods == kNoMods) {
    if (chord.key == GLFW_KEY_UP) return choose_row(in, -1, move);
    if (chord.key == GLFW_KEY_DOWN) return choose_row(in, 1, move);
  }
  if (chord.mods != kNoMods) return std::nullopt;
  const std::size_t row = chosen_row(in);
  const bool there = row < in.app.lecture.scenes.size();
  if (chord.key == GLFW_KEY_V) return add_view(in);
  if (chord.key == GLFW_KEY_DELETE && there) return Actions{Command(ChangeLecture{RemoveScene{row}})};
  if ((chord.key == GLFW_KEY_ENTER || chord.key == GLFW_KEY_KP_ENTER) && there) {
    return Actions{Edit(SetScene{in.app.lecture.scenes[row].scene}), Command(ShowPanel{Panel::None})};
  }
  return std::nullopt;
}

}  // namespace attnscope
