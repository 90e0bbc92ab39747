#include "core/lens.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "core/softmax.h"

namespace attnscope {
namespace {

/// Where the tokens of `seen` stand among `kept`.
KeyRange among(std::span<const int> kept, KeyRange seen) {
  const auto place = [&](int token) { return static_cast<int>(std::ranges::lower_bound(kept, token) - kept.begin()); };
  return {place(seen.begin), place(seen.end)};
}

/// The words that have a token in `seen`.
KeyRange touched(std::span<const TokenRange> words, KeyRange seen) {
  const auto first = std::ranges::lower_bound(words, seen.begin + 1, {}, &TokenRange::end);
  const auto last = std::ranges::lower_bound(words, seen.end, {}, &TokenRange::begin);
  return {static_cast<int>(first - words.begin()), static_cast<int>(last - words.begin())};
}

KeyRange both(KeyRange a, KeyRange b) {
  if (a.size() <= 0) return b;
  if (b.size() <= 0) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

/// One row's sums over the keys of each word.
Eigen::RowVectorXf summed(Eigen::Ref<const Eigen::RowVectorXf> row, std::span<const TokenRange> words) {
  Eigen::RowVectorXf sums(static_cast<Eigen::Index>(words.size()));
  for (std::size_t j = 0; j < words.size(); ++j) {
    sums[static_cast<Eigen::Index>(j)] = row.segment(words[j].begin, words[j].size()).sum();
  }
  return sums;
}

/// The row of what is added to the logits; empty where nothing is.
Eigen::RowVectorXf bias_row(const HeadView& view, Eigen::Index row) {
  if (view.bias.size() == 0) return {};
  return view.bias.row(row);
}

/// The mean over all pairs of pieces.
Matrix mean_of_pieces(const Matrix& cells, std::span<const TokenRange> rows, std::span<const TokenRange> columns) {
  Matrix means(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      means(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c)) =
          cells.block(rows[r].begin, columns[c].begin, rows[r].size(), columns[c].size()).mean();
    }
  }
  return means;
}

/// The weights of an even head.
Eigen::RowVectorXf even_row(KeyRange seen, Eigen::Index keys) {
  Eigen::RowVectorXf row = Eigen::RowVectorXf::Zero(keys);
  row.segment(seen.begin, seen.size()).setConstant(1.0F / static_cast<float>(seen.size()));
  return row;
}

}  // namespace

HeadView keep(const HeadView& view, std::span<const int> rows, std::span<const int> columns) {
  const auto height = static_cast<Eigen::Index>(rows.size());
  const auto width = static_cast<Eigen::Index>(columns.size());
  const int keys = static_cast<int>(view.scores.cols());
  HeadView kept{.scores = Matrix(height, width),
                .weights = Matrix::Zero(height, width),
                .entropy = std::vector<float>(rows.size(), 0.0F),
                .scale = view.scale,
                .mask = {}};
  if (view.bias.size() > 0) kept.bias.resize(height, width);
  std::vector<KeyRange> seen;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto i = static_cast<Eigen::Index>(r);
    for (Eigen::Index j = 0; j < width; ++j) kept.scores(i, j) = view.scores(rows[r], columns[static_cast<size_t>(j)]);
    for (Eigen::Index j = 0; j < kept.bias.cols(); ++j) {
      kept.bias(i, j) = view.bias(rows[r], columns[static_cast<std::size_t>(j)]);
    }
    seen.push_back(among(columns, visible_keys(view.mask, rows[r], keys)));
    if (seen.back().size() < 1) continue;
    // Finite, because the same logits were on the whole view.
    (void)softmax_row(kept.scores.row(i), bias_row(kept, i), seen.back(), view.scale, kept.weights.row(i));
    kept.entropy[r] = entropy_bits(kept.weights.row(i).segment(seen.back().begin, seen.back().size()));
  }
  kept.mask = {view.mask.mask, std::move(seen)};
  return kept;
}

HeadView join(const HeadView& view, std::span<const TokenRange> rows, std::span<const TokenRange> columns) {
  const auto height = static_cast<Eigen::Index>(rows.size());
  const auto width = static_cast<Eigen::Index>(columns.size());
  const int keys = static_cast<int>(view.scores.cols());
  HeadView joined{.scores = mean_of_pieces(view.scores, rows, columns),
                  .weights = Matrix::Zero(height, width),
                  .entropy = {},
                  .scale = view.scale,
                  .mask = {},
                  .even = Matrix::Zero(height, width)};
  if (view.bias.size() > 0) joined.bias = mean_of_pieces(view.bias, rows, columns);
  std::vector<KeyRange> seen(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto word = static_cast<Eigen::Index>(r);
    int asking = 0;
    for (int i = rows[r].begin; i < rows[r].end; ++i) {
      const KeyRange keys_seen = visible_keys(view.mask, i, keys);
      if (keys_seen.size() < 1) continue;
      ++asking;
      joined.weights.row(word) += summed(view.weights.row(i), columns);
      joined.even.row(word) += summed(even_row(keys_seen, keys), columns);
      seen[r] = both(seen[r], touched(columns, keys_seen));
    }
    if (asking > 1) joined.weights.row(word) /= static_cast<float>(asking);
    if (asking > 1) joined.even.row(word) /= static_cast<float>(asking);
    joined.entropy.push_back(entropy_bits(joined.weights.row(word)));
  }
  joined.mask = {view.mask.mask, std::move(seen)};
  return joined;
}

std::vector<EntropyPoint> entropy_curve(const HeadView& view, TokenRange row, std::span<const TokenRange> columns,
                                        float native, float from, float to, int count) {
  assert(0 <= row.begin && row.begin < row.end && row.end <= view.scores.rows());
  assert(0.0F < from && 0.0F < to && count >= 2);
  std::vector<EntropyPoint> curve;
  curve.reserve(static_cast<std::size_t>(count));
  Eigen::RowVectorXf weights(view.scores.cols());
  for (int p = 0; p < count; ++p) {
    const float t = static_cast<float>(p) / static_cast<float>(count - 1);
    const float multiplier = p == count - 1 ? to : from * std::pow(to / from, t);
    Eigen::RowVectorXf joined = Eigen::RowVectorXf::Zero(static_cast<Eigen::Index>(columns.size()));
    int asking = 0;
    bool finite = true;
    for (int i = row.begin; i < row.end && finite; ++i) {
      const KeyRange seen = visible_keys(view.mask, i, static_cast<int>(view.scores.cols()));
      if (seen.size() < 1) continue;
      ++asking;
      finite = softmax_row(view.scores.row(i), bias_row(view, i), seen, multiplier * native, weights);
      if (finite) joined += summed(weights, columns);
    }
    if (!finite || asking == 0) continue;
    curve.push_back({.multiplier = multiplier, .bits = entropy_bits(joined / static_cast<float>(asking))});
  }
  return curve;
}

}  // namespace attnscope
