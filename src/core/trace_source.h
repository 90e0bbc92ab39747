#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/forward.h"
#include "core/layer_step.h"
#include "core/trace.h"

namespace attnscope {

/// A head by its place, counted from 0 in code and from 1 wherever a person sees or types it.
struct HeadPlace {
  int layer = 0;
  int head = 0;
  friend bool operator==(const HeadPlace&, const HeadPlace&) = default;
};

/// A head whose job is known, because training or the author of a worked example gave it one.
struct HeadRole {
  HeadPlace place;
  std::string title;  ///< "who?"
};

/// One thing that can be said of a model: "kv heads", "2, each shared by 4".
struct Fact {
  std::string name;
  std::string value;
};

/// How the opening of a source is followed and stopped; it may take seconds.
struct LoadControl {
  std::stop_token stop = {};  ///< asked between two tensors; opening then fails with Cancelled
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};  ///< bytes of weights read; may be empty
};

/// What can be said of a source before any text is given to it.
struct SourceCard {
  std::string name;                ///< stable: the command line, scene files
  std::string title;               ///< for people
  std::string origin;              ///< the folder or file it was read from
  std::vector<LayerShape> layers;  ///< of MapSide::Encoder, as every source of one text has it
  // Of a source that takes two texts:
  std::vector<LayerShape> decoder_layers = {};  ///< of MapSide::Decoder
  std::vector<LayerShape> cross_layers = {};    ///< of MapSide::Cross
  int hidden = 0;
  long parameters = 0;
  int max_tokens = 0;
  bool causal = false;
  std::optional<HeadPlace> answer_head;  ///< the head to look at first, where the source names one
  std::vector<HeadRole> roles;
  std::string about;        ///< the card's text for people (Markdown), may be empty
  std::vector<Fact> facts;  ///< what the files say, once it is open; else empty

  [[nodiscard]] const std::vector<LayerShape>& layers_of(MapSide side) const {
    if (side == MapSide::Encoder) return layers;
    return side == MapSide::Decoder ? decoder_layers : cross_layers;
  }
  [[nodiscard]] bool takes_two() const { return !decoder_layers.empty() || !cross_layers.empty(); }
};

/// A text cut into tokens. Where it was longer than the source can take, the rest is left out and said.
struct Encoding {
  std::vector<Token> tokens;          ///< at most max_tokens
  std::optional<std::size_t> cut_at;  ///< byte in the text where reading stopped, if it was cut
  std::size_t total_tokens = 0;       ///< how many there would have been
};

/// Something that turns a text, or two, into a Trace: the built-in model, a checkpoint, a worked example, a capture.
/// Immutable after opening; its functions may be called from any thread at once.
class TraceSource {
 public:
  TraceSource() = default;
  TraceSource(const TraceSource&) = delete;
  TraceSource& operator=(const TraceSource&) = delete;
  virtual ~TraceSource() = default;

  [[nodiscard]] virtual const SourceCard& card() const = 0;
  /// Errors  InvalidArgument for text that is not UTF-8 (`where` says the byte). Empty text gives no tokens.
  [[nodiscard]] virtual Result<Encoding> encode(std::string_view text) const = 0;
  /// tokens: as encode() gave them, at least one. Of a source that takes two texts: its maps of the first alone.
  [[nodiscard]] virtual Result<Trace> trace(std::vector<Token> tokens, const ForwardOptions& options,
                                            const PassControl& control) const = 0;

  // For sources that take two texts (card().takes_two()); the others need not know of them.

  /// The second text as its tokens are read: where reading begins with a token of the model's own, that comes first,
  /// and is all that an empty text gives. Errors  as encode(); Unsupported: the source takes one text.
  [[nodiscard]] virtual Result<Encoding> encode_second(std::string_view text) const;
  /// tokens, tokens_b: as encode() and encode_second() gave them, at least one of each.
  [[nodiscard]] virtual Result<Trace> trace_two(std::vector<Token> tokens, std::vector<Token> tokens_b,
                                                const ForwardOptions& options, const PassControl& control) const;

  /// What a layer does with what its heads blended for one row. trace: as trace() or trace_two() gave it.
  /// Errors  Unsupported where heads stand alone, without a layer around them; those of attnscope::layer_step().
  [[nodiscard]] virtual Result<LayerStep> layer_step(const Trace& trace, const LayerQuestion& question) const;

  /// Whether the files that it still reads from are what they were when it was opened; if not, it gives no traces any
  /// more, and opening it again gives what they are now.
  [[nodiscard]] virtual Status unchanged() const { return {}; }
};

}  // namespace attnscope
