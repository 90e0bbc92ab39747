#pragma once

#include <vector>

#include "core/attention.h"
#include "core/forward.h"
#include "tests/support/matrices.h"

// The definitions once more, as a textbook would write them: loops over doubles, no Eigen expressions, no shared code
// with src/. Slow on purpose; what the fast code is compared with.
namespace attnscope::test {

/// Whether query i may see key j.
bool naive_sees(const Mask& mask, int i, int j);

/// scores: s_ij = q_i . k_j
Grid naive_scores(const MatrixView& q, const MatrixView& k);

/// exp(scale s_ij + bias_ij) / sum over the visible keys; no maximum is subtracted, so logits must stay below 700.
/// bias: empty for none.
Grid naive_weights(const Grid& scores, double scale, const Mask& mask, const Grid& bias = {});

/// -sum w log2 w of one row, in bits.
double naive_entropy(const std::vector<double>& weights);

struct NaiveHead {
  Grid q, k, v;
};

/// q, k, v of every head: [layer][head].
using NaiveLayers = std::vector<std::vector<NaiveHead>>;

/// What an attention block did to the residual stream: what it found, what it added, what it left.
struct NaiveBlock {
  Grid before, added, left;
};

NaiveLayers naive_forward(const Model& model, const std::vector<Token>& tokens, const ForwardOptions& options);

/// [layer], of the same pass.
std::vector<NaiveBlock> naive_blocks(const Model& model, const std::vector<Token>& tokens,
                                     const ForwardOptions& options);

struct NaiveTwo {
  NaiveLayers encoder, decoder, cross;
  std::vector<NaiveBlock> encoder_blocks, decoder_blocks, cross_blocks;
};

NaiveTwo naive_forward_two(const Model& model, const std::vector<Token>& tokens, const std::vector<Token>& tokens_b,
                           const ForwardOptions& options);

}  // namespace attnscope::test
