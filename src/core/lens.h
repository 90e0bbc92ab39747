#pragma once

#include <span>
#include <vector>

#include "core/attention.h"
#include "core/token.h"

// A head on fewer or joined tokens. Rows and columns are told apart: a head's queries and keys need not be the tokens
// of one text.
namespace attnscope {

/// The view on some of its tokens, as if there were no others: a row's weights are the softmax over the keys that are
/// left, which is what is left of the row divided by its sum. A row that may see none of them is all 0 and sees none.
/// rows, columns: tokens of the view, rising, at least one. Shape  [rows.size(), columns.size()].
HeadView keep(const HeadView& view, std::span<const int> rows, std::span<const int> columns);

/// The view by words: weights are summed over a word's keys and averaged over its queries, so that a row still sums to
/// 1; queries that see nothing stay out of the average. A score is the mean over all pairs of pieces, and so is a bias.
/// rows, columns: each word's tokens of the view, rising, at least one. Shape  [rows.size(), columns.size()].
HeadView join(const HeadView& view, std::span<const TokenRange> rows, std::span<const TokenRange> columns);

/// One point of the curve "entropy against scale" of one row.
struct EntropyPoint {
  float multiplier;
  float bits;
};

/// The entropy of the row that join() makes of the queries `row`, at `count` >= 2 multipliers spaced evenly in log
/// between `from` and `to` (> 0); the pieces' rows are made anew at each. native is the head's own scale. Multipliers
/// at which a logit overflows are left out; a row that sees nothing has no curve.
std::vector<EntropyPoint> entropy_curve(const HeadView& view, TokenRange row, std::span<const TokenRange> columns,
                                        float native, float from, float to, int count);

}  // namespace attnscope
