#pragma once

#include <cstdint>
#include <string>

namespace attnscope {

/// "0.35", "1", "12.5": at most three digits that count, no trailing zeros.
std::string short_number(float value);
/// "79.4 %", from a share of 1.
std::string percent_text(float share);
/// "79 %", from a share of 1.
std::string whole_percent(float share);
/// "6.20", "-0.03": two digits after the point, as the query view aligns them; minus zero is zero.
std::string fixed_number(float value, int digits = 2);
std::string fixed_number(double value, int digits = 2);
/// " + 6.20", " − 0.03": what is added to the number before it.
std::string added_number(float value, int digits = 2);

/// "10,000": every digit, by thousands.
std::string whole_number(std::int64_t value);
/// "2.1 µs", "18 ms", "1.3 s": not negative.
std::string time_text(double seconds);

/// "548 MB", "1.2 GB", "12 kB": bytes in the units of files, which count in thousands.
std::string size_text(std::uint64_t bytes);
/// "124 M", "7.2 G", "860": a count in thousands, millions or milliards.
std::string count_text(std::int64_t count);

}  // namespace attnscope
