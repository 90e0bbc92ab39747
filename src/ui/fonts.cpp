#include "ui/fonts.h"

#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>
#include <imgui_freetype.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace attnscope {
namespace {

struct TypeRow {
  Type type;
  FontRole role;
  float em;  ///< unscaled pixels, as type is usually measured
};

constexpr std::array<TypeRow, kTypes> kTypeRows{{
    {Type::Body, FontRole::Sans, 15},
    {Type::Small, FontRole::Sans, 13},
    {Type::Mono, FontRole::Mono, 12.5F},
    {Type::Strong, FontRole::SansSemibold, 15},
    {Type::SmallStrong, FontRole::SansSemibold, 13},
    {Type::Title, FontRole::SansSemibold, 19},
    {Type::Number, FontRole::SansSemibold, 25},
}};

/// Dear ImGui measures a font by its line, ascent plus descent: Inter's is 1.21 em, JetBrains Mono's 1.32 em.
float line_height(const TypeRow& row) { return row.em * (row.role == FontRole::Mono ? 1.32F : 1.21F); }

/// What our own texts use; everything else comes when somebody types it.
constexpr ImWchar kRanges[] = {0x20,   0x7E,   0xA0,   0xFF,   0x2013, 0x2014, 0x2018, 0x201D, 0x2022,
                               0x2022, 0x2026, 0x2026, 0x2190, 0x2194, 0x2212, 0x2212, 0x221A, 0x221A,
                               0x2248, 0x2248, 0x2260, 0x2265, 0x21C4, 0x21C4, 0};

constexpr int kPageWidth = 1024;
constexpr int kPageHeight = 512;
constexpr int kGlyphMargin = 1;  ///< so that linear filtering never bleeds a neighbour in

}  // namespace

Fonts::Fonts() = default;
Fonts::~Fonts() = default;

float Fonts::size(Type type) const { return line_height(kTypeRows[static_cast<std::size_t>(type)]) * unit_; }

void Fonts::rebuild(float unit, float density) {
  unit_ = unit;
  density_ = density;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  for (const TypeRow& row : kTypeRows) {
    const std::optional<FontFile> file = find_font(row.role);
    ImFontConfig config;
    config.OversampleH = 1;
    config.PixelSnapH = true;
    // Light hinting keeps Inter's own widths; full hinting thickens small text unevenly.
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    const float pixels = std::round(line_height(row) * unit * density);
    ImFont*& face = faces_[static_cast<std::size_t>(row.type)];
    face = nullptr;
    if (file) {
      config.FontNo = file->index;
      face = atlas.AddFontFromFileTTF(file->path.string().c_str(), pixels, &config, kRanges);
    }
    if (face == nullptr) {
      config.SizePixels = pixels;
      face = atlas.AddFontDefault(&config);
    }
  }
  page_rect_ = atlas.AddCustomRectRegular(kPageWidth, kPageHeight);
  shelf_x_ = shelf_y_ = shelf_height_ = 0;
  atlas.TexDesiredWidth = 2048;
  atlas.Build();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  ImGui::GetIO().FontDefault = face(Type::Body);
  ImGui::GetIO().FontGlobalScale = 1 / density;
}

std::string Fonts::display(std::string_view utf8, Type type) {
  std::string shown = clusters_.to_display(utf8);
  for (std::size_t at = 0; at < shown.size();) {
    const char32_t code = next_utf8(shown, at);
    if (code >= 0x7F) ensure(code, type);
  }
  return shown;
}

void Fonts::ensure(char32_t code, Type type) {
  if (face(type)->FindGlyphNoFallback(static_cast<ImWchar>(code)) == nullptr) paint_glyph(code, type);
}

bool Fonts::place_on_page(const GlyphImage& image, int& x, int& y) {
  const int w = image.width + kGlyphMargin;
  const int h = image.height + kGlyphMargin;
  if (shelf_x_ + w > kPageWidth) {
    shelf_y_ += shelf_height_;
    shelf_x_ = shelf_height_ = 0;
  }
  if (w > kPageWidth || shelf_y_ + h > kPageHeight) return false;
  x = shelf_x_;
  y = shelf_y_;
  shelf_x_ += w;
  shelf_height_ = std::max(shelf_height_, h);
  return true;
}

void Fonts::paint_glyph(char32_t code, Type type) {
  ImFont* font = face(type);
  const float pixels = font->FontSize;
  if (!painter_) painter_.emplace();
  const Result<GlyphImage> drawn = painter_->draw(clusters_.cluster(code), pixels);
  GlyphImage image = drawn ? *drawn : GlyphImage{};
  int x = 0;
  int y = 0;
  // A full page means that text of thousands of different characters went by: the page starts again with those that
  // are shown from now on.
  if (!place_on_page(image, x, y)) {
    rebuild(unit_, density_);
    font = face(type);
    if (!place_on_page(image, x, y)) image = GlyphImage{};
  }
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const ImFontAtlasCustomRect* page = atlas.GetCustomRectByIndex(page_rect_);
  const int left = page->X + x;
  const int top = page->Y + y;
  if (image.width > 0 && image.height > 0) {
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(reinterpret_cast<std::intptr_t>(atlas.TexID)));
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
  font->AddGlyph(nullptr, static_cast<ImWchar>(code), image.left, y0, image.left + w, y0 + h, u(left), v(top),
                 u(left + image.width), v(top + image.height), image.advance);
  font->Glyphs.back().Colored = image.coloured;
  font->BuildLookupTable();
}

}  // namespace attnscope
