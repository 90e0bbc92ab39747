#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>

// The first says what the second is to leave out.
// clang-format off
#include "core/kernels/targets.h"
#include <hwy/highway.h>
// clang-format on

#include "core/kernels/amx.h"

namespace attnscope::test {

/// While it lives, products of so many rows and more are made by the matrix unit, where there is one.
class MatrixUnitFrom {
 public:
  explicit MatrixUnitFrom(std::size_t rows) { amx::use_from(rows); }
  ~MatrixUnitFrom() { amx::use_from(0); }
  MatrixUnitFrom(const MatrixUnitFrom&) = delete;
  MatrixUnitFrom& operator=(const MatrixUnitFrom&) = delete;
};

/// Calls check() once for each instruction set that was compiled and that this processor has, and for its matrix unit.
template <class Check>
void on_each_target(const Check& check) {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    SCOPED_TRACE(hwy::TargetName(target));
    const MatrixUnitFrom never(std::numeric_limits<std::size_t>::max());
    hwy::SetSupportedTargetsForTest(target);
    check();
    hwy::SetSupportedTargetsForTest(0);
  }
  if (!amx::available()) return;
  SCOPED_TRACE("AMX");
  const MatrixUnitFrom always(1);
  check();
}

}  // namespace attnscope::test
