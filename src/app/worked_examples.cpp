#include "app/worked_examples.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/json_document.h"
#include "app/worked_edit.h"
#include "app/worked_json.h"
#include "io/file.h"
#include "io/quote.h"

namespace attnscope {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWorkedFormat = "attnscope worked example";
constexpr std::string_view kWorkedPrefix = "by-hand/";
constexpr std::size_t kMaxWorkedBytes = std::size_t{64} << 10;

std::string worked_name(const fs::path& file) { return std::string(kWorkedPrefix) + file.stem().string(); }

Result<WorkedExample> load_worked_file(const fs::path& file) {
  const Result<std::string> text = read_text_file(file, kMaxWorkedBytes);
  if (!text) return text.error();
  Result<WorkedExample> example = worked_from_json(*text, file.string());
  if (example) example->name = worked_name(file);
  return example;
}

std::vector<fs::path> worked_files(const fs::path& assets) {
  std::vector<fs::path> files;
  std::error_code failed;
  if (assets.empty()) return files;
  for (fs::directory_iterator at(assets / "worked", failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == ".json") files.push_back(at->path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

bool is_worked_name(std::string_view name) { return name.starts_with(kWorkedPrefix); }

Result<WorkedExample> worked_from_json(std::string_view json, const std::string& where) {
  const Result<nlohmann::json> document = parse_document(json, kWorkedFormat, where);
  if (!document) return document.error();
  WorkedExample example;
  JsonFields fields(*document, where);
  example.text = fields.string("text", kMaxTextBytes);
  example.text_b = fields.string_or("text_b", "", kMaxTextBytes);
  example.query = fields.string_or("query", "", kMaxNameBytes);
  read_worked(fields, example.worked);
  refuse_others(fields, *document, {"text", "text_b", "query"}, worked_fields());
  if (const Status read = fields.status(); !read) return read.error();
  if (const Status sound = check(example.worked, size_of(example.worked, example.text, example.text_b)); !sound) {
    Error error = sound.error();
    error.what = error.where + ": " + error.what;
    error.where = where;
    return error;
  }
  return example;
}

std::string to_json(const WorkedExample& example) {
  nlohmann::ordered_json out = begin_document(kWorkedFormat);
  out["text"] = example.text;
  if (!example.text_b.empty()) out["text_b"] = example.text_b;
  if (!example.query.empty()) out["query"] = example.query;
  write_worked(example.worked, out);
  return dump(out);
}

std::vector<WorkedExample> list_worked(const fs::path& assets) {
  std::vector<WorkedExample> examples;
  for (const fs::path& file : worked_files(assets)) {
    if (Result<WorkedExample> example = load_worked_file(file)) examples.push_back(std::move(*example));
  }
  return examples;
}

Result<WorkedExample> load_worked(const fs::path& assets, std::string_view name) {
  std::string names;
  for (const fs::path& file : worked_files(assets)) {
    if (worked_name(file) == name) return load_worked_file(file);
    names += (names.empty() ? "" : ", ") + worked_name(file);
  }
  return Error{ErrorCode::NotFound, quote(name),
               "no worked example of this name; " + (names.empty() ? "there are none here" : "there are " + names)};
}

Scene open_worked(const WorkedExample& example, const Scene& now) {
  Scene scene = now;
  static_cast<Question&>(scene) = Question{};
  scene.model = example.name;
  take_numbers(example, scene);
  scene.outlined.reset();
  scene.step = kTimelineEnd;
  if (scene.prediction) scene.prediction = Prediction{};  // the one before was about another sentence
  return scene;
}

void take_numbers(const WorkedExample& example, Question& question) {
  const std::string text = std::exchange(question.text, example.text);
  const std::string text_b = std::exchange(question.text_b, example.text_b);
  question.worked = example.worked;
  if (!text.empty()) put_text(question, text);
  if (!text_b.empty()) put_text_b(question, text_b);
  if (question.query.word.empty()) question.query.word = example.query;
}

void take_numbers(const std::vector<WorkedExample>& examples, Scene& scene) {
  const auto complete = [&](Question& question) {
    const auto named = std::ranges::find(examples, question.model, &WorkedExample::name);
    if (!question.worked && named != examples.end()) take_numbers(*named, question);
  };
  complete(scene);
  if (scene.beside) complete(*scene.beside);
}

}  // namespace attnscope
