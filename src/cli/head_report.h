#pragma once

#include <memory>
#include <string>

#include "app/application.h"
#include "app/layer_answer.h"
#include "app/plans/query_plan.h"
#include "cli/scene_options.h"
#include "core/attention.h"

namespace attnscope::cli {

/// One head on one text, looked at as a Scene asks: what attend prints and export writes, and what the window writes
/// when it exports.
struct HeadReport {
  Scene scene;
  std::string model;   ///< the source's name
  std::string text;    ///< what was read
  std::string text_b;  ///< and the second text; empty where the source takes one
  MapSide side;
  std::shared_ptr<const Trace> trace;
  ShownTokens rows, columns;             ///< as they are shown
  std::shared_ptr<const HeadView> view;  ///< of these rows and columns
  HeadPlace place;
  std::string role = {};                               ///< the question that training gave the head
  int query = 0;                                       ///< the asking row, counted from 0
  std::shared_ptr<const HeadView> computed, pieces;    ///< what `view` was made from, see LookedAt
  std::shared_ptr<const LayerAnswer> layer = nullptr;  ///< of the asking row; null where nobody asked

  [[nodiscard]] bool two_texts() const { return !trace->tokens_b.empty(); }
  /// The tokens of the rows, and those of the columns.
  [[nodiscard]] const std::vector<Token>& tokens() const { return rows.tokens; }
  [[nodiscard]] const std::vector<Token>& keys() const { return columns.tokens; }
  [[nodiscard]] const HeadTrace& head() const {
    return trace->map(side)[static_cast<std::size_t>(place.layer)][static_cast<std::size_t>(place.head)];
  }
  [[nodiscard]] QueryInput input() const {
    return {.head = head(), .shown = rows, .keys = columns, .computed = *computed, .pieces = *pieces, .view = *view};
  }
};

/// Runs the model, if need be under the Scene's what-if for the whole model.
Result<std::shared_ptr<const Trace>> run_model(const Prepared& prepared);

/// The head at the Scene's scale and mask, by all tokens.
Result<std::shared_ptr<const HeadView>> look_at(const Trace& trace, MapSide side, HeadPlace place, const Scene& scene);

Result<HeadReport> report_head(const Prepared& prepared);
/// The same, and what the layer does with it.
Result<HeadReport> report_head_and_layer(const Prepared& prepared);

/// What the window shows. Errors  InvalidArgument where it shows no token.
Result<HeadReport> report_head(const AppState& state);

/// The picture in sentences: see describe().
std::string description_of(const HeadReport& report);

/// What each token shows, as UTF-8: a token that is half a character becomes U+FFFD.
std::vector<std::string> token_texts(const std::vector<Token>& tokens);

}  // namespace attnscope::cli
