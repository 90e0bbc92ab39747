#pragma once

#include <string>

#include "core/result.h"
#include "figure/handles.h"

namespace attnscope::figure {

/// What a Cairo stream writes into. `bytes` is a std::string*; running out of memory becomes a status, as no exception
/// may cross Cairo.
cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length);

/// A pixel surface, four bytes a pixel.
Result<Handle<cairo_surface_t>> image_surface(int width, int height);

/// A Cairo status as ours; `where` is what was being made.
Status to_status(cairo_status_t status, const char* where);

}  // namespace attnscope::figure
