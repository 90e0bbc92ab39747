#include "io/model_source.h"

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "io/families/config_parts.h"
#include "io/file.h"
#include "io/memory.h"
#include "io/model_config.h"
#include "io/model_facts.h"
#include "io/model_tensors.h"
#include "io/tokenizer_json.h"
#include "text/tokenizer.h"

namespace attnscope {

namespace {

/// An open model folder.
class ModelSource final : public TraceSource {
 public:
  /// in_use: the files that the model's weights still lie in, if they do.
  ModelSource(SourceCard card, Tokenizer tokenizer, Model model, std::optional<WeightFiles> in_use)
      : card_(std::move(card)),
        tokenizer_(std::move(tokenizer)),
        model_(std::move(model)),
        in_use_(std::move(in_use)) {}

  [[nodiscard]] const SourceCard& card() const override { return card_; }

  [[nodiscard]] Result<Encoding> encode(std::string_view text) const override {
    if (text.empty()) return Encoding{};  // not even the tokens that frame a text
    return tokenizer_.encode(text, static_cast<std::size_t>(card_.max_tokens));
  }

  [[nodiscard]] Result<Encoding> encode_second(std::string_view text) const override {
    if (!model_.decoder) return TraceSource::encode_second(text);
    const ModelConfig& config = model_.decoder->config;
    const auto most = static_cast<std::size_t>(std::min(config.max_tokens, kMostTokens));
    Result<Encoding> encoding = tokenizer_.encode(text, most);
    if (!encoding) return encoding;
    int start = config.start_id;
    if (start == kLastStarts && !encoding->tokens.empty()) start = encoding->tokens.back().id;
    if (text.empty()) encoding = Encoding{};
    shift(*encoding, start);
    return encoding;
  }

  [[nodiscard]] Result<Trace> trace(std::vector<Token> tokens, const ForwardOptions& options,
                                    const PassControl& control) const override {
    return if_unchanged(forward(model_, std::move(tokens), options, control));
  }

  [[nodiscard]] Result<Trace> trace_two(std::vector<Token> tokens, std::vector<Token> tokens_b,
                                        const ForwardOptions& options, const PassControl& control) const override {
    return if_unchanged(forward_two(model_, std::move(tokens), std::move(tokens_b), options, control));
  }

  [[nodiscard]] Result<LayerStep> layer_step(const Trace& trace, const LayerQuestion& question) const override {
    Result<LayerStep> step = attnscope::layer_step(model_, trace, question);
    if (const Status same = unchanged(); !same) return same.error();
    return step;
  }

  [[nodiscard]] Status unchanged() const override { return in_use_ ? in_use_->unchanged() : Status(); }

 private:
  [[nodiscard]] Result<Trace> if_unchanged(Result<Trace> trace) const {
    if (const Status same = unchanged(); !same) return same.error();
    return trace;
  }

  /// The tokens one place further on, behind the one that starts a decoder's text; the last goes. start_id: below 0 for
  /// no such token.
  void shift(Encoding& encoding, int start_id) const {
    if (start_id < 0) return;
    const std::string piece = tokenizer_.piece_of(start_id);
    encoding.tokens.insert(encoding.tokens.begin(),
                           {.id = start_id, .piece = piece, .text = piece, .span = std::nullopt});
    if (encoding.tokens.size() > 1) encoding.tokens.pop_back();
    encoding.total_tokens = std::max<std::size_t>(encoding.total_tokens, 1);
  }

  SourceCard card_;
  Tokenizer tokenizer_;
  Model model_;
  std::optional<WeightFiles> in_use_;
};

/// Every token of the vocabulary must have a row of the embedding table, and there must be room for a text between the
/// frame's tokens.
Status check_fit(const Tokenizer& tokenizer, const ModelConfig& config, const std::string& file) {
  if (tokenizer.largest_id() >= config.vocab_size) {
    return Error{ErrorCode::ShapeMismatch, file,
                 "has a token with id " + std::to_string(tokenizer.largest_id()) +
                     ", but config.json says vocab_size " + std::to_string(config.vocab_size)};
  }
  const std::size_t frame = tokenizer.parts().before.size() + tokenizer.parts().after.size();
  if (frame < static_cast<std::size_t>(config.max_tokens)) return {};
  return Error{ErrorCode::ShapeMismatch, file,
               "adds " + std::to_string(frame) + " tokens to every text, which leaves no room in the " +
                   std::to_string(config.max_tokens) + " that config.json allows"};
}

Result<std::string> read_about(const std::filesystem::path& folder) {
  constexpr std::size_t kMaxAboutBytes = std::size_t{1} << 18U;
  Result<std::string> about = read_text_file(folder / "CARD.md", kMaxAboutBytes);
  if (!about && about.error().code == ErrorCode::NotFound) return std::string();
  return about;
}

}  // namespace

Result<std::shared_ptr<const TraceSource>> open_model(const std::filesystem::path& folder, const LoadControl& control) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) {
    return Error{ErrorCode::NotFound, folder.string(), "expected a model's folder, with config.json in it"};
  }
  Result<ModelDescription> description = read_model_description(folder);
  if (!description) return description.error();
  const std::filesystem::path tokenizer_file = folder / "tokenizer.json";
  Result<Tokenizer> tokenizer = read_tokenizer(tokenizer_file);
  if (!tokenizer) return tokenizer.error();
  const ModelConfig& config = description->config;
  if (const Status fits = check_fit(*tokenizer, config, tokenizer_file.string()); !fits) return fits.error();
  if (description->decoder) {
    const Status fits = check_fit(*tokenizer, *description->decoder, tokenizer_file.string());
    if (!fits) return fits.error();
  }
  Result<std::string> about = read_about(folder);
  if (!about) return about.error();
  Result<WeightFiles> weights = WeightFiles::open(folder);
  if (!weights) return weights.error();
  Result<Model> model = read_model_tensors(*weights, *description, available_memory(), control);
  if (!model) return model.error();
  std::vector<Fact> facts = model_facts(*description, *model, *weights, *tokenizer);
  SourceCard card = std::move(description->card);
  card.facts = std::move(facts);
  card.about = std::move(about).value();
  std::optional<WeightFiles> in_use;
  if (weights->any_in_place()) in_use = std::move(weights).value();
  return std::shared_ptr<const TraceSource>(std::make_shared<ModelSource>(std::move(card), std::move(tokenizer).value(),
                                                                          std::move(model).value(), std::move(in_use)));
}

}  // namespace attnscope
