#pragma once

#include "ui/view.h"

namespace attnscope {

/// How high the strip of an audit is; 0 where there is none.
float audit_height(const Paint& paint, const AppState& app, float width);

/// Where an audit stands: what to do, what to choose from, what the model says.
Actions show_audit(const ViewInput& in);

/// What left, right and Enter do while the keyboard stands on it; none for other keys.
std::optional<Actions> audit_by_key(const AppState& app, UiMemory& memory, int key);

}  // namespace attnscope
