#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "core/weights.h"
#include "io/file.h"
#include "io/safetensors_header.h"

namespace attnscope {

/// A safetensors file: eight bytes with the header's length (little-endian), the header, the numbers. The header has
/// been checked when this exists; numbers are read and converted when they are asked for.
class SafetensorsFile {
 public:
  /// Errors  as InputFile::open() and parse_safetensors_header().
  static Result<SafetensorsFile> open(const std::filesystem::path& path);
  /// The same from bytes in memory; `name` stands for the file in messages.
  static Result<SafetensorsFile> from_bytes(std::string bytes, std::string name);

  /// In order of names.
  [[nodiscard]] const std::vector<TensorInfo>& tensors() const { return tensors_; }
  /// Null where there is no such tensor.
  [[nodiscard]] const TensorInfo* find(std::string_view name) const;

  // The tensors below must be of this file.
  // Errors  ShapeMismatch: another shape or kind of number than asked for; `what` names the tensor and both.
  //         Truncated, Unreadable: the file has changed since it was opened.

  /// F32, F16 or BF16 as floats, exactly, row by row.
  [[nodiscard]] Result<std::vector<float>> floats(const TensorInfo& tensor) const;
  /// The same as weights that outlive the file.
  [[nodiscard]] Result<SharedNumbers> weights(const TensorInfo& tensor) const;
  /// I64, I32, U8 or BOOL.
  [[nodiscard]] Result<std::vector<std::int64_t>> integers(const TensorInfo& tensor) const;

  /// Whether the tensor has this shape and floats in it; a ShapeMismatch where not.
  [[nodiscard]] Status check_floats(const TensorInfo& tensor, const TensorShape& shape) const;

  /// What messages call the file.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  using Source = std::variant<InputFile, std::string>;

  SafetensorsFile(Source source, std::string name, std::uint64_t data_begin, std::vector<TensorInfo> tensors);
  static Result<SafetensorsFile> make(Source source, std::string name, std::uint64_t size);
  static Status read(const Source& source, const std::string& name, std::uint64_t offset, std::span<std::byte> out);

  /// Reads the tensor's bytes in blocks, each a whole number of elements.
  template <class Use>
  Status each_block(const TensorInfo& tensor, const Use& use) const;
  Status read_floats(const TensorInfo& tensor, std::span<float> out) const;
  [[nodiscard]] Error mismatch(const TensorInfo& tensor, const std::string& expected) const;

  Source source_;
  std::string name_;
  std::uint64_t data_begin_ = 0;
  std::vector<TensorInfo> tensors_;
};

}  // namespace attnscope
