#include "cli/head_report.h"

#include "app/reading.h"
#include "text/unicode.h"

namespace attnscope::cli {

Result<std::shared_ptr<const Trace>> run_model(const Prepared& prepared) {
  Result<Trace> trace =
      prepared.source->trace(prepared.encoding.tokens, forward_options(prepared.scene), std::stop_token());
  if (!trace) return trace.error();
  return std::make_shared<const Trace>(std::move(trace).value());
}

Result<std::shared_ptr<const HeadView>> look_at(const Trace& trace, HeadPlace place, const Scene& scene) {
  const HeadTrace& head = trace.layers[static_cast<std::size_t>(place.layer)][static_cast<std::size_t>(place.head)];
  Result<HeadView> view =
      look(head.q, head.k, {.scale = scene.multiplier * head.native_scale, .mask = resolve(scene.mask, head.mask)});
  if (view) return std::make_shared<const HeadView>(std::move(view).value());
  Error error = view.error();
  error.where = name_of(place) + (error.where.empty() ? "" : ", " + error.where);
  return error;
}

Result<HeadReport> report_head(const Prepared& prepared) {
  const Result<std::shared_ptr<const Trace>> trace = run_model(prepared);
  if (!trace) return trace.error();
  const HeadPlace place = resolve_head(prepared.scene.head, prepared.source->card());
  const Result<std::shared_ptr<const HeadView>> computed = look_at(**trace, place, prepared.scene);
  if (!computed) return computed.error();
  const ShownTokens& shown = prepared.shown;
  const LookedAt at = look_through(*computed, shown, shown);
  return HeadReport{.scene = prepared.scene,
                    .model = prepared.source->card().name,
                    .text = prepared.scene.text,
                    .trace = *trace,
                    .tokens = shown.tokens,
                    .view = at.shown,
                    .place = place,
                    .query = asking_row(prepared.scene.query, prepared.encoding.tokens, shown),
                    .shown = shown,
                    .computed = at.computed,
                    .pieces = at.pieces};
}

Result<HeadReport> report_head(const AppState& state) {
  if (!state.reading || !state.reading->trace || !state.view || state.query < 0) {
    return Error{ErrorCode::InvalidArgument, "export", "there is no token to show; type a sentence first"};
  }
  return HeadReport{.scene = state.scene,
                    .model = state.card.name,
                    .text = state.reading->text,
                    .trace = state.reading->trace,
                    .tokens = state.reading->shown.tokens,
                    .view = state.view,
                    .place = state.head,
                    .query = state.query,
                    .shown = state.reading->shown,
                    .computed = state.computed,
                    .pieces = state.pieces};
}

std::vector<std::string> token_texts(const std::vector<Token>& tokens) {
  std::vector<std::string> texts;
  texts.reserve(tokens.size());
  for (const Token& token : tokens) texts.push_back(first_bad_byte(token.text) ? printable(token.text) : token.text);
  return texts;
}

}  // namespace attnscope::cli
