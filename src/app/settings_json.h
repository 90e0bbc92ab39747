#pragma once

#include <string>
#include <string_view>

#include "app/settings.h"
#include "core/result.h"

namespace attnscope {

/// Settings as a file: an indented JSON object with "format" and "version" and a newline at its end.
std::string to_json(const Settings& settings);

/// The settings that such a text stands for; fields may be left out, for their defaults. `where` (the file) opens every
/// message, which names the field.
/// Errors  Truncated, Malformed, OutOfLimits, Unsupported (a field, format or version we do not know).
Result<Settings> settings_from_json(std::string_view json, const std::string& where);

}  // namespace attnscope
