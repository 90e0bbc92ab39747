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

bool is_large(std::size_t numbers) { return numbers * sizeof(float) >= kLargePage; }

NumbersBlock allocate(std::size_t numbers) {
  const std::size_t page = is_large(numbers) ? kLargePage : kSmallPage;
  const std::size_t bytes = (numbers * sizeof(float) + page - 1) / page * page;
  void* const at = std::aligned_alloc(page, bytes);
  if (at == nullptr) throw std::bad_alloc();
#if defined(__linux__)
  if (page == kLargePage) ::madvise(at, bytes, MADV_HUGEPAGE);  // only advice: nothing depends on it
#endif
  return {.numbers = std::unique_ptr<float, NumbersBlock::Free>(static_cast<float*>(at)), .size = numbers};
}

}  // namespace

void NumbersBlock::Free::operator()(float* at) const { std::free(at); }  // NOLINT: as it was allocated

NumbersBlock SpareMemory::take(std::size_t numbers) {
  if (!is_large(numbers)) return allocate(numbers);
  NumbersBlock kept;
  {
    const std::scoped_lock lock(mutex_);
    kept = std::exchange(kept_, {});
  }
  const bool fits = numbers <= kept.size && kept.size <= 2 * numbers;
  return fits ? std::move(kept) : allocate(numbers);
}

void SpareMemory::give(NumbersBlock block) {
  if (!is_large(block.size)) return;
  const std::scoped_lock lock(mutex_);
  std::swap(kept_, block);
}

struct Slab::Memory {
  Memory(NumbersBlock numbers, Eigen::Index rows_now, Eigen::Index most, std::shared_ptr<SpareMemory> where_to)
      : block(std::move(numbers)), capacity(most), rows(rows_now), spare(std::move(where_to)) {}
  ~Memory() {
    if (spare) spare->give(std::move(block));
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  NumbersBlock block;
  Eigen::Index capacity;           ///< rows of each of the text's matrices
  std::atomic<Eigen::Index> rows;  ///< how many of them somebody writes or has written
  std::shared_ptr<SpareMemory> spare;
};

Slab::Slab(std::size_t numbers, Eigen::Index rows, Eigen::Index more, const std::shared_ptr<SpareMemory>& spare)
    : memory_(std::make_shared<Memory>(spare ? spare->take(numbers) : allocate(numbers), rows, rows + more, spare)),
      rows_(rows) {}

Eigen::Map<Matrix> Slab::take(Eigen::Index rows, Eigen::Index columns) {
  float* const at = memory_->block.numbers.get() + used_;
  used_ += static_cast<std::size_t>((rows + memory_->capacity - rows_) * columns);
  assert(used_ <= memory_->block.size);
  return {at, rows, columns};
}

SharedMatrix Slab::share(const Eigen::Map<Matrix>& taken) const {
  return {SharedNumbers(memory_, taken.data()), taken.rows(), taken.cols()};
}

bool Slab::holds(const SharedMatrix& matrix) const {
  const float* const at = matrix.view().data();
  const float* const begin = memory_->block.numbers.get();
  return !std::less<>()(at, begin) && std::less<>()(at, begin + memory_->block.size);
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
