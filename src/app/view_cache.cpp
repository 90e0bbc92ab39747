#include "app/view_cache.h"

#include <utility>

namespace attnscope {
namespace {

Result<std::shared_ptr<const HeadView>> shared(Result<HeadView> view, HeadPlace place) {
  if (view) return std::make_shared<const HeadView>(std::move(view).value());
  Error error = view.error();
  error.where = name_of(place) + (error.where.empty() ? "" : ", " + error.where);
  return error;
}

}  // namespace

const HeadTrace* find_head(const Reading* reading, HeadPlace place) {
  if (!reading || !reading->trace || place.layer < 0 || place.head < 0) return nullptr;
  const LayerTraces& layers = reading->trace->map(reading->side);
  const auto layer = static_cast<std::size_t>(place.layer);
  const auto head = static_cast<std::size_t>(place.head);
  if (layer >= layers.size() || head >= layers[layer].size()) return nullptr;
  return &layers[layer][head];
}

const Result<LookedAt>& ViewCache::view(const std::shared_ptr<const Reading>& reading, HeadPlace head, float multiplier,
                                        const MaskChoice& mask) {
  const bool same_head = reading == reading_ && head == head_;
  if (same_head && multiplier == multiplier_ && mask == mask_) return view_;
  const bool has_scores = same_head && view_.ok() && view_->computed != nullptr;

  const HeadTrace* trace = find_head(reading.get(), head);
  if (!trace) {
    view_ = LookedAt{};
  } else {
    const LookOptions options{.scale = multiplier * trace->native_scale,
                              .mask = resolve(mask, reading->side, trace->mask),
                              .bias = trace->bias};
    Result<std::shared_ptr<const HeadView>> computed = has_scores
                                                           ? shared(look_again(view_->computed->scores, options), head)
                                                           : shared(look(trace->q, trace->k, options), head);
    view_ = computed ? Result<LookedAt>(look_through(*std::move(computed), reading->shown(), reading->keys()))
                     : Result<LookedAt>(computed.error());
  }
  reading_ = reading;
  head_ = head;
  multiplier_ = multiplier;
  mask_ = mask;
  return view_;
}

}  // namespace attnscope
