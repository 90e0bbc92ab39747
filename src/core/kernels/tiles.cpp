#include "core/kernels/tiles.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/kernels/amx.h"
#include "core/kernels/fetcher.h"
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
static_assert(kWidth <= kMostWidth);

// Two registers a row hold sums, two hold a piece of b, one a number of a: 29 of 32, or 15 of 16.
#if HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64
constexpr std::size_t kRows = 12;
#else
constexpr std::size_t kRows = 6;
#endif

constexpr Shape kShape{.rows = kRows, .width = kWidth, .depth = kMostDepth, .step = 1};

// --- packing

#if HWY_TARGET != HWY_SCALAR
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
#if HWY_TARGET != HWY_SCALAR
  if (rows >= kSide && columns >= kSide) {
    // A line of every row, then the next one; where squares do not fit evenly, the last one reaches back.
    for (std::size_t line = 0; line < columns; line += kLine) {
      for (std::size_t j = 0; j < rows; j += kSide) {
        for (std::size_t i = line; i < std::min(line + kLine, columns); i += kSide) {
          const std::size_t row = std::min(j, rows - kSide);
          const std::size_t column = std::min(i, columns - kSide);
          turn_square(from.at + row * from.stride + column, from.stride, to + column * to_stride + row, to_stride);
        }
      }
    }
    return;
  }
#endif
  for (std::size_t j = 0; j < rows; ++j) {
    for (std::size_t i = 0; i < columns; ++i) to[i * to_stride + j] = from.at[j * from.stride + i];
  }
}

std::size_t packed_rows_size(std::size_t n, std::size_t depth) { return n * depth; }

std::size_t packed_columns_size(std::size_t depth, std::size_t columns) {
  return depth * ((columns + kWidth - 1) / kWidth) * kWidth;
}

std::size_t row_tiles(std::size_t n) { return (n + kRows - 1) / kRows; }

/// Of a tile. Equally high tiles keep the processor equally busy; a last one of few rows would leave it waiting.
std::size_t first_row(std::size_t tile, std::size_t n) { return n * tile / row_tiles(n); }

void pack_rows(Rows a, std::size_t n, std::size_t depth, std::size_t begin, std::size_t end, float* packed) {
  for (std::size_t tile = begin; tile < end; ++tile) {
    const std::size_t row = first_row(tile, n);
    const std::size_t rows = first_row(tile + 1, n) - row;
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
/// How often a tile looks after what comes next.
constexpr std::size_t kSteps = 8;

/// What one tile is made of: c [rows, kWidth] from a [depth][rows] and b [depth][kWidth].
struct Tile {
  const float* HWY_RESTRICT a;
  float* HWY_RESTRICT b;
  Rows unpacked;  ///< what to read instead of b, and to put there
  std::size_t depth;
  const float* sums;  ///< [rows][kWidth], or null
  float* c;
  std::size_t stride;
  const float* bias;      ///< [kWidth], or null
  std::size_t next_rows;  ///< of the tile below, whose c is wanted next
  Fetcher* fetcher;
};

template <std::size_t rows, bool pack>
HWY_NOINLINE void multiply_tile(const Tile& tile) {
  const Lanes d;
  hn::Vec<Lanes> left[rows];
  hn::Vec<Lanes> right[rows];
#pragma GCC unroll 16
  for (std::size_t r = 0; r < rows; ++r) {
    left[r] = tile.sums != nullptr ? hn::LoadU(d, tile.sums + r * kWidth) : hn::Zero(d);
    right[r] = tile.sums != nullptr ? hn::LoadU(d, tile.sums + r * kWidth + kLanes) : hn::Zero(d);
  }
  const float* const read = pack ? tile.unpacked.at : tile.b;
  const std::size_t step = pack ? tile.unpacked.stride : kWidth;
  for (std::size_t from = 0; from < tile.depth; from += kSteps) {
    tile.fetcher->tick();
    if (const std::size_t row = from / kSteps; row < tile.next_rows) {
      const float* const c = tile.c + (rows + row) * tile.stride;
      prefetch<For::Writing>(c);
      prefetch<For::Writing>(c + kLanes);
      prefetch<For::Writing>(c + kWidth - 1);
    }
    const std::size_t to = std::min(from + kSteps, tile.depth);
    for (std::size_t k = from; k < to; ++k) {
      const float* HWY_RESTRICT const a = tile.a + k * rows;
      const float* HWY_RESTRICT const b = read + k * step;
      prefetch(b + kStepsAhead * step);
      prefetch(b + kStepsAhead * step + kLanes);
      if constexpr (pack) prefetch(b + kStepsAhead * step + kWidth - 1);  // which may lie in a third line
      const auto b_left = hn::LoadU(d, b);
      const auto b_right = hn::LoadU(d, b + kLanes);
      if constexpr (pack) {
        hn::StoreU(b_left, d, tile.b + k * kWidth);
        hn::StoreU(b_right, d, tile.b + k * kWidth + kLanes);
      }
#pragma GCC unroll 16
      for (std::size_t r = 0; r < rows; ++r) {
        const auto number = hn::Set(d, a[r]);
        left[r] = hn::MulAdd(number, b_left, left[r]);
        right[r] = hn::MulAdd(number, b_right, right[r]);
      }
    }
  }
  const auto bias_left = tile.bias == nullptr ? hn::Zero(d) : hn::LoadU(d, tile.bias);
  const auto bias_right = tile.bias == nullptr ? hn::Zero(d) : hn::LoadU(d, tile.bias + kLanes);
#pragma GCC unroll 16
  for (std::size_t r = 0; r < rows; ++r) {
    hn::StoreU(hn::Add(left[r], bias_left), d, tile.c + r * tile.stride);
    hn::StoreU(hn::Add(right[r], bias_right), d, tile.c + r * tile.stride + kLanes);
  }
}

using TileFunction = void (*)(const Tile&);

template <bool pack, std::size_t... I>
constexpr std::array<TileFunction, sizeof...(I)> tile_functions(std::index_sequence<I...> /*rows - 1*/) {
  return {&multiply_tile<I + 1, pack>...};
}
constexpr auto kTileFunctions = tile_functions<false>(std::make_index_sequence<kRows>());
constexpr auto kPackingTileFunctions = tile_functions<true>(std::make_index_sequence<kRows>());

/// The same where the panel has fewer columns than a tile.
void narrow_tile(Tile tile, std::size_t rows, std::size_t columns) {
  std::array<float, kRows * kWidth> whole;  // NOLINT(cppcoreguidelines-pro-type-member-init): what is used is written
  std::array<float, kWidth> bias;           // NOLINT(cppcoreguidelines-pro-type-member-init): likewise
  float* const c = tile.c;
  const std::size_t stride = tile.stride;
  if (tile.bias != nullptr) {
    std::copy_n(tile.bias, columns, bias.data());
    tile.bias = bias.data();
  }
  tile.c = whole.data();
  tile.stride = kWidth;
  tile.next_rows = 0;
  kTileFunctions[rows - 1](tile);
  for (std::size_t r = 0; r < rows; ++r) std::copy_n(whole.data() + r * kWidth, columns, c + r * stride);
}

void multiply(const Product& p) {
  const std::size_t panels = (p.columns + kWidth - 1) / kWidth;
  const std::size_t tiles = row_tiles(p.n);
  Fetcher fetcher(p.ahead, panels * tiles * ((p.depth + kSteps - 1) / kSteps));
  // Panels outside, rows inside: a panel stays near the processor while all rows pass by.
  for (std::size_t column = 0; column < p.columns; column += kWidth) {
    for (std::size_t t = 0; t < tiles; ++t) {
      const std::size_t row = first_row(t, p.n);
      const std::size_t rows = first_row(t + 1, p.n) - row;
      const Tile tile{.a = p.a + row * p.a_depth + p.from * rows,
                      .b = p.b + column * p.b_depth,
                      .unpacked = p.unpacked,
                      .depth = p.depth,
                      .sums = p.sums == nullptr ? nullptr : p.sums + row * kWidth,
                      .c = p.c + row * p.stride + column,
                      .stride = p.stride,
                      .bias = p.bias == nullptr ? nullptr : p.bias + column,
                      .next_rows = t + 1 < tiles ? first_row(t + 2, p.n) - row - rows : 0,
                      .fetcher = &fetcher};
      if (p.columns - column < kWidth) {
        narrow_tile(tile, rows, p.columns - column);
      } else if (t == 0 && p.unpacked.at != nullptr) {
        kPackingTileFunctions[rows - 1](tile);
      } else {
        kTileFunctions[rows - 1](tile);
      }
    }
  }
}

void nothing_to_turn() {}

Kernels kernels() {
  return {.shape = kShape,
          .packed_rows_size = &packed_rows_size,
          .packed_columns_size = &packed_columns_size,
          .first_row = &first_row,
          .pack_rows = &pack_rows,
          .pack_columns = &pack_columns,
          .pack_columns_turned = &pack_columns_turned,
          .multiply = &multiply,
          .turn_on = &nothing_to_turn,
          .turn_off = &nothing_to_turn};
}

}  // namespace attnscope::tiles::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace attnscope::tiles {

HWY_EXPORT(kernels);

Kernels kernels_for(std::size_t rows) { return amx::worth_it(rows) ? amx::kernels() : HWY_DYNAMIC_DISPATCH(kernels)(); }

}  // namespace attnscope::tiles
#endif
