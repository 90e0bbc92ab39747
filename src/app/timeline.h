#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "app/scene.h"

namespace attnscope {

/// What the query view's animation tells one after the other; each takes one unit of the timeline.
enum class Stage : std::uint8_t { Score, Softmax, Blend, Layer };
inline constexpr int kStageCount = 4;
inline constexpr std::array<std::string_view, kStageCount> kStageNames{"1 Score", "2 Softmax", "3 Blend", "4 Layer"};

/// The stage that a position belongs to; at the end the last one.
Stage stage_of(float step);

/// What happens within the stages. The first three are about one key, the others about all of them.
enum class WorkPart : std::uint8_t {
  Multiply,
  AddUp,
  Scale,
  EveryKey,
  Subtract,
  Exponential,
  Total,
  Divide,
  Blend,
  SideBySide,
  Project,
  AddHeads,
  AddRow,
  Onward
};

struct WorkPartRow {
  WorkPart id;
  float begin, end;  ///< on the timeline
  std::string_view title;
};

inline constexpr std::array kWorkParts{
    WorkPartRow{WorkPart::Multiply, 0.0F, 0.35F, "multiply"},
    WorkPartRow{WorkPart::AddUp, 0.35F, 0.6F, "add up"},
    WorkPartRow{WorkPart::Scale, 0.6F, 0.75F, "× scale"},
    WorkPartRow{WorkPart::EveryKey, 0.75F, 1.0F, "every key"},
    WorkPartRow{WorkPart::Subtract, 1.0F, 1.25F, "− largest"},
    WorkPartRow{WorkPart::Exponential, 1.25F, 1.5F, "e^"},
    WorkPartRow{WorkPart::Total, 1.5F, 1.75F, "add up"},
    WorkPartRow{WorkPart::Divide, 1.75F, 2.0F, "÷ sum"},
    WorkPartRow{WorkPart::Blend, 2.0F, 3.0F, "key by key"},
    WorkPartRow{WorkPart::SideBySide, 3.0F, 3.1875F, "every head"},
    WorkPartRow{WorkPart::Project, 3.1875F, 3.4375F, "× W_O"},
    WorkPartRow{WorkPart::AddHeads, 3.4375F, 3.625F, "add up"},
    WorkPartRow{WorkPart::AddRow, 3.625F, 3.875F, "+ row"},
    WorkPartRow{WorkPart::Onward, 3.875F, 4.0F, "onward"},
};

/// How far a part is at this position, 0 ... 1.
float progress(float step, WorkPart part);

/// The part that is under way; at a part's beginning that part, at the end the last one.
const WorkPartRow& part_at(float step);

/// Where a step on (by > 0) or back leads: to the next place where a part ends. While the keys are blended each of
/// them is a part, but in long texts several go together. keys: how many there are.
float step_by_part(float step, int by, int keys);

/// The place where a part ended last, at or before this one.
float last_part_end(float step, int keys);

/// How much of item `index` of `count` there is when they come one after the other and this much of the way is gone:
/// 0 ... 1, with `under_way` of them moving at once.
float one_by_one(float progress, int index, int count, float under_way);

}  // namespace attnscope
