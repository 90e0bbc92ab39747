#include "ui/font_atlas.h"

#if IMGUI_VERSION_NUM < 19200

#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>
#include <imgui_freetype.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "platform/glyphs.h"
#include "ui/texture_id.h"

namespace attnscope {
namespace {

/// What our own texts use; everything else comes when somebody types it.
constexpr ImWchar kRanges[] = {0x20,   0x7E,   0xA0,   0xFF,   0x2013, 0x2014, 0x2018, 0x201D, 0x2022,
                               0x2022, 0x2026, 0x2026, 0x2190, 0x2194, 0x2212, 0x2212, 0x221A, 0x221A,
                               0x2248, 0x2248, 0x2260, 0x2265, 0x21C4, 0x21C4, 0};

constexpr int kPageWidth = 1024;
constexpr int kPageHeight = 512;
constexpr int kGlyphMargin = 1;  ///< so that linear filtering never bleeds a neighbour in

}  // namespace

struct FontAtlas::State {
  explicit State(const ClusterMap& map) : clusters(map) {}

  void rebuild();
  void paint_glyph(Type type, char32_t code);
  bool place_on_page(const GlyphImage& image, int& x, int& y);

  const ClusterMap& clusters;
  float unit = 0;
  float density = 1;
  std::array<ImFont*, kTypes> faces{};
  std::optional<GlyphPainter> painter;  ///< made when first needed: fontconfig takes its time

  int page_rect = -1;  ///< the spare page's place in the atlas
  int shelf_x = 0, shelf_y = 0, shelf_height = 0;
};

FontAtlas::FontAtlas(const ClusterMap& clusters) : state_(std::make_unique<State>(clusters)) {}
FontAtlas::~FontAtlas() = default;

ImFont* FontAtlas::face(Type type) const { return state_->faces[static_cast<std::size_t>(type)]; }

float FontAtlas::size(Type type) const {
  return std::round(line_height(type) * state_->unit * state_->density) / state_->density;
}

void FontAtlas::push(Type type) const { ImGui::PushFont(face(type)); }

void FontAtlas::ensure(Type type, char32_t code) {
  if (face(type)->FindGlyphNoFallback(static_cast<ImWchar>(code)) == nullptr) state_->paint_glyph(type, code);
}

void FontAtlas::begin_frame(float unit, float density) {
  if (unit == state_->unit && density == state_->density) return;
  state_->unit = unit;
  state_->density = density;
  state_->rebuild();
}

void FontAtlas::State::rebuild() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  for (const TypeRow& row : kTypeRows) {
    ImFontConfig config;
    config.OversampleH = 1;
    config.PixelSnapH = true;
    // Light hinting keeps Inter's own widths; full hinting thickens small text unevenly.
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    config.GlyphRanges = kRanges;
    faces[static_cast<std::size_t>(row.type)] =
        add_face(atlas, row.role, std::round(line_height(row) * unit * density), config);
  }
  page_rect = atlas.AddCustomRectRegular(kPageWidth, kPageHeight);
  shelf_x = shelf_y = shelf_height = 0;
  atlas.TexDesiredWidth = 2048;
  atlas.Build();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  ImGui::GetIO().FontDefault = faces[static_cast<std::size_t>(Type::Body)];
  ImGui::GetIO().FontGlobalScale = 1 / density;
}

bool FontAtlas::State::place_on_page(const GlyphImage& image, int& x, int& y) {
  const int w = image.width + kGlyphMargin;
  const int h = image.height + kGlyphMargin;
  if (shelf_x + w > kPageWidth) {
    shelf_y += shelf_height;
    shelf_x = shelf_height = 0;
  }
  if (w > kPageWidth || shelf_y + h > kPageHeight) return false;
  x = shelf_x;
  y = shelf_y;
  shelf_x += w;
  shelf_height = std::max(shelf_height, h);
  return true;
}

void FontAtlas::State::paint_glyph(Type type, char32_t code) {
  ImFont* const& font = faces[static_cast<std::size_t>(type)];
  if (!painter) painter.emplace();
  const Result<GlyphImage> drawn = painter->draw(clusters.cluster(code), font->FontSize);
  GlyphImage image = drawn ? *drawn : GlyphImage{};
  int x = 0;
  int y = 0;
  // A full page means that text of thousands of different characters went by: the page starts again with those that
  // are shown from now on.
  if (!place_on_page(image, x, y)) {
    rebuild();
    if (!place_on_page(image, x, y)) image = GlyphImage{};
  }
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const ImFontAtlasCustomRect* page = atlas.GetCustomRectByIndex(page_rect);
  const int left = page->X + x;
  const int top = page->Y + y;
  if (image.width > 0 && image.height > 0) {
    glBindTexture(GL_TEXTURE_2D, texture_name(atlas.TexID));
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, left, top, image.width, image.height, GL_RGBA, GL_UNSIGNED_BYTE,
                    image.rgba.data());
  }
  const auto u = [&atlas](int px) { return static_cast<float>(px) * atlas.TexUvScale.x; };
  const auto v = [&atlas](int px) { return static_cast<float>(px) * atlas.TexUvScale.y; };
  const auto w = static_cast<float>(image.width);
  const auto h = static_cast<float>(image.height);
  // Images come placed against the baseline; Dear ImGui counts from the top of the line.
  const float y0 = std::round(font->Ascent - image.baseline + image.top);
  // A whole advance, so that what follows stands on pixels again.
  font->AddGlyph(nullptr, static_cast<ImWchar>(code), image.left, y0, image.left + w, y0 + h, u(left), v(top),
                 u(left + image.width), v(top + image.height), std::round(image.advance));
  font->Glyphs.back().Colored = image.coloured;
  font->BuildLookupTable();
}

}  // namespace attnscope

#endif
