#pragma once

#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/trace_source.h"
#include "tests/support/second_text.h"
#include "text/tokenizer.h"

namespace attnscope::cli {

/// A source that costs nothing: cuts at spaces, gives every head random but fixed vectors. A word of two parts joined
/// by "+" becomes two tokens of one word; "~" is a token that shows half a character, "<s>" one that stands for
/// nothing.
class FakeSource : public TraceSource {
 public:
  static constexpr int kMaxTokens = 40;
  static constexpr int kHeadDim = 4;

  /// heads: how many each layer has.
  explicit FakeSource(const std::vector<int>& heads, std::string name = "fake", Mask mask = Mask::all()) : mask_(mask) {
    card_.name = std::move(name);
    card_.origin = "/models/" + card_.name;
    card_.max_tokens = kMaxTokens;
    card_.parameters = 1234;
    for (const int count : heads) card_.layers.push_back({count, kHeadDim});
  }

  [[nodiscard]] const SourceCard& card() const override { return card_; }

  [[nodiscard]] Result<Encoding> encode(std::string_view text) const override {
    Encoding encoding;
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == ' ' || text[at] == '+') {
        ++at;
        continue;
      }
      const std::size_t end = std::min(text.find_first_of(" +", at), text.size());
      ++encoding.total_tokens;
      if (encoding.tokens.size() < kMaxTokens) {
        const std::string word(text.substr(at, end - at));
        encoding.tokens.push_back({.id = static_cast<int>(encoding.total_tokens) * 3,
                                   .piece = word,
                                   .text = word == "~" ? "\xC3" : word,
                                   .span = word == "<s>" ? std::nullopt : std::optional(Span{at, end}),
                                   .starts_word = at == 0 || text[at - 1] != '+'});
      } else if (!encoding.cut_at) {
        encoding.cut_at = at;
      }
      at = end;
    }
    return encoding;
  }

  [[nodiscard]] Result<Trace> trace(std::vector<Token> tokens, const ForwardOptions& options,
                                    const PassControl&) const override {
    Trace trace;
    trace.tokens = std::move(tokens);
    std::mt19937 random(static_cast<unsigned>(1000 * options.multiplier));
    std::normal_distribution<float> some;
    const auto vectors = [&] {
      Matrix matrix(trace.size(), kHeadDim);
      for (Eigen::Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = some(random);
      return matrix;
    };
    for (const LayerShape& layer : card_.layers) {
      trace.layers.emplace_back();
      for (int head = 0; head < layer.heads; ++head) {
        trace.layers.back().push_back({vectors(), vectors(), vectors(), 0.5F, mask_});
      }
    }
    return trace;
  }

  /// Where it takes two texts, the second begins with a token of its own.
  [[nodiscard]] Result<Encoding> encode_second(std::string_view text) const override {
    if (!card_.takes_two()) return TraceSource::encode_second(text);
    return test::behind_start(encode(text), {.id = 1, .piece = "<s>", .text = "<s>", .span = std::nullopt});
  }

  /// Every head of either other map looks at the key of its own place, times its layer; only the second text's own are
  /// biased.
  [[nodiscard]] Result<Trace> trace_two(std::vector<Token> tokens, std::vector<Token> tokens_b,
                                        const ForwardOptions& options, const PassControl& control) const override {
    Result<Trace> trace = this->trace(std::move(tokens), options, control);
    if (!trace) return trace;
    trace->tokens_b = std::move(tokens_b);
    const auto n = static_cast<Eigen::Index>(trace->tokens_b.size());
    const auto m = static_cast<Eigen::Index>(trace->tokens.size());
    const auto one = [](Eigen::Index rows, std::size_t layer) {
      return Matrix(Matrix::Identity(rows, rows + 8) * static_cast<float>(layer + 1)).leftCols(8).eval();
    };
    const DistanceBias bias(static_cast<int>(1 - n), Vector(Vector::LinSpaced(2 * n - 1, -1.0F, 1.0F)));
    for (std::size_t layer = 0; layer < card_.cross_layers.size(); ++layer) {
      const auto heads = static_cast<std::size_t>(card_.cross_layers[layer].heads);
      const Matrix asking = one(n, layer);
      trace->decoder.emplace_back(heads, HeadTrace{asking, asking, asking, 0.5F, Mask::causal(), bias});
      trace->cross.emplace_back(heads, HeadTrace{asking, one(m, layer), one(m, layer), 0.5F, Mask::all()});
    }
    return trace;
  }

  /// From now on it takes two texts.
  void take_two(const std::vector<int>& heads) {
    for (const int count : heads) card_.cross_layers.push_back({count, kHeadDim});
    card_.decoder_layers = card_.cross_layers;
  }

  SourceCard card_;

 private:
  Mask mask_;
};

/// Knows "a", "b" and "c" as 3, 6 and 9, everything else as 0, and puts 1 before every text.
inline Result<Tokenizer> fake_tokenizer() {
  return Tokenizer::make({.added = {},
                          .normalizers = {},
                          .pre_tokenizers = {WhitespaceSplit{}},
                          .model = WordLevel::make(PieceTable({{"a", 3}, {"b", 6}, {"c", 9}, {"?", 0}}), "?").value(),
                          .trims = {},
                          .before = {{1, "<s>"}},
                          .after = {}});
}

}  // namespace attnscope::cli
