#include "io/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "io/json.h"
#include "io/quote.h"

namespace attnscope {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxRank = 8;
constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();

constexpr bool in_enum_order() {
  for (std::size_t i = 0; i < kDTypes.size(); ++i) {
    if (kDTypes[i].id != static_cast<DType>(i)) return false;
  }
  return true;
}
static_assert(in_enum_order(), "one row per DType, in the order of the enum");

std::optional<DType> dtype_named(std::string_view name) {
  const auto* const row = std::ranges::find(kDTypes, name, &DTypeRow::name);
  if (row == kDTypes.end()) return std::nullopt;
  return row->id;
}

/// A list of whole numbers that an int64 can hold.
std::vector<std::uint64_t> read_sizes(JsonFields& fields, std::string_view name, std::size_t most) {
  const json& list = fields.array(name);
  std::vector<std::uint64_t> sizes;
  if (list.size() > most) fields.refuse(name, "expected at most " + std::to_string(most) + " numbers");
  for (std::size_t i = 0; fields.ok() && i < list.size(); ++i) {
    const std::int64_t size = whole_number(list[i]).value_or(-1);
    if (size < 0) fields.refuse(name, "expected whole numbers from 0");
    sizes.push_back(static_cast<std::uint64_t>(std::max<std::int64_t>(size, 0)));
  }
  return sizes;
}

/// The product, none where it has no place in 64 bits. A size of 0 makes it 0, however large the others are.
std::optional<std::uint64_t> product(std::uint64_t first, const std::vector<std::uint64_t>& sizes) {
  if (std::ranges::find(sizes, 0U) != sizes.end()) return 0;
  std::uint64_t result = first;
  for (const std::uint64_t size : sizes) {
    if (result > kLargest / size) return std::nullopt;
    result *= size;
  }
  return result;
}

TensorInfo read_tensor(const std::string& name, JsonFields& fields, std::uint64_t data_bytes) {
  TensorInfo tensor;
  tensor.name = name;
  const std::string dtype_name = fields.string("dtype");
  const std::vector<std::uint64_t> shape = read_sizes(fields, "shape", kMaxRank);
  const std::vector<std::uint64_t> offsets = read_sizes(fields, "data_offsets", 2);
  if (!fields.ok()) return tensor;

  const std::optional<DType> dtype = dtype_named(dtype_name);
  if (!dtype) {
    fields.refuse("dtype", quote(dtype_name) + " is not a kind of number that this version reads",
                  ErrorCode::Unsupported);
    return tensor;
  }
  if (offsets.size() != 2 || offsets[0] > offsets[1]) {
    fields.refuse("data_offsets", "expected where the tensor begins and ends");
    return tensor;
  }
  tensor.dtype = *dtype;
  tensor.shape.assign(shape.begin(), shape.end());
  tensor.begin = offsets[0];
  tensor.end = offsets[1];

  const std::uint64_t bytes = tensor.end - tensor.begin;
  const std::uint64_t element = row_of(*dtype).bytes;
  const std::optional<std::uint64_t> wanted = product(element, shape);
  if (!wanted) {
    fields.refuse("shape", to_text(tensor.shape) + " is larger than any file", ErrorCode::OutOfLimits);
  } else if (*wanted != bytes) {
    fields.refuse("data_offsets", "holds " + std::to_string(bytes) + " bytes, expected " + std::to_string(*wanted) +
                                      " for " + dtype_name + " " + to_text(tensor.shape));
  } else if (tensor.end > data_bytes) {
    fields.refuse("data_offsets",
                  "ends at byte " + std::to_string(tensor.end) + " of the data, but there are only " +
                      std::to_string(data_bytes) + "; copy the file again",
                  ErrorCode::Truncated);
  } else if (tensor.begin % element != 0) {
    fields.refuse("data_offsets", "begins at byte " + std::to_string(tensor.begin) + ", expected a multiple of " +
                                      std::to_string(element));
  }
  return tensor;
}

/// The tensors must cover the data once, without gaps: otherwise some bytes mean two things, or nothing.
Status check_cover(const std::vector<TensorInfo>& tensors, std::uint64_t data_bytes, const std::string& file) {
  std::vector<const TensorInfo*> in_order;
  in_order.reserve(tensors.size());
  for (const TensorInfo& tensor : tensors) in_order.push_back(&tensor);
  std::ranges::sort(in_order, {}, [](const TensorInfo* tensor) { return std::pair(tensor->begin, tensor->end); });
  std::uint64_t covered = 0;
  for (const TensorInfo* tensor : in_order) {
    if (tensor->begin != covered) {
      return Error{ErrorCode::Malformed, file,
                   quote(tensor->name) + " begins at byte " + std::to_string(tensor->begin) +
                       " of the data, expected " + std::to_string(covered) + ", where the tensor before it ends"};
    }
    covered = tensor->end;
  }
  if (covered == data_bytes) return {};
  return Error{
      ErrorCode::Malformed, file,
      "the tensors take " + std::to_string(covered) + " bytes of data, but there are " + std::to_string(data_bytes)};
}

}  // namespace

std::string to_text(const TensorShape& shape) {
  std::string text;
  for (const std::int64_t size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "[" + text + "]";
}

Result<std::vector<TensorInfo>> parse_safetensors_header(std::string_view header, std::uint64_t data_bytes,
                                                         const std::string& file) {
  // Object, tensor, list: nothing in a header is nested deeper.
  const Result<json> document = parse_json(header, file, {.max_bytes = kMaxSafetensorsHeader, .max_depth = 3});
  if (!document) {
    Error error = document.error();
    error.what = "header, " + error.what;
    return error;
  }
  JsonFields whole(*document, file, "header");
  if (!whole.ok()) return whole.status().error();
  std::vector<TensorInfo> tensors;
  for (const auto& [name, value] : document->items()) {
    if (name == "__metadata__") continue;
    JsonFields fields(value, file, "tensor " + quote(name));
    tensors.push_back(read_tensor(name, fields, data_bytes));
    if (!fields.ok()) return fields.status().error();
  }
  if (const Status cover = check_cover(tensors, data_bytes, file); !cover) return cover.error();
  return tensors;
}

}  // namespace attnscope
