#include "ui/file_panels.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "app/file_names.h"
#include "app/words.h"
#include "ui/model_list.h"
#include "ui/sheet.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

/// What makes one such panel another than the others.
struct PathPanel {
  Panel panel;
  const char* id;
  std::string_view title, help, verb;
  std::string (*suggestion)(const AppState& app);  ///< a file's name; null where one is read
  PathField UiMemory::*field;
  Command (*command)(std::string path);
  float height = 250;
  /// What stands below the message; null: nothing. Returns where it ends.
  float (*below)(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions) = nullptr;
};

/// Where the name of the file without its ending lies in a path.
std::pair<std::size_t, std::size_t> stem_in(std::string_view path) {
  const std::size_t begin = path.rfind('/') + 1;  // 0 where there is none
  const std::size_t dot = path.rfind('.');
  return {begin, dot == std::string_view::npos || dot < begin ? path.size() : dot};
}

int follow_field(ImGuiInputTextCallbackData* data) {
  PathField& field = *static_cast<PathField*>(data->UserData);
  const auto length = static_cast<std::size_t>(data->BufTextLen);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    field.text.resize(length);
    data->Buf = field.text.data();
  } else if (std::exchange(field.select_stem, false)) {
    const auto [begin, end] = stem_in({data->Buf, length});
    data->SelectionStart = static_cast<int>(begin);
    data->SelectionEnd = data->CursorPos = static_cast<int>(end);
  }
  return 0;
}

/// Returns whether Enter was pressed.
bool edit_path(const Rect& row, PathField& field) {
  if (std::exchange(field.take_focus, false)) ImGui::SetKeyboardFocusHere();
  field.text.reserve(field.text.size() + 1);
  ImGui::SetCursorScreenPos({row.x, row.y});
  ImGui::SetNextItemWidth(row.w);
  return ImGui::InputText(
      "##path", field.text.data(), field.text.capacity() + 1,
      ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_EnterReturnsTrue,
      &follow_field, &field);
}

void show_message(const Paint& paint, const Rect& area, Colour colour, std::string_view text) {
  ImGui::SetCursorScreenPos({area.x, area.y + paint.px(10)});
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + area.w);
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  const std::string shown = paint.shown(Type::Body, text);
  ImGui::TextUnformatted(shown.data(), shown.data() + shown.size());
  ImGui::PopStyleColor();
  ImGui::PopTextWrapPos();
}

/// A panel that has just opened takes the caret, offers a name for another sentence than last time's, and has said
/// nothing yet.
void begin_path(const ViewInput& in, const PathPanel& panel, PathField& field, Actions& actions) {
  field.take_focus = field.select_stem = true;
  field.replaces.clear();
  const std::string suggestion = panel.suggestion == nullptr ? std::string() : panel.suggestion(in.app);
  if (std::exchange(field.suggestion, suggestion) != suggestion) {
    const std::filesystem::path path = std::filesystem::path(in.app.settings.folder) / suggestion;
    field.text = in.paint.shown(Type::Body, path.string());
  }
  if (in.app.notice && in.app.notice->place == Notice::Place::Window) actions.emplace_back(Command(DismissNotice{}));
}

Actions show_path(const ViewInput& in, const PathPanel& panel) {
  return sheet(in, panel.id, panel.title, 680, panel.height, [&](const Paint& paint, Rect area, Actions& actions) {
    const Palette& c = paint.colours();
    PathField& field = in.memory.*panel.field;
    const bool opened = ImGui::IsWindowAppearing();
    if (opened) begin_path(in, panel, field, actions);
    const auto typed = [&] { return std::string(trimmed(paint.plain(field.text))); };
    const auto asks = [&] { return !field.replaces.empty() && field.replaces == typed(); };

    paint.text_in(Type::Small, take_top(area, paint.px(24)), Align::Left, c.muted, panel.help);
    take_top(area, paint.px(6));
    Rect row = take_top(area, paint.px(38));
    const std::string_view verb = asks() ? "Replace" : panel.verb;
    const Rect go = take_right(row, button_width(paint, verb, "Enter"));
    take_right(row, paint.px(10));
    const bool entered = edit_path(row, field);
    if ((button(paint, "go", go, verb, "Enter") || entered) && !typed().empty()) {
      std::error_code ignored;
      if (panel.suggestion != nullptr && !asks() && std::filesystem::is_regular_file(typed(), ignored)) {
        field.replaces = typed();
      } else {
        field.replaces.clear();
        actions.emplace_back(panel.command(typed()));
      }
      field.take_focus = field.select_stem = true;
    }
    if (asks()) {
      show_message(paint, area, c.warn, "There is such a file already. Enter again replaces it.");
    } else if (!opened && in.app.notice && in.app.notice->place == Notice::Place::Window) {
      show_message(paint, area, in.app.notice->kind == Notice::Kind::Error ? c.warn : c.text, in.app.notice->text);
      take_top(area, paint.px(64));
    }
    take_top(area, paint.px(12));
    if (panel.below != nullptr) end_body(panel.below(in, paint, area, actions));
  });
}

/// The asking word; empty where there is none.
std::string asking_word(const AppState& app) {
  if (!app.reading || app.query < 0) return {};
  const std::vector<Token>& tokens = app.reading->shown().tokens;
  return word_text(tokens, word_around(tokens, app.query));
}

std::string scene_name(const AppState& app) { return file_name(app.scene.text, "", ".json"); }
std::string figure_name(const AppState& app) { return file_name(app.scene.text, asking_word(app), ".png"); }
std::string film_name(const AppState& app) { return file_name(app.scene.text, asking_word(app), ".gif"); }

std::string lecture_file_name(const AppState& app) { return titled_file_name(app.lecture.title, "lecture", ".json"); }
std::string lecture_pdf_name(const AppState& app) { return titled_file_name(app.lecture.title, "lecture", ".pdf"); }

template <class C>
Command with_path(std::string path) {
  return C{std::move(path)};
}

constexpr std::array kPathPanels{
    PathPanel{.panel = Panel::Open,
              .id = "open",
              .title = "Open",
              .help = "A scene file (.json) or a model folder. Or drop it on the window.",
              .verb = "Open",
              .suggestion = nullptr,
              .field = &UiMemory::open_path,
              .command = &with_path<OpenPath>,
              .height = 560,
              .below = &show_offered_models},
    PathPanel{.panel = Panel::Save,
              .id = "save",
              .title = "Save the scene",
              .help = "Sentence, model, head, query, scale and mask, as JSON.",
              .verb = "Save",
              .suggestion = &scene_name,
              .field = &UiMemory::save_path,
              .command = &with_path<SaveTo>},
    PathPanel{
        .panel = Panel::Export,
        .id = "export",
        .title = "Export this head",
        .help = "The ending says what: .png .svg .pdf are figures; .csv .npy .json numbers; .txt is a description.",
        .verb = "Export",
        .suggestion = &figure_name,
        .field = &UiMemory::export_path,
        .command = &with_path<ExportTo>},
    PathPanel{.panel = Panel::SaveLecture,
              .id = "save lecture",
              .title = "Save the lecture",
              .help = "Every scene with its title and notes, as JSON.",
              .verb = "Save",
              .suggestion = &lecture_file_name,
              .field = &UiMemory::save_lecture_path,
              .command = &with_path<SaveLectureTo>},
    PathPanel{.panel = Panel::ExportLecture,
              .id = "export lecture",
              .title = "Export the lecture",
              .help = "A PDF with a page a scene: its figure, and the notes below.",
              .verb = "Export",
              .suggestion = &lecture_pdf_name,
              .field = &UiMemory::export_lecture_path,
              .command = &with_path<ExportLectureTo>},
    PathPanel{.panel = Panel::Film,
              .id = "film",
              .title = "Export the animation",
              .help = "The ending says what: .gif or .mp4; a folder gets its pictures as .png.",
              .verb = "Export",
              .suggestion = &film_name,
              .field = &UiMemory::film_path,
              .command = &with_path<FilmTo>},
};

}  // namespace

Actions show_file_panel(const ViewInput& in) {
  const auto panel = std::ranges::find(kPathPanels, in.app.panel, &PathPanel::panel);
  return panel == kPathPanels.end() ? Actions{} : show_path(in, *panel);
}

}  // namespace attnscope
