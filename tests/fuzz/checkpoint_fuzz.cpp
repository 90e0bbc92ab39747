// A checkpoint: config.json up to the first zero byte, the weights file after it. Whatever they say, opening them gives
// a model that reads three tokens, or one line.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/forward.h"
#include "io/model_config.h"
#include "io/model_tensors.h"
#include "io/weight_files.h"
#include "tests/fuzz/expect.h"

using namespace attnscope;

namespace {

/// Far more than any file of a fuzzer's size can fill.
constexpr std::uint64_t kMemory = std::uint64_t{64} << 20U;

Status open_and_read(const std::string& config, std::string weights) {
  const Result<ModelDescription> description = describe_model(config, "fuzz");
  if (!description) return description.error();
  expect(description->card.layers.size() == description->config.layers.size(), "the card has every layer");
  Result<SafetensorsFile> file = SafetensorsFile::from_bytes(std::move(weights), "fuzz.safetensors");
  if (!file) return file.error();
  const Result<Model> model = read_model_tensors(WeightFiles(std::move(file).value()), *description, kMemory);
  if (!model) return model.error();
  const std::vector<Token> tokens(3);
  const Result<Trace> trace = model->decoder ? forward_two(*model, tokens, tokens) : forward(*model, tokens);
  if (!trace) return trace.error();
  expect(trace->layers.size() == description->config.layers.size(), "the trace has every layer");
  expect(trace->cross.size() == description->card.cross_layers.size(), "and every layer that looks at the other text");
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const std::size_t cut = bytes.find('\0');
  const std::string config = bytes.substr(0, cut);
  std::string weights = cut == std::string::npos ? std::string() : bytes.substr(cut + 1);
  if (const Status opened = open_and_read(config, std::move(weights)); !opened) expect_one_line(opened.error());
  return 0;
}
