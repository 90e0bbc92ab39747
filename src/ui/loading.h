#pragma once

#include "ui/view.h"

namespace attnscope {

/// How far the opening of a model or an export is, above everything else; nothing where it takes no more than a moment.
Actions show_loading(const ViewInput& in);

}  // namespace attnscope
