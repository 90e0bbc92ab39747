#pragma once

#include <cstdint>
#include <vector>

#include "core/matrix.h"
#include "core/model.h"
#include "core/token.h"

namespace attnscope::test {

/// The same seed gives the same numbers with every standard library.
class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}

  /// Even in [-1, 1).
  float next();
  /// Even in 0 ... below - 1.
  int next_below(int below);

 private:
  std::uint64_t state_;
};

/// [rows, columns], even in [-size, size).
Matrix random_matrix(int rows, int columns, float size, Random& random);

/// Which of the tensors that a model may have or not a random one has.
struct RandomParts {
  bool positions = true;
  bool embedding_norm = false;
  bool head_norms = false;
  bool gate = false;
  bool first_attention_norm = true;
  bool biases = true;
  MatrixOrder order = MatrixOrder::OutIn;
};

/// Weights shrink with the width of what they add up, as after training, so that activations stay near 1.
Model random_model(const ModelConfig& config, std::uint32_t seed, const RandomParts& parts = {});

/// A model of two stacks, the second of which looks at what the first one makes.
Model random_two(const ModelConfig& encoder, const ModelConfig& decoder, std::uint32_t seed,
                 const RandomParts& parts = {});

/// `count` tokens with ids of the vocabulary.
std::vector<Token> random_tokens(int count, int vocab_size, std::uint32_t seed);

}  // namespace attnscope::test
