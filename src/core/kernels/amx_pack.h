#pragma once

#include <cstddef>

#include "core/kernels/tiles.h"

// How amx.h wants its operands: in three parts, x = h + m + l, of 8 bits each, in tiles of 16 rows of 64 bytes; 32 of
// the depth at a time ("step"):
//   a  [tile of 16 rows][step][h, m, l][row][32]
//   b  [panel of 32 columns][step][h, m, l][16 columns left, right][pair of depths][column][2]
// each filled up with zeros. Only where amx::available().
namespace attnscope::amx {

constexpr tiles::Shape kShape{.rows = 16, .width = 32, .depth = 96, .step = 32};

// In floats, which are twice as large as the numbers in a tile.
constexpr std::size_t kTile = 256;  ///< what a tile register holds
constexpr std::size_t kParts = 3;
constexpr std::size_t kStepOfA = kParts * kTile;      ///< of a tile of a
constexpr std::size_t kStepOfB = kParts * 2 * kTile;  ///< of a panel of b

static_assert(kShape.width % kShape.step == 0 && kShape.depth % kShape.step == 0);
static_assert(kShape.depth / kShape.step * kStepOfB <= tiles::kMostDepth * tiles::kMostWidth);

constexpr std::size_t steps(std::size_t depth) { return (depth + kShape.step - 1) / kShape.step; }

// As tiles::Kernels has them.
std::size_t packed_rows_size(std::size_t n, std::size_t depth);
std::size_t packed_columns_size(std::size_t depth, std::size_t columns);
std::size_t first_row(std::size_t tile, std::size_t n);
void pack_rows(tiles::Rows a, std::size_t n, std::size_t depth, std::size_t begin, std::size_t end, float* packed);
void pack_columns(tiles::Rows b, std::size_t depth, std::size_t columns, float* packed);
void pack_columns_turned(tiles::Rows b, std::size_t depth, std::size_t columns, float* packed);

}  // namespace attnscope::amx
