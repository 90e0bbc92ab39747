#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "io/safetensors.h"

namespace attnscope::cli {

/// The largest difference between the weights of a dumped file and those of a golden; a failed test where names, ids or
/// shapes differ or a weight is no finite number.
inline float worst_difference(const std::string& dumped, const std::string& golden) {
  constexpr float kNothingAlike = std::numeric_limits<float>::infinity();
  const Result<SafetensorsFile> got = SafetensorsFile::open(dumped);
  const Result<SafetensorsFile> want = SafetensorsFile::open(golden);
  EXPECT_TRUE(got.ok() && want.ok());
  if (!got || !want) return kNothingAlike;
  EXPECT_EQ(got->tensors().size(), want->tensors().size());
  float worst = 0;
  for (const TensorInfo& theirs : want->tensors()) {
    const TensorInfo* const ours = got->find(theirs.name);
    const bool alike = ours != nullptr && ours->shape == theirs.shape && ours->dtype == theirs.dtype;
    EXPECT_TRUE(alike) << theirs.name;
    if (!alike) return kNothingAlike;
    if (theirs.dtype == DType::I64) {
      EXPECT_EQ(*got->integers(*ours), *want->integers(theirs)) << theirs.name;
      continue;
    }
    const std::vector<float> a = *got->floats(*ours);
    const std::vector<float> b = *want->floats(theirs);
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_TRUE(std::isfinite(a[i])) << theirs.name << ", weight " << i;
      worst = std::max(worst, std::abs(a[i] - b[i]));
    }
  }
  return worst;
}

}  // namespace attnscope::cli
