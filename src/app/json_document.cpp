#include "app/json_document.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "io/quote.h"

namespace attnscope {
namespace {

constexpr int kVersion = 1;
constexpr int kMaxDepth = 12;  // our own files go five deep

}  // namespace

void read_number(JsonFields& fields, std::string_view field, float least, float most, float& out) {
  // Compared as the decimals that people see: 0.05 in a file is not below a least of 0.05F.
  if (fields.has(field)) out = static_cast<float>(fields.number(field, shortest(least), shortest(most)));
}

void refuse_others(JsonFields& fields, const nlohmann::json& object, std::initializer_list<std::string_view> known,
                   std::span<const std::string_view> also) {
  const auto is_among = [](const auto& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const auto& [name, value] : object.items()) {
    if (!is_among(known, name) && !is_among(also, name)) {
      fields.refuse("", "there is no field " + quote(name) + "; correct or remove it", ErrorCode::Unsupported);
    }
  }
}

Result<nlohmann::json> parse_document(std::string_view text, std::string_view format, const std::string& where) {
  Result<nlohmann::json> document = parse_any_document(text, where);
  return document ? as_document(std::move(*document), format, where) : document;
}

Result<nlohmann::json> parse_any_document(std::string_view text, const std::string& where) {
  return parse_json(text, where, {.max_depth = kMaxDepth});
}

std::string format_of(const nlohmann::json& document) {
  return document.is_object() ? JsonFields(document, "").string_or("format", "") : std::string();
}

Result<nlohmann::json> as_document(nlohmann::json document, std::string_view format, const std::string& where) {
  JsonFields fields(document, where);
  const std::string found = fields.string("format");
  const int version = fields.integer("version", 1, std::numeric_limits<int>::max());
  if (found != format) {
    fields.refuse("format", "expected " + quote(format) + ", found " + quote(found), ErrorCode::Unsupported);
  }
  if (version > kVersion) {
    fields.refuse("version", std::to_string(version) + " is newer than this program; update attnscope",
                  ErrorCode::Unsupported);
  }
  if (const Status read = fields.status(); !read) return read.error();
  document.erase("format");
  document.erase("version");
  return document;
}

nlohmann::ordered_json begin_document(std::string_view format) { return {{"format", format}, {"version", kVersion}}; }

std::string dump(const nlohmann::ordered_json& document) {
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

double shortest(float value) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  double wide = static_cast<double>(value);
  std::from_chars(digits.data(), end, wide);
  return wide;
}

}  // namespace attnscope
