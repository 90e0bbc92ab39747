#pragma once

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "app/plans/query_plan.h"
#include "app/scene.h"
#include "tests/app/fake_source.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope::test {

/// A head over some tokens and how it is looked at.
struct HeadQuestion {
  Trace trace;
  HeadTrace head;
  HeadView view;
  ShownTokens shown;

  [[nodiscard]] QueryInput input() const { return {head, shown, shown, view, view, view}; }
  [[nodiscard]] QueryPlan plan(int query, float step = kTimelineEnd) const {
    return plan_query(input(), query, step, view.weights.row(query));
  }
  [[nodiscard]] int size() const { return trace.size(); }
};

inline HeadQuestion question(std::vector<Token> tokens, const Matrix& q, const Matrix& k, const Matrix& v,
                             const LookOptions& options) {
  Result<HeadView> view = look(q, k, options);
  EXPECT_TRUE(view.ok());
  ShownTokens shown = show_through(tokens, {});
  return {{.tokens = std::move(tokens), .layers = {}},
          {q, k, v, options.scale, options.mask, options.bias},
          std::move(*view),
          std::move(shown)};
}

inline HeadQuestion random_question(int n, const Mask& mask, float scale, std::uint32_t seed, int dimensions = 4) {
  Random random(seed);
  const Matrix q = random_matrix(n, dimensions, 2, random);
  const Matrix k = random_matrix(n, dimensions, 2, random);
  const Matrix v = random_matrix(n, dimensions, 2, random);
  return question(random_tokens(n, 1000, seed), q, k, v, {.scale = scale, .mask = mask});
}

/// Three words whose numbers can be followed by hand; queries, keys and values are the same.
inline HeadQuestion three_words() {
  const Matrix x = to_matrix({{.2, .8, .1}, {.9, .3, .7}, {.4, .6, .5}});
  return question(words("The cat sat"), x, x, x, {.scale = 1, .mask = Mask::all()});
}

}  // namespace attnscope::test
