#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/weights.h"
#include "io/mapped_file.h"
#include "io/safetensors_header.h"

namespace attnscope {

/// A safetensors file: eight bytes with the header's length (little-endian), the header, the numbers. The header has
/// been checked when this exists. Numbers lie where they lay, in a mapped file, and are converted when they are asked
/// for. Copies share the bytes.
class SafetensorsFile {
 public:
  /// Errors  as MappedFile::open() and parse_safetensors_header().
  static Result<SafetensorsFile> open(const std::filesystem::path& path);
  /// The same from bytes in memory; `name` stands for the file in messages.
  static Result<SafetensorsFile> from_bytes(std::string bytes, std::string name);

  /// In order of names.
  [[nodiscard]] const std::vector<TensorInfo>& tensors() const { return tensors_; }
  /// Null where there is no such tensor.
  [[nodiscard]] const TensorInfo* find(std::string_view name) const;

  // The tensors below must be of this file.
  // Errors  ShapeMismatch: another shape or kind of number than asked for; `what` names the tensor and both.
  //         Truncated, Unreadable: as unchanged().

  /// F32, F16 or BF16 as floats, exactly, row by row.
  [[nodiscard]] Result<std::vector<float>> floats(const TensorInfo& tensor) const;
  /// The same as weights that outlive this object: the file's own bytes where they can be used as they lie, else a
  /// copy.
  [[nodiscard]] Result<SharedNumbers> weights(const TensorInfo& tensor) const;
  /// I64, I32, U8 or BOOL.
  [[nodiscard]] Result<std::vector<std::int64_t>> integers(const TensorInfo& tensor) const;

  /// Whether the tensor has this shape and floats in it; a ShapeMismatch where not.
  [[nodiscard]] Status check_floats(const TensorInfo& tensor, const TensorShape& shape) const;

  /// Whether weights() gives the file's own bytes for any tensor: F32 at a multiple of four bytes.
  [[nodiscard]] bool any_in_place() const;
  /// Whether what was read, or is still used in place, is what the file held when it was opened; as
  /// MappedFile::unchanged().
  [[nodiscard]] Status unchanged() const;

  /// What messages call the file.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  using Bytes = std::span<const std::byte>;

  SafetensorsFile(std::shared_ptr<const MappedFile> file, std::shared_ptr<const std::string> memory, std::string name)
      : file_(std::move(file)), memory_(std::move(memory)), name_(std::move(name)) {}
  static Result<SafetensorsFile> checked(SafetensorsFile file);

  [[nodiscard]] Bytes bytes_of(const TensorInfo& tensor) const;
  [[nodiscard]] bool in_place(const TensorInfo& tensor) const;
  [[nodiscard]] Status read_floats(const TensorInfo& tensor, std::span<float> out) const;
  [[nodiscard]] Error mismatch(const TensorInfo& tensor, const std::string& expected) const;

  // One of them holds the bytes.
  std::shared_ptr<const MappedFile> file_;
  std::shared_ptr<const std::string> memory_;
  std::string name_;
  Bytes data_;  ///< what comes after the header
  std::vector<TensorInfo> tensors_;
};

}  // namespace attnscope
