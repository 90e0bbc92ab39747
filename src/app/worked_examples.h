#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/scene.h"

namespace attnscope {

/// A worked example as it comes from its file: numbers, and the words that they belong to.
struct WorkedExample {
  std::string name;    ///< "by-hand/cat-sat": in scenes, on the command line
  std::string text;    ///< words parted by single spaces
  std::string text_b;  ///< the words that ask, where they are others
  std::string query;   ///< the word that asks first
  Worked worked;
};

/// Whether a model's name is one that worked examples have.
bool is_worked_name(std::string_view name);

/// The worked example that such a text describes: a JSON object with "format" and "version", "text", "query" and the
/// fields of worked_fields(). `where` (the file) opens every message, which names the line or the field.
/// Errors  Truncated, Malformed, OutOfLimits, Unsupported, ShapeMismatch.
Result<WorkedExample> worked_from_json(std::string_view json, const std::string& where);
std::string to_json(const WorkedExample& example);

/// Those of <assets>/worked/*.json, by name. A file that cannot be read is left out, and opening it tells why.
std::vector<WorkedExample> list_worked(const std::filesystem::path& assets);
/// One of them by its name. Errors  NotFound; otherwise as worked_from_json().
Result<WorkedExample> load_worked(const std::filesystem::path& assets, std::string_view name);

/// The Scene in which an example is opened: `now`'s looks, the example's words and numbers, nothing bent.
Scene open_worked(const WorkedExample& example, const Scene& now);

/// A question that names a worked example but has no numbers gets those of the example; its own text, where it has
/// one, goes on standing and the numbers follow its words.
void take_numbers(const WorkedExample& example, Question& question);
/// Likewise a Scene and what it is compared with, from the example of that name.
void take_numbers(const std::vector<WorkedExample>& examples, Scene& scene);

}  // namespace attnscope
