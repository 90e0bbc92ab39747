#pragma once

#include <vector>

#include "core/mask.h"
#include "core/matrix.h"
#include "core/token.h"

namespace attnscope {

/// What one head computed for one text. Kept as O(n d); the n x n map is made when somebody looks (see look()).
struct HeadTrace {
  Matrix q;            ///< [n, head_dim], one row a query token
  Matrix k;            ///< [n, head_dim], one row a key token
  Matrix v;            ///< [n, head_dim], one row a value
  float native_scale;  ///< what the model multiplies q.k by; 1/sqrt(head_dim) as a rule
  Mask mask;           ///< what the model itself lets a query see
};

/// What one forward pass produced. Immutable once made, so threads may share it.
struct Trace {
  std::vector<Token> tokens;
  std::vector<std::vector<HeadTrace>> layers;  ///< [layer][head], counted from 0 in code

  [[nodiscard]] int size() const { return static_cast<int>(tokens.size()); }
};

}  // namespace attnscope
