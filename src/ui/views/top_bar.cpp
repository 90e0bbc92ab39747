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

Actions show_sentence(const ViewInput& in, const Rect& rect) {
  Actions actions;
  UiMemory& memory = in.memory;
  const Palette& c = in.paint.colours();
  const bool changed_outside = memory.sentence_of_scene != in.app.scene.text;
  std::string replacement;
  if (changed_outside) {
    replacement = in.paint.shown(Type::Body, in.app.scene.text);
    memory.sentence_of_scene = in.app.scene.text;
    memory.sentence = replacement;
    memory.sentence_editable = in.paint.plain(replacement) == in.app.scene.text;
  }
  if (memory.take_sentence_focus) {
    ImGui::SetKeyboardFocusHere();
    memory.take_sentence_focus = false;
  }
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  ImGui::SetNextItemWidth(rect.w);
  in.paint.push_font(Type::Body);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {in.paint.px(12), (rect.h - ImGui::GetFontSize()) / 2});
  FieldState field{&memory.sentence, changed_outside ? &replacement : nullptr};
  memory.sentence.reserve(memory.sentence.size() + 1);
  const bool edited = ImGui::InputText("##sentence", memory.sentence.data(), memory.sentence.capacity() + 1,
                                       ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways |
                                           ImGuiInputTextFlags_NoUndoRedo |
                                           (memory.sentence_editable ? 0 : ImGuiInputTextFlags_ReadOnly),
                                       on_field, &field);
  ImGui::PopStyleVar();
  ImGui::PopFont();
  memory.sentence_active = ImGui::IsItemActive();
  if (ImGui::IsItemActivated()) memory.focus = Focus::Sentence;
  if (memory.sentence_active) in.paint.frame(rect, c.query, in.paint.px(1.5F), in.paint.px(6));
  if (edited) {
    std::string text = in.paint.plain(memory.sentence);
    if (text != in.app.scene.text) {
      memory.sentence_of_scene = text;
      // Typed accents and joined emoji come one code point at a time: shown again as the clusters that they make.
      const std::string joined = in.paint.shown(Type::Body, text);
      if (joined != memory.sentence) memory.sentence_of_scene.clear();
      actions.emplace_back(Edit(SetText{std::move(text)}));
    }
  }
  if (in.app.scene.text.empty() && !memory.sentence_active) {
    in.paint.text_in(Type::Body, rect.inset(in.paint.px(12), 0), Align::Left, c.faint, "Type a sentence");
  }
  return actions;
}

std::string bar_shape(const SourceCard& card) {
  const std::string layers = std::to_string(card.layers.size()) + (card.layers.size() == 1 ? " layer" : " layers");
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
  Rect bar = in.area.inset(paint.px(16), paint.px(10));
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
    const Actions compared = compare({in.app, in.memory});
    actions.insert(actions.end(), compared.begin(), compared.end());
  }
  if (button(paint, "examples", from_right(button_width(paint, "Examples")), "Examples")) open(Panel::Examples);

  const Actions typed = show_sentence(in, bar);
  actions.insert(actions.end(), typed.begin(), typed.end());
  return actions;
}

}  // namespace attnscope
