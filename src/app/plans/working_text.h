#pragma once

#include <string>

#include "app/layer_answer.h"
#include "app/plans/query_plan.h"

namespace attnscope {

// The whole calculation of one query, for a notebook or a spreadsheet.

/// A line a key, "trophy: 32.687 × 0.17678 = 5.778   e^(5.778 − 5.778) = 1.0000   ÷ 1.0631 = 94.1 %", in which each
/// number comes out by hand from those before it; before them the scale, after them the vectors of the query, of every
/// key and value, and of the output; after them what the layer does with that, or one line that says why nothing.
/// layer: null where nobody asks.
std::string working_text(const QueryInput& in, int query, const LayerAnswer* layer = nullptr);

/// The same as CSV (RFC 4180): a line a key with score, scaled, minus largest, exponential, share and its key and value
/// vectors; then one for the query, whose vector stands in the key's columns, and one for the output in the value's.
/// What does not exist is empty: a hidden key's exponential, the score of a word of several pieces. Numbers are the
/// shortest that read back as the same float. Where the layer is known, its dimensions are further columns, x1 ...: a
/// line a head with its blend in the value's columns and what it adds to the row in these, and a line each for the bias
/// of W_O, the row before, all that is added, the row after, and what a norm makes of it.
std::string working_csv(const QueryInput& in, int query, const LayerAnswer* layer = nullptr);

/// "0.2, 0.8, 0.1": the shortest that read back as the same floats.
std::string vector_text(Eigen::Ref<const Eigen::RowVectorXf> values);

}  // namespace attnscope
