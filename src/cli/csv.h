#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attnscope::cli {

/// One record of a CSV file (RFC 4180), with the newline: fields with commas, quotes or newlines are quoted.
std::string csv_record(const std::vector<std::string>& fields);

/// With the fewest digits that give the same float back; never depends on the locale.
std::string csv_number(float value);

}  // namespace attnscope::cli
