#include <array>
#include <span>

#include "cli/all_commands.h"
#include "cli/head_report.h"
#include "io/safetensors_writer.h"

namespace attnscope::cli {
namespace {

TensorToWrite ids_tensor(std::string name, const std::vector<Token>& tokens) {
  std::vector<std::int64_t> ids;
  ids.reserve(tokens.size());
  for (const Token& token : tokens) ids.push_back(token.id);
  return i64_tensor(std::move(name), {static_cast<std::int64_t>(ids.size())}, ids);
}

/// One tensor has room for one number of heads.
Status check_heads(const LayerTraces& layers) {
  for (std::size_t layer = 1; layer < layers.size(); ++layer) {
    const std::size_t heads = layers[layer].size();
    const std::size_t first = layers.front().size();
    if (heads == first) continue;
    return Error{ErrorCode::Unsupported, "layer " + std::to_string(layer + 1),
                 "has " + std::to_string(heads) + " heads and layer 1 has " + std::to_string(first) +
                     ", which one tensor cannot hold; use export --layer --head"};
  }
  return {};
}

/// Every head's weights of one kind of map as the model computed them: [layers, heads, queries, keys].
Result<TensorToWrite> attentions_tensor(std::string name, const Trace& trace, MapSide side) {
  const LayerTraces& map = trace.map(side);
  if (const Status alike = check_heads(map); !alike) return alike.error();
  const std::size_t queries = trace.queries(side).size();
  const std::size_t keys = trace.keys(side).size();
  const std::size_t layers = map.size();
  const std::size_t heads = layers == 0 ? 0 : map.front().size();
  std::vector<float> all;
  all.reserve(layers * heads * queries * keys);
  const Scene as_trained;
  for (std::size_t layer = 0; layer < layers; ++layer) {
    for (std::size_t head = 0; head < heads; ++head) {
      const Result<std::shared_ptr<const HeadView>> view =
          look_at(trace, side, {static_cast<int>(layer), static_cast<int>(head)}, as_trained);
      if (!view) return view.error();
      const Matrix& weights = (*view)->weights;
      all.insert(all.end(), weights.data(), weights.data() + weights.size());
    }
  }
  TensorShape shape;
  for (const std::size_t size : {layers, heads, queries, keys}) shape.push_back(static_cast<std::int64_t>(size));
  return f32_tensor(std::move(name), std::move(shape), all);
}

/// A tensor of the file, and the map that it holds.
struct MapTensor {
  const char* name;
  MapSide side;
};
constexpr std::array kOfOneText{MapTensor{"attentions", MapSide::Encoder}};
constexpr std::array kOfTwoTexts{MapTensor{"encoder_attentions", MapSide::Encoder},
                                 MapTensor{"decoder_attentions", MapSide::Decoder},
                                 MapTensor{"cross_attentions", MapSide::Cross}};

Result<std::vector<TensorToWrite>> tensors_of(const Trace& trace) {
  const bool two = !trace.tokens_b.empty();
  std::vector<TensorToWrite> tensors{ids_tensor("input_ids", trace.tokens)};
  if (two) tensors.push_back(ids_tensor("decoder_input_ids", trace.tokens_b));
  for (const MapTensor& row : two ? std::span<const MapTensor>(kOfTwoTexts) : std::span<const MapTensor>(kOfOneText)) {
    Result<TensorToWrite> map = attentions_tensor(row.name, trace, row.side);
    if (!map) return map.error();
    tensors.push_back(std::move(map).value());
  }
  return tensors;
}

}  // namespace

std::vector<Option> dump_options() {
  return {{"--model", "M", "a model's name or folder", true},
          {"--text", "T", "the text to read", true},
          {"--text-b", "T2", "a second text, for models that take two"},
          {"--out", "F.safetensors",
           "where to write input_ids [n] and attentions [layers, heads, n, n]; of two texts also "
           "decoder_input_ids [m], and encoder_, decoder_ and cross_attentions",
           true}};
}

Status dump(const Values& values, const Context& context) {
  const std::string text_b = values.get("--text-b");
  const Result<std::shared_ptr<const TraceSource>> source = context.models.open(values.get("--model"), {});
  if (!source) return source.error();
  const Status fits = check_second_text((*source)->card(), values.find("--text-b"), text_b);
  if (!fits) return fits.error();
  const Result<Encodings> encodings = encode_texts(**source, values.get("--text"), text_b, context);
  if (!encodings) return encodings.error();
  const Result<Trace> trace = run(**source, *encodings, {}, {.workers = context.models.workers.get()});
  if (!trace) return trace.error();
  const Result<std::vector<TensorToWrite>> tensors = tensors_of(*trace);
  if (!tensors) return tensors.error();
  return write_safetensors(values.get("--out"), *tensors);
}

}  // namespace attnscope::cli
