#include "app/layer_asker.h"

#include <utility>

#include "app/plans/query_plan.h"

namespace attnscope {

LayerAsker::LayerAsker(std::function<void()> wake)
    : job_([](const Key& key,
              const std::stop_token& /*stop*/) { return layer_answer(*key.source, *key.reading->trace, key.asked); },
           std::move(wake)) {}

bool LayerAsker::differ_in_blend_alone(const Key& a, const Key& b) {
  const std::optional<LayerQuestion::Shown>& one = a.asked.question.shown;
  const std::optional<LayerQuestion::Shown>& other = b.asked.question.shown;
  if (!one || !other || one->head != other->head) return false;
  LayerQuestion question = a.asked.question;
  question.shown = other;
  return a.source == b.source && a.reading == b.reading && question == b.asked.question;
}

void LayerAsker::rest(Answer& answer) {
  job_.cancel();
  asked_.reset();
  answer.layer.reset();
}

void LayerAsker::follow(const std::shared_ptr<const TraceSource>& source, Answer& answer) {
  const std::optional<QueryInput> input = query_input(answer);
  if (!source || !input) return rest(answer);
  Result<LayerAsked> asked = layer_asked(*input, answer.query, answer.side, answer.head, answer.reading->options);
  if (!asked) {
    rest(answer);
    answer.layer = std::make_shared<const LayerAnswer>(layer_answer(*source, *answer.reading->trace, asked));
    return;
  }
  Key key{.source = source, .reading = answer.reading, .asked = std::move(asked).value()};
  if (asked_ == key) return;
  if (!asked_ || !differ_in_blend_alone(*asked_, key)) answer.layer.reset();
  asked_ = std::move(key);
  job_.request(*asked_);
}

bool LayerAsker::take(Answer& answer) {
  std::optional<LayerAnswer> told = job_.take();
  if (!told) return false;
  answer.layer = std::make_shared<const LayerAnswer>(*std::move(told));
  return true;
}

}  // namespace attnscope
