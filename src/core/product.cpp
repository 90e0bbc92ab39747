#include "core/product.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <optional>

#include "core/kernels/tiles.h"

namespace attnscope {
namespace {

// A piece of w that is packed and multiplied at once: 768 KiB, which stay in the second-level cache. With few rows the
// time goes into reading w, and long pieces of its rows are read faster; with many, long sums save more. A turned w has
// its sums along its rows, and both at once.
struct PieceSize {
  std::size_t depth, columns;
};
constexpr PieceSize kForFewRows{.depth = 96, .columns = 2048};
constexpr PieceSize kForManyRows{.depth = 384, .columns = 512};
constexpr Eigen::Index kFewRows = 48;

std::size_t size(Eigen::Index count) { return static_cast<std::size_t>(count); }

tiles::Rows rows_of(const MatrixView& matrix) { return {.at = matrix.data(), .stride = size(matrix.outerStride())}; }

/// A part of w: `columns` columns of what x is multiplied by, `depth` of the sums' terms.
struct Piece {
  std::size_t column, columns, from, depth;
};

/// The columns begin ... end - 1 of a product, piece by piece.
class Columns {
 public:
  Columns(const PackedRows& x, const MatrixView& w, MatrixOrder order, MutableView& out)
      : x_(x),
        w_(rows_of(w)),
        turned_(order == MatrixOrder::OutIn),
        depth_(size(x.depth())),
        out_(out),
        most_(!turned_ && x.rows() <= kFewRows ? kForFewRows : kForManyRows) {}

  void multiply(std::size_t begin, std::size_t end) {
    thread_local std::vector<float> packed;  // kept from call to call: a page's first touch costs more than its use
    packed.resize(std::max(packed.size(), tiles::packed_columns_size(most_.depth, most_.columns)));
    for (std::optional<Piece> piece = first(begin, end); piece; piece = after(*piece, end)) {
      pack(*piece, packed.data());
      tiles::multiply({.a = x_.data(),
                       .n = size(x_.rows()),
                       .a_depth = depth_,
                       .from = piece->from,
                       .b = packed.data(),
                       .b_depth = piece->depth,
                       .columns = piece->columns,
                       .depth = piece->depth,
                       .add = piece->from > 0,
                       .c = out_.data() + piece->column,
                       .stride = size(out_.outerStride())});
    }
  }

 private:
  [[nodiscard]] std::optional<Piece> first(std::size_t column, std::size_t end) const {
    if (column >= end) return std::nullopt;
    return Piece{.column = column,
                 .columns = std::min(most_.columns, end - column),
                 .from = 0,
                 .depth = std::min(most_.depth, depth_)};
  }

  [[nodiscard]] std::optional<Piece> after(Piece piece, std::size_t end) const {
    piece.from += piece.depth;
    if (piece.from >= depth_) return first(piece.column + piece.columns, end);
    piece.depth = std::min(most_.depth, depth_ - piece.from);
    return piece;
  }

  /// Where the piece begins in memory.
  [[nodiscard]] const float* at(const Piece& piece) const {
    return turned_ ? w_.at + piece.column * w_.stride + piece.from : w_.at + piece.from * w_.stride + piece.column;
  }

  void pack(const Piece& piece, float* packed) const {
    const auto function = turned_ ? &tiles::pack_columns_turned : &tiles::pack_columns;
    function({.at = at(piece), .stride = w_.stride}, piece.depth, piece.columns, packed);
  }

  const PackedRows& x_;
  tiles::Rows w_;
  bool turned_;
  std::size_t depth_;
  MutableView& out_;
  PieceSize most_;
};

/// Sums below this many are not worth waking anybody for.
constexpr std::size_t kWorthSharing = std::size_t{1} << 18U;

}  // namespace

void PackedRows::pack(const MatrixView& x, Workers& workers) {
  rows_ = x.rows();
  depth_ = x.cols();
  const std::size_t depth = size(depth_);
  numbers_.resize(std::max(numbers_.size(), tiles::packed_rows_size(size(rows_), depth)));
  const std::size_t at_once = 4 * tiles::shape().rows;
  const std::size_t parts = (size(rows_) + at_once - 1) / at_once;
  const auto pack_part = [&](std::size_t part) {
    const std::size_t from = part * at_once;
    tiles::pack_rows({.at = x.data() + from * size(x.outerStride()), .stride = size(x.outerStride())},
                     std::min(at_once, size(rows_) - from), depth, numbers_.data() + from * depth);
  };
  if (size(x.size()) < kWorthSharing) {
    for (std::size_t part = 0; part < parts; ++part) pack_part(part);
  } else {
    workers.each(parts, pack_part);
  }
}

void multiply(const PackedRows& x, const MatrixView& w, MatrixOrder order, const VectorView& bias, MutableView out,
              Workers& workers) {
  const std::size_t columns = size(out.cols());
  assert(out.rows() == x.rows() && (order == MatrixOrder::OutIn ? w.rows() : w.cols()) == out.cols());
  assert((order == MatrixOrder::OutIn ? w.cols() : w.rows()) == x.depth());
  const auto part_between = [&](std::size_t begin, std::size_t end) {
    Columns(x, w, order, out).multiply(begin, end);
    if (bias.size() == 0 || begin == end) return;
    const auto from = static_cast<Eigen::Index>(begin);
    const auto count = static_cast<Eigen::Index>(end - begin);
    out.middleCols(from, count).rowwise() += bias.segment(from, count).transpose();
  };
  const std::size_t sums = columns * size(x.depth()) * size(x.rows());
  if (workers.count() == 1 || sums < kWorthSharing) return part_between(0, columns);
  // Several parts a worker, so that one who is held up does not hold up all.
  constexpr std::size_t kPartsEach = 4;
  const std::size_t width = tiles::shape().width;
  const std::size_t panels = (columns + width - 1) / width;
  const std::size_t parts = std::min(panels, kPartsEach * workers.count());
  workers.each(parts, [&](std::size_t part) {
    part_between(std::min(columns, panels * part / parts * width),
                 std::min(columns, panels * (part + 1) / parts * width));
  });
}

}  // namespace attnscope
