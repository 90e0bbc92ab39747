#pragma once

#include <string>
#include <vector>

#include "core/attention.h"
#include "core/trace.h"

namespace attnscope {

/// One key as the asking token meets it. Written numbers are final; the reveals say how much of them to show yet.
struct QueryRow {
  int key = 0;
  bool visible = true;       ///< the mask lets the query see this key
  float score = 0;           ///< q.k
  float logit = 0;           ///< scale x score
  float exponential = 0;     ///< exp(logit - largest logit); 0 where hidden
  float weight = 0;          ///< exponential / sum
  float shown_weight = 0;    ///< the weight on its way, for bars
  float score_reveal = 1;    ///< 0 ... 1, stage 1
  float softmax_reveal = 1;  ///< stage 2
  float blend_reveal = 1;    ///< stage 3
};

/// What the query view shows of one token's question.
struct QueryPlan {
  std::vector<QueryRow> rows;
  float scale = 1;          ///< the absolute factor
  float largest_logit = 0;  ///< over visible keys
  float exponential_sum = 0;
  float logit_low = 0;   ///< smallest visible logit, at most 0: where score bars begin
  float logit_high = 0;  ///< largest visible logit, at least 0: where they end
  Eigen::RowVectorXf
      output;              ///< [head_dim] the blend of the rows revealed so far; all of it at the end of the timeline
  float value_extent = 1;  ///< largest |v| over keys, for cell colours
  std::string summary;     ///< "80 % trophy, 17 % suitcase, 3 % everything else"
};

/// How much of row `index` of `count` is revealed when its stage stands at `t` (0 ... 1): rows follow one another.
float row_reveal(float t, int index, int count);

/// step: 0 ... kTimelineEnd. shown: the query's row of weights as drawn now. Rows come in the sentence's order or the
/// heaviest first; they are revealed in the order in which they come.
QueryPlan plan_query(const Trace& trace, const HeadTrace& head, const HeadView& view, int query, float step,
                     Eigen::Ref<const Eigen::RowVectorXf> shown, bool heaviest_first = false);

/// The query's heaviest words in whole per cents: pieces of a word count together, the rest is "everything else".
std::string summarise(const std::vector<Token>& tokens, Eigen::Ref<const Eigen::RowVectorXf> weights);

}  // namespace attnscope
