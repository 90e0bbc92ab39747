#pragma once

#include <array>
#include <string_view>

#include "app/scene.h"

namespace attnscope {

/// A sentence to begin with.
struct Example {
  std::string_view title;  ///< what to look for, short
  std::string_view text;
  std::string_view query;  ///< the word that asks
};

extern const std::array<Example, 12> kExamples;

/// The Scene in which an example is shown: `now`'s model, head and looks, nothing bent.
Scene show_example(const Example& example, const Scene& now);

}  // namespace attnscope
