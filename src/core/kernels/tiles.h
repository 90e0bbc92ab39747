#pragma once

#include <cstddef>

// The inner loops of every matrix product, once for each instruction set that the processor may have; which one runs is
// chosen at run time. Raw pointers, no checks: core/product.h is what others call.
//
// A product a b is made tile by tile: a few rows of a by the width of two registers of b. For that both are packed,
// each in the order in which a tile reads it; for registers (for the matrix unit see amx_pack.h):
//   a  [n, depth] by tiles of rows, as few as can be and equally high: [tile][depth][rows of this tile]
//   b  [depth, m] by panels of `width` columns: [panel][depth][width]; the last panel is filled up with zeros
namespace attnscope::tiles {

/// How a set of loops wants it.
struct Shape {
  std::size_t rows;   ///< that a tile has at most
  std::size_t width;  ///< of a tile and of a panel, in columns
  std::size_t depth;  ///< of a panel that stays near the processor while it is multiplied; kMostDepth at most
  std::size_t step;   ///< depths that are packed together: a product begins at a multiple of it, and so does a panel
};
constexpr std::size_t kMostWidth = 32;
constexpr std::size_t kMostDepth = 384;

/// Numbers that lie in rows, `stride` apart.
struct Rows {
  const float* at = nullptr;
  std::size_t stride = 0;
};

/// What will be read next: it comes from memory into the second-level cache while something else is multiplied.
struct Ahead {
  Rows numbers = {};
  std::size_t rows = 0;
  std::size_t columns = 0;
};

struct Product {
  const float* a;        ///< packed rows
  std::size_t n;         ///< rows of a
  std::size_t a_depth;   ///< depth that a was packed with
  std::size_t from = 0;  ///< first of that depth to use
  float* b;              ///< packed columns: row 0 belongs to `from`
  std::size_t b_depth;   ///< depth that b was packed with; >= depth
  Rows unpacked = {};    ///< where b, one whole panel, is yet to be packed from, as pack_columns() would; or nothing
  std::size_t columns;   ///< columns of b
  std::size_t depth;     ///< how many products each sum has
  const float* sums = nullptr;  ///< [n, width], where there is one panel: what to add to; or nothing
  float* c;                     ///< [n, columns]
  std::size_t stride;           ///< from one row of c to the next
  const float* bias = nullptr;  ///< one number a column, added last; or nothing
  Ahead ahead = {};
};

/// A set of loops that fit together: what one of them packs another one multiplies. There are two, for registers of
/// numbers, and for the matrix unit that some processors have besides (amx.h).
struct Kernels {
  Shape shape;

  /// How many numbers the packed forms take; they begin with a line of the cache.
  std::size_t (*packed_rows_size)(std::size_t n, std::size_t depth);
  std::size_t (*packed_columns_size)(std::size_t depth, std::size_t columns);

  /// Of a tile of n rows; at row_tiles(n), n.
  std::size_t (*first_row)(std::size_t tile, std::size_t n);
  /// a: [n, depth]. Of its tiles only begin ... end - 1, to where they belong.
  void (*pack_rows)(Rows a, std::size_t n, std::size_t depth, std::size_t begin, std::size_t end, float* packed);
  /// b as it lies in memory: [depth, columns], row by row.
  void (*pack_columns)(Rows b, std::size_t depth, std::size_t columns, float* packed);
  /// b turned: [columns, depth], row by row.
  void (*pack_columns_turned)(Rows b, std::size_t depth, std::size_t columns, float* packed);

  /// c = sums + a b + bias. Each number of c is one sum in an order that the depth alone decides, also when it is made
  /// in several goes, so that it depends neither on how many rows or columns there are nor on where in its tile it
  /// stands. Only where a Multiplying lives in the thread.
  void (*multiply)(const Product& product);

  void (*turn_on)();
  void (*turn_off)();

  /// How many tiles n rows make.
  [[nodiscard]] std::size_t row_tiles(std::size_t n) const { return (n + shape.rows - 1) / shape.rows; }
  /// Where in packed columns those from `column` on lie, from `row` on: multiples of width and step.
  [[nodiscard]] std::size_t place_in_columns(std::size_t depth, std::size_t column, std::size_t row) const {
    return packed_columns_size(depth, column) + packed_columns_size(row, shape.width);
  }
};

/// What is best for products of so many rows on this processor: whatever their number, one product's rows are made
/// alike, but products that differ in it may differ as roundings do.
Kernels kernels_for(std::size_t rows);

/// Lives in a thread while that multiplies. Turning a matrix unit on takes as long as a small product, and while it is
/// on it costs power.
class Multiplying {
 public:
  explicit Multiplying(const Kernels& kernels) : turn_off_(kernels.turn_off) { kernels.turn_on(); }
  ~Multiplying() { turn_off_(); }
  Multiplying(const Multiplying&) = delete;
  Multiplying& operator=(const Multiplying&) = delete;

 private:
  void (*turn_off_)();
};

}  // namespace attnscope::tiles
