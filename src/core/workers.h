#pragma once

#include <cstddef>
#include <functional>

namespace attnscope {

/// Hands that a caller lends to a computation. Core has no threads of its own; whoever has some derives from this.
class Workers {
 public:
  Workers() = default;
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  virtual ~Workers() = default;

  /// How many parts can be worked on at once; 1 or more.
  [[nodiscard]] virtual std::size_t count() const { return 1; }
  /// Calls work(0) ... work(parts - 1), in any order and at the same time, and returns when all are done. What one
  /// part writes, no other may touch. work must not throw, nor call this.
  virtual void each(std::size_t parts, const std::function<void(std::size_t)>& work) {
    for (std::size_t part = 0; part < parts; ++part) work(part);
  }
};

}  // namespace attnscope
