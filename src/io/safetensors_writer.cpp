#include "io/safetensors_writer.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "io/file.h"
#include "io/half.h"
#include "io/quote.h"

namespace attnscope {

namespace {

template <class T>
std::string bytes_of(std::span<const T> numbers) {
  std::string bytes(numbers.size_bytes(), '\0');
  if (!numbers.empty()) std::memcpy(bytes.data(), numbers.data(), numbers.size_bytes());
  return bytes;
}

Status check(const TensorToWrite& tensor) {
  std::uint64_t wanted = row_of(tensor.dtype).bytes;
  for (const std::int64_t size : tensor.shape) wanted *= static_cast<std::uint64_t>(size);
  if (wanted == tensor.bytes.size()) return {};
  return Error{ErrorCode::ShapeMismatch, quote(tensor.name),
               to_text(tensor.shape) + " takes " + std::to_string(wanted) + " bytes, got " +
                   std::to_string(tensor.bytes.size())};
}

std::string length_bytes(std::uint64_t length) {
  std::string bytes;
  for (unsigned shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>((length >> shift) & 0xFFU));
  return bytes;
}

}  // namespace

TensorToWrite f32_tensor(std::string name, TensorShape shape, std::span<const float> numbers) {
  return {std::move(name), DType::F32, std::move(shape), bytes_of(numbers)};
}

TensorToWrite f16_tensor(std::string name, TensorShape shape, std::span<const float> numbers) {
  std::vector<std::uint16_t> halves(numbers.size());
  std::ranges::transform(numbers, halves.begin(), float_to_half);
  return {std::move(name), DType::F16, std::move(shape), bytes_of(std::span<const std::uint16_t>(halves))};
}

TensorToWrite i64_tensor(std::string name, TensorShape shape, std::span<const std::int64_t> numbers) {
  return {std::move(name), DType::I64, std::move(shape), bytes_of(numbers)};
}

Result<std::string> safetensors_bytes(std::vector<TensorToWrite> tensors) {
  std::ranges::sort(tensors, [](const TensorToWrite& a, const TensorToWrite& b) {
    const std::size_t wide_a = row_of(a.dtype).bytes;
    const std::size_t wide_b = row_of(b.dtype).bytes;
    return wide_a != wide_b ? wide_a > wide_b : a.name < b.name;
  });
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  std::uint64_t at = 0;
  for (const TensorToWrite& tensor : tensors) {
    if (const Status good = check(tensor); !good) return good.error();
    if (header.contains(tensor.name)) {
      return Error{ErrorCode::InvalidArgument, quote(tensor.name), "two tensors have this name"};
    }
    const std::uint64_t end = at + tensor.bytes.size();
    header[tensor.name] = {{"dtype", row_of(tensor.dtype).name}, {"shape", tensor.shape}, {"data_offsets", {at, end}}};
    at = end;
  }
  std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  while (text.size() % 8 != 0) text.push_back(' ');  // the format allows it, and the numbers begin aligned
  std::string file = length_bytes(text.size()) + text;
  file.reserve(file.size() + static_cast<std::size_t>(at));
  for (const TensorToWrite& tensor : tensors) file += tensor.bytes;
  return file;
}

Status write_safetensors(const std::filesystem::path& path, std::vector<TensorToWrite> tensors) {
  const Result<std::string> bytes = safetensors_bytes(std::move(tensors));
  if (!bytes) return bytes.error();
  return write_file_atomically(path, *bytes);
}

}  // namespace attnscope
