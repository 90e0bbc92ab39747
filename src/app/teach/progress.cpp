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

Status read_past_prediction(const json& object, const std::string& where, const std::string& path,
                            PastPrediction& past) {
  JsonFields fields(object, where, path);
  past.text = fields.string("text", kMaxTextBytes);
  past.word = fields.string("word", kMaxNameBytes);
  past.misplaced = fields.number("misplaced", 0, 1);
  refuse_others(fields, object, {"text", "word", "misplaced"});
  return fields.status();
}

void read_predictions(JsonFields& fields, const std::string& where, std::vector<PastPrediction>& predictions) {
  const json& list = fields.array("predictions");
  if (list.size() > Progress::kMostPredictions) fields.refuse("predictions", "there are too many");
  for (std::size_t i = 0; fields.ok() && i < list.size(); ++i) {
    fields.check(read_past_prediction(list[i], where, fields.full_name("predictions", i), predictions.emplace_back()));
  }
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
  for (const PastPrediction& past : progress.predictions) {
    out["predictions"].push_back({{"text", past.text}, {"word", past.word}, {"misplaced", past.misplaced}});
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
  if (fields.has("predictions")) read_predictions(fields, where, progress.predictions);
  if (fields.has("own")) {
    fields.check(read_scene_fields(fields.object("own"), where, "own", progress.own.emplace()));
  }
  refuse_others(fields, *document, {"lessons", "predictions", "own"});
  if (const Status read = fields.status(); !read) return read.error();
  return progress;
}

}  // namespace attnscope
