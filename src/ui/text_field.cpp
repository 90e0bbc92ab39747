#include "ui/text_field.h"

namespace attnscope {
namespace {

int grow_text(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    auto& text = *static_cast<std::string*>(data->UserData);
    text.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text.data();
  }
  return 0;
}

}  // namespace

bool text_field(const Paint& paint, const char* id, const Rect& rect, std::string& text, std::string_view purpose,
                int lines) {
  text.reserve(text.size() + 1);
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  ImGui::SetNextItemWidth(rect.w);
  bool entered = false;
  if (lines > 1) {
    ImGui::InputTextMultiline(id, text.data(), text.capacity() + 1, {rect.w, rect.h},
                              ImGuiInputTextFlags_CallbackResize, &grow_text, &text);
  } else {
    entered =
        ImGui::InputText(id, text.data(), text.capacity() + 1,
                         ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_EnterReturnsTrue, &grow_text, &text);
  }
  if (text.empty() && !ImGui::IsItemActive()) {
    const ImVec2 padding = ImGui::GetStyle().FramePadding;
    paint.text(Type::Body, {rect.x + padding.x, rect.y + padding.y}, paint.colours().faint, purpose);
  }
  return entered;
}

}  // namespace attnscope
