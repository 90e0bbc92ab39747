#pragma once

#include "core/workers.h"

namespace attnscope::test {

/// Says that it is several, and takes the parts in the order in which nobody expects them.
class BackwardWorkers : public Workers {
 public:
  [[nodiscard]] std::size_t count() const override { return 3; }
  void each(std::size_t parts, const std::function<void(std::size_t)>& work) override {
    shared = true;
    while (parts > 0) work(--parts);
  }

  bool shared = false;  ///< whether anything was handed to them
};

}  // namespace attnscope::test
