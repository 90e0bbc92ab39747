#pragma once

#include "ui/view.h"

namespace attnscope {

/// In the query view's place while a prediction is made, and after it was revealed.
Actions show_predict(const ViewInput& in);

/// Up and down choose a word, left and right move its share, Enter reveals; none for other keys.
std::optional<Actions> predict_by_key(const AppState& app, UiMemory& memory, int key);

}  // namespace attnscope
