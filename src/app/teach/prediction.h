#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/scene.h"
#include "core/matrix.h"

namespace attnscope {

/// `count` shares of 1 in which `row` has this one and the others keep their proportions; where they had nothing, they
/// share the rest alike. Shares of another count, and none, stand for all alike.
std::vector<float> with_share(const std::vector<float>& shares, int count, int row, float share);

/// The same, with the model's answer beside it.
inline Prediction revealed(Prediction prediction) {
  prediction.revealed = true;
  return prediction;
}

/// Shares that are numbers from 0 and sum to 1, or none.
void bring_in_range(Prediction& prediction);

/// The part of the attention that was put on the wrong words: the total variation distance of two distributions, half
/// the sum of |p - q|, 0 ... 1. Of the same size.
double share_misplaced(std::span<const float> guessed, Eigen::Ref<const Eigen::RowVectorXf> model);

/// "close", "partly", "elsewhere".
std::string_view closeness(double misplaced);

}  // namespace attnscope
