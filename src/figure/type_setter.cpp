#include "figure/type_setter.h"

#include <array>
#include <cmath>
#include <string>

namespace attnscope::figure {
namespace {

constexpr std::size_t kLongestLine = 4096;  // bytes

struct FaceRow {
  Face id;
  const char* families;  // the first that is installed; Pango looks elsewhere for scripts that it lacks
  PangoWeight weight;
};
constexpr std::array kFaces{
    FaceRow{Face::Text, "Inter,Noto Sans,DejaVu Sans,sans-serif", PANGO_WEIGHT_NORMAL},
    FaceRow{Face::Bold, "Inter,Noto Sans,DejaVu Sans,sans-serif", PANGO_WEIGHT_SEMIBOLD},
    FaceRow{Face::Mono, "JetBrains Mono,Noto Sans Mono,DejaVu Sans Mono,monospace", PANGO_WEIGHT_NORMAL},
};

/// Valid UTF-8 on one line: control characters and broken bytes become U+FFFD, white space a space.
std::string clean(std::string_view text) {
  const std::unique_ptr<char, decltype(&g_free)> valid(
      g_utf8_make_valid(text.data(), static_cast<gssize>(std::min(text.size(), kLongestLine))), &g_free);
  std::string line;
  for (const char c : std::string_view(valid.get())) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n' || c == '\r' || c == '\t') {
      line += ' ';
    } else if (byte < 0x20 || byte == 0x7F) {
      line += "\uFFFD";
    } else {
      line += c;
    }
  }
  return line;
}

}  // namespace

TypeSetter::TypeSetter() : fonts_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(fonts_.get())) {
  // Unhinted, so that a text is as wide on a page as in a picture and its width grows with the font size.
  const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(
      cairo_font_options_create(), &cairo_font_options_destroy);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options.get());
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

ObjectHandle<PangoLayout> TypeSetter::layout(std::string_view text, Face face, double font) const {
  const FaceRow& row = kFaces[static_cast<std::size_t>(face)];
  const Handle<PangoFontDescription> description(pango_font_description_new());
  pango_font_description_set_family_static(description.get(), row.families);
  pango_font_description_set_weight(description.get(), row.weight);
  pango_font_description_set_absolute_size(description.get(), font * PANGO_SCALE);

  ObjectHandle<PangoLayout> layout(pango_layout_new(context_.get()));
  pango_layout_set_font_description(layout.get(), description.get());
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  const std::string line = clean(text);
  pango_layout_set_text(layout.get(), line.data(), static_cast<int>(line.size()));
  return layout;
}

double TypeSetter::width(std::string_view text, Face face, double font) const {
  PangoRectangle logical;
  pango_layout_get_extents(layout(text, face, font).get(), nullptr, &logical);
  return std::ceil(static_cast<double>(logical.width)) / PANGO_SCALE;
}

void TypeSetter::show(cairo_t* context, std::string_view text, Face face, double font, double width,
                      double height) const {
  const ObjectHandle<PangoLayout> line = layout(text, face, font);
  pango_layout_set_width(line.get(), static_cast<int>(std::ceil(width * PANGO_SCALE)) + 1);
  pango_layout_set_ellipsize(line.get(), PANGO_ELLIPSIZE_END);
  PangoRectangle ink;
  pango_layout_get_extents(line.get(), &ink, nullptr);

  // The middle of the line is the middle of small and capital letters, whatever font stands in for a script.
  const double baseline = static_cast<double>(pango_layout_get_baseline(line.get())) / PANGO_SCALE;
  const double up = 0.35 * font - baseline;
  const double above = up + static_cast<double>(ink.y) / PANGO_SCALE;
  const double below = above + static_cast<double>(ink.height) / PANGO_SCALE;
  const double before = static_cast<double>(ink.x) / PANGO_SCALE;
  const double after = before + static_cast<double>(ink.width) / PANGO_SCALE;

  cairo_save(context);
  const double slack = 0.1 * font;  // italics and rounding reach a hair outside; towers of accents reach far
  if (above < -height / 2 || below > height / 2 || before < -slack || after > width + slack) {
    cairo_rectangle(context, 0, -height / 2, width, height);
    cairo_clip(context);
  }
  cairo_move_to(context, 0, up);
  pango_cairo_show_layout(context, line.get());
  cairo_restore(context);
}

Measure pango_measure() {
  return [setter = std::make_shared<TypeSetter>()](std::string_view text, Face face, double font) {
    return setter->width(text, face, font);
  };
}

}  // namespace attnscope::figure
