#include "app/timeline.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace attnscope {
namespace {

constexpr int kMostBlendSteps = 16;
constexpr float kWholeFrom = 1e-3F;  ///< what a float of the timeline cannot tell from a whole item or none
constexpr float kSamePlace = 1e-4F;  ///< positions closer than this are the same stop

std::vector<float> stops(int keys) {
  std::vector<float> places{0};
  for (const WorkPartRow& part : kWorkParts) {
    const int inside = part.id == WorkPart::Blend ? std::clamp(keys, 1, kMostBlendSteps) : 1;
    for (int i = 1; i <= inside; ++i) {
      const float whole = part.end - part.begin;
      // On a key's end, so that what is written there is a sum of whole keys.
      const bool several = inside < keys && part.id == WorkPart::Blend;
      const int of = several ? keys : inside;
      const int done = several ? i * keys / inside : i;
      const float share = static_cast<float>(done) / static_cast<float>(of);
      places.push_back(part.begin + whole * share);
    }
  }
  return places;
}

}  // namespace

Stage stage_of(float step) {
  return static_cast<Stage>(std::clamp(static_cast<int>(std::floor(step)), 0, kStageCount - 1));
}

float progress(float step, WorkPart part) {
  const WorkPartRow& row = kWorkParts[static_cast<std::size_t>(part)];
  return std::clamp((step - row.begin) / (row.end - row.begin), 0.0F, 1.0F);
}

const WorkPartRow& part_at(float step) {
  const auto found =
      std::find_if(kWorkParts.begin(), kWorkParts.end(), [=](const WorkPartRow& row) { return step < row.end; });
  return found == kWorkParts.end() ? kWorkParts.back() : *found;
}

float step_by_part(float step, int by, int keys) {
  const std::vector<float> places = stops(keys);
  if (by > 0) {
    const auto next = std::find_if(places.begin(), places.end(), [=](float at) { return at > step + kSamePlace; });
    return next == places.end() ? kTimelineEnd : *next;
  }
  const auto before = std::find_if(places.rbegin(), places.rend(), [=](float at) { return at < step - kSamePlace; });
  return before == places.rend() ? 0.0F : *before;
}

float last_part_end(float step, int keys) { return step_by_part(step + 2 * kSamePlace, -1, keys); }

float one_by_one(float progress, int index, int count, float under_way) {
  if (progress <= 0) return 0;
  if (progress >= 1) return 1;
  const float front = progress * (static_cast<float>(count) + under_way - 1);
  const float there = std::clamp((front - static_cast<float>(index)) / under_way, 0.0F, 1.0F);
  return there > 1 - kWholeFrom ? 1.0F : there < kWholeFrom ? 0.0F : there;
}

}  // namespace attnscope
