#include "tests/support/random.h"

#include <cmath>
#include <string>

namespace attnscope::test {
namespace {

Vector random_vector(int size, float around, float spread, Random& random) {
  Vector vector(size);
  for (float& number : vector) number = around + spread * random.next();
  return vector;
}

Linear random_linear(int out, int in, Random& random) {
  const float size = std::sqrt(3.0F / static_cast<float>(in));  // keeps the variance of what it is given
  Matrix weight = random_matrix(out, in, size, random);
  return {.weight = std::move(weight), .bias = random_vector(out, 0.0F, 0.2F, random)};
}

LayerNorm random_norm(int hidden, Random& random) {
  Vector weight = random_vector(hidden, 1.0F, 0.3F, random);
  return {.weight = std::move(weight), .bias = random_vector(hidden, 0.0F, 0.3F, random)};
}

}  // namespace

// SplitMix64 (Steele, Lea and Flood 2014): standard distributions differ from library to library.
float Random::next() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  z ^= z >> 31U;
  return static_cast<float>(z >> 40U) / 8388608.0F - 1.0F;  // 24 bits, all that a float keeps
}

int Random::next_below(int below) {
  return static_cast<int>((static_cast<double>(next()) + 1.0) / 2.0 * static_cast<double>(below));
}

Matrix random_matrix(int rows, int columns, float size, Random& random) {
  Matrix matrix(rows, columns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) matrix(i, j) = size * random.next();
  }
  return matrix;
}

Model random_model(const ModelConfig& config, std::uint32_t seed) {
  Random random(seed);
  Model model;
  model.config = config;
  model.token_embedding = random_matrix(config.vocab_size, config.hidden, 1.0F, random);
  model.position_embedding = random_matrix(config.max_tokens, config.hidden, 1.0F, random);
  for (const LayerShape& shape : config.layers) {
    const int inner = shape.heads * shape.head_dim;
    LayerWeights layer;
    layer.attention_norm = random_norm(config.hidden, random);
    layer.query = random_linear(inner, config.hidden, random);
    layer.key = random_linear(inner, config.hidden, random);
    layer.value = random_linear(inner, config.hidden, random);
    layer.output = random_linear(config.hidden, inner, random);
    layer.feed_forward_norm = random_norm(config.hidden, random);
    layer.feed_forward_in = random_linear(config.feed_forward, config.hidden, random);
    layer.feed_forward_out = random_linear(config.hidden, config.feed_forward, random);
    model.layers.push_back(std::move(layer));
  }
  model.final_norm = random_norm(config.hidden, random);
  return model;
}

std::vector<Token> random_tokens(int count, int vocab_size, std::uint32_t seed) {
  Random random(seed);
  std::vector<Token> tokens(static_cast<std::size_t>(count));
  for (Token& token : tokens) {
    token.id = random.next_below(vocab_size);
    token.piece = token.text = "t" + std::to_string(token.id);
  }
  return tokens;
}

}  // namespace attnscope::test
