#include "core/kernels/tiles.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/kernels/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/tiles.cpp"
#include <hwy/foreach_target.h>  // includes this file again for each instruction set
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace attnscope::tiles::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<float>;
constexpr std::size_t kLanes = hn::MaxLanes(Lanes());
constexpr std::size_t kWidth = 2 * kLanes;

// Two registers a row hold sums, two hold a piece of b, one a number of a: 29 of 32, or 15 of 16.
#if HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64
constexpr std::size_t kRows = 12;
#else
constexpr std::size_t kRows = 6;
#endif

Shape shape() { return {.rows = kRows, .width = kWidth}; }

// --- packing

#if HWY_TARGET == HWY_SCALAR
constexpr std::size_t kSide = 1;
#else
constexpr std::size_t kSide = 4;  // of the squares that are turned in registers

/// to[i * to_stride + j] = from[j * stride + i] for i, j < 4.
HWY_INLINE void turn_square(const float* HWY_RESTRICT from, std::size_t stride, float* HWY_RESTRICT to,
                            std::size_t to_stride) {
  const hn::FixedTag<float, 4> d;
  const hn::FixedTag<double, 2> pairs;
  const auto row0 = hn::LoadU(d, from);
  const auto row1 = hn::LoadU(d, from + stride);
  const auto row2 = hn::LoadU(d, from + 2 * stride);
  const auto row3 = hn::LoadU(d, from + 3 * stride);
  const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, row0, row1));
  const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(d, row2, row3));
  const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, row0, row1));
  const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, row2, row3));
  hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23)), d, to);
  hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23)), d, to + to_stride);
  hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23)), d, to + 2 * to_stride);
  hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23)), d, to + 3 * to_stride);
}
#endif

/// to[i * to_stride + j] = from[j * stride + i] for i < columns, j < rows.
HWY_INLINE void turn(Rows from, std::size_t rows, std::size_t columns, float* HWY_RESTRICT to, std::size_t to_stride) {
  const std::size_t whole_rows = kSide == 1 ? 0 : rows / kSide * kSide;
  const std::size_t whole_columns = columns / kSide * kSide;
#if HWY_TARGET != HWY_SCALAR
  for (std::size_t j = 0; j < whole_rows; j += kSide) {
    for (std::size_t i = 0; i < whole_columns; i += kSide) {
      turn_square(from.at + j * from.stride + i, from.stride, to + i * to_stride + j, to_stride);
    }
  }
#endif
  for (std::size_t j = 0; j < rows; ++j) {
    for (std::size_t i = j < whole_rows ? whole_columns : 0; i < columns; ++i) {
      to[i * to_stride + j] = from.at[j * from.stride + i];
    }
  }
}

void pack_rows(Rows a, std::size_t n, std::size_t depth, float* packed) {
  for (std::size_t row = 0; row < n; row += kRows) {
    const std::size_t rows = std::min(kRows, n - row);
    turn({a.at + row * a.stride, a.stride}, rows, depth, packed + row * depth, rows);
  }
}

void pack_columns(Rows b, std::size_t depth, std::size_t columns, float* packed) {
  const Lanes d;
  const std::size_t whole = columns / kWidth * kWidth;
  // Row by row: a row of b lies in one piece of memory, a column of it in as many pages as it has rows.
  for (std::size_t k = 0; k < depth; ++k) {
    const float* HWY_RESTRICT from = b.at + k * b.stride;
    float* HWY_RESTRICT to = packed + k * kWidth;
    for (std::size_t column = 0; column < whole; column += kWidth) {
      hn::StoreU(hn::LoadU(d, from + column), d, to + column * depth);
      hn::StoreU(hn::LoadU(d, from + column + kLanes), d, to + column * depth + kLanes);
    }
    if (whole == columns) continue;
    for (std::size_t i = 0; i < kWidth; ++i) {
      to[whole * depth + i] = whole + i < columns ? from[whole + i] : 0.0F;
    }
  }
}

void pack_columns_turned(Rows b, std::size_t depth, std::size_t columns, float* packed) {
  for (std::size_t column = 0; column < columns; column += kWidth) {
    const std::size_t count = std::min(kWidth, columns - column);
    float* HWY_RESTRICT panel = packed + column * depth;
    turn({b.at + column * b.stride, b.stride}, count, depth, panel, kWidth);
    if (count == kWidth) continue;
    for (std::size_t k = 0; k < depth; ++k) std::fill(panel + k * kWidth + count, panel + (k + 1) * kWidth, 0.0F);
  }
}

// --- multiplying

/// How far before its use b is fetched from the second-level cache.
constexpr std::size_t kStepsAhead = 12;

HWY_INLINE void prefetch([[maybe_unused]] const float* at) {
#if defined(__GNUC__)
  __builtin_prefetch(at);
#endif
}

/// What one tile is made of: c [rows, kWidth] from a [depth][rows] and b [depth][kWidth].
struct Tile {
  const float* HWY_RESTRICT a;
  const float* HWY_RESTRICT b;
  std::size_t depth;
  bool add;
  float* HWY_RESTRICT c;
  std::size_t stride;
};

template <std::size_t rows>
HWY_NOINLINE void multiply_tile(const Tile& tile) {
  const Lanes d;
  hn::Vec<Lanes> left[rows];
  hn::Vec<Lanes> right[rows];
#pragma GCC unroll 16
  for (std::size_t r = 0; r < rows; ++r) {
    const float* const c = tile.c + r * tile.stride;
    left[r] = tile.add ? hn::LoadU(d, c) : hn::Zero(d);
    right[r] = tile.add ? hn::LoadU(d, c + kLanes) : hn::Zero(d);
  }
  const float* HWY_RESTRICT a = tile.a;
  const float* HWY_RESTRICT b = tile.b;
  for (std::size_t k = 0; k < tile.depth; ++k) {
    prefetch(b + kStepsAhead * kWidth);
    prefetch(b + kStepsAhead * kWidth + kLanes);
    const auto b_left = hn::LoadU(d, b);
    const auto b_right = hn::LoadU(d, b + kLanes);
#pragma GCC unroll 16
    for (std::size_t r = 0; r < rows; ++r) {
      const auto number = hn::Set(d, a[r]);
      left[r] = hn::MulAdd(number, b_left, left[r]);
      right[r] = hn::MulAdd(number, b_right, right[r]);
    }
    a += rows;
    b += kWidth;
  }
#pragma GCC unroll 16
  for (std::size_t r = 0; r < rows; ++r) {
    hn::StoreU(left[r], d, tile.c + r * tile.stride);
    hn::StoreU(right[r], d, tile.c + r * tile.stride + kLanes);
  }
}

using TileFunction = void (*)(const Tile&);

template <std::size_t... I>
constexpr std::array<TileFunction, sizeof...(I)> tile_functions(std::index_sequence<I...> /*rows - 1*/) {
  return {&multiply_tile<I + 1>...};
}
constexpr auto kTileFunctions = tile_functions(std::make_index_sequence<kRows>());

/// The same where the panel has fewer columns than a tile.
void narrow_tile(Tile tile, std::size_t rows, std::size_t columns) {
  std::array<float, kRows * kWidth> whole;  // NOLINT(cppcoreguidelines-pro-type-member-init): what is used is written
  float* const c = tile.c;
  const std::size_t stride = tile.stride;
  if (tile.add) {
    for (std::size_t r = 0; r < rows; ++r) std::copy_n(c + r * stride, columns, whole.data() + r * kWidth);
  }
  tile.c = whole.data();
  tile.stride = kWidth;
  kTileFunctions[rows - 1](tile);
  for (std::size_t r = 0; r < rows; ++r) std::copy_n(whole.data() + r * kWidth, columns, c + r * stride);
}

void multiply(const Product& p) {
  const std::size_t panels = (p.columns + kWidth - 1) / kWidth;
  // Rows outside, panels inside: a tile's rows of a stay in the first-level cache, b comes from the second.
  for (std::size_t row = 0; row < p.n; row += kRows) {
    const std::size_t rows = std::min(kRows, p.n - row);
    for (std::size_t panel = 0; panel < panels; ++panel) {
      const std::size_t column = panel * kWidth;
      const Tile tile{.a = p.a + row * p.a_depth + p.from * rows,
                      .b = p.b + column * p.b_depth,
                      .depth = p.depth,
                      .add = p.add,
                      .c = p.c + row * p.stride + column,
                      .stride = p.stride};
      if (p.columns - column < kWidth) {
        narrow_tile(tile, rows, p.columns - column);
      } else {
        kTileFunctions[rows - 1](tile);
      }
    }
  }
}

}  // namespace attnscope::tiles::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace attnscope::tiles {

HWY_EXPORT(shape);
HWY_EXPORT(pack_rows);
HWY_EXPORT(pack_columns);
HWY_EXPORT(pack_columns_turned);
HWY_EXPORT(multiply);

Shape shape() { return HWY_DYNAMIC_DISPATCH(shape)(); }

std::size_t packed_rows_size(std::size_t n, std::size_t depth) { return n * depth; }

std::size_t packed_columns_size(std::size_t depth, std::size_t columns) {
  const std::size_t width = shape().width;
  return depth * ((columns + width - 1) / width) * width;
}

void pack_rows(Rows a, std::size_t n, std::size_t depth, float* packed) {
  HWY_DYNAMIC_DISPATCH(pack_rows)(a, n, depth, packed);
}

void pack_columns(Rows b, std::size_t depth, std::size_t columns, float* packed) {
  HWY_DYNAMIC_DISPATCH(pack_columns)(b, depth, columns, packed);
}

void pack_columns_turned(Rows b, std::size_t depth, std::size_t columns, float* packed) {
  HWY_DYNAMIC_DISPATCH(pack_columns_turned)(b, depth, columns, packed);
}

void multiply(const Product& product) { HWY_DYNAMIC_DISPATCH(multiply)(product); }

}  // namespace attnscope::tiles
#endif
