#include "app/layer_answer.h"

#include <exception>
#include <utility>

namespace attnscope {
namespace {

/// Whose blend is shown where it is not what the pass itself made of it, and what the pass was.
std::string note_of(const QueryInput& in, MapSide side, const ForwardOptions& options) {
  std::string note;
  const LookOptions look = look_in_pass(in.head, side, options);
  if (in.computed.scale != look.scale || in.computed.mask.mask != look.mask || in.keys.hides) {
    note = "this head as it is shown, the others as the model has them";
  }
  if (options != ForwardOptions{}) note += (note.empty() ? "" : "; ") + std::string("a pass with every head bent");
  return note;
}

}  // namespace

Result<LayerAsked> layer_asked(const QueryInput& in, int query, MapSide side, HeadPlace place,
                               const ForwardOptions& options) {
  const int pieces = in.shown.words[static_cast<std::size_t>(query)].size();
  if (pieces > 1) {
    return Error{ErrorCode::Unsupported, "", std::to_string(pieces) + " pieces ask; the layer treats each by itself"};
  }
  const Eigen::RowVectorXf blend = output_of(in, query);
  return LayerAsked{
      .question = {.side = side,
                   .layer = place.layer,
                   .row = in.shown.token_of(query),
                   .options = options,
                   .shown = LayerQuestion::Shown{.head = place.head, .blend = {blend.begin(), blend.end()}}},
      .note = note_of(in, side, options)};
}

LayerAnswer layer_answer(const TraceSource& source, const Trace& trace, const Result<LayerAsked>& asked) {
  if (!asked) return {.head = 0, .note = {}, .step = asked.error()};
  const int head = asked->question.shown ? asked->question.shown->head : 0;
  try {
    return {.head = head, .note = asked->note, .step = source.layer_step(trace, asked->question)};
  } catch (const std::exception& failure) {
    return {.head = head, .note = {}, .step = Error{ErrorCode::Unsupported, "", failure.what()}};
  }
}

}  // namespace attnscope
