#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "app/answer.h"
#include "app/layer_answer.h"
#include "app/newest_job.h"

namespace attnscope {

/// Keeps what an Answer knows of the layer in step with the rest of it. A job of its own, as weights may still lie in a
/// file. While only the viewed head is bent, the last step stays until the next one is there.
class LayerAsker {
 public:
  /// wake: called when there is something to take; may be empty.
  explicit LayerAsker(std::function<void()> wake);

  /// Asks for what the answer's row needs, if that is another layer step than the last.
  void follow(const std::shared_ptr<const TraceSource>& source, Answer& answer);
  /// Asks for nothing, and what the answer knew is gone.
  void rest(Answer& answer);
  /// Takes what came; whether anything did.
  bool take(Answer& answer);
  [[nodiscard]] bool busy() const { return job_.busy(); }
  bool wait(std::chrono::milliseconds at_most) { return job_.wait(at_most); }

 private:
  struct Key {
    std::shared_ptr<const TraceSource> source;
    std::shared_ptr<const Reading> reading;
    LayerAsked asked;
    friend bool operator==(const Key&, const Key&) = default;
  };
  [[nodiscard]] static bool differ_in_blend_alone(const Key& a, const Key& b);

  std::optional<Key> asked_;
  NewestJob<Key, LayerAnswer> job_;
};

}  // namespace attnscope
