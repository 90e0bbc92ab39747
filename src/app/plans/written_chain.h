#pragma once

#include <string>

#include "app/plans/query_plan.h"

namespace attnscope {

/// With how many digits after the point the numbers of one query are written.
struct SoftmaxDigits {
  int exponential = 4;  ///< of every key: what is written adds up to the sum as it is written
  int sum = 4;          ///< exponential / sum is every share as it is written
};

SoftmaxDigits softmax_digits(const QueryPlan& plan);

/// The numbers from a key's score to its share, each as it is written. Each comes out by hand from those before it.
struct WrittenChain {
  std::string score, scale, bias, logit;  ///< score x scale, + bias where the head adds one (its sign is in it) = logit
  std::string largest, minus;             ///< logit - largest = minus
  std::string exponential;                ///< e^minus
  std::string sum, share;                 ///< exponential / sum = share
  int score_digits = 3;
};

/// row: visible, and not joined. digits: those of the plan.
WrittenChain write_chain(const QueryPlan& plan, const QueryRow& row, const SoftmaxDigits& digits);
WrittenChain write_chain(const QueryPlan& plan, const QueryRow& row);

/// The chain in one line, "32.687 × 0.17678 = 5.778   e^(5.778 − 5.778) = 1.0000   ÷ 1.0631 = 94.1 %", as far as the
/// timeline has come. short_form: without the exponent's own working.
std::string chain_text(const WrittenChain& chain, bool with_score, bool with_share, bool short_form);

}  // namespace attnscope
