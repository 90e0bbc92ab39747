#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/file_names.h"
#include "app/words.h"
#include "ui/learn.h"
#include "ui/sheet.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

/// A field that says what it is for while it is empty.
void record_field(const Paint& paint, const char* id, const Rect& place, TextField& field, std::string& text,
                  std::string_view purpose, FieldLines lines = FieldLines::One) {
  if (std::optional<std::string> typed = edit_text(paint, id, place, field, text, lines)) text = *std::move(typed);
  if (!text.empty()) return;
  const ImVec2 padding = ImGui::GetStyle().FramePadding;
  paint.text(Type::Body, {place.x + padding.x, place.y + padding.y}, paint.colours().faint, purpose);
}

bool has_step(const RecordFields& fields) { return !trimmed(fields.title).empty() && !trimmed(fields.text).empty(); }

/// Adds what was written, and makes room for the next.
Actions add_step(RecordFields& fields) {
  if (!has_step(fields)) return {};
  const std::string title(trimmed(std::exchange(fields.title, {})));
  const std::string text(trimmed(std::exchange(fields.text, {})));
  fields.title_field.take_focus = true;
  return {Command(Teach{RecordStep{title, text}})};
}

Actions save_steps(const RecordFields& fields) {
  return {Command(Teach{SaveLesson{std::string(trimmed(fields.path)), std::string(trimmed(fields.lesson))}})};
}

/// The step that could be added: what is on the screen, with a title and a text. Takes its room off `area`.
void show_next_step(const ViewInput& in, const Paint& paint, Rect& area, Actions& actions) {
  RecordFields& fields = in.memory.record;
  paint.text_in(Type::Small, take_top(area, paint.px(26)), Align::Left, paint.colours().muted,
                "The screen behind this panel becomes a step, with what you write here.");
  record_field(paint, "title", take_top(area, paint.px(36)), fields.title_field, fields.title, "A title for the step");
  take_top(area, paint.px(6));
  record_field(paint, "text", take_top(area, paint.px(84)), fields.text_field, fields.text,
               "One or two sentences: what to see here", FieldLines::Many);
  take_top(area, paint.px(8));
  Rect row = take_top(area, paint.px(36));
  const std::string_view add = "Add this step";
  const std::string_view keys = "Ctrl+Enter";
  const bool ready = has_step(fields);
  if (button(paint, "add", take_left(row, button_width(paint, add, keys)), add, keys)) {
    append(actions, add_step(fields));
  }
  take_left(row, paint.px(12));
  if (!ready) {
    paint.text_in(Type::Small, row, Align::Left, paint.colours().faint, "Needs a title and a text.");
  }
}

/// The steps so far; a click on the cross takes one out. Returns where they end.
float show_steps(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions) {
  float y = area.y;
  if (!in.app.teach.draft) return y;
  const std::vector<LessonStep>& steps = in.app.teach.draft->steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    Rect row{area.x, y, area.w, paint.px(28)};
    const Rect cross = take_right(row, paint.px(28));
    const Touch t = touch(static_cast<int>(i), cross);
    if (t.clicked) actions.emplace_back(Command(Teach{DropStep{static_cast<int>(i)}}));
    if (t.hovered) tooltip(paint, i + 1 < steps.size() ? "take this step out" : "take this step out (Ctrl+Del)");
    paint.text_in(Type::Body, cross, Align::Centre, t.hovered ? paint.colours().warn : paint.colours().muted, "×");
    const float used = paint.text_in(Type::SmallStrong, row, Align::Left, paint.colours().text,
                                     std::to_string(i + 1) + "  " + steps[i].title);
    take_left(row, used + paint.px(10));
    paint.text_in(Type::Small, row, Align::Left, paint.colours().muted, steps[i].scene.text);
    y += row.h;
  }
  return y;
}

/// Where it goes, under which title. Returns where that ends.
float show_saving(const ViewInput& in, const Paint& paint, Rect area, Actions& actions) {
  RecordFields& fields = in.memory.record;
  record_field(paint, "lesson", take_top(area, paint.px(36)), fields.lesson_field, fields.lesson,
               "A title for the lesson");
  take_top(area, paint.px(6));
  const std::string title(trimmed(fields.lesson));
  // A path that nobody has touched follows the title.
  const std::filesystem::path folder(in.app.settings.folder);
  const std::string suggested = (folder / titled_file_name(title, "lesson", ".json")).string();
  const bool untouched = fields.path.empty() || fields.path == fields.suggested;
  if (untouched) fields.path = suggested;
  fields.suggested = suggested;
  Rect row = take_top(area, paint.px(36));
  const Rect save = take_right(row, button_width(paint, "Save", "Enter"));
  take_right(row, paint.px(10));
  record_field(paint, "path", row, fields.path_field, fields.path, "Where to");
  if (button(paint, "save", save, "Save", "Enter")) append(actions, save_steps(fields));
  if (in.app.notice && in.app.notice->place == Notice::Place::Window) {
    const bool error = in.app.notice->kind == Notice::Kind::Error;
    paint.text_in(Type::Small, take_top(area, paint.px(30)), Align::Left,
                  error ? paint.colours().warn : paint.colours().text, in.app.notice->text);
  }
  return area.y;
}

}  // namespace

Actions show_record(const ViewInput& in) {
  return sheet(in, "record", "Record a lesson", 720, 620, [&](const Paint& paint, Rect area, Actions& actions) {
    if (ImGui::IsWindowAppearing()) in.memory.record.title_field.take_focus = true;
    show_next_step(in, paint, area, actions);
    take_top(area, paint.px(10));
    area.y = show_steps(in, paint, area, actions) + paint.px(10);
    end_body(in.app.teach.draft ? show_saving(in, paint, area, actions) : area.y);
  });
}

std::optional<Actions> record_by_key(const AppState& app, UiMemory& memory, const Chord& chord) {
  RecordFields& fields = memory.record;
  const bool steps = app.teach.draft && !app.teach.draft->steps.empty();
  const bool enter = chord.key == GLFW_KEY_ENTER || chord.key == GLFW_KEY_KP_ENTER;
  if (chord.mods == kCtrl && enter) return add_step(fields);
  if (chord.mods == kCtrl && chord.key == GLFW_KEY_DELETE && steps) {
    return Actions{Command(Teach{DropStep{static_cast<int>(app.teach.draft->steps.size()) - 1}})};
  }
  if (chord.mods == kNoMods && enter && (fields.lesson_field.active || fields.path_field.active)) {
    return save_steps(fields);
  }
  if (chord.key != GLFW_KEY_TAB) return std::nullopt;
  std::vector<TextField*> places{&fields.title_field, &fields.text_field};
  if (app.teach.draft) places.insert(places.end(), {&fields.lesson_field, &fields.path_field});
  const auto now = std::ranges::find_if(places, &TextField::active);
  const std::size_t at = now == places.end() ? 0 : static_cast<std::size_t>(now - places.begin());
  const std::size_t by = chord.mods == kShift ? places.size() - 1 : now == places.end() ? 0 : 1;
  places[(at + by) % places.size()]->take_focus = true;
  return Actions{};
}

}  // namespace attnscope
