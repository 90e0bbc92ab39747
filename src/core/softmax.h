#pragma once

#include "core/distance_bias.h"
#include "core/mask.h"
#include "core/matrix.h"
#include "core/result.h"

namespace attnscope {

/// Turns one row of scores into weights: exp(l_j - max l) / sum over the visible keys, with l = scale * score + bias.
/// Hidden keys become exactly 0. visible must not be empty. bias: one number a key, or none at all.
/// False when a visible logit is not finite; weights are then unspecified.
/// The maximum is subtracted because float exp overflows above ~88; it changes nothing else.
bool softmax_row(Eigen::Ref<const Eigen::RowVectorXf> scores, Eigen::Ref<const Eigen::RowVectorXf> bias,
                 KeyRange visible, float scale, Eigen::Ref<Eigen::RowVectorXf> weights);

/// The same, with the reason where there is one against it. row: what messages call it, counted from 0. scores and
/// weights may be the same.
/// Errors  EmptyRow, NotFinite.
Status weigh_row(Eigen::Ref<const Eigen::RowVectorXf> scores, Eigen::Ref<const Eigen::RowVectorXf> bias,
                 KeyRange visible, float scale, Eigen::Index row, Eigen::Ref<Eigen::RowVectorXf> weights);

/// The same for every row. All weights in the program are made here: views, curves and the forward pass.
/// Shapes  scores: [n, m]; weights is resized to [n, m], which costs nothing when it already has that size.
/// Errors  InvalidArgument (a negative scale or mask), EmptyRow, NotFinite; `where` names the first bad row, from 1.
Status softmax_rows(const Matrix& scores, const DistanceBias& bias, float scale, const Mask& mask, Matrix& weights);

}  // namespace attnscope
