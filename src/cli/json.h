#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace attnscope::cli {

/// JSON whose fields keep the order in which they were written, and whose numbers are floats: each is printed with the
/// fewest digits that give the same float back.
using Json =
    nlohmann::basic_json<nlohmann::ordered_map, std::vector, std::string, bool, std::int64_t, std::uint64_t, float>;

/// On one line. Bytes that are not UTF-8 (a token may be half a character) become U+FFFD.
inline std::string to_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace attnscope::cli
