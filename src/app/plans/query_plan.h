#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/answer.h"
#include "app/lens.h"
#include "core/attention.h"
#include "core/trace.h"

namespace attnscope {

/// A head as it is shown, and what stands behind it.
struct QueryInput {
  const HeadTrace& head;
  const ShownTokens& shown;  ///< of the text that asks
  const ShownTokens& keys;   ///< of the text that is asked; the same where a text looks at itself
  const HeadView& computed;  ///< every token
  const HeadView& pieces;    ///< shown.kept by keys.kept
  const HeadView& view;      ///< shown.tokens by keys.tokens
};

/// What an Answer shows; none where it shows nothing.
std::optional<QueryInput> query_input(const Answer& answer);

/// One key as the asking token meets it. Written numbers are final; the reveals say how much of them to show yet.
struct QueryRow {
  int key = 0;
  bool visible = true;  ///< the mask lets the query see this key
  /// Several pieces ask or are asked: the weight is a sum and a mean of theirs, and no one score stands behind it.
  bool joined = false;
  float score = 0;         ///< q.k
  float bias = 0;          ///< what the model adds by distance; see QueryPlan::biased
  float logit = 0;         ///< scale x score + bias
  float exponential = 0;   ///< exp(logit - largest logit), of several pieces the sum of theirs; 0 where hidden
  double exact_logit = 0;  ///< logit and exponential in double, from which the digits come that are written
  double exact_exponential = 0;
  float weight = 0;          ///< exponential / sum
  float shown_weight = 0;    ///< the weight on its way, for bars
  float score_reveal = 1;    ///< 0 ... 1, stage 1
  float minus_reveal = 1;    ///< stage 2: logit - largest logit
  float exp_reveal = 1;      ///< its exponential
  float total_reveal = 1;    ///< whether that is in the sum yet
  float softmax_reveal = 1;  ///< the share
  float blend_reveal = 1;    ///< stage 3
};

/// What the query view shows of one token's question.
struct QueryPlan {
  std::vector<QueryRow> rows;
  float scale = 1;          ///< the absolute factor
  bool biased = false;      ///< whether the head adds anything to its scores
  bool joined = false;      ///< several pieces ask, so that no one score stands behind any row
  float largest_logit = 0;  ///< over visible keys; likewise exponential_sum
  float exponential_sum = 0;
  double exact_largest = 0;  ///< largest_logit and exponential_sum in double
  double exact_sum = 0;
  float exponential_most = 0;  ///< of a row
  float logit_low = 0;         ///< smallest visible logit, at most 0: where score bars begin
  float logit_high = 0;        ///< largest visible logit, at least 0: where they end
  Eigen::RowVectorXf
      output;              ///< [head_dim] the blend of the rows revealed so far; all of it at the end of the timeline
  float value_extent = 1;  ///< largest |v| over keys, for cell colours
  float left_out = 0;      ///< the share of this query's attention that goes to tokens that the lens leaves out
  std::string summary;     ///< "80 % trophy, 17 % suitcase, 3 % everything else"
};

/// How long the bar of a row's softmax is, 0 ... 1: first its exponential against the largest, then its share of all.
float softmax_bar(const QueryPlan& plan, const QueryRow& row);

/// step: 0 ... kTimelineEnd. shown: the query's row of weights as drawn now. Rows come in the sentence's order or the
/// heaviest first; they are revealed in the order in which they come.
QueryPlan plan_query(const QueryInput& in, int query, float step, Eigen::Ref<const Eigen::RowVectorXf> shown,
                     bool heaviest_first = false);

/// What a key's share is multiplied by: its value, or the mean of its pieces' values by their shares. [head_dim]
Eigen::RowVectorXf value_of(const QueryInput& in, int query, int key);

/// What the row takes away: every share x value, added up. [head_dim]
Eigen::RowVectorXf output_of(const QueryInput& in, int query);

/// How the share of a joined row comes about, as it can be checked by hand: "16.9 % = em 12.345 % + bed 4.567 %", or
/// "4.1 % = (3.120 % + 5.024 %) ÷ 2, the mean of play, ing".
std::string joined_text(const QueryInput& in, int query, const QueryRow& row);

/// The numbers of every pair of pieces behind a joined row, a line each, at most `most` of them.
std::string pieces_text(const QueryInput& in, int query, int key, int most);

/// " + 0.124" or " − 3.000": what the view adds to scale x score in this cell; empty where it adds nothing.
std::string bias_text(const HeadView& view, int row, int column);

/// The query's heaviest words in whole per cents: pieces of a word count together, the rest is "everything else".
std::string summarise(const std::vector<Token>& tokens, Eigen::Ref<const Eigen::RowVectorXf> weights);

}  // namespace attnscope
