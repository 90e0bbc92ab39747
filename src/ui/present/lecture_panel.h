#pragma once

#include "ui/view.h"

namespace attnscope {

/// The lecture's scenes in order, with their small pictures; title and notes of the chosen one.
Actions show_lecture(const ViewInput& in);

}  // namespace attnscope
