#pragma once

#include <gtest/gtest.h>

#include <cstdint>

// The first says what the second is to leave out.
// clang-format off
#include "core/kernels/targets.h"
#include <hwy/highway.h>
// clang-format on

namespace attnscope::test {

/// Calls check() once for each instruction set that was compiled and that this processor has.
template <class Check>
void on_each_target(const Check& check) {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    SCOPED_TRACE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    check();
    hwy::SetSupportedTargetsForTest(0);
  }
}

}  // namespace attnscope::test
