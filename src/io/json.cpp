#include "io/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "io/file.h"
#include "io/quote.h"

namespace attnscope {

namespace {

using nlohmann::json;

/// "line 3, column 14" of a byte, columns in bytes.
std::string place_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_start + 1);
}

/// Where brackets first stand deeper than allowed. Looked for before parsing, when the place is still known.
std::optional<std::size_t> first_too_deep(std::string_view text, int max_depth) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > max_depth) return at;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return std::nullopt;
}

/// Builds the value from the parser's events, because only here a name that comes twice in one object can be seen.
class Builder : public nlohmann::json_sax<json> {
 public:
  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    const auto [at, is_new] = open_.back()->get_ref<json::object_t&>().try_emplace(name);
    member_ = &at->second;
    if (!is_new) repeated_ = name;
    return is_new;
  }
  bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
    bad_position_ = position;
    return false;
  }

  json take() { return std::move(root_); }
  [[nodiscard]] const std::optional<std::string>& repeated() const { return repeated_; }
  [[nodiscard]] std::size_t bad_position() const { return bad_position_; }

 private:
  /// Puts a value where the parser stands: the whole, an element, or the member whose name was read.
  json* place(json value) {
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back()->is_array()) {
      auto& elements = open_.back()->get_ref<json::array_t&>();
      return &elements.emplace_back(std::move(value));
    }
    return &(*member_ = std::move(value));
  }
  bool put(json value) {
    place(std::move(value));
    return true;
  }
  bool open(json value) {
    // An element's address holds until the next one is added, which is after this one has been closed.
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  json root_;
  std::vector<json*> open_;  ///< the arrays and objects around the place where the parser stands
  json* member_ = nullptr;
  std::optional<std::string> repeated_;
  std::size_t bad_position_ = 0;
};

std::string kind_of(const json& value) {
  if (value.is_string()) return quote(value.get_ref<const std::string&>());
  if (value.is_number()) return value.dump();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_null()) return "null";
  return value.is_array() ? "a list" : "an object";
}

std::string range_text(const std::string& least, const std::string& most) { return "from " + least + " to " + most; }

const json& empty_array() {
  static const json kEmpty = json::array();
  return kEmpty;
}

const json& empty_object() {
  static const json kEmpty = json::object();
  return kEmpty;
}

}  // namespace

Result<json> parse_json(std::string_view text, const std::string& where, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return Error{ErrorCode::OutOfLimits, where,
                 std::to_string(text.size()) + " bytes of JSON, expected at most " + std::to_string(limits.max_bytes)};
  }
  if (const auto deep = first_too_deep(text, limits.max_depth)) {
    return Error{ErrorCode::OutOfLimits, where,
                 place_of(text, *deep) + ": nested deeper than " + std::to_string(limits.max_depth) + " levels"};
  }
  Builder builder;
  if (json::sax_parse(text, &builder)) return builder.take();
  if (builder.repeated()) {
    return Error{ErrorCode::Malformed, where, "the name " + quote(*builder.repeated()) + " stands twice in one object"};
  }
  // The parser counts the bytes it has read, the offending one included.
  const std::size_t at = builder.bad_position() == 0 ? 0 : builder.bad_position() - 1;
  if (at >= text.size()) return Error{ErrorCode::Truncated, where, place_of(text, at) + ": the JSON ends too early"};
  return Error{ErrorCode::Malformed, where, place_of(text, at) + ": this breaks the rules of JSON"};
}

Result<json> read_json_file(const std::string& path, const JsonLimits& limits) {
  const Result<std::string> text = read_text_file(path, limits.max_bytes);
  if (!text) return text.error();
  return parse_json(*text, path, limits);
}

std::optional<std::int64_t> whole_number(const json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  const bool fits = !value.is_number_unsigned() || value.get<std::uint64_t>() <= std::uint64_t{INT64_MAX};
  return fits ? std::optional(value.get<std::int64_t>()) : std::nullopt;
}

JsonFields::JsonFields(const json& value, std::string file, std::string path)
    : value_(value.is_object() ? value : empty_object()), file_(std::move(file)), path_(std::move(path)) {
  if (!value.is_object()) refuse("", "expected an object, found " + kind_of(value));
}

std::string JsonFields::full_name(std::string_view name) const {
  if (name.empty()) return path_;
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

std::string JsonFields::full_name(std::string_view name, std::size_t index) const {
  return full_name(name) + "[" + std::to_string(index) + "]";
}

void JsonFields::refuse(std::string_view name, std::string what, ErrorCode code) {
  if (error_) return;
  const std::string field = full_name(name);
  error_ = Error{code, file_, field.empty() ? std::move(what) : field + ": " + what};
}

void JsonFields::check(const Status& status) {
  if (!error_ && !status) error_ = status.error();
}

bool JsonFields::has(std::string_view name) const {
  const auto at = value_.find(name);
  return at != value_.end() && !at->is_null();
}

bool JsonFields::is_null(std::string_view name) const {
  const auto at = value_.find(name);
  return at != value_.end() && at->is_null();
}

const json* JsonFields::find(std::string_view name) {
  const auto at = value_.find(name);
  if (at != value_.end()) return &*at;
  refuse(name, "this field is missing");
  return nullptr;
}

int JsonFields::integer(std::string_view name, int least, int most) {
  const json* const field = find(name);
  if (field == nullptr) return least;
  const std::optional<std::int64_t> value = whole_number(*field);
  if (value && least <= *value && *value <= most) return static_cast<int>(*value);
  refuse(name, "expected a whole number " + range_text(std::to_string(least), std::to_string(most)) + ", found " +
                   kind_of(*field));
  return least;
}

double JsonFields::number(std::string_view name, double least, double most) {
  const json* const field = find(name);
  if (field == nullptr) return least;
  const double value = field->is_number() ? field->get<double>() : std::nan("");
  if (least <= value && value <= most) return value;
  refuse(name, "expected a number " + range_text(json(least).dump(), json(most).dump()) + ", found " + kind_of(*field));
  return least;
}

bool JsonFields::boolean(std::string_view name) {
  const json* const field = find(name);
  if (field == nullptr) return false;
  if (field->is_boolean()) return field->get<bool>();
  refuse(name, "expected true or false, found " + kind_of(*field));
  return false;
}

int JsonFields::integer_or(std::string_view name, int least, int most, int fallback) {
  if (has(name)) return integer(name, least, most);
  note_default(name, fallback == 0 ? "" : std::to_string(fallback));
  return fallback;
}

double JsonFields::number_or(std::string_view name, double least, double most, double fallback) {
  if (has(name)) return number(name, least, most);
  note_default(name, fallback == 0 ? "" : json(fallback).dump());
  return fallback;
}

bool JsonFields::boolean_or(std::string_view name, bool fallback) {
  if (has(name)) return boolean(name);
  if (fallback) note_default(name, "true");
  return fallback;
}

void JsonFields::note_default(std::string_view name, const std::string& value) {
  std::string note = full_name(name) + (value.empty() ? "" : " = " + value);
  if (std::ranges::find(defaults_, note) == defaults_.end()) defaults_.push_back(std::move(note));
}

std::string JsonFields::string(std::string_view name, std::size_t max_bytes) {
  const json* const field = find(name);
  if (field == nullptr) return {};
  if (!field->is_string()) {
    refuse(name, "expected a text, found " + kind_of(*field));
    return {};
  }
  const auto& text = field->get_ref<const std::string&>();
  if (text.size() <= max_bytes) return text;
  refuse(name, "expected a text of at most " + std::to_string(max_bytes) + " bytes", ErrorCode::OutOfLimits);
  return {};
}

std::string JsonFields::string_or(std::string_view name, std::string fallback, std::size_t max_bytes) {
  if (has(name)) return string(name, max_bytes);
  note_default(name, fallback);
  return fallback;
}

const json& JsonFields::array(std::string_view name) {
  const json* const field = find(name);
  if (field == nullptr) return empty_array();
  if (field->is_array()) return *field;
  refuse(name, "expected a list, found " + kind_of(*field));
  return empty_array();
}

const json& JsonFields::object(std::string_view name) {
  const json* const field = find(name);
  if (field == nullptr) return empty_object();
  if (field->is_object()) return *field;
  refuse(name, "expected an object, found " + kind_of(*field));
  return empty_object();
}

}  // namespace attnscope
