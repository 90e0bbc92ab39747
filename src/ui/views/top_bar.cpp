#include <algorithm>

#include "ui/keyboard_moves.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

/// What the text field's callback works on.
struct FieldState {
  std::string* text;
  const std::string* replacement;  ///< the Scene's text when it changed from outside; else null
};

int on_field(ImGuiInputTextCallbackData* data) {
  const auto* field = static_cast<const FieldState*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    field->text->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = field->text->data();
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways && field->replacement != nullptr) {
    // Undo, a swap or an example while the caret is in the field: Dear ImGui edits a copy of its own.
    const int caret = data->CursorPos;
    data->DeleteChars(0, data->BufTextLen);
    data->InsertChars(0, field->replacement->data(), field->replacement->data() + field->replacement->size());
    data->CursorPos = std::min(caret, data->BufTextLen);
    data->SelectionStart = data->SelectionEnd = data->CursorPos;
  }
  return 0;
}

/// One of the two texts: how it is known, what it says in the Scene, and what typing into it means.
struct TextOf {
  const char* id;
  SentenceField& field;
  const std::string& scene;
  Focus focus;
  Edit (*edit)(std::string text);
  std::string_view when_empty;
};

Actions show_text(const ViewInput& in, const Rect& rect, const TextOf& of) {
  Actions actions;
  SentenceField& memory = of.field;
  const Palette& c = in.paint.colours();
  const bool changed_outside = memory.of_scene != of.scene;
  std::string replacement;
  if (changed_outside) {
    replacement = in.paint.shown(Type::Body, of.scene);
    memory.of_scene = of.scene;
    memory.text = replacement;
    memory.editable = in.paint.plain(replacement) == of.scene;
  }
  if (memory.take_focus) {
    ImGui::SetKeyboardFocusHere();
    memory.take_focus = false;
  }
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  ImGui::SetNextItemWidth(rect.w);
  in.paint.push_font(Type::Body);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {in.paint.px(12), (rect.h - ImGui::GetFontSize()) / 2});
  FieldState field{&memory.text, changed_outside ? &replacement : nullptr};
  memory.text.reserve(memory.text.size() + 1);
  const bool edited =
      ImGui::InputText(of.id, memory.text.data(), memory.text.capacity() + 1,
                       ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways |
                           ImGuiInputTextFlags_NoUndoRedo | (memory.editable ? 0 : ImGuiInputTextFlags_ReadOnly),
                       on_field, &field);
  ImGui::PopStyleVar();
  ImGui::PopFont();
  memory.active = ImGui::IsItemActive();
  if (ImGui::IsItemActivated()) in.memory.focus = of.focus;
  if (memory.active) in.paint.frame(rect, c.query, in.paint.px(1.5F), in.paint.px(6));
  if (edited) {
    std::string text = in.paint.plain(memory.text);
    if (text != of.scene) {
      memory.of_scene = text;
      // Typed accents and joined emoji come one code point at a time: shown again as the clusters that they make.
      const std::string joined = in.paint.shown(Type::Body, text);
      if (joined != memory.text) memory.of_scene.clear();
      actions.emplace_back(of.edit(std::move(text)));
    }
  }
  if (of.scene.empty() && !memory.active) {
    in.paint.text_in(Type::Body, rect.inset(in.paint.px(12), 0), Align::Left, c.faint, of.when_empty);
  }
  return actions;
}

Actions show_sentence(const ViewInput& in, const Rect& rect) {
  return show_text(in, rect,
                   {.id = "##sentence",
                    .field = in.memory.sentence,
                    .scene = in.app.scene.text,
                    .focus = Focus::Sentence,
                    .edit = [](std::string text) { return Edit(SetText{std::move(text)}); },
                    .when_empty = "Type a sentence"});
}

/// The second text below the first, and which of the three maps is looked at.
Actions show_second_row(const ViewInput& in, const Rect& field, const Rect& row) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  Actions actions = show_text(in, field,
                              {.id = "##second",
                               .field = in.memory.second_text,
                               .scene = in.app.scene.text_b,
                               .focus = Focus::SecondText,
                               .edit = [](std::string text) { return Edit(SetTextB{std::move(text)}); },
                               .when_empty = "Type the second text: what the decoder reads"});
  const Rect label{row.x, row.y, field.x - row.x - paint.px(10), row.h};
  const std::string_view name = "second text";
  if (label.w > paint.width(Type::Small, name)) paint.text_in(Type::Small, label, Align::Right, c.muted, name);
  Rect right{field.right() + paint.px(10), row.y, row.right() - field.right() - paint.px(10), row.h};
  for (std::size_t i = 0; i < kMapSideNames.size(); ++i) {
    const auto side = static_cast<MapSide>(i);
    if (in.app.card.layers_of(side).empty()) continue;
    const Rect place = take_left(right, pill_width(paint, kMapSideNames[i]));
    take_left(right, paint.px(4));
    const Rect centred{place.x, place.centre().y - paint.px(12), place.w, paint.px(24)};
    if (pill(paint, kMapSideNames[i].data(), centred, kMapSideNames[i], in.app.side == side)) {
      actions.emplace_back(Edit(SetSide{side}));
    }
    if (ImGui::IsItemHovered()) tooltip(paint, std::string(in_words(side)) + "  (N: the next)");
  }
  return actions;
}

std::string bar_shape(const SourceCard& card) {
  const std::size_t count = card.layers.size() + card.decoder_layers.size();
  std::string layers = std::to_string(count) + (count == 1 ? " layer" : " layers");
  if (card.layers.empty()) return layers;
  const int heads = card.layers.back().heads;
  return layers + " · " + std::to_string(heads) + (heads == 1 ? " head" : " heads");
}

}  // namespace

Actions show_top_bar(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  paint.fill(in.area, c.panel);
  paint.line({in.area.x, in.area.bottom() - 1}, {in.area.right(), in.area.bottom() - 1}, c.line);
  Rect rows = in.area.inset(paint.px(16), paint.px(10));
  Rect bar = take_top(rows, paint.px(36));
  const bool roomy = in.area.w > paint.px(1150);
  const bool tight = in.area.w < paint.px(1080);  // the sentence comes first
  const float gap = paint.px(tight ? 8 : 12);
  const auto from_left = [&](float w) {
    const Rect cut = take_left(bar, w);
    take_left(bar, gap);
    return cut;
  };
  const auto from_right = [&](float w) {
    const Rect cut = take_right(bar, w);
    take_right(bar, gap);
    return cut;
  };
  const auto open = [&](Panel panel) {
    actions.emplace_back(Command(ShowPanel{in.app.panel == panel ? Panel::None : panel}));
  };

  if (!tight) {
    Rect logo = from_left(paint.width(Type::Strong, "attnscope"));
    take_left(logo, paint.text_in(Type::Strong, logo, Align::Left, c.text, "attn"));
    paint.text_in(Type::Strong, logo, Align::Left, c.query, "scope");
  }
  const std::string shape = roomy && !in.app.card.layers.empty() ? bar_shape(in.app.card) : std::string();
  const std::string title =
      paint.elided(Type::Body, in.app.card.title.empty() ? "Model" : in.app.card.title, paint.px(tight ? 130 : 240));
  if (button(paint, "model", from_left(button_width(paint, title, shape)), title, shape)) open(Panel::Models);

  const std::string_view help_key = roomy ? "F1" : "";
  const std::string_view help = tight ? "?" : "Help";
  if (button(paint, "help", from_right(button_width(paint, help, help_key)), help, help_key)) open(Panel::Help);
  const std::string_view present_key = roomy ? "F5" : "";
  if (button(paint, "present", from_right(button_width(paint, "Present", present_key)), "Present", present_key)) {
    actions.emplace_back(Command(StartPresenting{}));
  }
  if (button(paint, "export", from_right(button_width(paint, "Export")), "Export")) open(Panel::Export);
  if (button(paint, "compare", from_right(button_width(paint, "Compare")), "Compare")) {
    append(actions, compare({in.app, in.memory}));
  }
  if (button(paint, "learn", from_right(button_width(paint, "Learn")), "Learn")) open(Panel::Learn);

  append(actions, show_sentence(in, bar));
  if (in.app.card.takes_two()) {
    take_top(rows, paint.px(4));
    append(actions, show_second_row(in, {bar.x, rows.y, bar.w, rows.h}, rows));
  }
  return actions;
}

}  // namespace attnscope
