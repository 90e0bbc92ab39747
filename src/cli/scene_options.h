#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/lens.h"
#include "app/reading.h"
#include "cli/command.h"
#include "core/trace_source.h"

// The options that attend, patterns, export and shot share: together they are another way to write a Scene.
namespace attnscope::cli {

/// --scene, --text, --text-b, --model, --scale, --mask: which text is read, with what, under which what-if.
/// --hide-special, --merge-words: through which lens. --map: which map of two texts.
std::vector<Option> reading_options();
/// --layer, --head, --query: what is looked at.
std::vector<Option> look_options();

/// A Scene, the source it names, and its texts cut into tokens: at least one, but not yet run through the model.
struct Prepared {
  Scene scene;  ///< with the query pinned to its token
  std::shared_ptr<const TraceSource> source;
  Encodings encodings;
  MapSide side;                                ///< resolved
  ShownTokens shown;                           ///< the tokens of the map's rows through the Scene's lens: at least one
  ShownTokens keys;                            ///< those of its columns, likewise
  std::shared_ptr<Workers> workers = nullptr;  ///< who helps with the pass; null: nobody

  /// All tokens of the text that asks.
  [[nodiscard]] const std::vector<Token>& asking() const {
    return side == MapSide::Encoder ? encodings.first.tokens : encodings.second.tokens;
  }
};

/// Reads the options, opens the model and checks against it what was asked for: the layer and head, the word.
/// Says on `err` where the text was too long and was cut.
Result<Prepared> prepare(const Values& values, const Context& context);

/// Checks that a source takes the texts that there are. typed: what --text-b says; text_b: it, or the scene's.
Status check_second_text(const SourceCard& card, const std::optional<std::string>& typed, std::string_view text_b);

/// The texts' tokens. Says on `err` where one was cut.
/// Errors  those of the source; InvalidArgument: there is no token.
Result<Encodings> encode_texts(const TraceSource& source, std::string_view text, std::string_view text_b,
                               const Context& context);

}  // namespace attnscope::cli
