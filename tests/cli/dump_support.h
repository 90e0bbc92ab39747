#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "io/safetensors.h"

namespace attnscope::cli {

/// The largest difference between the weights of a dumped file and those of a golden; a failed test where the ids or
/// the shapes differ or a weight is no finite number.
inline float worst_difference(const std::string& dumped, const std::string& golden) {
  constexpr float kNothingAlike = std::numeric_limits<float>::infinity();
  const Result<SafetensorsFile> got = SafetensorsFile::open(dumped);
  const Result<SafetensorsFile> want = SafetensorsFile::open(golden);
  EXPECT_TRUE(got.ok() && want.ok());
  if (!got || !want) return kNothingAlike;
  EXPECT_EQ(*got->integers(*got->find("input_ids")), *want->integers(*want->find("input_ids")));
  const TensorInfo& ours = *got->find("attentions");
  const TensorInfo& theirs = *want->find("attentions");
  EXPECT_EQ(ours.shape, theirs.shape);
  if (ours.shape != theirs.shape) return kNothingAlike;
  const std::vector<float> a = *got->floats(ours);
  const std::vector<float> b = *want->floats(theirs);
  float worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_TRUE(std::isfinite(a[i])) << "weight " << i;
    worst = std::max(worst, std::abs(a[i] - b[i]));
  }
  return worst;
}

}  // namespace attnscope::cli
