#pragma once

#include "core/result.h"
#include "render/handles.h"

namespace attnscope::gl {

/// Whether a texture may have this size: both sides at least 1 and at most what the driver takes.
/// Errors  InvalidArgument, OutOfLimits; `where` as given.
Status check_size(const char* where, int width, int height);

/// Binds a 2D texture to the active unit, without mipmaps, without repeating; sampling: GL_NEAREST or GL_LINEAR.
void bind_plain_texture(const Texture& texture, int sampling);

/// Uploads that follow read rows that lie side by side in memory, whatever was set before.
void read_rows_tightly();

}  // namespace attnscope::gl
