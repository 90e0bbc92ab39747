#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "io/json.h"

namespace attnscope {

// What our own files have in common: one JSON object that says its format and version, whose values of a closed list go
// by names, and in which a misspelt field is refused rather than passed over.

/// A value of a closed list and its name in files.
template <class T>
struct NameRow {
  T value;
  std::string_view name;
};

/// Every value's name, in order.
template <class T, std::size_t N>
using Names = std::array<NameRow<T>, N>;

/// The name of a value that is in the table.
template <class T, std::size_t N>
std::string_view name_of(const T& value, const Names<T, N>& names) {
  for (const NameRow<T>& row : names) {
    if (row.value == value) return row.name;
  }
  return {};
}

/// Reads a name; `out` stays where the field is absent.
template <class T, std::size_t N>
void read_name(JsonFields& fields, std::string_view field, const Names<T, N>& names, T& out) {
  if (!fields.has(field)) return;
  const std::string found = fields.string(field);
  std::string known;
  for (const NameRow<T>& row : names) {
    if (row.name == found) {
      out = row.value;
      return;
    }
    known += (known.empty() ? "" : ", ") + std::string(row.name);
  }
  fields.refuse(field, "expected one of " + known);
}

/// Reads a number; `out` stays where the field is absent.
void read_number(JsonFields& fields, std::string_view field, float least, float most, float& out);

/// Refuses the fields of `object` that are neither among the known ones nor among `also`.
void refuse_others(JsonFields& fields, const nlohmann::json& object, std::initializer_list<std::string_view> known,
                   std::span<const std::string_view> also = {});

/// The object without its fields "format" and "version", which are checked here. `where` (the file) opens every
/// message. Errors  as parse_json(); Unsupported: another format or a newer version.
Result<nlohmann::json> parse_document(std::string_view text, std::string_view format, const std::string& where);

// The same in two steps, for a text of which nobody knows yet what it is.

/// Errors  as parse_json().
Result<nlohmann::json> parse_any_document(std::string_view text, const std::string& where);
/// What it says it is, "attnscope scene"; empty where it says nothing.
std::string format_of(const nlohmann::json& document);
/// Errors  Unsupported, as above; Malformed: it is no object.
Result<nlohmann::json> as_document(nlohmann::json document, std::string_view format, const std::string& where);

/// The beginning of such a document.
nlohmann::ordered_json begin_document(std::string_view format);

/// The finished document, indented, with a newline at its end. Bytes that are not UTF-8 are replaced, never thrown
/// over.
std::string dump(const nlohmann::ordered_json& document);

/// A float as the shortest decimal that reads back as the same float: 0.2 rather than 0.20000000298.
double shortest(float value);

}  // namespace attnscope
