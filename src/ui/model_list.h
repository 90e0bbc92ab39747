#pragma once

#include "ui/view.h"

namespace attnscope {

// Lists of models in a sheet, a row each; a click opens one and closes the sheet. Each returns where it ends.

/// Those that can be opened by name.
float show_named_models(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions);

/// The worked examples, whose numbers can be edited.
float show_worked_examples(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions);

/// Those that were opened lately and those of the Hugging Face cache, with their sizes; what cannot be opened stands
/// there in grey and says why.
float show_offered_models(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions);

}  // namespace attnscope
