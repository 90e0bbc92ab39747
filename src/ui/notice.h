#pragma once

#include "ui/view.h"

namespace attnscope {

/// Tells what went wrong or was done, over the title of the query view: words that nobody works with. What concerns the
/// sentence stands above its words instead.
Actions show_notice(const ViewInput& in, const Layout& layout);

}  // namespace attnscope
