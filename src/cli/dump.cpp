#include "cli/all_commands.h"
#include "cli/head_report.h"
#include "io/safetensors_writer.h"

namespace attnscope::cli {
namespace {

TensorToWrite ids_tensor(const std::vector<Token>& tokens) {
  std::vector<std::int64_t> ids;
  ids.reserve(tokens.size());
  for (const Token& token : tokens) ids.push_back(token.id);
  return i64_tensor("input_ids", {static_cast<std::int64_t>(ids.size())}, ids);
}

/// One tensor has room for one number of heads.
Status check_heads(const Trace& trace) {
  for (std::size_t layer = 1; layer < trace.layers.size(); ++layer) {
    const std::size_t heads = trace.layers[layer].size();
    const std::size_t first = trace.layers.front().size();
    if (heads == first) continue;
    return Error{ErrorCode::Unsupported, "layer " + std::to_string(layer + 1),
                 "has " + std::to_string(heads) + " heads and layer 1 has " + std::to_string(first) +
                     ", which one tensor cannot hold; use export --layer --head"};
  }
  return {};
}

/// Every head's weights as the model computed them: [layers, heads, n, n].
Result<TensorToWrite> attentions_tensor(const Trace& trace) {
  if (const Status alike = check_heads(trace); !alike) return alike.error();
  const auto n = static_cast<std::size_t>(trace.size());
  const std::size_t layers = trace.layers.size();
  const std::size_t heads = layers == 0 ? 0 : trace.layers.front().size();
  std::vector<float> all;
  all.reserve(layers * heads * n * n);
  const Scene as_trained;
  for (std::size_t layer = 0; layer < layers; ++layer) {
    for (std::size_t head = 0; head < heads; ++head) {
      const Result<std::shared_ptr<const HeadView>> view =
          look_at(trace, {static_cast<int>(layer), static_cast<int>(head)}, as_trained);
      if (!view) return view.error();
      const Matrix& weights = (*view)->weights;
      all.insert(all.end(), weights.data(), weights.data() + weights.size());
    }
  }
  TensorShape shape;
  for (const std::size_t side : {layers, heads, n, n}) shape.push_back(static_cast<std::int64_t>(side));
  return f32_tensor("attentions", std::move(shape), all);
}

}  // namespace

std::vector<Option> dump_options() {
  return {{"--model", "M", "a model's name or folder", true},
          {"--text", "T", "the text to read", true},
          {"--text-b", "T2", "a second text, for models that take two"},
          {"--out", "F.safetensors", "where to write input_ids [n] and attentions [layers, heads, n, n]", true}};
}

Status dump(const Values& values, const Context& context) {
  const Result<std::shared_ptr<const TraceSource>> source =
      open_source(values.get("--model"), values.find("--text-b"), context);
  if (!source) return source.error();
  Result<Encoding> encoding = encode(**source, values.get("--text"), context);
  if (!encoding) return encoding.error();
  if (encoding->tokens.empty()) {
    return Error{ErrorCode::InvalidArgument, "--text", "has no token; give at least one word"};
  }
  const Result<Trace> trace = (*source)->trace(std::move(encoding->tokens), {}, std::stop_token());
  if (!trace) return trace.error();
  Result<TensorToWrite> attentions = attentions_tensor(*trace);
  if (!attentions) return attentions.error();
  return write_safetensors(values.get("--out"), {ids_tensor(trace->tokens), std::move(attentions).value()});
}

}  // namespace attnscope::cli
