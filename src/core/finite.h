#pragma once

#include <optional>

#include "core/matrix.h"

namespace attnscope {

/// Whether no number is an infinity or NaN.
bool all_finite(Eigen::Ref<const Eigen::RowVectorXf> numbers);

/// The first row, counted from 0, that holds an infinity or NaN.
std::optional<int> first_bad_row(const MatrixView& matrix);

}  // namespace attnscope
