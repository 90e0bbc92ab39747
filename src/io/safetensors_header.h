#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace attnscope {

/// The kinds of numbers that we read from a safetensors file.
enum class DType : std::uint8_t { F32, F16, BF16, I64, I32, U8, Bool };

struct DTypeRow {
  DType id;
  std::string_view name;  ///< in the file's header
  std::size_t bytes;      ///< of one number
};

/// One row per DType, in the order of the enum.
inline constexpr std::array kDTypes{
    DTypeRow{DType::F32, "F32", 4},   DTypeRow{DType::F16, "F16", 2}, DTypeRow{DType::BF16, "BF16", 2},
    DTypeRow{DType::I64, "I64", 8},   DTypeRow{DType::I32, "I32", 4}, DTypeRow{DType::U8, "U8", 1},
    DTypeRow{DType::Bool, "BOOL", 1},
};

constexpr const DTypeRow& row_of(DType dtype) { return kDTypes[static_cast<std::size_t>(dtype)]; }

using TensorShape = std::vector<std::int64_t>;

/// "[2, 3]".
std::string to_text(const TensorShape& shape);

/// One tensor of a file: [begin, end) are bytes of the data section, as many as shape and dtype call for.
struct TensorInfo {
  std::string name;
  DType dtype = DType::F32;
  TensorShape shape;  ///< empty for a single number; a size may be 0
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  /// How many numbers.
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end - begin) / row_of(dtype).bytes; }
};

/// The length of a header may be anything in its eight bytes; what is longer than this is not a header.
inline constexpr std::uint64_t kMaxSafetensorsHeader = std::uint64_t{16} << 20U;

/// Reads the JSON header of a safetensors file whose data section has `data_bytes` bytes: every tensor lies inside, at
/// a multiple of its element's size, is as large as its shape says, and together they cover the section once.
/// Errors  Malformed, Truncated, OutOfLimits, Unsupported (a dtype; `what` names it); `where` is `file`. In order of
///         names.
Result<std::vector<TensorInfo>> parse_safetensors_header(std::string_view header, std::uint64_t data_bytes,
                                                         const std::string& file);

}  // namespace attnscope
