#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/trace_source.h"
#include "text/tokenizer.h"

namespace attnscope {

/// The models in <assets>/models, by name. Only their config.json is read; a folder that cannot be read is left out,
/// and opening it tells why.
std::vector<SourceCard> list_models(const std::filesystem::path& assets);

/// Opens a model of list_models() by its name, or else the model folder at that path, or else the checkpoint of that
/// name in the Hugging Face cache `hub` (empty: there is none).
/// Errors  NotFound: none of them; `what` lists the names there are. Otherwise as open_model().
Result<std::shared_ptr<const TraceSource>> open_by_name(const std::filesystem::path& assets,
                                                        const std::string& name_or_path,
                                                        const std::filesystem::path& hub = {},
                                                        const LoadControl& control = {});

/// The tokenizer of such a model. Nothing else in its folder is read, so that it may be a checkpoint of any family.
/// Errors  NotFound as above; otherwise as read_tokenizer().
Result<Tokenizer> open_tokenizer_by_name(const std::filesystem::path& assets, const std::string& name_or_path,
                                         const std::filesystem::path& hub = {});

}  // namespace attnscope
