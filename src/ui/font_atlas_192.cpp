#include "ui/font_atlas.h"

#if IMGUI_VERSION_NUM >= 19200

#include <imgui_freetype.h>
#include <imgui_internal.h>

#include <array>
#include <cmath>
#include <optional>

#include "platform/glyphs.h"

namespace attnscope {
namespace {

/// Not for FreeType even where the face has them: letters beyond Latin-1, because a word's clusters should not come
/// from one font and its other letters from another; symbols that may be emoji; what ClusterMap lends.
constexpr ImWchar kPainted[] = {0x0100, 0x200F, 0x2300, 0xFFFF, 0};
constexpr ImWchar kFirstPainted = 0x7F;

/// Texels of painted glyphs. Beyond the first number they are dropped between two frames, beyond the second a frame
/// does without: the texture has room for that, the faces' own glyphs in every size, and what was just dropped.
constexpr int kMostKept = 2 * 1024 * 1024;
constexpr int kMostPainted = 6 * 1024 * 1024;
constexpr int kLeastSide = 1024;
constexpr int kMostSide = 4096;

}  // namespace

struct FontAtlas::State {
  explicit State(const ClusterMap& map) : clusters(map) {
    loader.Name = "attnscope";
    loader.FontBakedLoadGlyph = &paint_glyph;
  }

  void add_faces(ImFontAtlas& atlas);
  /// Dear ImGui asks for a glyph that the face's own font has not.
  static bool paint_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code,
                          ImFontGlyph* glyph, float* only_advance);

  const ClusterMap& clusters;
  ImFontLoader loader;
  float unit = 0;
  std::array<ImFont*, kTypes> faces{};  ///< those of one role are the same
  std::optional<GlyphPainter> painter;  ///< made when first needed: fontconfig takes its time
  int painted = 0;                      ///< texels
};

FontAtlas::FontAtlas(const ClusterMap& clusters) : state_(std::make_unique<State>(clusters)) {}
FontAtlas::~FontAtlas() = default;

ImFont* FontAtlas::face(Type type) const { return state_->faces[static_cast<std::size_t>(type)]; }

// Dear ImGui bakes whole sizes only.
float FontAtlas::size(Type type) const { return std::round(line_height(type) * state_->unit); }

void FontAtlas::push(Type type) const { ImGui::PushFont(face(type), size(type)); }

void FontAtlas::ensure(Type /*type*/, char32_t /*code*/) {}  // it asks for what it needs

void FontAtlas::begin_frame(float unit, float density) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  state_->unit = unit;
  if (atlas.Fonts.empty()) state_->add_faces(atlas);
  if (state_->painted > kMostKept) {
    ImFontAtlasBuildDiscardBakes(&atlas, 0);
    state_->painted = 0;
  }
  // Dear ImGui tells only those faces that are pushed.
  for (ImFont* font : atlas.Fonts) font->CurrentRasterizerDensity = density;
  ImGui::GetIO().FontDefault = face(Type::Body);
  ImGui::GetStyle().FontSizeBase = size(Type::Body);
}

void FontAtlas::State::add_faces(ImFontAtlas& atlas) {
  atlas.UserData = this;
  atlas.TexMinWidth = atlas.TexMinHeight = kLeastSide;
  atlas.TexMaxWidth = atlas.TexMaxHeight = kMostSide;
  atlas.SetFontLoader(ImGuiFreeType::GetFontLoader());
  for (const FontRole role : {FontRole::Sans, FontRole::SansSemibold, FontRole::Mono}) {
    ImFontConfig config;
    // FreeType leaves whole framebuffer pixels already; whole window units would be too coarse on a dense display.
    config.PixelSnapH = false;
    // Light hinting keeps Inter's own widths; full hinting thickens small text unevenly.
    config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
    config.GlyphExcludeRanges = kPainted;
    ImFont* const font = add_face(atlas, role, std::round(line_height(Type::Body) * unit), config);
    for (const TypeRow& row : kTypeRows) {
      if (row.role == role) faces[static_cast<std::size_t>(row.type)] = font;
    }
    ImFontConfig others;
    others.MergeMode = true;
    others.FontLoader = &loader;
    atlas.AddFont(&others);
  }
}

bool FontAtlas::State::paint_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void* /*data*/,
                                   ImWchar code, ImFontGlyph* glyph, float* only_advance) {
  if (code < kFirstPainted) return false;
  State& state = *static_cast<State*>(atlas->UserData);
  if (!state.painter) state.painter.emplace();
  const float density = baked->RasterizerDensity;
  const Result<GlyphImage> image = state.painter->draw(state.clusters.cluster(code), baked->Size * density);
  if (!image) return false;
  // A whole advance, so that what follows stands on pixels again.
  const float advance = std::round(image->advance) / density;
  if (only_advance != nullptr) {
    *only_advance = advance;
    return true;
  }
  glyph->Codepoint = code;
  glyph->AdvanceX = advance;
  if (image->width == 0 || image->height == 0) return true;
  const int texels = (image->width + atlas->TexGlyphPadding) * (image->height + atlas->TexGlyphPadding);
  if (state.painted + texels > kMostPainted) return false;
  const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, image->width, image->height);
  if (place == ImFontAtlasRectId_Invalid) return false;
  state.painted += texels;
  // Images come placed against the baseline; Dear ImGui counts from the top of the line.
  const float top = std::round(baked->Ascent * density - image->baseline + image->top);
  glyph->X0 = image->left / density;
  glyph->Y0 = top / density;
  glyph->X1 = (image->left + static_cast<float>(image->width)) / density;
  glyph->Y1 = (top + static_cast<float>(image->height)) / density;
  glyph->Visible = true;
  glyph->Colored = image->coloured;
  glyph->PackId = place;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, ImFontAtlasPackGetRect(atlas, place),
                                     image->rgba.data(), ImTextureFormat_RGBA32, image->width * 4);
  return true;
}

}  // namespace attnscope

#endif
