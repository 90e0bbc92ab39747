#include "app/teach/progress.h"

#include <utility>

#include "app/json_document.h"
#include "app/scene_fields.h"

namespace attnscope {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kProgressFormat = "attnscope progress";

Status read_lesson_progress(const json& object, const std::string& where, const std::string& path, Progress& progress) {
  JsonFields fields(object, where, path);
  std::string key = fields.string("lesson", kMaxNameBytes);
  LessonProgress one{.step = fields.integer("step", 1, kMostLessonSteps) - 1, .right = {}};
  const json& right = fields.array("right");
  for (std::size_t i = 0; fields.ok() && i < right.size(); ++i) {
    const auto step = whole_number(right[i]);
    if (!step || *step < 1 || *step > kMostLessonSteps) fields.refuse(fields.full_name("right", i), "expected a step");
    if (fields.ok()) one.right.insert(static_cast<int>(*step) - 1);
  }
  refuse_others(fields, object, {"lesson", "step", "right"});
  if (fields.ok()) progress.lessons.insert_or_assign(std::move(key), std::move(one));
  return fields.status();
}

}  // namespace

std::string to_json(const Progress& progress) {
  ordered_json out = begin_document(kProgressFormat);
  out["lessons"] = ordered_json::array();
  for (const auto& [key, one] : progress.lessons) {
    if (out["lessons"].size() == Progress::kMostLessons) break;
    ordered_json right = ordered_json::array();
    for (const int step : one.right) right.push_back(step + 1);
    out["lessons"].push_back({{"lesson", key}, {"step", one.step + 1}, {"right", std::move(right)}});
  }
  if (progress.own) write_scene_fields(*progress.own, out["own"]);
  return dump(out);
}

Result<Progress> progress_from_json(std::string_view text, const std::string& where) {
  const Result<json> document = parse_document(text, kProgressFormat, where);
  if (!document) return document.error();
  Progress progress;
  JsonFields fields(*document, where);
  const json& lessons = fields.array("lessons");
  if (lessons.size() > Progress::kMostLessons) fields.refuse("lessons", "there are too many");
  for (std::size_t i = 0; fields.ok() && i < lessons.size(); ++i) {
    fields.check(read_lesson_progress(lessons[i], where, fields.full_name("lessons", i), progress));
  }
  if (fields.has("own")) {
    fields.check(read_scene_fields(fields.object("own"), where, "own", progress.own.emplace()));
  }
  refuse_others(fields, *document, {"lessons", "own"});
  if (const Status read = fields.status(); !read) return read.error();
  return progress;
}

}  // namespace attnscope
