#include "platform/glyphs.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace attnscope {
namespace {

constexpr std::size_t kMostBytes = 256;  ///< longer clusters are marks piled up to break programs
constexpr float kLeastHeight = 4.0F;
constexpr float kMostHeight = 512.0F;
constexpr int kMostLines = 16;  ///< ink may be so many line heights wide or high

/// The interface's own font first; Pango then looks for one that has the cluster.
constexpr const char* kFamilies = "Inter, DejaVu Sans, sans-serif";

template <class T>
struct Unref {
  void operator()(T* object) const { g_object_unref(object); }
};
template <class T>
using GObjectPtr = std::unique_ptr<T, Unref<T>>;

struct FreePicture {
  void operator()(PangoFontDescription* d) const { pango_font_description_free(d); }
  void operator()(PangoFontMetrics* m) const { pango_font_metrics_unref(m); }
  void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
  void operator()(cairo_t* c) const { cairo_destroy(c); }
  void operator()(cairo_font_options_t* o) const { cairo_font_options_destroy(o); }
};
template <class T>
using Owned = std::unique_ptr<T, FreePicture>;

float pixels(int pango_units) { return static_cast<float>(pango_units) / static_cast<float>(PANGO_SCALE); }

Status check(std::string_view cluster, float line_height) {
  if (cluster.empty()) {
    return Error{ErrorCode::InvalidArgument, "glyph", "no character given"};
  }
  if (!(line_height >= kLeastHeight && line_height <= kMostHeight)) {
    return Error{ErrorCode::InvalidArgument, "glyph", "the line height must be 4 to 512 pixels"};
  }
  if (cluster.size() > kMostBytes) {
    return Error{ErrorCode::OutOfLimits, "glyph", "more than 256 bytes in one character"};
  }
  if (g_utf8_validate(cluster.data(), static_cast<gssize>(cluster.size()), nullptr) == FALSE) {
    return Error{ErrorCode::Malformed, "glyph", "not UTF-8"};
  }
  return {};
}

/// Cairo's premultiplied pixels, native byte order, as RGBA bytes. Returns whether any pixel has a colour: ink drawn in
/// white keeps red, green, blue and alpha equal.
bool to_rgba(cairo_surface_t* surface, std::vector<std::uint8_t>& rgba) {
  const int width = cairo_image_surface_get_width(surface);
  const int height = cairo_image_surface_get_height(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  const unsigned char* const bytes = cairo_image_surface_get_data(surface);
  rgba.clear();
  rgba.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4U);
  bool coloured = false;
  for (int y = 0; y < height; ++y) {
    const auto* const row = reinterpret_cast<const std::uint32_t*>(bytes + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < width; ++x) {
      const std::uint32_t argb = row[x];
      const std::uint32_t alpha = argb >> 24U;
      for (const unsigned shift : {16U, 8U, 0U}) {
        const std::uint32_t channel = argb >> shift & 0xFFU;
        coloured = coloured || channel != alpha;
        rgba.push_back(
            static_cast<std::uint8_t>(alpha == 0 ? 255U : std::min(255U, (channel * 255U + alpha / 2U) / alpha)));
      }
      rgba.push_back(static_cast<std::uint8_t>(alpha));
    }
  }
  return coloured;
}

}  // namespace

struct GlyphPainter::State {
  GObjectPtr<PangoFontMap> fonts{pango_cairo_font_map_new()};
  GObjectPtr<PangoContext> context{pango_font_map_create_context(fonts.get())};
  Owned<PangoFontDescription> font{pango_font_description_from_string(kFamilies)};
  GObjectPtr<PangoLayout> layout{pango_layout_new(context.get())};
  float height_an_em = 0;  ///< line height of the first font, em = 1
  float ascent_an_em = 0;

  State() {
    const Owned<cairo_font_options_t> options(cairo_font_options_create());
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);  // no coloured fringes: ink is tinted later
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);  // a line feed is a character as any other

    constexpr float kEm = 100.0F;
    set_em(kEm);
    const Owned<PangoFontMetrics> metrics(pango_context_get_metrics(context.get(), font.get(), nullptr));
    ascent_an_em = pixels(pango_font_metrics_get_ascent(metrics.get())) / kEm;
    height_an_em = ascent_an_em + pixels(pango_font_metrics_get_descent(metrics.get())) / kEm;
  }

  void set_em(float size) {
    pango_font_description_set_absolute_size(font.get(), static_cast<double>(size) * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font.get());
  }
};

GlyphPainter::GlyphPainter() : state_(std::make_unique<State>()) {}
GlyphPainter::~GlyphPainter() = default;
GlyphPainter::GlyphPainter(GlyphPainter&&) noexcept = default;
GlyphPainter& GlyphPainter::operator=(GlyphPainter&&) noexcept = default;

Result<GlyphImage> GlyphPainter::draw(std::string_view cluster, float line_height) {
  if (Status valid = check(cluster, line_height); !valid) {
    return valid.error();
  }
  State& s = *state_;
  if (!(s.height_an_em > 0.0F)) {
    return Error{ErrorCode::NotFound, "glyph", "no font is installed"};
  }
  const float em = line_height / s.height_an_em;
  s.set_em(em);
  pango_layout_set_text(s.layout.get(), cluster.data(), static_cast<int>(cluster.size()));

  PangoRectangle ink;
  PangoRectangle logical;
  pango_layout_get_extents(s.layout.get(), &ink, &logical);
  const float own_baseline = pixels(pango_layout_get_baseline(s.layout.get()));

  GlyphImage image;
  image.advance = pixels(logical.width);
  image.baseline = em * s.ascent_an_em;
  if (ink.width <= 0 || ink.height <= 0) {
    return image;
  }
  // Whole pixels round the ink, with one to spare for anti-aliasing.
  const int left = static_cast<int>(std::floor(pixels(ink.x))) - 1;
  const int top = static_cast<int>(std::floor(pixels(ink.y))) - 1;
  const int right = static_cast<int>(std::ceil(pixels(ink.x + ink.width))) + 1;
  const int bottom = static_cast<int>(std::ceil(pixels(ink.y + ink.height))) + 1;
  const float most = line_height * static_cast<float>(kMostLines);
  if (static_cast<float>(right - left) > most || static_cast<float>(bottom - top) > most) {
    return Error{ErrorCode::OutOfLimits, "glyph", "its ink reaches far outside the line"};
  }
  const Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, right - left, bottom - top));
  {
    const Owned<cairo_t> cairo(cairo_create(surface.get()));
    cairo_set_source_rgb(cairo.get(), 1.0, 1.0, 1.0);
    cairo_translate(cairo.get(), -left, -top);
    pango_cairo_show_layout(cairo.get(), s.layout.get());
  }
  cairo_surface_flush(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    return Error{ErrorCode::OutOfLimits, "glyph", cairo_status_to_string(cairo_surface_status(surface.get()))};
  }
  image.width = right - left;
  image.height = bottom - top;
  image.left = static_cast<float>(left);
  // A fallback font may sit lower in its own line; what must agree is the baseline.
  image.top = static_cast<float>(top) + image.baseline - own_baseline;
  image.coloured = to_rgba(surface.get(), image.rgba);
  return image;
}

}  // namespace attnscope
