#pragma once

#include <memory>

#include "app/seconds.h"
#include "core/matrix.h"

namespace attnscope {

/// 0 at 0, 1 at 1, at rest at both ends: 3 t^2 - 2 t^3. t is brought into 0 ... 1.
float eased(float t);

/// The weights on their way from one picture to the next. Between two pictures of one size every cell is a blend of
/// both, so that a row still sums to 1. A function of the clock it is given.
class Transition {
 public:
  static constexpr Seconds kDuration = 0.45;

  /// Heads for `to` (null: nothing to show) from what is shown now; at once where `ease` is false or the sizes differ.
  void go_to(std::shared_ptr<const Matrix> to, bool ease, Seconds now);
  /// The picture at a moment; `to` itself once it has been reached.
  [[nodiscard]] std::shared_ptr<const Matrix> at(Seconds now) const;
  [[nodiscard]] bool moving(Seconds now) const;
  /// Arrives now.
  void finish() { from_.reset(); }

 private:
  std::shared_ptr<const Matrix> from_;  ///< null at rest
  std::shared_ptr<const Matrix> to_;
  Seconds since_ = 0;
};

}  // namespace attnscope
