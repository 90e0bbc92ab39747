#include "ui/text_field.h"

#include <utility>

namespace attnscope {
namespace {

int grow_with_text(ImGuiInputTextCallbackData* data) {
  auto& text = *static_cast<std::string*>(data->UserData);
  text.resize(static_cast<std::size_t>(data->BufTextLen));
  data->Buf = text.data();
  return 0;
}

}  // namespace

std::optional<std::string> edit_text(const Paint& paint, const char* id, const Rect& place, TextField& field,
                                     std::string_view text, FieldLines lines) {
  const bool many = lines == FieldLines::Many;
  if (field.of != text) {
    field.of = text;
    field.shown = many ? paint.shown_lines(Type::Body, text) : paint.shown(Type::Body, text);
    ++field.version;
  }
  ImGui::PushID(id);
  ImGui::PushID(field.version);
  if (std::exchange(field.take_focus, false)) ImGui::SetKeyboardFocusHere();
  ImGui::SetCursorScreenPos({place.x, place.y});
  paint.push_font(Type::Body);
  const float padding = many ? paint.px(8) : (place.h - ImGui::GetFontSize()) / 2;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {paint.px(10), padding});
  field.shown.reserve(field.shown.size() + 1);
  char* const bytes = field.shown.data();
  const std::size_t room = field.shown.capacity() + 1;
  const ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_NoUndoRedo;
  bool edited = false;
  if (many) {
    edited = ImGui::InputTextMultiline("##text", bytes, room, {place.w, place.h}, flags, &grow_with_text, &field.shown);
  } else {
    ImGui::SetNextItemWidth(place.w);
    edited = ImGui::InputText("##text", bytes, room, flags, &grow_with_text, &field.shown);
  }
  field.active = ImGui::IsItemActive();
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImGui::PopID();
  ImGui::PopID();
  if (field.active) paint.frame(place, paint.colours().query, paint.px(1.5F), paint.px(6));
  if (!edited) return std::nullopt;
  std::string now = paint.plain(field.shown);
  if (now == field.of) return std::nullopt;
  field.of = now;
  return now;
}

}  // namespace attnscope
