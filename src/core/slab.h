#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>

#include "core/matrix.h"
#include "core/weights.h"

namespace attnscope {

/// A piece of memory for numbers, not set to anything.
struct NumbersBlock {
  struct Free {
    void operator()(float* at) const;
  };
  std::unique_ptr<float, Free> numbers;
  std::size_t size = 0;
};

/// The large piece that was given up last: the system clears each page that it hands out, and the next pass over a text
/// needs about as much as the one before the last. Whoever runs passes one after another has one.
/// Thread  any.
class SpareMemory {
 public:
  /// A piece for so many numbers, but not for more than twice as many. A kept one that does not fit goes.
  NumbersBlock take(std::size_t numbers);
  void give(NumbersBlock block);

 private:
  std::mutex mutex_;
  NumbersBlock kept_;
};

/// Memory for the many matrices that a pass keeps, in one piece: the system hands it out in a few large pages, where
/// matrices on their own would ask for thousands of small ones, which took a twentieth of a pass's time.
/// Behind the rows of each matrix there may be room for more, where a pass over the same text with words added at its
/// end writes its rows, so that it copies none. Copying a Slab copies no numbers.
/// Thread  those who read rows that were there before are not disturbed.
class Slab {
 public:
  Slab() = default;
  /// numbers: how many there will be at most. rows: of the text's matrices; each gets room for `more` behind them.
  /// spare: where the memory comes from and goes to; null: the system.
  explicit Slab(std::size_t numbers, Eigen::Index rows = 0, Eigen::Index more = 0,
                const std::shared_ptr<SpareMemory>& spare = nullptr);

  [[nodiscard]] bool empty() const { return memory_ == nullptr; }

  /// The next [rows, columns] of it. Nothing has been set there but what an earlier Slab put into the rows that it had.
  Eigen::Map<Matrix> take(Eigen::Index rows, Eigen::Index columns);
  /// What take() gave, with a share in all of it.
  [[nodiscard]] SharedMatrix share(const Eigen::Map<Matrix>& taken) const;
  /// Whether a matrix lies in it.
  [[nodiscard]] bool holds(const SharedMatrix& matrix) const;

  /// The same matrices with more rows, to be taken once more in the same order; nothing where there is no room or
  /// somebody else has it already.
  [[nodiscard]] std::optional<Slab> extended(Eigen::Index rows) const;
  /// Gives the room back that extended() took, when nothing came of it.
  void give_back(Eigen::Index rows_before);

 private:
  struct Memory;
  std::shared_ptr<Memory> memory_;
  Eigen::Index rows_ = 0;
  std::size_t used_ = 0;  ///< numbers
};

}  // namespace attnscope
