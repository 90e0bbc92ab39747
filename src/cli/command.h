#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.h"

namespace attnscope::cli {

/// An option; each takes one value, or none where it is a switch.
struct Option {
  std::string_view name;   ///< "--text"
  std::string_view value;  ///< what stands for the value in the help: "T"; empty: a switch
  std::string_view help;
  bool required = false;

  [[nodiscard]] bool is_switch() const { return value.empty(); }
};

/// The options of one call, as they were typed.
class Values {
 public:
  void set(std::string_view name, std::string value) { values_.insert_or_assign(std::string(name), std::move(value)); }
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const {
    const auto at = values_.find(name);
    return at == values_.end() ? std::nullopt : std::optional(at->second);
  }
  /// Whether a switch was given.
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
  [[nodiscard]] std::string get(std::string_view name, std::string_view fallback = "") const {
    return find(name).value_or(std::string(fallback));
  }

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

/// What a command works with.
struct Context {
  const Shell& shell;
  const Models& models;
  std::ostream& out;
  std::ostream& err;
};

struct Command {
  std::string_view name;
  std::string_view help;  ///< one line
  std::vector<Option> (*options)();
  /// Does the work. An InvalidArgument means that the call was wrong, anything else that the work failed.
  Status (*run)(const Values&, const Context&);
};

/// Every command, in the order of the help. A new one is a file with two functions and a row here.
std::span<const Command> commands();

/// A message that is no failure, for people: one line on `err`.
void warn(const Context& context, std::string_view message);

}  // namespace attnscope::cli
