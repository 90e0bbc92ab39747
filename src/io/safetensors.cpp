#include "io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <utility>

#include "io/half.h"
#include "io/quote.h"

namespace attnscope {

namespace {

static_assert(std::endian::native == std::endian::little, "the numbers in a file are little-endian, as are ours");

constexpr std::size_t kLengthBytes = 8;

/// The element at a place of some bytes, whatever its alignment.
template <class T>
T load(std::span<const std::byte> bytes, std::size_t index) {
  T value;
  std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
  return value;
}

/// As many elements as there is room for, converted.
template <class T, class Out, class Convert>
void convert(std::span<const std::byte> bytes, std::span<Out> out, const Convert& to) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = to(load<T>(bytes, i));
}

bool is_float(DType dtype) { return dtype == DType::F32 || dtype == DType::F16 || dtype == DType::BF16; }

}  // namespace

Result<SafetensorsFile> SafetensorsFile::checked(SafetensorsFile file) {
  const Bytes all = file.file_ ? file.file_->bytes() : std::as_bytes(std::span(*file.memory_));
  if (all.size() < kLengthBytes) {
    return Error{ErrorCode::Truncated, file.name_,
                 "only " + std::to_string(all.size()) + " bytes, too few for a safetensors file"};
  }
  const auto length = load<std::uint64_t>(all, 0);
  if (length > kMaxSafetensorsHeader) {
    return Error{ErrorCode::OutOfLimits, file.name_,
                 "a header of " + std::to_string(length) + " bytes; this is not a safetensors file, or it is damaged"};
  }
  if (length > all.size() - kLengthBytes) {
    return Error{ErrorCode::Truncated, file.name_,
                 "ends within its header of " + std::to_string(length) + " bytes; copy the file again"};
  }
  const Bytes header = all.subspan(kLengthBytes, static_cast<std::size_t>(length));
  file.data_ = all.subspan(kLengthBytes + header.size());
  // A copy: what is parsed must not change meanwhile.
  const std::string text(reinterpret_cast<const char*>(header.data()), header.size());
  if (Status same = file.unchanged(); !same) return same.error();
  Result<std::vector<TensorInfo>> tensors = parse_safetensors_header(text, file.data_.size(), file.name_);
  if (!tensors) return tensors.error();
  file.tensors_ = std::move(tensors).value();
  return file;
}

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path) {
  Result<std::shared_ptr<const MappedFile>> file = MappedFile::open(path);
  if (!file) return file.error();
  return checked(SafetensorsFile(std::move(file).value(), nullptr, path.string()));
}

Result<SafetensorsFile> SafetensorsFile::from_bytes(std::string bytes, std::string name) {
  return checked(SafetensorsFile(nullptr, std::make_shared<const std::string>(std::move(bytes)), std::move(name)));
}

const TensorInfo* SafetensorsFile::find(std::string_view name) const {
  const auto at = std::ranges::lower_bound(tensors_, name, {}, &TensorInfo::name);
  return at != tensors_.end() && at->name == name ? &*at : nullptr;
}

Error SafetensorsFile::mismatch(const TensorInfo& tensor, const std::string& expected) const {
  return Error{ErrorCode::ShapeMismatch, name_,
               "tensor " + quote(tensor.name) + " is " + std::string(row_of(tensor.dtype).name) + " " +
                   to_text(tensor.shape) + ", expected " + expected};
}

SafetensorsFile::Bytes SafetensorsFile::bytes_of(const TensorInfo& tensor) const {
  return data_.subspan(static_cast<std::size_t>(tensor.begin), static_cast<std::size_t>(tensor.end - tensor.begin));
}

bool SafetensorsFile::in_place(const TensorInfo& tensor) const {
  return tensor.dtype == DType::F32 && reinterpret_cast<std::uintptr_t>(bytes_of(tensor).data()) % alignof(float) == 0;
}

bool SafetensorsFile::any_in_place() const {
  return std::ranges::any_of(tensors_, [this](const TensorInfo& tensor) { return in_place(tensor); });
}

Status SafetensorsFile::unchanged() const { return file_ ? file_->unchanged() : Status(); }

Status SafetensorsFile::read_floats(const TensorInfo& tensor, std::span<float> out) const {
  const Bytes bytes = bytes_of(tensor);
  switch (tensor.dtype) {
    case DType::F32:
      convert<float>(bytes, out, [](float value) { return value; });
      break;
    case DType::F16:
      convert<std::uint16_t>(bytes, out, half_to_float);
      break;
    case DType::BF16:
      convert<std::uint16_t>(bytes, out, bfloat16_to_float);
      break;
    default:
      return mismatch(tensor, "F32, F16 or BF16");
  }
  return unchanged();
}

Result<std::vector<float>> SafetensorsFile::floats(const TensorInfo& tensor) const {
  std::vector<float> out(tensor.size());
  if (const Status got = read_floats(tensor, out); !got) return got.error();
  return out;
}

Result<SharedNumbers> SafetensorsFile::weights(const TensorInfo& tensor) const {
  if (in_place(tensor)) {
    const auto* const numbers = reinterpret_cast<const float*>(bytes_of(tensor).data());
    return file_ ? SharedNumbers(file_, numbers) : SharedNumbers(memory_, numbers);
  }
  const auto numbers = std::make_shared_for_overwrite<float[]>(tensor.size());
  if (const Status got = read_floats(tensor, {numbers.get(), tensor.size()}); !got) return got.error();
  return SharedNumbers(numbers, numbers.get());
}

Status SafetensorsFile::check_floats(const TensorInfo& tensor, const TensorShape& shape) const {
  if (tensor.shape != shape) return mismatch(tensor, to_text(shape));
  if (!is_float(tensor.dtype)) return mismatch(tensor, "F32, F16 or BF16");
  return {};
}

Result<std::vector<std::int64_t>> SafetensorsFile::integers(const TensorInfo& tensor) const {
  if (is_float(tensor.dtype)) return mismatch(tensor, "whole numbers");
  const Bytes bytes = bytes_of(tensor);
  std::vector<std::int64_t> out(tensor.size());
  const auto widen = [](auto value) { return static_cast<std::int64_t>(value); };
  switch (tensor.dtype) {
    case DType::I64:
      convert<std::int64_t>(bytes, std::span(out), widen);
      break;
    case DType::I32:
      convert<std::int32_t>(bytes, std::span(out), widen);
      break;
    default:
      convert<std::uint8_t>(bytes, std::span(out), widen);
  }
  if (const Status same = unchanged(); !same) return same.error();
  return out;
}

}  // namespace attnscope
