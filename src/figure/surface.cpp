#include "figure/surface.h"

#include <exception>

namespace attnscope::figure {

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  try {
    static_cast<std::string*>(bytes)->append(data, data + length);
  } catch (const std::exception&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
  return CAIRO_STATUS_SUCCESS;
}

Status to_status(cairo_status_t status, const char* where) {
  if (status == CAIRO_STATUS_SUCCESS) return {};
  return Error{ErrorCode::OutOfLimits, where, std::string(cairo_status_to_string(status)) + "; try a smaller size"};
}

Result<Handle<cairo_surface_t>> image_surface(int width, int height) {
  Handle<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  if (Status made = to_status(cairo_surface_status(surface.get()), "picture"); !made) return made.error();
  return surface;
}

}  // namespace attnscope::figure
