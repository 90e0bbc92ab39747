#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace attnscope {

struct JsonLimits {
  std::size_t max_bytes = std::size_t{64} << 20U;
  int max_depth = 64;
};

/// A JSON text as a value. `where` (the file) opens every message; messages say line and column, counted from 1.
/// Errors  Truncated: it ends too early; Malformed: it breaks JSON's rules, is not UTF-8, or one object has a name
///         twice; OutOfLimits. Never throws.
Result<nlohmann::json> parse_json(std::string_view text, const std::string& where, const JsonLimits& limits = {});

/// Reads a JSON file.
/// Errors  as parse_json() and read_text_file().
Result<nlohmann::json> read_json_file(const std::string& path, const JsonLimits& limits = {});

/// The value of a whole number that an int64 can hold; none for anything else.
std::optional<std::int64_t> whole_number(const nlohmann::json& value);

/// Reads the fields of one JSON object. The first thing that is wrong is kept, with the field's full name; from then on
/// every read gives its fallback, so that a caller reads all fields and asks status() once.
class JsonFields {
 public:
  /// `file` opens every message; `path` is the object's own name in it, empty for the whole. Keeps a reference to
  /// `value`; a value that is not an object is the first thing wrong.
  JsonFields(const nlohmann::json& value, std::string file, std::string path = "");

  int integer(std::string_view name, int least, int most);
  double number(std::string_view name, double least, double most);
  bool boolean(std::string_view name);
  // The fallback stands for a field that is absent or null.
  int integer_or(std::string_view name, int least, int most, int fallback);
  double number_or(std::string_view name, double least, double most, double fallback);
  bool boolean_or(std::string_view name, bool fallback);
  std::string string(std::string_view name, std::size_t max_bytes = 4096);
  std::string string_or(std::string_view name, std::string fallback, std::size_t max_bytes = 4096);
  /// The array or object under a name; an empty one after an error.
  const nlohmann::json& array(std::string_view name);
  const nlohmann::json& object(std::string_view name);

  /// Whether the field is there and not null.
  [[nodiscard]] bool has(std::string_view name) const;
  /// Whether the field is there and null.
  [[nodiscard]] bool is_null(std::string_view name) const;
  /// What opens every message.
  [[nodiscard]] const std::string& file() const { return file_; }
  /// "path.name", for readers of what lies below.
  [[nodiscard]] std::string full_name(std::string_view name) const;
  /// "path.name[index]".
  [[nodiscard]] std::string full_name(std::string_view name, std::size_t index) const;

  /// The fields that were absent and what stood for them, each once: "rope_theta = 10000". A fallback of 0 or nothing
  /// is a question that the caller answers from other fields, and is named alone; switches that are off are not told.
  [[nodiscard]] const std::vector<std::string>& defaults() const { return defaults_; }

  /// Notes that a field is wrong, unless something was before: "file: path.name: what".
  void refuse(std::string_view name, std::string what, ErrorCode code = ErrorCode::Malformed);
  /// Takes over what a reader of something below found.
  void check(const Status& status);
  [[nodiscard]] bool ok() const { return !error_; }
  [[nodiscard]] Status status() const { return error_ ? Status(*error_) : Status(); }

 private:
  /// The field, or null after noting that it is missing.
  const nlohmann::json* find(std::string_view name);
  void note_default(std::string_view name, const std::string& value);

  const nlohmann::json& value_;
  std::string file_;
  std::string path_;
  std::optional<Error> error_;
  std::vector<std::string> defaults_;
};

}  // namespace attnscope
