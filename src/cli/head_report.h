#pragma once

#include <memory>
#include <string>

#include "app/application.h"
#include "app/plans/query_plan.h"
#include "cli/scene_options.h"
#include "core/attention.h"

namespace attnscope::cli {

/// One head on one text, looked at as a Scene asks: what attend prints and export writes, and what the window writes
/// when it exports.
struct HeadReport {
  Scene scene;
  std::string model;  ///< the source's name
  std::string text;   ///< what was read
  std::shared_ptr<const Trace> trace;
  std::vector<Token> tokens;             ///< as they are shown
  std::shared_ptr<const HeadView> view;  ///< by these tokens
  HeadPlace place;
  int query = 0;  ///< the asking one of these tokens, counted from 0
  ShownTokens shown;
  std::shared_ptr<const HeadView> computed, pieces;  ///< what `view` was made from, see LookedAt

  [[nodiscard]] const HeadTrace& head() const {
    return trace->layers[static_cast<std::size_t>(place.layer)][static_cast<std::size_t>(place.head)];
  }
  [[nodiscard]] QueryInput input() const {
    return {.head = head(), .shown = shown, .computed = *computed, .pieces = *pieces, .view = *view};
  }
};

/// Runs the model, if need be under the Scene's what-if for the whole model.
Result<std::shared_ptr<const Trace>> run_model(const Prepared& prepared);

/// The head at the Scene's scale and mask, by all tokens.
Result<std::shared_ptr<const HeadView>> look_at(const Trace& trace, HeadPlace place, const Scene& scene);

Result<HeadReport> report_head(const Prepared& prepared);

/// What the window shows. Errors  InvalidArgument where it shows no token.
Result<HeadReport> report_head(const AppState& state);

/// What each token shows, as UTF-8: a token that is half a character becomes U+FFFD.
std::vector<std::string> token_texts(const std::vector<Token>& tokens);

}  // namespace attnscope::cli
