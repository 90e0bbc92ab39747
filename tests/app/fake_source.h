#pragma once

// In a header alone: the tests of other rooms read with the same fakes.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "app/reader.h"
#include "core/trace_source.h"
#include "tests/support/random.h"
#include "tests/support/second_text.h"
#include "text/unicode.h"

namespace attnscope::test {

/// A door in a job: closed, it holds up whoever comes until the test opens it. A stop does not open it: a slow model
/// does not heed one at once either.
class Gate {
 public:
  void close() { set(false); }
  void open() { set(true); }

  /// For the job.
  void pass() {
    std::unique_lock lock(mutex_);
    ++arrived_;
    moved_.notify_all();
    moved_.wait(lock, [this] { return open_; });
  }
  /// For the test: waits until `count` jobs have come to the door in all.
  void await_arrivals(int count) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this, count] { return arrived_ >= count; });
  }

 private:
  void set(bool open) {
    const std::scoped_lock lock(mutex_);
    open_ = open;
    moved_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable moved_;
  bool open_ = true;
  int arrived_ = 0;
};

/// Tokens of words parted by single spaces.
inline std::vector<Token> words(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) {
      const std::string word(text.substr(begin, end - begin));
      tokens.push_back({.id = static_cast<int>(tokens.size()), .piece = word, .text = word, .span = Span{begin, end}});
    }
    begin = end + 1;
  }
  return tokens;
}

/// Reads words; q, k and v of a head come from the words and the head's place, always the same. A multiplier is added
/// to v, so that a test can tell which pass a trace came from. The word "nan" makes a pass that is not finite.
class FakeSource : public TraceSource {
 public:
  static constexpr int kHeadDim = 3;
  static constexpr float kNativeScale = 0.5F;

  FakeSource(const std::string& name, int layers, int heads, int max_tokens, Gate* gate) : gate_(gate) {
    card_.name = name;
    card_.title = "The fake " + name;
    card_.layers.assign(static_cast<std::size_t>(layers), LayerShape{.heads = heads, .head_dim = kHeadDim});
    card_.max_tokens = max_tokens;
  }

  [[nodiscard]] const SourceCard& card() const override { return card_; }

  [[nodiscard]] Result<Encoding> encode(std::string_view text) const override {
    if (Status good = check_utf8(text); !good) return good.error();
    Encoding encoding{.tokens = words(text), .cut_at = std::nullopt, .total_tokens = 0};
    encoding.total_tokens = encoding.tokens.size();
    const auto most = static_cast<std::size_t>(card_.max_tokens);
    if (encoding.tokens.size() > most) {
      encoding.cut_at = encoding.tokens[most].span->begin;
      encoding.tokens.resize(most);
    }
    return encoding;
  }

  [[nodiscard]] Result<Trace> trace(std::vector<Token> tokens, const ForwardOptions& options,
                                    const PassControl& control) const override {
    ++traces_;
    if (gate_) gate_->pass();
    if (control.stop.stop_requested()) {
      ++stopped_;
      return Error{ErrorCode::Cancelled, "", "stopped"};
    }
    Trace trace{.tokens = std::move(tokens), .layers = {}};
    const Mask mask = card_.causal ? Mask::causal() : Mask::all();
    trace.layers = heads_of(card_.layers, trace.tokens, trace.tokens, 0, mask, options);
    return trace;
  }

  /// Where it takes two texts, the second begins with "<start>", and distances are added to its own logits.
  [[nodiscard]] Result<Encoding> encode_second(std::string_view text) const override {
    if (!card_.takes_two()) return TraceSource::encode_second(text);
    return behind_start(encode(text), {.id = 0, .piece = "<start>", .text = "<start>", .span = {}});
  }

  [[nodiscard]] Result<Trace> trace_two(std::vector<Token> tokens, std::vector<Token> tokens_b,
                                        const ForwardOptions& options, const PassControl& control) const override {
    Result<Trace> trace = this->trace(std::move(tokens), options, control);
    if (!trace) return trace;
    trace->tokens_b = std::move(tokens_b);
    trace->decoder = heads_of(card_.decoder_layers, trace->tokens_b, trace->tokens_b, 10, Mask::causal(), options);
    trace->cross = heads_of(card_.cross_layers, trace->tokens_b, trace->tokens, 20, Mask::all(), options);
    const auto n = static_cast<int>(trace->tokens_b.size());
    Vector distances(2 * n - 1);
    for (int i = 0; i < 2 * n - 1; ++i) distances[i] = 0.1F * static_cast<float>(i - n + 1);
    for (auto& layer : trace->decoder) {
      for (HeadTrace& head : layer) head.bias = DistanceBias(1 - n, distances);
    }
    return trace;
  }

  /// A layer whose row before is all ones and whose W_O leaves each head's blend in dimensions of its own.
  [[nodiscard]] Result<LayerStep> layer_step(const Trace& trace, const LayerQuestion& question) const override {
    ++layer_steps_;
    layer_gate.pass();
    const auto& heads = trace.map(question.side)[static_cast<std::size_t>(question.layer)];
    const auto count = static_cast<Eigen::Index>(heads.size());
    LayerStep step;
    step.before = Eigen::RowVectorXf::Ones(count * kHeadDim);
    step.blends.resize(count, kHeadDim);
    step.parts = Matrix::Zero(count, count * kHeadDim);
    for (Eigen::Index h = 0; h < count; ++h) {
      const HeadTrace& head = heads[static_cast<std::size_t>(h)];
      const Result<HeadView> view = look(head.q, head.k, look_in_pass(head, question.side, question.options));
      if (!view) return view.error();
      step.blends.row(h) = blend(view->weights.row(question.row), head.v);
      if (question.shown && question.shown->head == h) {
        step.blends.row(h) = Eigen::Map<const Eigen::RowVectorXf>(question.shown->blend.data(), kHeadDim);
      }
      step.parts.row(h).segment(h * kHeadDim, kHeadDim) = step.blends.row(h);
    }
    step.added = step.parts.colwise().sum();
    step.after = step.before + step.added;
    return step;
  }

  /// From now on it takes two texts, the second of which is looked at in this many layers of this many heads.
  void take_two(int layers, int heads) {
    card_.decoder_layers.assign(static_cast<std::size_t>(layers), LayerShape{.heads = heads, .head_dim = kHeadDim});
    card_.cross_layers = card_.decoder_layers;
  }

  [[nodiscard]] Status unchanged() const override {
    return changed_ ? Status(Error{ErrorCode::Unreadable, card_.name, "was written to"}) : Status();
  }

  void set_changed() { changed_ = true; }
  void set_origin(const std::string& folder) { card_.origin = folder; }
  void set_answer_head(HeadPlace place) { card_.answer_head = place; }
  [[nodiscard]] int traces() const { return traces_; }
  [[nodiscard]] int stopped() const { return stopped_; }
  [[nodiscard]] int layer_steps() const { return layer_steps_; }

  mutable Gate layer_gate;  ///< in the way of every layer step

 private:
  static LayerTraces heads_of(const std::vector<LayerShape>& shapes, const std::vector<Token>& asking,
                              const std::vector<Token>& asked, int kind, const Mask& mask,
                              const ForwardOptions& options) {
    LayerTraces layers;
    for (std::size_t layer = 0; layer < shapes.size(); ++layer) {
      auto& heads = layers.emplace_back();
      for (int head = 0; head < shapes[layer].heads; ++head) {
        const int place = (kind + static_cast<int>(layer)) * 100 + head;
        Matrix v = vectors(asked, place * 3 + 2);
        v.array() += options.multiplier;
        heads.push_back({.q = vectors(asking, place * 3),
                         .k = vectors(asked, place * 3 + 1),
                         .v = std::move(v),
                         .native_scale = kNativeScale,
                         .mask = mask});
      }
    }
    return layers;
  }

  /// [n, kHeadDim]: a word's numbers in one role.
  static Matrix vectors(const std::vector<Token>& tokens, int role) {
    Matrix made(static_cast<Eigen::Index>(tokens.size()), kHeadDim);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      auto seed = static_cast<std::uint32_t>(role + 1) * 2654435761U;
      for (const char c : tokens[i].text) seed = seed * 31U + static_cast<unsigned char>(c);
      made.row(static_cast<Eigen::Index>(i)) = row(seed);
      if (tokens[i].text == "nan") made(static_cast<Eigen::Index>(i), 0) = std::numeric_limits<float>::quiet_NaN();
    }
    return made;
  }
  static Matrix row(std::uint32_t seed) {
    Random random(seed);
    return random_matrix(1, kHeadDim, 2.0F, random);
  }

  SourceCard card_;
  Gate* gate_;
  std::atomic<bool> changed_ = false;
  mutable std::atomic<int> traces_ = 0;
  mutable std::atomic<int> stopped_ = 0;
  mutable std::atomic<int> layer_steps_ = 0;
};

/// What can be opened in a test. Counts, and holds up who opens while `door` is closed.
class FakeModels {
 public:
  FakeSource& add(const std::string& name, int layers = 2, int heads = 2, int max_tokens = 16) {
    auto source = std::make_shared<FakeSource>(name, layers, heads, max_tokens, &pass_door);
    by_name_[name] = source;
    return *source;
  }

  /// Must not outlive this.
  OpenSource opener() {
    return [this](const std::string& name, const LoadControl&) -> Result<std::shared_ptr<const TraceSource>> {
      ++opened_;
      open_door.pass();
      const auto found = by_name_.find(name);
      if (found == by_name_.end()) return Error{ErrorCode::NotFound, name, "no such model"};
      return std::shared_ptr<const TraceSource>(found->second);
    };
  }

  [[nodiscard]] int opened() const { return opened_; }

  Gate open_door;  ///< in the way of opening
  Gate pass_door;  ///< in the way of every pass

 private:
  std::map<std::string, std::shared_ptr<FakeSource>> by_name_;
  std::atomic<int> opened_ = 0;
};

}  // namespace attnscope::test
