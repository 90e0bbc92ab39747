#include "cli/figure_content.h"

#include "app/numbers.h"
#include "app/plans/heatmap_plan.h"

namespace attnscope::cli {
namespace {

std::string in_words(const Mask& mask) {
  if (mask == Mask::all()) return "every token visible";
  if (mask == Mask::causal()) return "no looking ahead";
  if (mask.back == mask.ahead) return "the nearest " + std::to_string(mask.back) + " to each side visible";
  return "a window of tokens visible";
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : std::string(between)) + part;
  return text;
}

}  // namespace

const Matrix& shown_values(const HeadReport& report) {
  return report.scene.map == MapKind::Scores ? report.view->scores : report.view->weights;
}

figure::Content figure_content(const HeadReport& report, ColourMap map) {
  const HeadView& view = *report.view;
  const bool weights = report.scene.map == MapKind::Weights;
  std::vector<std::string> meta{report.model, name_of(report.place), "scale " + fixed_number(view.scale, 3),
                                in_words(view.mask.mask)};
  if (report.two_texts()) meta.insert(meta.begin() + 1, std::string(attnscope::in_words(report.side)));
  figure::Content content{
      .title = report.two_texts() ? report.text + " / " + report.text_b : report.text,
      .meta = joined(meta, " · "),
      .what_if = badge(report.scene, report.head().mask, report.side),
      .queries = {},
      .keys = {},
      .values = shown_values(report),
      .mask = view.mask,
      .unit = weights ? "attention weight" : "score q·k",
      .map = map,
      .asking = report.query,
      .outlined = {},
  };
  for (const Token& token : report.tokens()) content.queries.push_back(figure::visible_label(token.text));
  for (const Token& token : report.keys()) content.keys.push_back(figure::visible_label(token.text));
  const ColourRange range = colour_range(content.values, view.mask, weights, report.scene.leave_out_first);
  content.low = range.low;
  content.high = range.high;
  if (report.scene.leave_out_first) content.unit += ", first token left out of the range";
  if (report.scene.outlined) content.outlined = pattern_cells(*report.scene.outlined, view, report.side);
  return content;
}

}  // namespace attnscope::cli
