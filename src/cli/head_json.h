#pragma once

#include "cli/head_report.h"
#include "cli/json.h"

namespace attnscope::cli {

/// The tokens: [{"id", "text", "start", "end"}]; start and end are bytes of the text as given, null for tokens that
/// the tokenizer added.
Json tokens_json(const std::vector<Token>& tokens);

/// The asking row of a head, as `attend --format json` prints it.
Json row_json(const HeadReport& report);

/// The whole head, as `export` writes it: the same fields, with every row's scores, weights and entropy.
Json map_json(const HeadReport& report);

}  // namespace attnscope::cli
