#include "tests/support/random.h"

#include <cmath>
#include <string>
#include <utility>

namespace attnscope::test {
namespace {

Vector random_vector(int size, float around, float spread, Random& random) {
  Vector vector(size);
  for (float& number : vector) number = around + spread * random.next();
  return vector;
}

/// The tensors of one model, all from one stream of numbers.
class RandomTensors {
 public:
  RandomTensors(std::uint32_t seed, const RandomParts& parts) : random_(seed), parts_(parts) {}

  Matrix matrix(int rows, int columns, float size) { return random_matrix(rows, columns, size, random_); }

  Linear linear(int out, int in) {
    const float size = std::sqrt(3.0F / static_cast<float>(in));  // keeps the variance of what it is given
    const bool out_in = parts_.order == MatrixOrder::OutIn;
    Linear linear{.weight = matrix(out_in ? out : in, out_in ? in : out, size), .bias = {}, .order = parts_.order};
    if (parts_.biases) linear.bias = random_vector(out, 0.0F, 0.2F, random_);
    return linear;
  }

  Norm norm(int size) {
    Norm norm{.weight = random_vector(size, 1.0F, 0.3F, random_), .bias = {}};
    if (parts_.biases) norm.bias = random_vector(size, 0.0F, 0.3F, random_);
    return norm;
  }

 private:
  Random random_;
  RandomParts parts_;
};

/// asked: the width of what its keys and values come from.
AttentionWeights attention(const ModelConfig& config, const LayerConfig& shape, int asked, const RandomParts& parts,
                           RandomTensors& random) {
  const int inner = shape.heads * shape.head_dim;
  const int shared = shape.kv_heads * shape.head_dim;
  AttentionWeights weights;
  weights.attention_norm = random.norm(config.hidden);
  weights.query = random.linear(inner, config.hidden);
  weights.key = random.linear(shared, asked);
  weights.value = random.linear(shared, asked);
  if (parts.head_norms) weights.query_norm = random.norm(shape.head_dim);
  if (parts.head_norms) weights.key_norm = random.norm(shape.head_dim);
  weights.output = random.linear(config.hidden, inner);
  return weights;
}

/// encoded: the width of what its layers look at beside themselves; 0: nothing.
void fill(Stack& stack, const ModelConfig& config, int encoded, const RandomParts& parts, RandomTensors& random) {
  stack.config = config;
  const int width = embedding_width(config);
  stack.token_embedding = random.matrix(config.vocab_size, width, 1.0F);
  if (parts.positions) {
    stack.position_embedding = random.matrix(config.padding_id + 1 + config.max_tokens, width, 1.0F);
  }
  if (config.relative.buckets > 0) {
    stack.distance_bias = random.matrix(config.relative.buckets, config.layers[0].heads, 2.0F);
  }
  if (parts.embedding_norm) stack.embedding_norm = random.norm(width);
  if (config.embedding > 0) stack.embedding_projection = random.linear(config.hidden, width);
  for (const LayerConfig& shape : config.layers) {
    LayerWeights layer;
    static_cast<AttentionWeights&>(layer) = attention(config, shape, config.hidden, parts, random);
    if (encoded > 0) layer.cross = attention(config, shape, encoded, parts, random);
    layer.feed_forward_norm = random.norm(config.hidden);
    layer.feed_forward_in = random.linear(config.feed_forward, config.hidden);
    if (parts.gate) layer.feed_forward_gate = random.linear(config.feed_forward, config.hidden);
    layer.feed_forward_out = random.linear(config.hidden, config.feed_forward);
    stack.layers.push_back(std::move(layer));
  }
  if (!parts.first_attention_norm) stack.layers[0].attention_norm = {};
  stack.final_norm = random.norm(config.hidden);
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

Model random_model(const ModelConfig& config, std::uint32_t seed, const RandomParts& parts) {
  RandomTensors random(seed, parts);
  Model model;
  fill(model, config, 0, parts, random);
  return model;
}

Model random_two(const ModelConfig& encoder, const ModelConfig& decoder, std::uint32_t seed, const RandomParts& parts) {
  RandomTensors random(seed, parts);
  Model model;
  fill(model, encoder, 0, parts, random);
  fill(model.decoder.emplace(), decoder, encoder.hidden, parts, random);
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
