#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace attnscope {
namespace {

Colour hex(unsigned rgb) {
  const auto channel = [rgb](int shift) { return static_cast<float>((rgb >> shift) & 0xFFU) / 255.0F; };
  return {channel(16), channel(8), channel(0), 1.0F};
}

float luminance(Colour c) {
  const auto linear = [](float v) { return v <= 0.03928F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F); };
  return 0.2126F * linear(c.x) + 0.7152F * linear(c.y) + 0.0722F * linear(c.z);
}

const Palette kDark{
    .background = hex(0x0e1116),
    .panel = hex(0x151a22),
    .raised = hex(0x1c222d),
    .line = hex(0x28303d),
    .track = hex(0x202735),
    .text = hex(0xe8ecf3),
    .muted = hex(0x9aa5b7),
    .faint = hex(0x838ea2),
    .query = hex(0xe69f00),
    .key = hex(0x56b4e9),
    .value = hex(0x2bb58a),
    .weight = hex(0xcc79a7),
    .query_fill = hex(0x3a2c0c),
    .on_query = hex(0xffffff),
    .chip = hex(0x1a2230),
    .key_fill = hex(0x28709c),
    .hidden = hex(0x1a1f28),
    .gap = hex(0x0e1116),
    .outline = hex(0xffffff),
    .warn = hex(0xf0a35e),
    .knob = hex(0xffffff),
};

const Palette kLight{
    .background = hex(0xfbfbfe),
    .panel = hex(0xf1f2f7),
    .raised = hex(0xffffff),
    .line = hex(0xd3d8e2),
    .track = hex(0xe1e5ec),
    .text = hex(0x14171f),
    .muted = hex(0x4c5565),
    .faint = hex(0x636c7c),
    .query = hex(0x9a5c00),
    .key = hex(0x0068a3),
    .value = hex(0x00704f),
    .weight = hex(0xa03a78),
    .query_fill = hex(0xfdeecb),
    .on_query = hex(0x14171f),
    .chip = hex(0xe6eef6),
    .key_fill = hex(0x6fb6e2),
    .hidden = hex(0xdfe3ea),
    .gap = hex(0xfbfbfe),
    .outline = hex(0xffffff),
    .warn = hex(0xa34a00),
    .knob = hex(0xffffff),
};

}  // namespace

Colour with_alpha(Colour c, float alpha) { return {c.x, c.y, c.z, c.w * alpha}; }

Colour mix(Colour a, Colour b, float t) {
  const auto between = [t](float from, float to) { return from + (to - from) * t; };
  return {between(a.x, b.x), between(a.y, b.y), between(a.z, b.z), between(a.w, b.w)};
}

ImU32 packed(Colour colour) { return ImGui::ColorConvertFloat4ToU32(colour); }

float contrast(Colour a, Colour b) {
  const float la = luminance(a);
  const float lb = luminance(b);
  return (std::max(la, lb) + 0.05F) / (std::min(la, lb) + 0.05F);
}

const Palette& palette(Theme theme) { return theme == Theme::Light ? kLight : kDark; }

Colour chosen_ground(const Palette& p) { return mix(p.raised, p.muted, 0.15F); }

void apply_to_imgui(const Palette& p, float unit) {
  ImGuiStyle style;
  style.WindowPadding = {14, 12};
  style.FramePadding = {12, 8};
  style.ItemSpacing = {8, 8};
  style.WindowRounding = 8;
  style.PopupRounding = 8;
  style.FrameRounding = 6;
  style.ScrollbarRounding = 6;
  style.ScrollbarSize = 10;
  style.WindowBorderSize = 1;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 1;
  style.ScaleAllSizes(unit);
  ImVec4* colours = style.Colors;
  colours[ImGuiCol_Text] = p.text;
  colours[ImGuiCol_TextDisabled] = p.faint;
  colours[ImGuiCol_WindowBg] = p.panel;
  colours[ImGuiCol_ChildBg] = {0, 0, 0, 0};
  colours[ImGuiCol_PopupBg] = p.raised;
  colours[ImGuiCol_Border] = p.line;
  colours[ImGuiCol_FrameBg] = p.background;
  colours[ImGuiCol_FrameBgHovered] = p.background;
  colours[ImGuiCol_FrameBgActive] = p.background;
  colours[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
  colours[ImGuiCol_ScrollbarGrab] = p.line;
  colours[ImGuiCol_ScrollbarGrabHovered] = p.faint;
  colours[ImGuiCol_ScrollbarGrabActive] = p.muted;
  colours[ImGuiCol_TextSelectedBg] = with_alpha(p.query, 0.35F);
  colours[ImGuiCol_ModalWindowDimBg] = {0, 0, 0, 0.45F};
  // Since 1.92 the caret has a colour of its own; older versions lack its number, but none lacks the names.
  for (int i = 0; i < ImGuiCol_COUNT; ++i) {
    if (std::string_view(ImGui::GetStyleColorName(i)) == "InputTextCursor") colours[i] = p.text;
  }
  ImGui::GetStyle() = style;
}

}  // namespace attnscope
