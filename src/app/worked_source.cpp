#include "app/worked_source.h"

#include <utility>

#include "text/unicode.h"

namespace attnscope {
namespace {

class WorkedSource : public TraceSource {
 public:
  WorkedSource(const std::string& name, const Worked& worked)
      : card_(worked_card(name, worked)), head_(head_of(worked)) {}

  [[nodiscard]] const SourceCard& card() const override { return card_; }

  [[nodiscard]] Result<Encoding> encode(std::string_view text) const override {
    if (Status sound = check_utf8(text); !sound) return sound.error();
    const std::vector<Span> words = worked_words(text);
    Encoding encoding{.tokens = {}, .cut_at = std::nullopt, .total_tokens = words.size()};
    for (const Span word : words) {
      const auto number = static_cast<int>(encoding.tokens.size());
      if (number == kMaxWorkedWords) {
        encoding.cut_at = word.begin;
        break;
      }
      const std::string written(text.substr(word.begin, word.end - word.begin));
      encoding.tokens.push_back({.id = number, .piece = written, .text = written, .span = word});
    }
    return encoding;
  }

  [[nodiscard]] Result<Trace> trace(std::vector<Token> tokens, const ForwardOptions& /*options*/,
                                    const PassControl& /*control*/) const override {
    if (card_.takes_two()) return Error{ErrorCode::InvalidArgument, card_.name, "two texts are needed; give both"};
    if (const Status fits = check_count(tokens, head_.k); !fits) return fits.error();
    return Trace{.tokens = std::move(tokens), .layers = {{head_}}};
  }

  [[nodiscard]] Result<Encoding> encode_second(std::string_view text) const override {
    return card_.takes_two() ? encode(text) : TraceSource::encode_second(text);
  }

  [[nodiscard]] Result<Trace> trace_two(std::vector<Token> tokens, std::vector<Token> tokens_b,
                                        const ForwardOptions& options, const PassControl& control) const override {
    if (!card_.takes_two()) return TraceSource::trace_two(std::move(tokens), std::move(tokens_b), options, control);
    Status fits = check_count(tokens, head_.k);
    if (fits) fits = check_count(tokens_b, head_.q);
    if (!fits) return fits.error();
    Trace trace{.tokens = std::move(tokens), .layers = {}};
    trace.tokens_b = std::move(tokens_b);
    trace.cross = {{head_}};
    return trace;
  }

 private:
  [[nodiscard]] Status check_count(const std::vector<Token>& tokens, const MatrixView& numbers) const {
    if (static_cast<Eigen::Index>(tokens.size()) == numbers.rows()) return {};
    return Error{ErrorCode::ShapeMismatch, card_.name,
                 "has numbers for " + std::to_string(numbers.rows()) + " words, the text has " +
                     std::to_string(tokens.size()) + "; give its own text"};
  }

  SourceCard card_;
  HeadTrace head_;
};

}  // namespace

SourceCard worked_card(const std::string& name, const Worked& worked) {
  SourceCard card;
  card.name = name;
  card.title = "By hand: " + (worked.title.empty() ? "your own" : worked.title);
  (worked.two_texts ? card.cross_layers : card.layers) = {LayerShape{.heads = 1, .head_dim = worked.dims()}};
  card.hidden = worked.dims();
  for (const WorkedTable table : tables_of(worked)) card.parameters += worked[table].size();
  card.max_tokens = kMaxWorkedWords;
  card.about = worked.note;
  return card;
}

std::shared_ptr<const TraceSource> worked_source(const std::string& name, const Worked& worked) {
  return std::make_shared<const WorkedSource>(name, worked);
}

}  // namespace attnscope
