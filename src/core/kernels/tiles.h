#pragma once

#include <cstddef>

// The inner loops of every matrix product, once for each instruction set that the processor may have; which one runs is
// chosen at run time. Raw pointers, no checks: core/product.h is what others call.
//
// A product a b is made tile by tile: a few rows of a by the width of two registers of b. For that both are packed,
// each in the order in which a tile reads it:
//   a  [n, depth] by tiles of rows, as few as can be and equally high: [tile][depth][rows of this tile]
//   b  [depth, m] by panels of `width` columns: [panel][depth][width]; the last panel is filled up with zeros
namespace attnscope::tiles {

/// What the instruction set in use makes of it.
struct Shape {
  std::size_t rows;   ///< that a tile has at most
  std::size_t width;  ///< of a tile and of a panel, in columns
};
Shape shape();
constexpr std::size_t kMostWidth = 32;  ///< of any instruction set

/// Numbers that lie in rows, `stride` apart.
struct Rows {
  const float* at = nullptr;
  std::size_t stride = 0;
};

/// How many numbers the packed forms take.
std::size_t packed_rows_size(std::size_t n, std::size_t depth);
std::size_t packed_columns_size(std::size_t depth, std::size_t columns);

/// How many tiles n rows make.
std::size_t row_tiles(std::size_t n);

/// a: [n, depth]. Of its tiles only begin ... end - 1, to where they belong.
void pack_rows(Rows a, std::size_t n, std::size_t depth, std::size_t begin, std::size_t end, float* packed);

/// b as it lies in memory: [depth, columns], row by row.
void pack_columns(Rows b, std::size_t depth, std::size_t columns, float* packed);
/// b turned: [columns, depth], row by row.
void pack_columns_turned(Rows b, std::size_t depth, std::size_t columns, float* packed);

/// What will be read next: it comes from memory into the second-level cache while something else is multiplied.
struct Ahead {
  Rows numbers = {};
  std::size_t rows = 0;
  std::size_t columns = 0;
};

struct Product {
  const float* a;          ///< packed rows
  std::size_t n;           ///< rows of a
  std::size_t begin, end;  ///< tiles of a to multiply
  std::size_t a_depth;     ///< depth that a was packed with
  std::size_t from;        ///< first of that depth to use
  float* b;                ///< packed columns: row 0 belongs to `from`
  std::size_t b_depth;     ///< depth that b was packed with; >= depth
  Rows unpacked = {};      ///< where b, one whole panel, is yet to be packed from, as pack_columns() would; or nothing
  std::size_t columns;     ///< columns of b
  std::size_t depth;       ///< how many products each sum has
  bool add;                ///< to what is in c, instead of writing over it
  float* c;                ///< [n, columns]
  std::size_t stride;      ///< from one row of c to the next
  const float* bias = nullptr;  ///< one number a column, added last; or nothing
  Ahead ahead = {};
};

/// c = a b, or c += a b. Each number of c is one sum in the order of the depth, also when it is made in several goes,
/// so that it depends neither on how many rows or columns there are nor on where in its tile it stands.
void multiply(const Product& product);

}  // namespace attnscope::tiles
