#include "core/slab.h"

#include <atomic>
#include <cassert>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace attnscope {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20U;  // on most processors; elsewhere only an alignment
constexpr std::size_t kSmallPage = std::size_t{4} << 10U;

struct Free {
  void operator()(float* numbers) const { std::free(numbers); }  // NOLINT: as it was allocated
};

using Numbers = std::unique_ptr<float, Free>;

Numbers allocate(std::size_t numbers) {
  const std::size_t needed = numbers * sizeof(float);
  const std::size_t page = needed < kLargePage ? kSmallPage : kLargePage;
  const std::size_t bytes = (needed + page - 1) / page * page;
  void* const at = std::aligned_alloc(page, bytes);
  if (at == nullptr) throw std::bad_alloc();
#if defined(__linux__)
  if (page == kLargePage) ::madvise(at, bytes, MADV_HUGEPAGE);  // only advice: nothing depends on it
#endif
  return Numbers(static_cast<float*>(at));
}

/// The memory that was given up last, if it is large: the system clears each page that it hands out, and the next pass
/// needs about as much. One block, so that what nobody uses is never more than what somebody used.
class Spare {
 public:
  /// So many numbers or up to twice as many; what does not fit goes.
  Numbers take(std::size_t numbers) {
    const std::scoped_lock lock(mutex_);
    Numbers kept = std::exchange(numbers_, nullptr);
    return numbers <= size_ && size_ <= 2 * numbers ? std::move(kept) : nullptr;
  }
  void give(Numbers numbers, std::size_t size) {
    if (size * sizeof(float) < kLargePage) return;
    const std::scoped_lock lock(mutex_);
    numbers_ = std::move(numbers);
    size_ = size;
  }

 private:
  std::mutex mutex_;
  Numbers numbers_;
  std::size_t size_ = 0;
};

Spare& spare() {
  static Spare& one = *new Spare;  // NOLINT: for traces that are still there when the program ends
  return one;
}

}  // namespace

struct Slab::Memory {
  Memory(std::size_t needed, Eigen::Index rows_now, Eigen::Index most)
      : size(needed), numbers(spare().take(needed)), capacity(most), rows(rows_now) {
    if (!numbers) numbers = allocate(size);
  }
  ~Memory() { spare().give(std::move(numbers), size); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  std::size_t size;
  Numbers numbers;
  Eigen::Index capacity;           ///< rows of each of the text's matrices
  std::atomic<Eigen::Index> rows;  ///< how many of them somebody writes or has written
};

Slab::Slab(std::size_t numbers, Eigen::Index rows, Eigen::Index spare)
    : memory_(std::make_shared<Memory>(numbers, rows, rows + spare)), rows_(rows) {}

Eigen::Map<Matrix> Slab::take(Eigen::Index rows, Eigen::Index columns) {
  float* const at = memory_->numbers.get() + used_;
  used_ += static_cast<std::size_t>((rows + memory_->capacity - rows_) * columns);
  assert(used_ <= memory_->size);
  return {at, rows, columns};
}

SharedMatrix Slab::share(const Eigen::Map<Matrix>& taken) const {
  return {SharedNumbers(memory_, taken.data()), taken.rows(), taken.cols()};
}

bool Slab::holds(const SharedMatrix& matrix) const {
  const float* const at = matrix.view().data();
  const float* const begin = memory_->numbers.get();
  return !std::less<>()(at, begin) && std::less<>()(at, begin + memory_->size);
}

std::optional<Slab> Slab::extended(Eigen::Index rows) const {
  Eigen::Index now = rows_;
  if (empty() || rows > memory_->capacity || !memory_->rows.compare_exchange_strong(now, rows)) return std::nullopt;
  Slab more = *this;
  more.rows_ = rows;
  more.used_ = 0;
  return more;
}

void Slab::give_back(Eigen::Index rows_before) {
  Eigen::Index now = rows_;
  memory_->rows.compare_exchange_strong(now, rows_before);
}

}  // namespace attnscope
