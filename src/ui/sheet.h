#pragma once

#include <functional>
#include <string_view>

#include "ui/view.h"

namespace attnscope {

/// Paints into the room inside a sheet, and adds what the person asked for.
using SheetBody = std::function<void(const Paint& paint, Rect area, Actions& actions)>;

/// A centred sheet over a dimmed screen, of this size in unscaled pixels or as large as fits. Returns what `body` asked
/// for, or to close.
Actions sheet(const ViewInput& in, const char* id, std::string_view title, float width, float height,
              const SheetBody& body);

/// Leaves room in the scrolled body for what was painted.
void end_body(float bottom);

/// A row that can be chosen; two lines where there is a second. Returns whether it was clicked.
bool choice(const Paint& paint, int id, const Rect& row, std::string_view title, std::string_view second, bool on);

}  // namespace attnscope
