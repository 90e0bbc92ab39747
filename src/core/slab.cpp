#include "core/slab.h"

#include <cassert>
#include <cstdlib>
#include <memory>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace attnscope {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20U;  // on most processors; elsewhere only an alignment
constexpr std::size_t kSmallPage = std::size_t{4} << 10U;

std::shared_ptr<float> allocate(std::size_t numbers) {
  const std::size_t needed = numbers * sizeof(float);
  const std::size_t page = needed < kLargePage ? kSmallPage : kLargePage;
  const std::size_t bytes = (needed + page - 1) / page * page;
  void* const at = std::aligned_alloc(page, bytes);
  if (at == nullptr) throw std::bad_alloc();
#if defined(__linux__)
  if (page == kLargePage) ::madvise(at, bytes, MADV_HUGEPAGE);  // only advice: nothing depends on it
#endif
  return {static_cast<float*>(at), [](float* numbers_at) { std::free(numbers_at); }};  // NOLINT: as it was allocated
}

}  // namespace

Slab::Slab(std::size_t numbers) : numbers_(allocate(numbers)), size_(numbers) {}

Eigen::Map<Matrix> Slab::take(Eigen::Index rows, Eigen::Index columns) {
  float* const at = numbers_.get() + used_;
  used_ += static_cast<std::size_t>(rows * columns);
  assert(used_ <= size_);
  return {at, rows, columns};
}

SharedMatrix Slab::share(const Eigen::Map<Matrix>& taken) const {
  return {SharedNumbers(numbers_, taken.data()), taken.rows(), taken.cols()};
}

}  // namespace attnscope
