#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "core/mask.h"
#include "core/matrix.h"
#include "core/result.h"
#include "core/trace.h"
#include "core/workers.h"

namespace attnscope {

/// How the heads of a layer attend within a pass.
struct Attending {
  float multiplier = 1.0F;        ///< of each head's native scale
  std::optional<Mask> mask = {};  ///< instead of the heads' own
  Eigen::Index first = 0;         ///< queries before this one are left out
};

/// What the heads of a layer blend, side by side: softmax(multiplier * native_scale * q k^T + bias) v of each, under
/// its mask. context: resized to [n - first, sum of the heads' widths]. Some rows of a head at a time, and of the keys
/// only those that one of these rows sees: O(n d) memory, never n x n. The weights are softmax_row()'s, as everywhere.
/// Errors  EmptyRow, NotFinite; `where` names head and row, from 1. Once stopped, context is unspecified.
Status attend(const std::vector<HeadTrace>& heads, const Attending& how, Matrix& context, Workers& workers,
              const std::stop_token& stop);

}  // namespace attnscope
