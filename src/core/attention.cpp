#include "core/attention.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <string>
#include <utility>

#include "core/finite.h"
#include "core/product.h"
#include "core/softmax.h"

namespace attnscope {
namespace {

std::string shape_of(const MatrixView& matrix) {
  return "[" + std::to_string(matrix.rows()) + ", " + std::to_string(matrix.cols()) + "]";
}

Status check_vectors(const MatrixView& q, const MatrixView& k) {
  if (q.cols() != k.cols() || q.size() == 0 || k.size() == 0) {
    return Error{ErrorCode::ShapeMismatch, "q and k",
                 "expected [n, d] and [m, d] with n, m, d of at least 1, got " + shape_of(q) + " and " + shape_of(k)};
  }
  // A bad key spoils a whole column of scores; told from the scores it would look like row 1's fault.
  if (const std::optional<int> row = first_bad_row(q)) {
    return Error{ErrorCode::NotFinite, "row " + std::to_string(*row + 1), "the query vector holds an infinity or NaN"};
  }
  if (const std::optional<int> row = first_bad_row(k)) {
    return Error{ErrorCode::NotFinite, "row " + std::to_string(*row + 1) + " of the keys",
                 "the key vector holds an infinity or NaN"};
  }
  return {};
}

}  // namespace

Result<HeadView> look(const MatrixView& q, const MatrixView& k, const LookOptions& options) {
  if (const Status status = check_vectors(q, k); !status) return status.error();
  Matrix scores(q.rows(), k.rows());
  Workers alone;
  multiply(PackedRows(q, alone), k, MatrixOrder::OutIn, Vector(), scores, alone);
  return look_again(std::move(scores), options);
}

Result<HeadView> look_again(Matrix scores, const LookOptions& options) {
  if (scores.size() == 0) {
    return Error{ErrorCode::ShapeMismatch, "scores",
                 "expected at least one row and one column, got " + shape_of(scores)};
  }
  HeadView view{
      .scores = std::move(scores), .weights = {}, .entropy = {}, .scale = options.scale, .mask = options.mask};
  const Status made = softmax_rows(view.scores, options.bias, options.scale, options.mask, view.weights);
  if (!made) return made.error();
  const int keys = static_cast<int>(view.weights.cols());
  view.entropy.reserve(static_cast<std::size_t>(view.weights.rows()));
  for (int i = 0; i < view.weights.rows(); ++i) {
    const KeyRange visible = visible_keys(options.mask, i, keys);
    view.entropy.push_back(entropy_bits(view.weights.row(i).segment(visible.begin, visible.size())));
  }
  if (!options.bias.empty()) view.bias.resize(view.weights.rows(), keys);
  for (Eigen::Index i = 0; i < view.bias.rows(); ++i) view.bias.row(i) = options.bias.row(i, keys);
  return view;
}

float entropy_bits(Eigen::Ref<const Eigen::RowVectorXf> weights) {
  // 0 log 0 = 0 without a branch: the logarithm's argument never reaches 0, the factor before it does.
  const auto w = weights.array();
  const float nats = -(w * w.max(std::numeric_limits<float>::min()).log()).sum();
  return std::max(0.0F, nats * std::numbers::log2e_v<float>);  // a weight may be rounded to just above 1
}

Eigen::RowVectorXf blend(Eigen::Ref<const Eigen::RowVectorXf> weights, const MatrixView& v) {
  assert(weights.size() == v.rows());
  return weights * v;
}

}  // namespace attnscope
