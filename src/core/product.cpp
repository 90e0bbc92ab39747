#include "core/product.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/kernels/tiles.h"

namespace attnscope {
namespace {

// What the second-level cache holds at once: a panel of w as it is multiplied and the next one on its way from memory,
// each as deep as this, and so many tiles of x.
constexpr std::size_t kDepth = 384;
constexpr std::size_t kTiles = 24;

std::size_t size(Eigen::Index count) { return static_cast<std::size_t>(count); }

tiles::Rows rows_of(const MatrixView& matrix) { return {.at = matrix.data(), .stride = size(matrix.outerStride())}; }

/// A part of w: `columns` columns of what x is multiplied by, at most a panel, and `depth` of the sums' terms.
struct Piece {
  std::size_t column, columns, from, depth;
};

/// Some tiles of x.
struct Tiles {
  std::size_t begin, end;
};

/// The columns begin ... end - 1 of a product, piece by piece: while one is multiplied the next one comes from memory.
class Columns {
 public:
  Columns(const PackedRows& x, const MatrixView& w, MatrixOrder order, const VectorView& bias, MutableView& out)
      : x_(x),
        w_(rows_of(w)),
        turned_(order == MatrixOrder::OutIn),
        depth_(size(x.depth())),
        bias_(bias.size() == 0 ? nullptr : bias.data()),
        out_(out) {}

  void multiply(std::size_t begin, std::size_t end) const {
    const std::size_t tiles = tiles::row_tiles(size(x_.rows()));
    const std::size_t blocks = (tiles + kTiles - 1) / kTiles;
    for (std::size_t block = 0; block < blocks; ++block) {
      const Tiles some{.begin = tiles * block / blocks, .end = tiles * (block + 1) / blocks};
      std::optional<Piece> piece = piece_at(begin, end, 0);
      while (piece) {
        const std::optional<Piece> next = after(*piece, begin, end);
        multiply(some, *piece, next ? ahead(*next) : tiles::Ahead());
        piece = next;
      }
    }
  }

 private:
  [[nodiscard]] std::optional<Piece> piece_at(std::size_t column, std::size_t end, std::size_t from) const {
    if (column >= end || from >= depth_) return std::nullopt;
    return Piece{.column = column,
                 .columns = std::min(width_, end - column),
                 .from = from,
                 .depth = std::min(kDepth, depth_ - from)};
  }

  [[nodiscard]] std::optional<Piece> after(const Piece& piece, std::size_t begin, std::size_t end) const {
    const std::optional<Piece> beside = piece_at(piece.column + piece.columns, end, piece.from);
    return beside ? beside : piece_at(begin, end, piece.from + piece.depth);
  }

  void multiply(const Tiles& some, const Piece& piece, const tiles::Ahead& ahead) const {
    alignas(64) thread_local std::array<float, kDepth * tiles::kMostWidth> panel;
    const tiles::Rows w{.at = at(piece), .stride = w_.stride};
    const bool packs_itself = !turned_ && piece.columns == width_;
    if (!packs_itself) {
      (turned_ ? tiles::pack_columns_turned : tiles::pack_columns)(w, piece.depth, piece.columns, panel.data());
    }
    tiles::multiply({.a = x_.data(),
                     .n = size(x_.rows()),
                     .begin = some.begin,
                     .end = some.end,
                     .a_depth = depth_,
                     .from = piece.from,
                     .b = panel.data(),
                     .b_depth = piece.depth,
                     .unpacked = packs_itself ? w : tiles::Rows(),
                     .columns = piece.columns,
                     .depth = piece.depth,
                     .add = piece.from > 0,
                     .c = out_.data() + piece.column,
                     .stride = size(out_.outerStride()),
                     .bias = bias_ != nullptr && piece.from + piece.depth == depth_ ? bias_ + piece.column : nullptr,
                     .ahead = ahead});
  }

  /// Where the piece begins in memory.
  [[nodiscard]] const float* at(const Piece& piece) const {
    return turned_ ? w_.at + piece.column * w_.stride + piece.from : w_.at + piece.from * w_.stride + piece.column;
  }

  [[nodiscard]] tiles::Ahead ahead(const Piece& piece) const {
    return {.numbers = {.at = at(piece), .stride = w_.stride},
            .rows = turned_ ? piece.columns : piece.depth,
            .columns = turned_ ? piece.depth : piece.columns};
  }

  const PackedRows& x_;
  tiles::Rows w_;
  bool turned_;
  std::size_t depth_;
  const float* bias_;
  MutableView& out_;
  std::size_t width_ = tiles::shape().width;
};

/// Fewer sums, and fewer numbers to pack, are not worth waking anybody for.
constexpr std::size_t kWorthSharing = std::size_t{1} << 18U;
constexpr std::size_t kWorthPackingTogether = std::size_t{1} << 15U;

}  // namespace

void PackedRows::pack(const MatrixView& x, Workers& workers) {
  rows_ = x.rows();
  depth_ = x.cols();
  const std::size_t depth = size(depth_);
  numbers_.resize(std::max(numbers_.size(), tiles::packed_rows_size(size(rows_), depth)));
  constexpr std::size_t kAtOnce = 2;
  const std::size_t row_tiles = tiles::row_tiles(size(rows_));
  const std::size_t parts = (row_tiles + kAtOnce - 1) / kAtOnce;
  const auto pack_part = [&](std::size_t part) {
    tiles::pack_rows(rows_of(x), size(rows_), depth, part * kAtOnce, std::min(row_tiles, (part + 1) * kAtOnce),
                     numbers_.data());
  };
  if (size(x.size()) < kWorthPackingTogether) {
    for (std::size_t part = 0; part < parts; ++part) pack_part(part);
  } else {
    workers.each(parts, pack_part);
  }
}

void multiply(const PackedRows& x, const MatrixView& w, MatrixOrder order, const VectorView& bias, MutableView out,
              Workers& workers) {
  const std::size_t columns = size(out.cols());
  assert(out.rows() == x.rows() && (order == MatrixOrder::OutIn ? w.rows() : w.cols()) == out.cols());
  assert((order == MatrixOrder::OutIn ? w.cols() : w.rows()) == x.depth() && x.depth() > 0);
  const auto part_between = [&](std::size_t begin, std::size_t end) {
    Columns(x, w, order, bias, out).multiply(begin, end);
  };
  const std::size_t sums = columns * size(x.depth()) * size(x.rows());
  if (workers.count() == 1 || sums < kWorthSharing) return part_between(0, columns);
  // Ever smaller parts: long runs of columns are read fastest, short ones at the end let all be done at the same time.
  const std::size_t width = tiles::shape().width;
  const std::size_t panels = (columns + width - 1) / width;
  const std::size_t shares = 2 * workers.count();
  std::vector<std::size_t> ends{0};
  while (ends.back() < panels) ends.push_back(ends.back() + (panels - ends.back() + shares - 1) / shares);
  workers.each(ends.size() - 1,
               [&](std::size_t part) { part_between(ends[part] * width, std::min(columns, ends[part + 1] * width)); });
}

}  // namespace attnscope
