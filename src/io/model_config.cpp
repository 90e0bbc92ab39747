#include "io/model_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "io/families/family.h"
#include "io/file.h"
#include "io/hub_names.h"
#include "io/json.h"
#include "io/quote.h"

namespace attnscope {

namespace {

using nlohmann::json;

constexpr const char* kFileName = "config.json";
constexpr std::size_t kMaxConfigBytes = std::size_t{1} << 20U;

const Family* read_family(JsonFields& fields) {
  const std::string model_type = fields.string("model_type");
  const Family* const family = find_family(model_type);
  if (family == nullptr) {
    fields.refuse("model_type", quote(model_type) + " is not supported by this version; known: " + family_names(),
                  ErrorCode::Unsupported);
  }
  if (fields.has("quantization_config")) {
    fields.refuse("quantization_config", "quantized weights are not supported; use the model's F32, F16 or BF16 files",
                  ErrorCode::Unsupported);
  }
  if (fields.has("pruned_heads") && !fields.object("pruned_heads").empty()) {
    fields.refuse("pruned_heads", "a model without some of its heads is not supported", ErrorCode::Unsupported);
  }
  if (fields.has("per_layer_config") && !fields.object("per_layer_config").empty()) {
    fields.refuse("per_layer_config", "a model whose layers differ in this way is not supported",
                  ErrorCode::Unsupported);
  }
  return family;
}

/// What the Hugging Face cache calls the folder, or else its own name, also where the path ends in a slash or says no
/// more than ".".
std::string name_of(const std::filesystem::path& folder) {
  std::error_code ignored;
  const std::filesystem::path whole = std::filesystem::absolute(folder, ignored).lexically_normal();
  const std::filesystem::path named = whole.has_filename() ? whole : whole.parent_path();
  return hub_name(named).value_or(named.filename().string());
}

std::vector<LayerShape> shapes_of(const ModelConfig& config) {
  std::vector<LayerShape> shapes;
  for (const LayerConfig& layer : config.layers) {
    const bool shared = layer.kv_heads < layer.heads;
    shapes.push_back({layer.heads, layer.head_dim, shared ? layer.kv_heads : 0});
  }
  return shapes;
}

SourceCard card_of(const Family& family, const Model& model, const std::filesystem::path& folder) {
  const ModelConfig& config = model.config;
  SourceCard card;
  card.name = name_of(folder);
  card.title = std::string(family.title) + ": " + card.name;
  card.origin = folder.string();
  card.layers = shapes_of(config);
  if (model.decoder) card.decoder_layers = card.cross_layers = shapes_of(model.decoder->config);
  card.hidden = config.hidden;
  card.max_tokens = std::min(config.max_tokens, kMostTokens);
  card.causal = looks_back_only(config);
  return card;
}

}  // namespace

Result<ModelDescription> describe_model(std::string_view config_json, const std::filesystem::path& folder) {
  ModelDescription description;
  description.file = (folder / kFileName).string();
  Result<json> document = parse_json(config_json, description.file, {.max_bytes = kMaxConfigBytes, .max_depth = 8});
  if (!document) return document.error();
  description.document = std::make_shared<const json>(std::move(document).value());
  JsonFields fields(*description.document, description.file);
  if (!fields.ok()) return fields.status().error();
  description.family = read_family(fields);
  if (!fields.ok()) return fields.status().error();

  WeightReader counter;
  Model model = description.family->model(fields, counter);
  description.card = card_of(*description.family, model, folder);
  description.config = std::move(model.config);
  if (model.decoder) description.decoder = std::move(model.decoder->config);
  description.card.parameters = static_cast<long>(counter.numbers());
  if (description.family->card != nullptr) description.family->card(fields, description.card);
  if (!fields.ok()) return fields.status().error();
  description.derived = fields.defaults();
  return description;
}

Result<ModelDescription> read_model_description(const std::filesystem::path& folder) {
  const Result<std::string> text = read_text_file(folder / kFileName, kMaxConfigBytes);
  if (!text) return text.error();
  return describe_model(*text, folder);
}

}  // namespace attnscope
