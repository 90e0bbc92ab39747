#include "io/model_facts.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <variant>

#include "io/families/config_parts.h"
#include "io/families/family.h"

namespace attnscope {
namespace {

/// "124 439 808": a large number in groups of three.
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), " ");
  }
  return text;
}

/// What a layer says, or "A or B" where layers differ.
std::string over_layers(const std::vector<LayerConfig>& layers,
                        const std::function<std::string(const LayerConfig&)>& of) {
  std::vector<std::string> values;
  for (const LayerConfig& layer : layers) {
    std::string value = of(layer);
    if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
  }
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : " or ") + value;
  return text;
}

std::string mask_text(const Mask& mask) {
  if (mask == Mask::all()) return "every token sees every token";
  if (mask == Mask::causal()) return "no token looks ahead";
  const std::string back = mask.back == Mask::kUnlimited ? "all" : std::to_string(mask.back);
  const std::string ahead = mask.ahead == Mask::kUnlimited ? "all" : std::to_string(mask.ahead);
  return "window: " + back + " tokens back, " + ahead + " ahead";
}

/// Those of both stacks.
std::vector<LayerConfig> all_layers(const Model& model) {
  std::vector<LayerConfig> layers = model.config.layers;
  if (model.decoder) {
    const auto& more = model.decoder->config.layers;
    layers.insert(layers.end(), more.begin(), more.end());
  }
  return layers;
}

std::string layers_text(const Model& model) {
  std::string first = std::to_string(model.config.layers.size());
  if (!model.decoder) return first;
  return first + " of the encoder, " + std::to_string(model.decoder->config.layers.size()) + " of the decoder";
}

std::string positions_text(const Model& model) {
  if (model.config.relative.buckets > 0) {
    return "a number for each of " + std::to_string(model.config.relative.buckets) +
           " stretches of distance, added to "
           "the scores";
  }
  const LayerConfig& layer = model.config.layers.front();
  if (const auto turned = 2 * layer.inverse_frequencies.size(); turned > 0) {
    return "rotary, on " + std::to_string(turned) + " of " + std::to_string(layer.head_dim) + " dimensions of a head";
  }
  return model.position_embedding.empty() ? "none added to the embeddings" : "added to the embeddings";
}

template <class... Kinds>
std::string kind_of(const std::variant<Kinds...>& value, const std::array<const char*, sizeof...(Kinds)>& names) {
  return names[value.index()];
}

std::string tokenizer_text(const Tokenizer& tokenizer) {
  const TokenizerParts& parts = tokenizer.parts();
  std::string text = kind_of(parts.model, {"WordPiece", "WordLevel", "BPE", "Unigram"});
  std::string frame;
  for (const auto* side : {&parts.before, &parts.after}) {
    for (const FrameToken& token : *side) frame += (frame.empty() ? "" : " ") + token.piece;
  }
  return text + (frame.empty() ? ", adds no tokens" : ", adds " + frame);
}

std::string scale_text(const LayerConfig& layer) {
  if (layer.scale == 1.0F) return "1";
  const LayerConfig usual = plain_layer(layer.heads, layer.head_dim, layer.mask);
  return layer.scale == usual.scale ? "1/√" + std::to_string(layer.head_dim) : std::to_string(layer.scale);
}

constexpr std::array<const char*, 2> kNorms{"LayerNorm", "RMSNorm"};
constexpr std::array<const char*, 2> kPlaces{"before each block", "after each block"};

}  // namespace

std::vector<Fact> model_facts(const ModelDescription& description, const Model& model, const WeightFiles& weights,
                              const Tokenizer& tokenizer) {
  const ModelConfig& config = model.config;
  const std::vector<LayerConfig> layers = all_layers(model);
  std::string derived;
  for (const std::string& note : description.derived) derived += (derived.empty() ? "" : ", ") + note;
  std::vector<Fact> facts{
      {"family", std::string(description.family->title)},
      {"layers", layers_text(model)},
      {"heads a layer", over_layers(layers, [](const LayerConfig& l) { return std::to_string(l.heads); })},
      {"key and value heads", over_layers(layers, [](const LayerConfig& l) { return std::to_string(l.kv_heads); })},
      {"dimensions a head", over_layers(layers, [](const LayerConfig& l) { return std::to_string(l.head_dim); })},
      {"hidden", std::to_string(config.hidden)},
      {"feed-forward", std::to_string(config.feed_forward)},
      {"scale", over_layers(layers, scale_text)},
      {"parameters", grouped(description.card.parameters)},
      {"numbers in the file", weights.dtypes()},
      {"reads at most",
       std::to_string(description.card.max_tokens) + " tokens" +
           (description.card.max_tokens < config.max_tokens
                ? " (the model would " +
                      (config.max_tokens == kMaxPositions ? "any number" : std::to_string(config.max_tokens)) + ")"
                : "")},
      {"mask", over_layers(layers, [](const LayerConfig& l) { return mask_text(l.mask); })},
      {"positions", positions_text(model)},
      {"norm", std::string(kNorms[static_cast<std::size_t>(config.norm)]) + ", " +
                   kPlaces[static_cast<std::size_t>(config.norm_place)]},
      {"tokenizer", tokenizer_text(tokenizer)},
      {"vocabulary", grouped(config.vocab_size) + " tokens"},
  };
  if (!derived.empty()) facts.push_back({"config.json is silent on", derived});
  facts.push_back({"folder", description.card.origin});
  return facts;
}

}  // namespace attnscope
