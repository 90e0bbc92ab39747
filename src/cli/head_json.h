#pragma once

#include "cli/head_report.h"
#include "cli/json.h"

namespace attnscope::cli {

/// "shown": what the lens does to the numbers, in words; no such field where it does nothing.
void add_lens(Json& json, const Lens& lens);

/// The tokens: [{"id", "text", "start", "end"}]; start and end are bytes of the text as given, null for tokens that
/// the tokenizer added; id is null for a word of several tokens.
Json tokens_json(const std::vector<Token>& tokens);

/// The asking row of a head, as `attend --format json` prints it.
Json row_json(const HeadReport& report);

/// The whole head, as `export` writes it: the same fields, with every row's scores, weights and entropy.
Json map_json(const HeadReport& report);

}  // namespace attnscope::cli
