#pragma once

#include "ui/view.h"

namespace attnscope {

/// The panel with a path to type, where one is open. What it would write over is asked about first.
Actions show_file_panel(const ViewInput& in);

}  // namespace attnscope
