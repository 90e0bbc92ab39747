#include "ui/panels.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ui/about.h"
#include "ui/atlas.h"
#include "ui/file_panels.h"
#include "ui/learn.h"
#include "ui/model_list.h"
#include "ui/present/keys.h"
#include "ui/present/lecture_panel.h"
#include "ui/sheet.h"
#include "ui/shortcuts.h"
#include "ui/views/pages.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

Actions show_help(const ViewInput& in) {
  return sheet(in, "help", "Keys", 880, 760, [](const Paint& paint, Rect area, Actions&) {
    const Palette& c = paint.colours();
    const float line = paint.px(22);
    const float column = area.w / 2;
    std::array<float, 2> y{area.y, area.y};
    std::optional<KeyGroup> group;
    std::size_t side = 0;
    const auto list = [&](const Shortcut& shortcut) {
      if (group != shortcut.group) {
        group = shortcut.group;
        side = shortcut.group >= KeyGroup::Numbers && shortcut.group != KeyGroup::Present ? 1 : 0;
        paint.text_in(Type::SmallStrong, {area.x + static_cast<float>(side) * column, y[side], column, paint.px(26)},
                      Align::Left, c.query, group_title(*group));
        y[side] += paint.px(26);
      }
      Rect row{area.x + static_cast<float>(side) * column, y[side], column - paint.px(16), line};
      paint.text_in(Type::Mono, take_left(row, paint.px(118)), Align::Left, c.text, chord_text(shortcut.chord));
      paint.text_in(Type::Small, row, Align::Left, c.muted, shortcut.title);
      y[side] += line;
    };
    for (const Shortcut& shortcut : shortcuts()) list(shortcut);
    for (const Shortcut& shortcut : present_shortcuts()) list(shortcut);
    for (const PageRow& page : kPages) {
      for (const Shortcut& shortcut : page.keys()) list(shortcut);
    }
    const std::array<std::string_view, 5> more{
        "Digits: that word asks", "By hand: type in a cell; Shift+↑↓ nudges; Ctrl+←→ other table",
        "Arrows, Enter: in the part that Tab chose", "Map: wheel zooms, drag moves, double click shows all",
        "Scale: double click is 1×"};
    for (const std::string_view text : more) {
      paint.text_in(Type::Small, {area.x + column, y[1] + paint.px(6), column, line}, Align::Left, c.muted, text);
      y[1] += line;
    }
    end_body(std::max(y[0], y[1]) + paint.px(10));
  });
}

Actions show_models(const ViewInput& in) {
  return sheet(in, "models", "Models", 760, 640, [&in](const Paint& paint, const Rect& area, Actions& actions) {
    float y = show_named_models(in, paint, area, actions);
    y = show_worked_examples(in, paint, {area.x, y, area.w, area.bottom() - y}, actions) + paint.px(6);
    const auto offer = [&](int id, std::string_view label, Panel panel) {
      if (choice(paint, id, {area.x, y, area.w, paint.px(34)}, label, "", false)) {
        actions.emplace_back(Command(ShowPanel{panel}));
      }
      y += paint.px(36);
    };
    offer(-1, "About this model", Panel::About);
    offer(-2, "Open another: a model folder or a scene  (Ctrl+O)", Panel::Open);
    end_body(show_offered_models(in, paint, {area.x, y, area.w, area.bottom() - y}, actions));
  });
}

Actions show_commands(const ViewInput& in) {
  return sheet(in, "commands", "Find a command", 620, 520, [&in](const Paint& paint, Rect area, Actions& actions) {
    if (ImGui::IsWindowAppearing()) {
      ImGui::SetKeyboardFocusHere();
      in.memory.palette.clear();
      in.memory.palette_row = 0;
    }
    std::array<char, 64> typed{};
    in.memory.palette.copy(typed.data(), typed.size() - 1);
    const Rect field = take_top(area, paint.px(38));
    ImGui::SetCursorScreenPos({field.x, field.y});
    ImGui::SetNextItemWidth(field.w);
    const bool entered =
        ImGui::InputText("##command", typed.data(), typed.size(), ImGuiInputTextFlags_EnterReturnsTrue);
    if (in.memory.palette != typed.data()) in.memory.palette_row = 0;
    in.memory.palette = typed.data();
    take_top(area, paint.px(8));
    const float height = paint.px(32);
    float y = area.y;
    const std::vector<FoundCommand> found = find_commands(in.app, in.memory.palette);
    if (found.empty()) {
      paint.text_in(Type::Body, {area.x, y, area.w, height}, Align::Left, paint.colours().muted,
                    "No command has these words. F1 lists every key.");
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Rect row{area.x, y, area.w, height};
      const bool pointed_at = static_cast<int>(i) == in.memory.palette_row;
      const bool chosen = choice(paint, static_cast<int>(i), row, found[i].title, "", pointed_at);
      paint.text_in(Type::Mono, row.inset(paint.px(10), 0), Align::Right, paint.colours().muted, found[i].keys);
      if (pointed_at && std::exchange(in.memory.palette_moved, false)) {
        ImGui::SetScrollFromPosY(row.centre().y - ImGui::GetWindowPos().y, 0.5F);
      }
      if (chosen || (entered && pointed_at)) {
        actions.emplace_back(Command(ShowPanel{Panel::None}));
        append(actions, found[i].run({in.app, in.memory}));
      }
      y += height;
    }
    in.memory.palette_row = std::clamp(in.memory.palette_row, 0, std::max(0, static_cast<int>(found.size()) - 1));
    end_body(y);
  });
}

}  // namespace

Actions show_panel(const ViewInput& in) {
  switch (in.app.panel) {
    case Panel::None:
      return {};
    case Panel::Help:
      return show_help(in);
    case Panel::About:
      return show_about(in);
    case Panel::Examples:
      return show_learn(in, true);
    case Panel::Learn:
      return show_learn(in, false);
    case Panel::Record:
      return show_record(in);
    case Panel::Models:
      return show_models(in);
    case Panel::Commands:
      return show_commands(in);
    case Panel::Atlas:
      return show_atlas(in);
    case Panel::Lecture:
      return show_lecture(in);
    case Panel::Export:
    case Panel::Open:
    case Panel::Save:
    case Panel::SaveLecture:
    case Panel::ExportLecture:
    case Panel::Film:
      return show_file_panel(in);
  }
  return {};
}

}  // namespace attnscope
