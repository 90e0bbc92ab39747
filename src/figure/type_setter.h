#pragma once

#include <string_view>

#include "figure/handles.h"
#include "figure/measure.h"

namespace attnscope::figure {

/// Sets single lines of text with Pango. Takes any bytes: what is not UTF-8 or cannot be shown is replaced, and a text
/// of thousands of characters is cut, as no line is that long. Each TypeSetter has its own fonts; use it from one
/// thread.
class TypeSetter {
 public:
  TypeSetter();

  [[nodiscard]] double width(std::string_view text, Face face, double font) const;

  /// Paints at the origin: the text begins there and its line, `height` high, has the origin at its middle. Elided with
  /// three dots where it is wider than `width`, and never outside width x height.
  void show(cairo_t* context, std::string_view text, Face face, double font, double width, double height) const;

 private:
  [[nodiscard]] ObjectHandle<PangoLayout> layout(std::string_view text, Face face, double font) const;

  ObjectHandle<PangoFontMap> fonts_;
  ObjectHandle<PangoContext> context_;
};

}  // namespace attnscope::figure
