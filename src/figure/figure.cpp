#include "figure/figure.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include "figure/paint.h"
#include "figure/surface.h"

namespace attnscope::figure {
namespace {

Status draw(cairo_surface_t* surface, const Content& content, PageSize page) {
  const TypeSetter setter;
  const Result<Plan> plan = plan_figure(content, page, pango_measure());
  if (!plan) return plan.error();
  const Handle<cairo_t> context(cairo_create(surface));
  paint(context.get(), content, *plan, setter);
  return to_status(cairo_status(context.get()), "figure");
}

/// The finished drawing as pixels.
Result<Handle<cairo_surface_t>> draw_pixels(const Content& content, PageSize page) {
  if (const Status sound = validate(content, page); !sound) return sound.error();  // before there is memory for it
  Result<Handle<cairo_surface_t>> surface = image_surface(page.width, page.height);
  if (!surface) return surface;
  if (Status drawn = draw(surface->get(), content, page); !drawn) return drawn.error();
  cairo_surface_flush(surface->get());
  return surface;
}

Result<std::string> render_png(const Content& content, PageSize page) {
  const Result<Handle<cairo_surface_t>> surface = draw_pixels(content, page);
  if (!surface) return surface.error();
  std::string bytes;
  const cairo_status_t written = cairo_surface_write_to_png_stream(surface->get(), &append, &bytes);
  if (Status status = to_status(written, "figure"); !status) return status.error();
  return bytes;
}

Handle<cairo_surface_t> page_surface(std::string& bytes, PageSize page, Format format) {
  if (format == Format::Svg) {
    Handle<cairo_surface_t> surface(cairo_svg_surface_create_for_stream(&append, &bytes, page.width, page.height));
    cairo_svg_surface_set_document_unit(surface.get(), CAIRO_SVG_UNIT_PX);
    return surface;
  }
  Handle<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(&append, &bytes, page.width, page.height));
  // Without the time of day the same figure is the same file.
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
  return surface;
}

Result<std::string> render_page(const Content& content, PageSize page, Format format) {
  if (const Status sound = validate(content, page); !sound) return sound.error();
  std::string bytes;
  const Handle<cairo_surface_t> surface = page_surface(bytes, page, format);
  if (Status drawn = draw(surface.get(), content, page); !drawn) return drawn.error();
  cairo_surface_finish(surface.get());
  if (Status done = to_status(cairo_surface_status(surface.get()), "figure"); !done) return done.error();
  return bytes;
}

}  // namespace

Result<std::string> render(const Content& content, PageSize page, Format format) {
  return format == Format::Png ? render_png(content, page) : render_page(content, page, format);
}

PageSize fitting_page(const Content& content) { return fitting_page(content, pango_measure()); }

}  // namespace attnscope::figure
