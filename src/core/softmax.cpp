#include "core/softmax.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "core/finite.h"
#include "core/kernels/rows.h"

namespace attnscope {
namespace {

Status check(float scale, const Mask& mask) {
  if (!std::isfinite(scale)) return Error{ErrorCode::NotFinite, "scale", "must be a finite number"};
  if (scale < 0.0F) return Error{ErrorCode::InvalidArgument, "scale", "must not be negative"};
  if (!mask.valid()) {
    return Error{ErrorCode::InvalidArgument, "mask", "must let a query see 0 or more places back and ahead"};
  }
  return {};
}

Error bad_row(ErrorCode code, Eigen::Index row, std::string what) {
  return {code, "row " + std::to_string(row + 1), std::move(what)};
}

}  // namespace

bool softmax_row(Eigen::Ref<const Eigen::RowVectorXf> scores, Eigen::Ref<const Eigen::RowVectorXf> bias,
                 KeyRange visible, float scale, Eigen::Ref<Eigen::RowVectorXf> weights) {
  // Every mask is a band, so the visible keys lie side by side.
  const float* const added = bias.size() > 0 ? bias.data() + visible.begin : nullptr;
  if (!rows::softmax(scores.data() + visible.begin, added, static_cast<std::size_t>(visible.size()), scale,
                     weights.data() + visible.begin)) {
    return false;
  }
  weights.head(visible.begin).setZero();
  weights.tail(weights.size() - visible.end).setZero();
  return true;
}

Status weigh_row(Eigen::Ref<const Eigen::RowVectorXf> scores, Eigen::Ref<const Eigen::RowVectorXf> bias,
                 KeyRange visible, float scale, Eigen::Index row, Eigen::Ref<Eigen::RowVectorXf> weights) {
  if (visible.size() < 1) {
    return bad_row(ErrorCode::EmptyRow, row, "the mask hides every key from it; choose a wider mask");
  }
  if (softmax_row(scores, bias, visible, scale, weights)) return {};
  return bad_row(ErrorCode::NotFinite, row, "scale times score is too large for a float; choose a smaller scale");
}

Status softmax_rows(const Matrix& scores, const DistanceBias& bias, float scale, const Mask& mask, Matrix& weights) {
  if (Status status = check(scale, mask); !status) return status;
  const int keys = static_cast<int>(scores.cols());
  weights.resize(scores.rows(), scores.cols());
  for (int i = 0; i < scores.rows(); ++i) {
    if (!all_finite(scores.row(i))) {
      return bad_row(ErrorCode::NotFinite, i, "a score is an infinity or NaN; expected finite numbers");
    }
    const KeyRange visible = visible_keys(mask, i, keys);
    Status made = weigh_row(scores.row(i), bias.row(i, keys), visible, scale, i, weights.row(i));
    if (!made) return made;
  }
  return {};
}

}  // namespace attnscope
