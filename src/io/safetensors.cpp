#include "io/safetensors.h"

#include <algorithm>
#include <array>
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
constexpr std::size_t kBlockBytes = std::size_t{1} << 16U;

/// The element at a place of a block, whatever its alignment.
template <class T>
T load(std::span<const std::byte> block, std::size_t index) {
  T value;
  std::memcpy(&value, block.data() + index * sizeof(T), sizeof(T));
  return value;
}

/// Appends a block's elements, converted.
template <class T, class Out, class Convert>
void convert(std::span<const std::byte> block, std::span<Out>& out, const Convert& to) {
  const std::size_t count = block.size() / sizeof(T);
  for (std::size_t i = 0; i < count; ++i) out[i] = to(load<T>(block, i));
  out = out.subspan(count);
}

bool is_float(DType dtype) { return dtype == DType::F32 || dtype == DType::F16 || dtype == DType::BF16; }

}  // namespace

SafetensorsFile::SafetensorsFile(Source source, std::string name, std::uint64_t data_begin,
                                 std::vector<TensorInfo> tensors)
    : source_(std::move(source)), name_(std::move(name)), data_begin_(data_begin), tensors_(std::move(tensors)) {}

Status SafetensorsFile::read(const Source& source, const std::string& name, std::uint64_t offset,
                             std::span<std::byte> out) {
  if (const auto* const file = std::get_if<InputFile>(&source)) return file->read(offset, out);
  const std::string_view bytes = std::get<std::string>(source);
  if (offset > bytes.size() || out.size() > bytes.size() - offset) {
    return Error{ErrorCode::Truncated, name, "ends at byte " + std::to_string(bytes.size())};
  }
  if (!out.empty()) std::memcpy(out.data(), bytes.data() + offset, out.size());
  return {};
}

Result<SafetensorsFile> SafetensorsFile::make(Source source, std::string name, std::uint64_t size) {
  if (size < kLengthBytes) {
    return Error{ErrorCode::Truncated, name, "only " + std::to_string(size) + " bytes, too few for a safetensors file"};
  }
  std::array<std::byte, kLengthBytes> length_bytes{};
  if (const Status got = read(source, name, 0, length_bytes); !got) return got.error();
  const auto length = load<std::uint64_t>(length_bytes, 0);
  if (length > kMaxSafetensorsHeader) {
    return Error{ErrorCode::OutOfLimits, name,
                 "a header of " + std::to_string(length) + " bytes; this is not a safetensors file, or it is damaged"};
  }
  if (length > size - kLengthBytes) {
    return Error{ErrorCode::Truncated, name,
                 "ends within its header of " + std::to_string(length) + " bytes; copy the file again"};
  }
  std::string header(static_cast<std::size_t>(length), '\0');
  if (const Status got = read(source, name, kLengthBytes, std::as_writable_bytes(std::span(header))); !got) {
    return got.error();
  }
  Result<std::vector<TensorInfo>> tensors = parse_safetensors_header(header, size - kLengthBytes - length, name);
  if (!tensors) return tensors.error();
  return SafetensorsFile(std::move(source), std::move(name), kLengthBytes + length, std::move(tensors).value());
}

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path) {
  Result<InputFile> file = InputFile::open(path);
  if (!file) return file.error();
  const std::uint64_t size = file->size();
  return make(std::move(file).value(), path.string(), size);
}

Result<SafetensorsFile> SafetensorsFile::from_bytes(std::string bytes, std::string name) {
  const std::uint64_t size = bytes.size();
  return make(std::move(bytes), std::move(name), size);
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

template <class Use>
Status SafetensorsFile::each_block(const TensorInfo& tensor, const Use& use) const {
  std::vector<std::byte> buffer(
      static_cast<std::size_t>(std::min<std::uint64_t>(tensor.end - tensor.begin, kBlockBytes)));
  for (std::uint64_t at = tensor.begin; at < tensor.end;) {
    const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(tensor.end - at, buffer.size()));
    const std::span<std::byte> block(buffer.data(), bytes);
    if (Status got = read(source_, name_, data_begin_ + at, block); !got) return got;
    use(std::span<const std::byte>(block));
    at += bytes;
  }
  return {};
}

Status SafetensorsFile::read_floats(const TensorInfo& tensor, std::span<float> out) const {
  if (!is_float(tensor.dtype)) return mismatch(tensor, "F32, F16 or BF16");
  if (tensor.dtype == DType::F32) return read(source_, name_, data_begin_ + tensor.begin, std::as_writable_bytes(out));
  return each_block(tensor, [&out, half = tensor.dtype == DType::F16](std::span<const std::byte> block) {
    half ? convert<std::uint16_t>(block, out, half_to_float) : convert<std::uint16_t>(block, out, bfloat16_to_float);
  });
}

Result<std::vector<float>> SafetensorsFile::floats(const TensorInfo& tensor) const {
  std::vector<float> out(tensor.size());
  if (const Status got = read_floats(tensor, out); !got) return got.error();
  return out;
}

Result<SharedNumbers> SafetensorsFile::weights(const TensorInfo& tensor) const {
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
  std::vector<std::int64_t> out(tensor.size());
  std::span<std::int64_t> rest(out);
  const auto widen = [](auto value) { return static_cast<std::int64_t>(value); };
  const Status got = each_block(tensor, [&](std::span<const std::byte> block) {
    switch (tensor.dtype) {
      case DType::I64:
        return convert<std::int64_t>(block, rest, widen);
      case DType::I32:
        return convert<std::int32_t>(block, rest, widen);
      default:
        return convert<std::uint8_t>(block, rest, widen);
    }
  });
  if (!got) return got.error();
  return out;
}

}  // namespace attnscope
