#pragma once

namespace attnscope {

/// The clock as the platform injects it: seconds since some start, never backwards.
using Seconds = double;

}  // namespace attnscope
