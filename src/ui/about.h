#pragma once

#include "ui/view.h"

namespace attnscope {

/// What the open model is and how it was made: its card.
Actions show_about(const ViewInput& in);

}  // namespace attnscope
