#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace attnscope {

/// Numbers that a computation needs for a while, in memory that begins with a line of a cache and is kept from one use
/// to the next.
class ScratchNumbers {
 public:
  /// Room for that many. What was there before is gone.
  float* room_for(std::size_t numbers) {
    const std::size_t lines = (numbers + kLine - 1) / kLine;
    if (lines > lines_.size()) lines_ = std::vector<Line>(std::max(lines, lines_.size() * 3 / 2));
    return data();
  }
  [[nodiscard]] float* data() { return lines_.empty() ? nullptr : lines_.front().numbers.data(); }
  [[nodiscard]] const float* data() const { return lines_.empty() ? nullptr : lines_.front().numbers.data(); }

 private:
  static constexpr std::size_t kLine = 16;
  struct alignas(kLine * sizeof(float)) Line {
    std::array<float, kLine> numbers;
  };
  std::vector<Line> lines_;
};

}  // namespace attnscope
