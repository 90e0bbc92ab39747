#pragma once

#include "ui/view.h"

namespace attnscope {

/// What opens above the main screen: help, lessons and examples, models, files, the command palette. Draws nothing for
/// Panel::None.
Actions show_panel(const ViewInput& in);

}  // namespace attnscope
