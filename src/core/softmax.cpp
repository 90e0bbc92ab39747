#include "core/softmax.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/finite.h"

namespace attnscope {
namespace {

// exp(-80) = 2e-35 stands for every smaller share: nobody can see the difference, while the float numbers below 1e-38
// that would follow are several times slower to compute with. A visible key so never weighs 0, as a hidden one does.
constexpr float kLowestExponent = -80.0F;

Status check(float scale, const Mask& mask) {
  if (!std::isfinite(scale)) return Error{ErrorCode::NotFinite, "scale", "must be a finite number"};
  if (scale < 0.0F) return Error{ErrorCode::InvalidArgument, "scale", "must not be negative"};
  if (!mask.valid()) {
    return Error{ErrorCode::InvalidArgument, "mask", "must let a query see 0 or more places back and ahead"};
  }
  return {};
}

Error bad_row(ErrorCode code, int row, std::string what) {
  return {code, "row " + std::to_string(row + 1), std::move(what)};
}

}  // namespace

bool softmax_row(Eigen::Ref<const Eigen::RowVectorXf> scores, Eigen::Ref<const Eigen::RowVectorXf> bias,
                 KeyRange visible, float scale, Eigen::Ref<Eigen::RowVectorXf> weights) {
  // Every mask is a band, so the visible keys lie side by side and each step is one SIMD loop.
  auto row = weights.segment(visible.begin, visible.size());
  row = scale * scores.segment(visible.begin, visible.size());
  if (bias.size() > 0) row += bias.segment(visible.begin, visible.size());
  if (!all_finite(row)) return false;
  row = (row.array() - row.maxCoeff()).max(kLowestExponent).exp();
  row /= row.sum();  // at least 1, from the largest logit

  weights.head(visible.begin).setZero();
  weights.tail(weights.size() - visible.end).setZero();
  return true;
}

Status softmax_rows(const Matrix& scores, const DistanceBias& bias, float scale, const Mask& mask, Matrix& weights) {
  if (Status status = check(scale, mask); !status) return status;
  const int keys = static_cast<int>(scores.cols());
  weights.resize(scores.rows(), scores.cols());
  for (int i = 0; i < scores.rows(); ++i) {
    const KeyRange visible = visible_keys(mask, i, keys);
    if (visible.size() < 1) {
      return bad_row(ErrorCode::EmptyRow, i, "the mask hides every key from it; choose a wider mask");
    }
    if (!all_finite(scores.row(i))) {
      return bad_row(ErrorCode::NotFinite, i, "a score is an infinity or NaN; expected finite numbers");
    }
    if (!softmax_row(scores.row(i), bias.row(i, keys), visible, scale, weights.row(i))) {
      return bad_row(ErrorCode::NotFinite, i, "scale times score is too large for a float; choose a smaller scale");
    }
  }
  return {};
}

}  // namespace attnscope
