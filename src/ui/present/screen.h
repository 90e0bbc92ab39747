#pragma once

#include "ui/view.h"

namespace attnscope {

/// The whole screen while something is presented.
Actions show_presentation(const ViewInput& in);

/// When a presentation needs another frame although nothing happened: its clock goes on, the spot at the pointer goes
/// out. None: it can rest.
std::optional<Seconds> presentation_due(const AppState& app, const UiMemory& memory, Seconds now);

}  // namespace attnscope
