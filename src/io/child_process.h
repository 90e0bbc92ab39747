#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace attnscope {

/// The program of this name in the folders of `path` (as in $PATH), if there is one. A name with a slash is itself.
std::optional<std::filesystem::path> find_program(std::string_view name, std::string_view path);

/// Runs a program and waits until it has ended. No shell reads the words. Its standard input is empty; what it writes
/// to either output goes to `line`, line by line, without the line's end.
/// stop: ends the program; the outcome is then Cancelled.
/// Errors  NotFound: it cannot be started; Cancelled; Unreadable: it ended with another status than 0, whose last line
///         is told. `where` is the program.
/// Thread  any; one of many at once.
Status run_program(const std::filesystem::path& program, const std::vector<std::string>& words,
                   const std::function<void(std::string_view line)>& line = {}, const std::stop_token& stop = {});

}  // namespace attnscope
