#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>

namespace attnscope::figure {

/// Frees what Cairo and Pango hand out.
struct Release {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};

/// The same for reference-counted GObjects.
struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};

template <class T>
using Handle = std::unique_ptr<T, Release>;
template <class T>
using ObjectHandle = std::unique_ptr<T, Unref>;

}  // namespace attnscope::figure
