#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/forward.h"
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
  std::string name;    ///< stable: the command line, scene files
  std::string title;   ///< for people
  std::string origin;  ///< the folder or file it was read from
  std::vector<LayerShape> layers;
  int hidden = 0;
  long parameters = 0;
  int max_tokens = 0;
  bool causal = false;
  std::optional<HeadPlace> answer_head;  ///< the head to look at first, where the source names one
  std::vector<HeadRole> roles;
  std::string about;        ///< the card's text for people (Markdown), may be empty
  std::vector<Fact> facts;  ///< what the files say, once it is open; else empty
};

/// A text cut into tokens. Where it was longer than the source can take, the rest is left out and said.
struct Encoding {
  std::vector<Token> tokens;          ///< at most max_tokens
  std::optional<std::size_t> cut_at;  ///< byte in the text where reading stopped, if it was cut
  std::size_t total_tokens = 0;       ///< how many there would have been
};

/// Something that turns a text into a Trace: the built-in model, a checkpoint, a worked example, a capture.
/// Immutable after opening; both functions may be called from any thread at once.
class TraceSource {
 public:
  TraceSource() = default;
  TraceSource(const TraceSource&) = delete;
  TraceSource& operator=(const TraceSource&) = delete;
  virtual ~TraceSource() = default;

  [[nodiscard]] virtual const SourceCard& card() const = 0;
  /// Errors  InvalidArgument for text that is not UTF-8 (`where` says the byte). Empty text gives no tokens.
  [[nodiscard]] virtual Result<Encoding> encode(std::string_view text) const = 0;
  /// tokens: as encode() gave them, at least one.
  [[nodiscard]] virtual Result<Trace> trace(std::vector<Token> tokens, const ForwardOptions& options,
                                            std::stop_token stop) const = 0;
  /// Whether the files that it still reads from are what they were when it was opened; if not, it gives no traces any
  /// more, and opening it again gives what they are now.
  [[nodiscard]] virtual Status unchanged() const { return {}; }
};

}  // namespace attnscope
