#include "core/kernels/amx_pack.h"

#include <hwy/base.h>

#if HWY_ARCH_X86_64 && defined(__linux__)

#include <immintrin.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/kernels/fetcher.h"

// GCC 12 finds the registers that its own headers leave unset on purpose (its bug 105593).
HWY_DIAGNOSTICS(push)
HWY_DIAGNOSTICS_OFF(disable : 4700, ignored "-Wuninitialized")

HWY_PUSH_ATTRIBUTES("avx512f,avx512bw")
namespace attnscope::amx {
namespace {

constexpr std::size_t kSide = kShape.rows;  // of a tile register: rows, and places in a row
constexpr std::size_t kStep = kShape.step;
static_assert(kTile == kSide * kSide && kStep == 2 * kSide && kShape.width == 2 * kSide);

/// Numbers cut into h, m and l, each in the upper half of its 32 bits.
struct Parts {
  __m512i of[kParts];
};

HWY_INLINE Parts parts_of(__m512 x) {
  const __m512i upper = _mm512_set1_epi32(static_cast<int>(0xFFFF0000U));
  const __m512i nearest = _mm512_set1_epi32(0x8000);
  const auto rounded = [&](__m512 number) {
    return _mm512_and_si512(_mm512_add_epi32(_mm512_castps_si512(number), nearest), upper);
  };
  // Rounded, so that what is left is as small as can be: of the 24 bits at most 8 for l. A NaN may round to a number,
  // but then l stays one.
  const __m512i high = rounded(x);
  const __m512 rest = _mm512_sub_ps(x, _mm512_castsi512_ps(high));
  const __m512i middle = rounded(rest);
  return {{high, middle, _mm512_castps_si512(_mm512_sub_ps(rest, _mm512_castsi512_ps(middle)))}};
}

std::ptrdiff_t distance(std::size_t to, std::size_t from) {
  return static_cast<std::ptrdiff_t>(to) - static_cast<std::ptrdiff_t>(from);
}

/// The first `count` of 16 places; none where it is below 0.
HWY_INLINE __mmask16 first(std::ptrdiff_t count) {
  return static_cast<__mmask16>((1U << static_cast<unsigned>(std::clamp<std::ptrdiff_t>(count, 0, kSide))) - 1U);
}

/// 16 numbers, or the first `count` of them and zeros.
template <bool whole>
HWY_INLINE __m512 load(const float* at, [[maybe_unused]] std::ptrdiff_t count) {
  if constexpr (whole) return _mm512_loadu_ps(at);
  return _mm512_maskz_loadu_ps(first(count), at);
}

HWY_INLINE void store(float* to, __m512i bits) { _mm512_storeu_si512(to, bits); }

/// A step of one row of a, or the first `depth` of it, to where it belongs in its tile.
template <bool whole>
HWY_INLINE void pack_row(const float* from, std::size_t depth, float* to) {
  alignas(64) static constexpr std::array<std::uint16_t, kStep> kUpperHalves = {
      1,  3,  5,  7,  9,  11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31,
      33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63};
  const __m512i upper_halves = _mm512_load_si512(kUpperHalves.data());
  const Parts left = parts_of(load<whole>(from, distance(depth, 0)));
  const Parts right = parts_of(load<whole>(from + kSide, distance(depth, kSide)));
#pragma GCC unroll 3
  for (std::size_t p = 0; p < kParts; ++p) {
    store(to + p * kTile, _mm512_permutex2var_epi16(left.of[p], upper_halves, right.of[p]));
  }
}

/// Two depths of 16 columns, to their row of a tile of each part.
HWY_INLINE void pack_pair(__m512 even, __m512 odd, float* to) {
  constexpr __mmask32 kUpper = 0xAAAAAAAAU;
  const Parts lower = parts_of(even);
  const Parts upper = parts_of(odd);
#pragma GCC unroll 3
  for (std::size_t p = 0; p < kParts; ++p) {
    store(to + p * 2 * kTile, _mm512_mask_blend_epi16(kUpper, _mm512_srli_epi32(lower.of[p], 16), upper.of[p]));
  }
}

/// A step of a panel of b, or as much of it as there is.
template <bool whole>
HWY_INLINE void pack_step(tiles::Rows b, std::size_t depth, std::size_t columns, float* to) {
  for (std::size_t row = 0; row < kStep; row += 2, to += kSide) {
    const float* const even = b.at + row * b.stride;
    const float* const odd = even + b.stride;
    if constexpr (whole) {
      constexpr std::size_t kRowsAhead = 8;  // more would push each other out where rows are a power of two apart
      for (std::size_t r = kRowsAhead; r < kRowsAhead + 2; ++r) {
        tiles::prefetch(even + r * b.stride);
        tiles::prefetch(even + r * b.stride + kSide);
      }
    }
#pragma GCC unroll 2
    for (std::size_t side = 0; side < 2; ++side) {
      const std::size_t column = side * kSide;
      const auto there = [&](std::size_t r) { return r < depth ? distance(columns, column) : 0; };
      pack_pair(load<whole>(even + column, whole ? 0 : there(row)),
                load<whole>(odd + column, whole ? 0 : there(row + 1)), to + side * kTile);
    }
  }
}

/// Columns of b, a panel at most.
HWY_INLINE void pack_panel(tiles::Rows b, std::size_t depth, std::size_t columns, float* to) {
  for (std::size_t from = 0; from < depth; from += kStep, to += kStepOfB, b.at += kStep * b.stride) {
    const bool whole = columns == kShape.width && from + kStep <= depth;
    (whole ? pack_step<true> : pack_step<false>)(b, depth - from, columns, to);
  }
}

struct Square {
  __m512 row[kSide];
};

/// Rows to columns.
HWY_INLINE Square turned(const Square& rows) {
  Square pairs;
  for (std::size_t i = 0; i < kSide; i += 2) {
    pairs.row[i] = _mm512_unpacklo_ps(rows.row[i], rows.row[i + 1]);
    pairs.row[i + 1] = _mm512_unpackhi_ps(rows.row[i], rows.row[i + 1]);
  }
  const auto lower = [&](std::size_t i, std::size_t j) {
    return _mm512_castpd_ps(_mm512_unpacklo_pd(_mm512_castps_pd(pairs.row[i]), _mm512_castps_pd(pairs.row[j])));
  };
  const auto upper = [&](std::size_t i, std::size_t j) {
    return _mm512_castpd_ps(_mm512_unpackhi_pd(_mm512_castps_pd(pairs.row[i]), _mm512_castps_pd(pairs.row[j])));
  };
  Square fours;  // [i + j]: rows i ... i + 3 of the columns j, j + 4, j + 8 and j + 12
  for (std::size_t i = 0; i < kSide; i += 4) {
    fours.row[i] = lower(i, i + 2);
    fours.row[i + 1] = upper(i, i + 2);
    fours.row[i + 2] = lower(i + 1, i + 3);
    fours.row[i + 3] = upper(i + 1, i + 3);
  }
  constexpr int kEven = 0x88;
  constexpr int kOdd = 0xDD;
  Square columns;
  for (std::size_t j = 0; j < 4; ++j) {
    const __m512 even_low = _mm512_shuffle_f32x4(fours.row[j], fours.row[4 + j], kEven);
    const __m512 even_high = _mm512_shuffle_f32x4(fours.row[8 + j], fours.row[12 + j], kEven);
    const __m512 odd_low = _mm512_shuffle_f32x4(fours.row[j], fours.row[4 + j], kOdd);
    const __m512 odd_high = _mm512_shuffle_f32x4(fours.row[8 + j], fours.row[12 + j], kOdd);
    columns.row[j] = _mm512_shuffle_f32x4(even_low, even_high, kEven);
    columns.row[4 + j] = _mm512_shuffle_f32x4(odd_low, odd_high, kEven);
    columns.row[8 + j] = _mm512_shuffle_f32x4(even_low, even_high, kOdd);
    columns.row[12 + j] = _mm512_shuffle_f32x4(odd_low, odd_high, kOdd);
  }
  return columns;
}

/// The same of b turned: [columns, depth].
HWY_INLINE void pack_panel_turned(tiles::Rows b, std::size_t depth, std::size_t columns, float* to) {
  for (std::size_t from = 0; from < depth; from += kSide) {
    for (std::size_t side = 0; side < 2; ++side) {
      Square rows;
      for (std::size_t i = 0; i < kSide; ++i) {
        const std::size_t column = side * kSide + i;
        const std::ptrdiff_t there = column < columns ? distance(depth, from) : 0;
        rows.row[i] = load<false>(b.at + column * b.stride + from, there);
      }
      const Square by_depth = turned(rows);
      float* const tile = to + from / kStep * kStepOfB + side * kTile + from % kStep / 2 * kSide;
      for (std::size_t i = 0; i < kSide; i += 2) pack_pair(by_depth.row[i], by_depth.row[i + 1], tile + i / 2 * kSide);
    }
  }
  if (depth % kStep == 0 || depth % kStep > kSide) return;
  for (std::size_t part_and_side = 0; part_and_side < 2 * kParts; ++part_and_side) {
    float* const lower_half = to + depth / kStep * kStepOfB + part_and_side * kTile + kTile / 2;
    std::fill_n(lower_half, kTile / 2, 0.0F);
  }
}

}  // namespace

void pack_rows(tiles::Rows a, std::size_t n, std::size_t depth, std::size_t begin, std::size_t end, float* packed) {
  for (std::size_t tile = begin; tile < end; ++tile) {
    float* to = packed + tile * steps(depth) * kStepOfA;
    // Step by step, so that what is written lies side by side.
    for (std::size_t at = 0; at < depth; at += kStep, to += kStepOfA) {
      for (std::size_t r = 0; r < kSide; ++r) {
        const std::size_t row = tile * kSide + r;
        const float* const from = a.at + std::min(row, n - 1) * a.stride + at;
        const bool whole = row < n && at + kStep <= depth;
        whole ? pack_row<true>(from, kStep, to + r * kSide)
              : pack_row<false>(from, row < n ? depth - at : 0, to + r * kSide);
      }
    }
  }
}

void pack_columns(tiles::Rows b, std::size_t depth, std::size_t columns, float* packed) {
  for (std::size_t column = 0; column < columns; column += kShape.width) {
    const std::size_t count = std::min(kShape.width, columns - column);
    pack_panel({b.at + column, b.stride}, depth, count, packed);
    packed += steps(depth) * kStepOfB;
  }
}

void pack_columns_turned(tiles::Rows b, std::size_t depth, std::size_t columns, float* packed) {
  for (std::size_t column = 0; column < columns; column += kShape.width) {
    const std::size_t count = std::min(kShape.width, columns - column);
    pack_panel_turned({b.at + column * b.stride, b.stride}, depth, count, packed);
    packed += steps(depth) * kStepOfB;
  }
}

}  // namespace attnscope::amx
HWY_POP_ATTRIBUTES
HWY_DIAGNOSTICS(pop)

namespace attnscope::amx {

std::size_t packed_rows_size(std::size_t n, std::size_t depth) {
  return (n + kSide - 1) / kSide * steps(depth) * kStepOfA;
}

std::size_t first_row(std::size_t tile, std::size_t n) { return std::min(tile * kSide, n); }

std::size_t packed_columns_size(std::size_t depth, std::size_t columns) {
  return (columns + kShape.width - 1) / kShape.width * steps(depth) * kStepOfB;
}

}  // namespace attnscope::amx

#endif
