#include "core/trace_source.h"

namespace attnscope {
namespace {

Error takes_one(const SourceCard& card) { return {ErrorCode::Unsupported, card.name, "reads one text, not two"}; }

}  // namespace

Result<Encoding> TraceSource::encode_second(std::string_view /*text*/) const { return takes_one(card()); }

// NOLINTNEXTLINE(performance-unnecessary-value-param): a source that takes two keeps what it is given
Result<Trace> TraceSource::trace_two(std::vector<Token> /*tokens*/, std::vector<Token> /*tokens_b*/,
                                     const ForwardOptions& /*options*/, const PassControl& /*control*/) const {
  return takes_one(card());
}

Result<LayerStep> TraceSource::layer_step(const Trace& /*trace*/, const LayerQuestion& /*question*/) const {
  return Error{ErrorCode::Unsupported, "", "the example ends with its blend; there is no W_O and no row to add to"};
}

}  // namespace attnscope
