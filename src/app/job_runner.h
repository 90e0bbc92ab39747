#pragma once

#include "app/newest_job.h"
#include "app/reader.h"

namespace attnscope {

/// Runs readings.
using JobRunner = NewestJob<ReadingKey, ReadingOutcome>;

}  // namespace attnscope
