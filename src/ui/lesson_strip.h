#pragma once

#include "ui/view.h"

namespace attnscope {

/// How high the strip of the lesson under way has to be in a window of this width: as the step that needs most, so that
/// nothing jumps between two steps or when an answer is judged. 0 without a lesson.
float lesson_height(const Paint& paint, const AppState& app, UiMemory& memory, float width);

/// The step of the lesson under way: its text, its question, the way on. Above the words, which it talks about.
Actions show_lesson(const ViewInput& in);

/// What left, right, digits and Enter do while the keyboard stands on the question; none for other keys.
std::optional<Actions> answer_by_key(const AppState& app, UiMemory& memory, int key);

}  // namespace attnscope
