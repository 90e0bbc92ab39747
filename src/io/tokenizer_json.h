#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/result.h"
#include "text/tokenizer.h"

namespace attnscope {

/// A tokenizer as the `tokenizers` library writes it. Its `truncation` and `padding` are not applied, as they are not
/// there by default either.
/// Errors  Unsupported: a part that we do not know, by its name; Malformed: a field that is missing or wrong.
Result<Tokenizer> tokenizer_from_json(const nlohmann::json& document, const std::string& file);

/// Reads a tokenizer.json.
/// Errors  as above, and those of read_json_file().
Result<Tokenizer> read_tokenizer(const std::filesystem::path& file);

}  // namespace attnscope
