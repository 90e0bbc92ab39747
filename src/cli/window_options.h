#pragma once

#include <vector>

#include "cli/command.h"

// The options that shot and film share: how the window is that is pictured.
namespace attnscope::cli {

/// --size, --theme, --colours, --ui-scale, --present.
std::vector<Option> window_options();

/// Reads them; the scene is not among them.
Result<ShotRequest> window_request_from(const Values& values);

}  // namespace attnscope::cli
