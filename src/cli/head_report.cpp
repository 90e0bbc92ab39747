#include "cli/head_report.h"

#include "app/describe.h"
#include "app/plans/heads_plan.h"
#include "app/reading.h"
#include "text/unicode.h"

namespace attnscope::cli {

Result<std::shared_ptr<const Trace>> run_model(const Prepared& prepared) {
  Result<Trace> trace =
      run(*prepared.source, prepared.encodings, forward_options(prepared.scene), {.workers = prepared.workers.get()});
  if (!trace) return trace.error();
  return std::make_shared<const Trace>(std::move(trace).value());
}

Result<std::shared_ptr<const HeadView>> look_at(const Trace& trace, MapSide side, HeadPlace place, const Scene& scene) {
  const HeadTrace& head = trace.map(side)[static_cast<std::size_t>(place.layer)][static_cast<std::size_t>(place.head)];
  Result<HeadView> view = look(
      head.q, head.k,
      {.scale = scene.multiplier * head.native_scale, .mask = resolve(scene.mask, side, head.mask), .bias = head.bias});
  if (view) return std::make_shared<const HeadView>(std::move(view).value());
  Error error = view.error();
  error.where = name_of(place) + (error.where.empty() ? "" : ", " + error.where);
  return error;
}

Result<HeadReport> report_head(const Prepared& prepared) {
  const Result<std::shared_ptr<const Trace>> trace = run_model(prepared);
  if (!trace) return trace.error();
  const HeadPlace place = resolve_head(prepared.scene.head, prepared.source->card(), prepared.side);
  const Result<std::shared_ptr<const HeadView>> computed = look_at(**trace, prepared.side, place, prepared.scene);
  if (!computed) return computed.error();
  const LookedAt at = look_through(*computed, prepared.shown, prepared.keys);
  return HeadReport{
      .scene = prepared.scene,
      .model = prepared.source->card().name,
      .text = prepared.scene.text,
      .text_b = prepared.source->card().takes_two() ? prepared.scene.text_b : std::string(),
      .side = prepared.side,
      .trace = *trace,
      .rows = prepared.shown,
      .columns = prepared.keys,
      .view = at.shown,
      .place = place,
      .role = prepared.side == MapSide::Encoder ? role_text(prepared.source->card(), place) : std::string(),
      .query = asking_row(prepared.scene.query, prepared.asking(), prepared.shown),
      .computed = at.computed,
      .pieces = at.pieces};
}

Result<HeadReport> report_head_and_layer(const Prepared& prepared) {
  Result<HeadReport> report = report_head(prepared);
  if (!report) return report;
  const Result<LayerAsked> asked =
      layer_asked(report->input(), report->query, report->side, report->place, forward_options(prepared.scene));
  report->layer = std::make_shared<const LayerAnswer>(layer_answer(*prepared.source, *report->trace, asked));
  return report;
}

Result<HeadReport> report_head(const AppState& state) {
  if (!state.reading || !state.reading->trace || !state.view || state.query < 0) {
    return Error{ErrorCode::InvalidArgument, "export", "there is no token to show; type a sentence first"};
  }
  return HeadReport{.scene = state.scene,
                    .model = state.card.name,
                    .text = state.reading->text,
                    .text_b = state.card.takes_two() ? state.reading->text_b : std::string(),
                    .side = state.side,
                    .trace = state.reading->trace,
                    .rows = state.reading->shown(),
                    .columns = state.reading->keys(),
                    .view = state.view,
                    .place = state.head,
                    .role = role_text(state.card, state.head),
                    .query = state.query,
                    .computed = state.computed,
                    .pieces = state.pieces};
}

std::string description_of(const HeadReport& report) {
  return describe({.question = report.scene,
                   .model = report.model,
                   .place = report.place,
                   .role = report.role,
                   .tokens = report.tokens(),
                   .keys = report.keys(),
                   .two_texts = report.two_texts(),
                   .side = report.side,
                   .query = report.query,
                   .view = *report.view,
                   .native_mask = report.head().mask,
                   .patterns = score_patterns(*report.view, report.side)});
}

std::vector<std::string> token_texts(const std::vector<Token>& tokens) {
  std::vector<std::string> texts;
  texts.reserve(tokens.size());
  for (const Token& token : tokens) texts.push_back(first_bad_byte(token.text) ? printable(token.text) : token.text);
  return texts;
}

}  // namespace attnscope::cli
