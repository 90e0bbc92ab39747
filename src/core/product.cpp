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

// What the second-level cache holds at once: a slice of w with so many columns as it is multiplied and the next one on
// its way from memory, so many rows of x as deep as the slice, and as much of the product as they make.
constexpr std::size_t kRows = 512;
constexpr std::size_t kColumns = 192;

std::size_t size(Eigen::Index count) { return static_cast<std::size_t>(count); }

Eigen::Index index_of(std::size_t count) { return static_cast<Eigen::Index>(count); }

tiles::Rows rows_of(const MatrixView& matrix) { return {.at = matrix.data(), .stride = size(matrix.outerStride())}; }

/// A part of w: some columns of what x is multiplied by, kColumns at most, and `depth` of the sums' terms.
struct Slice {
  std::size_t begin, end;  ///< columns
  std::size_t from, depth;
};

/// A product's columns, slice by slice, each panel by panel: while one slice is multiplied the next one comes from
/// memory.
class Columns {
 public:
  Columns(const PackedRows& x, const MatrixView& w, MatrixOrder order, const VectorView& bias, MutableView& out)
      : x_(x),
        w_(rows_of(w)),
        turned_(order == MatrixOrder::OutIn),
        depth_(size(x.depth())),
        bias_(bias.size() == 0 ? nullptr : bias.data()),
        out_(out) {}

  [[nodiscard]] std::size_t panels() const { return panels_of(size(out_.cols())); }

  /// The panels first ... last - 1.
  void multiply(std::size_t first, std::size_t last) const {
    const std::size_t end = std::min(last * shape_.width, size(out_.cols()));
    const tiles::Multiplying multiplying(kernels_);
    for (std::size_t index = 0; index < x_.blocks(); ++index) {
      std::optional<Slice> slice = slice_at(first * shape_.width, end, 0);
      while (slice) {
        const std::optional<Slice> next = after(*slice, end);
        multiply(x_.block(index), *slice, next);
        slice = next;
      }
    }
  }

 private:
  [[nodiscard]] std::size_t panels_of(std::size_t columns) const { return (columns + shape_.width - 1) / shape_.width; }

  [[nodiscard]] std::optional<Slice> slice_at(std::size_t begin, std::size_t end, std::size_t from) const {
    if (begin >= end || from >= depth_) return std::nullopt;
    return Slice{.begin = begin,
                 .end = std::min(end, begin + kColumns),
                 .from = from,
                 .depth = std::min(shape_.depth, depth_ - from)};
  }

  /// Deeper into the same columns, then the next ones.
  [[nodiscard]] std::optional<Slice> after(const Slice& slice, std::size_t end) const {
    const std::optional<Slice> deeper = slice_at(slice.begin, slice.end, slice.from + slice.depth);
    return deeper ? deeper : slice_at(slice.end, end, 0);
  }

  void multiply(const PackedRows::Block& x, const Slice& slice, const std::optional<Slice>& next) const {
    const std::size_t panels = panels_of(slice.end - slice.begin);
    for (std::size_t panel = 0; panel < panels; ++panel) {
      multiply(x, slice, panel, next ? ahead(*next, panel, panels) : tiles::Ahead());
    }
  }

  void multiply(const PackedRows::Block& x, const Slice& slice, std::size_t panel, const tiles::Ahead& ahead) const {
    alignas(64) thread_local std::array<float, tiles::kMostDepth * tiles::kMostWidth> packed;
    thread_local ScratchNumbers sums;  // of all panels, until the last slice of their columns
    const std::size_t column = slice.begin + panel * shape_.width;
    const std::size_t columns = std::min(shape_.width, slice.end - column);
    const tiles::Rows w{.at = at(column, slice.from), .stride = w_.stride};
    const bool packs_itself = !turned_ && columns == shape_.width;
    if (!packs_itself) {
      (turned_ ? kernels_.pack_columns_turned : kernels_.pack_columns)(w, slice.depth, columns, packed.data());
    }
    const bool last = slice.from + slice.depth == depth_;
    const bool whole = last && slice.from == 0;
    float* const unfinished = whole ? nullptr : sums.room_for(kRows * kColumns) + panel * kRows * shape_.width;
    const std::size_t stride = size(out_.outerStride());
    kernels_.multiply({.a = x.packed,
                       .n = size(x.rows),
                       .a_depth = depth_,
                       .from = slice.from,
                       .b = packed.data(),
                       .b_depth = slice.depth,
                       .unpacked = packs_itself ? w : tiles::Rows(),
                       .columns = columns,
                       .depth = slice.depth,
                       .sums = slice.from > 0 ? unfinished : nullptr,
                       .c = last ? out_.data() + size(x.first) * stride + column : unfinished,
                       .stride = last ? stride : shape_.width,
                       .bias = last && bias_ != nullptr ? bias_ + column : nullptr,
                       .ahead = ahead});
  }

  /// Where the terms from `from` on of a column begin in memory.
  [[nodiscard]] const float* at(std::size_t column, std::size_t from) const {
    return turned_ ? w_.at + column * w_.stride + from : w_.at + from * w_.stride + column;
  }

  /// What is to come of the next slice while one of so many panels is multiplied: whole rows as they lie in memory.
  [[nodiscard]] tiles::Ahead ahead(const Slice& next, std::size_t panel, std::size_t panels) const {
    const std::size_t rows = turned_ ? next.end - next.begin : next.depth;
    const std::size_t first = rows * panel / panels;
    return {.numbers = {.at = at(next.begin, next.from) + first * w_.stride, .stride = w_.stride},
            .rows = rows * (panel + 1) / panels - first,
            .columns = turned_ ? next.depth : next.end - next.begin};
  }

  const PackedRows& x_;
  tiles::Rows w_;
  bool turned_;
  std::size_t depth_;
  const float* bias_;
  MutableView& out_;
  const tiles::Kernels& kernels_ = x_.kernels();
  tiles::Shape shape_ = kernels_.shape;
};

/// Fewer sums, and fewer numbers to pack, are not worth waking anybody for.
constexpr std::size_t kWorthSharing = std::size_t{1} << 18U;
constexpr std::size_t kWorthPackingTogether = std::size_t{1} << 15U;

}  // namespace

void PackedRows::pack(const MatrixView& x, Workers& workers, const Prepare& prepare) {
  rows_ = x.rows();
  depth_ = x.cols();
  if (rows_ == 0) return;
  kernels_ = tiles::kernels_for(size(rows_));
  const std::size_t depth = size(depth_);
  const std::size_t block_size = kernels_.packed_rows_size(kRows, depth);
  const std::size_t last_block = size(rows_) - (blocks() - 1) * kRows;
  float* const packed = numbers_.room_for((blocks() - 1) * block_size + kernels_.packed_rows_size(last_block, depth));
  const std::size_t tiles_of_block = kernels_.row_tiles(kRows);
  const auto pack_tile = [&](std::size_t index) {
    const std::size_t block = index / tiles_of_block;
    const std::size_t tile = index % tiles_of_block;
    const std::size_t rows = block + 1 < blocks() ? kRows : last_block;
    const std::size_t first = block * kRows;
    if (prepare) {
      prepare(index_of(first + kernels_.first_row(tile, rows)), index_of(first + kernels_.first_row(tile + 1, rows)));
    }
    const std::size_t stride = size(x.outerStride());
    kernels_.pack_rows({x.data() + first * stride, stride}, rows, depth, tile, tile + 1, packed + block * block_size);
  };
  const std::size_t tiles = (blocks() - 1) * tiles_of_block + kernels_.row_tiles(last_block);
  if (size(x.size()) < kWorthPackingTogether) {
    for (std::size_t tile = 0; tile < tiles; ++tile) pack_tile(tile);
  } else {
    workers.each(tiles, pack_tile);
  }
}

std::size_t PackedRows::blocks() const { return (size(rows_) + kRows - 1) / kRows; }

PackedRows::Block PackedRows::block(std::size_t index) const {
  const std::size_t first = index * kRows;
  return {.packed = numbers_.data() + index * kernels_.packed_rows_size(kRows, size(depth_)),
          .first = index_of(first),
          .rows = index_of(std::min(kRows, size(rows_) - first))};
}

void multiply(const PackedRows& x, const MatrixView& w, MatrixOrder order, const VectorView& bias, MutableView out,
              Workers& workers) {
  const std::size_t columns = size(out.cols());
  assert(out.rows() == x.rows() && (order == MatrixOrder::OutIn ? w.rows() : w.cols()) == out.cols());
  assert((order == MatrixOrder::OutIn ? w.cols() : w.rows()) == x.depth() && x.depth() > 0);
  const Columns product(x, w, order, bias, out);
  const std::size_t panels = product.panels();
  const std::size_t sums = columns * size(x.depth()) * size(x.rows());
  if (workers.count() == 1 || sums < kWorthSharing) return product.multiply(0, panels);
  // Ever smaller parts: long runs of columns are read fastest, short ones at the end let all be done at the same time.
  const std::size_t shares = workers.count();
  std::vector<std::size_t> ends{0};
  while (ends.back() < panels) ends.push_back(ends.back() + (panels - ends.back() + shares - 1) / shares);
  workers.each(ends.size() - 1, [&](std::size_t part) { product.multiply(ends[part], ends[part + 1]); });
}

}  // namespace attnscope
