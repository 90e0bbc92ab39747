#include "core/kernels/amx.h"

#include <hwy/base.h>

#if HWY_ARCH_X86_64 && defined(__linux__)

#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>

#include "core/kernels/amx_pack.h"
#include "core/kernels/fetcher.h"

namespace attnscope::amx {
namespace {

constexpr std::size_t kSide = kShape.rows;  // of a tile register: rows, and places in a row
constexpr std::size_t kProducts = 6;        // of parts, that make one

bool lent() {
  constexpr unsigned kBfloat16 = 1U << 22U;
  constexpr unsigned kTiles = 1U << 24U;
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || (~d & (kBfloat16 | kTiles)) != 0) return false;
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw")) return false;
  // Linux keeps room for the tiles only in processes that asked for them (Documentation/arch/x86/xstate.rst).
  constexpr long kRequestPermission = 0x1023;
  constexpr long kTileData = 18;
  return ::syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}

/// What was stored before is in memory: the compiler does not see that the matrix unit reads it.
void finish_storing() { std::atomic_signal_fence(std::memory_order_seq_cst); }

}  // namespace
}  // namespace attnscope::amx

HWY_PUSH_ATTRIBUTES("avx512f,amx-tile,amx-bf16")
namespace attnscope::amx {
namespace {

/// Those of 16 columns from `begin` on that there are.
HWY_INLINE __mmask16 first(std::size_t columns, std::size_t begin) {
  const std::size_t count = std::clamp(columns, begin, begin + kSide) - begin;
  return static_cast<__mmask16>((1U << static_cast<unsigned>(count)) - 1U);
}

/// All registers whole: 16 rows of 64 bytes.
struct alignas(64) Configuration {
  std::uint8_t palette = 1;
  std::uint8_t first_row = 0;
  std::array<std::uint8_t, 14> reserved = {};
  std::array<std::uint16_t, 16> bytes = {64, 64, 64, 64, 64, 64, 64, 64};
  std::array<std::uint8_t, 16> rows = {16, 16, 16, 16, 16, 16, 16, 16};
};
const Configuration kConfiguration;

constexpr std::size_t kRowBytes = kSide * sizeof(float);

// Registers 0 to 3 hold sums, [upper, lower] x [left, right]; 4 and 5 a part of a, 6 and 7 a part of b. Where `both` is
// false there are no lower rows.

template <bool both>
HWY_INLINE void load_a(const float* upper, const float* lower) {
  _tile_loadd(4, upper, kRowBytes);
  if constexpr (both) _tile_loadd(5, lower, kRowBytes);
}

HWY_INLINE void load_b(const float* b) {
  _tile_loadd(6, b, kRowBytes);
  _tile_loadd(7, b + kTile, kRowBytes);
}

template <bool both>
HWY_INLINE void add_products(tiles::Fetcher& fetcher) {
  fetcher.tick();
  _tile_dpbf16ps(0, 4, 6);
  _tile_dpbf16ps(1, 4, 7);
  if constexpr (both) {
    _tile_dpbf16ps(2, 5, 6);
    _tile_dpbf16ps(3, 5, 7);
  }
}

template <bool both>
HWY_INLINE void add_step(const float* upper, const float* lower, const float* b, tiles::Fetcher& fetcher) {
  enum : std::size_t { High = 0, Middle = kTile, Low = 2 * kTile };
  // In an order in which each product needs one new operand only.
  load_a<both>(upper + Low, lower + Low);
  load_b(b + 2 * High);
  add_products<both>(fetcher);
  load_a<both>(upper + Middle, lower + Middle);
  add_products<both>(fetcher);
  load_b(b + 2 * Middle);
  add_products<both>(fetcher);
  load_a<both>(upper + High, lower + High);
  add_products<both>(fetcher);
  load_b(b + 2 * Low);
  add_products<both>(fetcher);
  load_b(b + 2 * High);
  add_products<both>(fetcher);
}

template <bool both>
HWY_INLINE void load_sums(const float* sums) {
  constexpr std::size_t kBytes = kShape.width * sizeof(float);
  _tile_loadd(0, sums, kBytes);
  _tile_loadd(1, sums + kSide, kBytes);
  if constexpr (both) {
    _tile_loadd(2, sums + kSide * kShape.width, kBytes);
    _tile_loadd(3, sums + kSide * kShape.width + kSide, kBytes);
  }
}

template <bool both>
HWY_INLINE void store_sums(float* c, std::size_t stride) {
  const std::size_t bytes = stride * sizeof(float);
  _tile_stored(0, c, bytes);
  _tile_stored(1, c + kSide, bytes);
  if constexpr (both) {
    _tile_stored(2, c + kSide * stride, bytes);
    _tile_stored(3, c + kSide * stride + kSide, bytes);
  }
}

/// What one go makes: c [rows, columns], up to two tiles by a panel.
struct Block {
  const float* upper;
  const float* lower;
  const float* b;
  std::size_t steps;
  const float* sums;  ///< [32][32], or null
  float* c;
  std::size_t stride;
  std::size_t rows, columns;
  const float* bias;  ///< [columns], or null
};

/// Writes whole tiles to c, which is not the block's where that has fewer rows or columns or a bias.
template <bool both>
HWY_INLINE void multiply_tiles(const Block& block, float* c, std::size_t stride, tiles::Fetcher& fetcher) {
  if (block.sums != nullptr) {
    load_sums<both>(block.sums);
  } else {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
  }
  for (std::size_t s = 0; s < block.steps; ++s) {
    add_step<both>(block.upper + s * kStepOfA, block.lower + s * kStepOfA, block.b + s * kStepOfB, fetcher);
  }
  store_sums<both>(c, stride);
}

void multiply_block(const Block& block, tiles::Fetcher& fetcher) {
  const bool both = block.rows > kSide;
  const auto multiply_to = both ? &multiply_tiles<true> : &multiply_tiles<false>;
  const bool whole = block.rows % kSide == 0 && block.columns == kShape.width;
  if (block.stride != kShape.width) {
    // Stores wait for each other: what they meet must be near the processor by then.
    for (std::size_t r = 0; r < block.rows; ++r) {
      float* const c = block.c + r * block.stride;
      tiles::prefetch<tiles::For::Writing>(c);
      tiles::prefetch<tiles::For::Writing>(c + block.columns / 2);
      tiles::prefetch<tiles::For::Writing>(c + block.columns - 1);
    }
  }
  if (whole && block.bias == nullptr) return multiply_to(block, block.c, block.stride, fetcher);
  alignas(64) std::array<float, 4 * kTile> room;  // NOLINT(cppcoreguidelines-pro-type-member-init): as far as used
  multiply_to(block, room.data(), kShape.width, fetcher);
  for (std::size_t side = 0; side < 2; ++side) {
    const __mmask16 there = first(block.columns, side * kSide);
    const __m512 bias =
        block.bias == nullptr ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(there, block.bias + side * kSide);
    for (std::size_t r = 0; r < block.rows; ++r) {
      const __m512 row = _mm512_load_ps(room.data() + r * kShape.width + side * kSide);
      _mm512_mask_storeu_ps(block.c + r * block.stride + side * kSide, there, _mm512_add_ps(row, bias));
    }
  }
}

void multiply(const tiles::Product& p) {
  const std::size_t count = steps(p.depth);
  const std::size_t panels = (p.columns + kShape.width - 1) / kShape.width;
  const std::size_t pairs = (p.n + 2 * kSide - 1) / (2 * kSide);
  tiles::Fetcher fetcher(p.ahead, count * panels * pairs * kProducts);
  if (p.unpacked.at != nullptr) pack_columns(p.unpacked, p.depth, p.columns, p.b);
  finish_storing();
  const std::size_t tile_of_a = steps(p.a_depth) * kStepOfA;
  for (std::size_t panel = 0; panel < panels; ++panel) {
    const std::size_t column = panel * kShape.width;
    for (std::size_t row = 0; row < p.n; row += 2 * kSide) {
      const float* const a = p.a + row / kSide * tile_of_a + p.from / kShape.step * kStepOfA;
      multiply_block({.upper = a,
                      .lower = a + tile_of_a,
                      .b = p.b + panel * steps(p.b_depth) * kStepOfB,
                      .steps = count,
                      .sums = p.sums == nullptr ? nullptr : p.sums + row * kShape.width,
                      .c = p.c + row * p.stride + column,
                      .stride = p.stride,
                      .rows = std::min(2 * kSide, p.n - row),
                      .columns = std::min(kShape.width, p.columns - column),
                      .bias = p.bias == nullptr ? nullptr : p.bias + column},
                     fetcher);
    }
  }
}

void turn_on() { _tile_loadconfig(&kConfiguration); }
void turn_off() { _tile_release(); }

}  // namespace
}  // namespace attnscope::amx
HWY_POP_ATTRIBUTES

namespace attnscope::amx {
namespace {

constexpr std::size_t kFewRows = 48;
std::atomic<std::size_t> fewest_rows = kFewRows;

}  // namespace

bool available() {
  static const bool is_lent = lent();
  return is_lent;
}

bool worth_it(std::size_t rows) { return rows >= fewest_rows.load(std::memory_order_relaxed) && available(); }

void use_from(std::size_t rows) { fewest_rows = rows == 0 ? kFewRows : rows; }

tiles::Kernels kernels() {
  return {.shape = kShape,
          .packed_rows_size = &packed_rows_size,
          .packed_columns_size = &packed_columns_size,
          .first_row = &first_row,
          .pack_rows = &pack_rows,
          .pack_columns = &pack_columns,
          .pack_columns_turned = &pack_columns_turned,
          .multiply = &multiply,
          .turn_on = &turn_on,
          .turn_off = &turn_off};
}

}  // namespace attnscope::amx

#else

namespace attnscope::amx {

bool available() { return false; }
bool worth_it(std::size_t /*rows*/) { return false; }
void use_from(std::size_t /*rows*/) {}
tiles::Kernels kernels() { return {}; }

}  // namespace attnscope::amx

#endif
