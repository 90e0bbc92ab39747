#pragma once

#include "ui/view.h"

namespace attnscope {

/// What opens above the main screen: help, examples, models, files, the command palette. Draws nothing for Panel::None.
Actions show_panel(const ViewInput& in);

/// The line that tells what went wrong or was done. What concerns the sentence stands above its words instead.
Actions show_notice(const ViewInput& in, const Layout& layout);

}  // namespace attnscope
