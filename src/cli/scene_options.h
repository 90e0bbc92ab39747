#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/lens.h"
#include "cli/command.h"
#include "core/trace_source.h"

// The options that attend, patterns, export and shot share: together they are another way to write a Scene.
namespace attnscope::cli {

/// --scene, --text, --text-b, --model, --scale, --mask: which text is read, with what, under which what-if.
/// --hide-special, --merge-words: through which lens.
std::vector<Option> reading_options();
/// --layer, --head, --query: what is looked at.
std::vector<Option> look_options();

/// A Scene, the source it names, and its text cut into tokens: at least one, but not yet run through the model.
struct Prepared {
  Scene scene;  ///< with the query pinned to its token
  std::shared_ptr<const TraceSource> source;
  Encoding encoding;
  ShownTokens shown;  ///< its tokens through the Scene's lens: at least one
};

/// Reads the options, opens the model and checks against it what was asked for: the layer and head, the word.
/// Says on `err` where the text was too long and was cut.
Result<Prepared> prepare(const Values& values, const Context& context);

/// Opens a model and checks that it takes the texts that are given. text_b: none where it is not given.
Result<std::shared_ptr<const TraceSource>> open_source(const std::string& model,
                                                       const std::optional<std::string>& text_b,
                                                       const Context& context);

/// The text's tokens. Says on `err` where it was cut.
Result<Encoding> encode(const TraceSource& source, std::string_view text, const Context& context);

}  // namespace attnscope::cli
