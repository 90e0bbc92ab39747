#include "io/model_config.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "io/file.h"
#include "io/json.h"
#include "io/model_tensors.h"
#include "io/quote.h"

namespace attnscope {

namespace {

using nlohmann::json;

constexpr const char* kFileName = "config.json";
constexpr std::size_t kMaxConfigBytes = std::size_t{1} << 20U;

// Far beyond what the program can show, and small enough that no product of two of them overflows 64 bits.
constexpr int kMaxVocabulary = 1 << 24;
constexpr int kMaxWidth = 1 << 16;
constexpr int kMaxTokens = 1 << 20;
constexpr int kMaxHeads = 1 << 12;
constexpr std::size_t kMaxLayers = 1024;
constexpr std::size_t kMaxTitleBytes = 200;

/// Fields that may hold one value only, as the forward pass computes nothing else.
struct FixedField {
  std::string_view name;
  std::string_view value;
};
constexpr std::array kFixed{
    FixedField{"model_type", "attnscope"},
    FixedField{"hidden_act", "gelu"},
    FixedField{"norm_placement", "pre"},
};

void check_fixed(JsonFields& fields) {
  for (const FixedField& fixed : kFixed) {
    const std::string value = fields.string(fixed.name);
    if (value == fixed.value) continue;
    fields.refuse(fixed.name, quote(value) + " is not supported by this version, which expects " + quote(fixed.value),
                  ErrorCode::Unsupported);
  }
  constexpr int kVersion = 1;
  const int version = fields.integer("format_version", 1, 1 << 20);
  if (version == kVersion) return;
  fields.refuse("format_version", std::to_string(version) + " is newer than this program; update it",
                ErrorCode::Unsupported);
}

Mask read_mask(JsonFields& fields) {
  const std::string attention = fields.string("attention");
  if (attention == "causal") return Mask::causal();
  if (attention != "bidirectional") {
    fields.refuse("attention", quote(attention) + " is not supported; expected bidirectional or causal",
                  ErrorCode::Unsupported);
  }
  return Mask::all();
}

std::vector<LayerConfig> read_layers(JsonFields& fields, const std::string& file) {
  const Mask mask = read_mask(fields);
  const json& list = fields.array("layers");
  if (list.empty() || list.size() > kMaxLayers) {
    fields.refuse("layers",
                  "expected 1 to " + std::to_string(kMaxLayers) + " layers, found " + std::to_string(list.size()));
  }
  std::vector<LayerConfig> layers;
  for (std::size_t i = 0; fields.ok() && i < list.size(); ++i) {
    JsonFields layer(list[i], file, fields.full_name("layers", i));
    const int heads = layer.integer("num_heads", 1, kMaxHeads);
    layers.push_back(plain_layer(heads, layer.integer("head_dim", 1, kMaxHeads), mask));
    fields.check(layer.status());
  }
  return layers;
}

/// {"layer": 2, "head": 1}, counted from 1; the head must exist.
HeadPlace read_place(JsonFields& fields, const std::vector<LayerShape>& layers) {
  if (layers.empty()) return {};
  HeadPlace place;
  place.layer = fields.integer("layer", 1, static_cast<int>(layers.size())) - 1;
  place.head = fields.integer("head", 1, layers[static_cast<std::size_t>(place.layer)].heads) - 1;
  return place;
}

void read_named_heads(JsonFields& fields, const std::string& file, SourceCard& card) {
  if (fields.has("answer_head")) {
    JsonFields answer(fields.object("answer_head"), file, fields.full_name("answer_head"));
    card.answer_head = read_place(answer, card.layers);
    fields.check(answer.status());
  }
  if (!fields.has("head_roles")) return;
  const json& roles = fields.array("head_roles");
  for (std::size_t i = 0; fields.ok() && i < roles.size(); ++i) {
    JsonFields role(roles[i], file, fields.full_name("head_roles", i));
    const HeadPlace place = read_place(role, card.layers);
    card.roles.push_back({place, role.string("title", kMaxTitleBytes)});
    fields.check(role.status());
  }
}

}  // namespace

Result<ModelDescription> describe_model(std::string_view config_json, const std::filesystem::path& folder) {
  const std::string file = (folder / kFileName).string();
  const Result<json> document = parse_json(config_json, file, {.max_bytes = kMaxConfigBytes, .max_depth = 8});
  if (!document) return document.error();
  JsonFields fields(*document, file);
  if (!fields.ok()) return fields.status().error();
  check_fixed(fields);

  ModelConfig config;
  config.vocab_size = fields.integer("vocab_size", 1, kMaxVocabulary);
  config.hidden = fields.integer("hidden_size", 1, kMaxWidth);
  config.feed_forward = fields.integer("intermediate_size", 1, kMaxWidth);
  config.max_tokens = fields.integer("max_position_embeddings", 1, kMaxTokens);
  config.norm_eps = static_cast<float>(fields.number("layer_norm_eps", 1e-12, 1.0));
  config.layers = read_layers(fields, file);

  SourceCard card;
  card.name = fields.string("name", kMaxTitleBytes);
  card.title = fields.string_or("title", card.name, kMaxTitleBytes);
  card.origin = folder.string();
  for (const LayerConfig& layer : config.layers) card.layers.push_back({layer.heads, layer.head_dim});
  card.hidden = config.hidden;
  card.parameters = count_parameters(config);
  card.max_tokens = config.max_tokens;
  card.causal = looks_back_only(config);
  read_named_heads(fields, file, card);
  if (!fields.ok()) return fields.status().error();
  return ModelDescription{std::move(config), std::move(card)};
}

Result<ModelDescription> read_model_description(const std::filesystem::path& folder) {
  const Result<std::string> text = read_text_file(folder / kFileName, kMaxConfigBytes);
  if (!text) return text.error();
  return describe_model(*text, folder);
}

}  // namespace attnscope
