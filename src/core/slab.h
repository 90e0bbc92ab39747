#pragma once

#include <cstddef>
#include <memory>

#include "core/matrix.h"
#include "core/weights.h"

namespace attnscope {

/// Memory for the many matrices that a pass keeps, in one piece: the system hands it out in a few large pages, where
/// matrices on their own would ask for thousands of small ones, which took a twentieth of a pass's time.
class Slab {
 public:
  Slab() = default;
  /// numbers: how many there will be at most.
  explicit Slab(std::size_t numbers);

  /// The next [rows, columns] of it, not set to anything.
  Eigen::Map<Matrix> take(Eigen::Index rows, Eigen::Index columns);
  /// What take() gave, with a share in all of it.
  [[nodiscard]] SharedMatrix share(const Eigen::Map<Matrix>& taken) const;

 private:
  std::shared_ptr<float> numbers_;
  std::size_t size_ = 0;
  std::size_t used_ = 0;
};

}  // namespace attnscope
