#include "core/attend.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "core/kernels/tiles.h"
#include "core/scratch.h"
#include "core/softmax.h"

namespace attnscope {
namespace {

constexpr Eigen::Index kRowsAtOnce = 96;

std::size_t size_t_of(Eigen::Index count) { return static_cast<std::size_t>(count); }

tiles::Rows rows_from(const MatrixView& matrix, Eigen::Index row) {
  return {.at = matrix.data() + row * matrix.outerStride(), .stride = size_t_of(matrix.outerStride())};
}

/// What one head needs besides its vectors; kept from head to head.
struct Workplace {
  ScratchNumbers keys, values;  ///< packed: of all keys
  ScratchNumbers queries;       ///< packed: some rows
  ScratchNumbers weights;       ///< of these rows, and packed
  ScratchNumbers packed_weights;
};

/// From one row of weights to the next: rows that a power of two lies between would push each other out of the cache.
std::size_t stride_of(std::size_t keys) { return (keys / 32 + 1) * 32 + 16; }

/// One head, some of its rows at a time.
class Head {
 public:
  Head(const HeadTrace& head, const Attending& how, const tiles::Kernels& kernels, Workplace& place)
      : head_(head),
        q_(head.q.view()),
        k_(head.k.view()),
        v_(head.v.view()),
        place_(place),
        kernels_(kernels),
        scale_(how.multiplier * head.native_scale),
        mask_(how.mask.value_or(head.mask)) {
    const std::size_t keys = size_t_of(k_.rows());
    place.keys.room_for(kernels.packed_columns_size(size_t_of(k_.cols()), keys));
    kernels.pack_columns_turned(rows_from(k_, 0), size_t_of(k_.cols()), keys, place.keys.data());
    place.values.room_for(kernels.packed_columns_size(keys, size_t_of(v_.cols())));
    kernels.pack_columns(rows_from(v_, 0), keys, size_t_of(v_.cols()), place.values.data());
  }

  /// Rows begin ... end - 1 into as many rows of context.
  Status attend(Eigen::Index begin, Eigen::Index end, float* context, Eigen::Index stride) {
    const KeyRange keys = keys_of(begin, end);
    if (Status made = weights(begin, end, keys); !made) return made;
    const std::size_t rows = size_t_of(end - begin);
    const std::size_t count = size_t_of(keys.size());
    place_.packed_weights.room_for(kernels_.packed_rows_size(rows, count));
    kernels_.pack_rows({.at = place_.weights.data(), .stride = stride_of(count)}, rows, count, 0,
                       kernels_.row_tiles(rows), place_.packed_weights.data());
    kernels_.multiply(
        {.a = place_.packed_weights.data(),
         .n = rows,
         .a_depth = count,
         .from = 0,
         .b = place_.values.data() + kernels_.place_in_columns(size_t_of(v_.rows()), 0, size_t_of(keys.begin)),
         .b_depth = size_t_of(v_.rows()),
         .columns = size_t_of(v_.cols()),
         .depth = count,
         .c = context,
         .stride = size_t_of(stride)});
    return {};
  }

 private:
  /// What any of the rows sees, from where a panel of keys begins.
  [[nodiscard]] KeyRange keys_of(Eigen::Index begin, Eigen::Index end) const {
    const int width = static_cast<int>(kernels_.shape.width);
    const int keys = static_cast<int>(k_.rows());
    const KeyRange first = visible_keys(mask_, static_cast<int>(begin), keys);
    const KeyRange last = visible_keys(mask_, static_cast<int>(end) - 1, keys);
    return {first.begin / width * width, last.end};
  }

  Status weights(Eigen::Index begin, Eigen::Index end, KeyRange keys) {
    const std::size_t rows = size_t_of(end - begin);
    const std::size_t depth = size_t_of(q_.cols());
    const std::size_t count = size_t_of(keys.size());
    place_.queries.room_for(kernels_.packed_rows_size(rows, depth));
    place_.weights.room_for(rows * stride_of(count));
    kernels_.pack_rows(rows_from(q_, begin), rows, depth, 0, kernels_.row_tiles(rows), place_.queries.data());
    kernels_.multiply({.a = place_.queries.data(),
                       .n = rows,
                       .a_depth = depth,
                       .b = place_.keys.data() + kernels_.place_in_columns(depth, size_t_of(keys.begin), 0),
                       .b_depth = depth,
                       .columns = count,
                       .depth = depth,
                       .c = place_.weights.data(),
                       .stride = stride_of(count)});
    for (Eigen::Index i = begin; i < end; ++i) {
      const KeyRange seen = visible_keys(mask_, static_cast<int>(i), static_cast<int>(k_.rows()));
      const Eigen::Map<const Eigen::RowVectorXf> all = head_.bias.row(i, k_.rows());
      const Eigen::Map<const Eigen::RowVectorXf> bias(all.data() + (all.size() > 0 ? keys.begin : 0),
                                                      all.size() > 0 ? keys.size() : 0);
      Eigen::Map<Eigen::RowVectorXf> here(place_.weights.data() + size_t_of(i - begin) * stride_of(count), keys.size());
      Status made = weigh_row(here, bias, {seen.begin - keys.begin, seen.end - keys.begin}, scale_, i, here);
      if (!made) return made;
    }
    return {};
  }

  const HeadTrace& head_;
  MatrixView q_, k_, v_;
  Workplace& place_;
  const tiles::Kernels& kernels_;
  float scale_;
  Mask mask_;
};

Error of_head(std::size_t head, Error error) {
  error.where = "head " + std::to_string(head + 1) + ", " + error.where;
  return error;
}

}  // namespace

Status attend(const std::vector<HeadTrace>& heads, const Attending& how, Matrix& context, Workers& workers,
              const std::stop_token& stop) {
  const Eigen::Index rows = heads.front().q.rows();
  std::vector<Eigen::Index> column(1, 0);  // where each head's share of the context begins
  for (const HeadTrace& head : heads) column.push_back(column.back() + head.v.columns());
  context.resize(rows - how.first, column.back());

  const tiles::Kernels kernels = tiles::kernels_for(size_t_of(rows - how.first));
  // A part is a head, or some of its rows where there are fewer heads than workers could take.
  const std::size_t blocks = size_t_of((rows - how.first + kRowsAtOnce - 1) / kRowsAtOnce);
  const std::size_t shares = std::min(blocks, (2 * workers.count() + heads.size() - 1) / heads.size());
  std::vector<Status> done(heads.size() * shares);
  const auto attend_part = [&](std::size_t part) {
    const std::size_t h = part / shares;
    thread_local Workplace place;  // a page's first touch costs more than its use
    Head head(heads[h], how, kernels, place);
    const tiles::Multiplying multiplying(kernels);
    const std::size_t end = blocks * (part % shares + 1) / shares;
    for (std::size_t block = blocks * (part % shares) / shares; block < end && done[part]; ++block) {
      if (stop.stop_requested()) return;
      const Eigen::Index begin = how.first + static_cast<Eigen::Index>(block) * kRowsAtOnce;
      float* const to = context.data() + (begin - how.first) * context.cols() + column[h];
      done[part] = head.attend(begin, std::min(rows, begin + kRowsAtOnce), to, context.cols());
    }
  };
  const bool tiny = context.size() * heads.front().k.rows() < (Eigen::Index{1} << 18U);
  if (tiny) {
    for (std::size_t part = 0; part < done.size(); ++part) attend_part(part);
  } else {
    workers.each(done.size(), attend_part);
  }
  const auto failed = std::ranges::find_if(done, [](const Status& status) { return !status; });
  if (failed == done.end()) return {};
  return of_head(static_cast<std::size_t>(failed - done.begin()) / shares, failed->error());
}

}  // namespace attnscope
