#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "io/safetensors_header.h"

namespace attnscope {

/// A tensor on its way into a file: the numbers as the file will hold them, row by row.
struct TensorToWrite {
  std::string name;
  DType dtype = DType::F32;
  TensorShape shape;
  std::string bytes;
};

TensorToWrite f32_tensor(std::string name, TensorShape shape, std::span<const float> numbers);
/// Rounds to the nearest, ties to even.
TensorToWrite f16_tensor(std::string name, TensorShape shape, std::span<const float> numbers);
TensorToWrite i64_tensor(std::string name, TensorShape shape, std::span<const std::int64_t> numbers);

/// A whole safetensors file. The widest numbers come first, so that all are aligned, then by name; the same tensors
/// give the same bytes.
/// Errors  ShapeMismatch: not as many numbers as the shape says; InvalidArgument: two tensors of one name.
Result<std::string> safetensors_bytes(std::vector<TensorToWrite> tensors);

/// Errors  as above, and Unwritable.
Status write_safetensors(const std::filesystem::path& path, std::vector<TensorToWrite> tensors);

}  // namespace attnscope
