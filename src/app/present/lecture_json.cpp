#include "app/present/lecture_json.h"

#include <utility>

#include "app/json_document.h"
#include "app/scene_fields.h"
#include "io/file.h"

namespace attnscope {
namespace {

Status read_lecture_scene(const nlohmann::json& object, const std::string& where, const std::string& path,
                          LectureScene& scene) {
  JsonFields fields(object, where, path);
  scene.title = fields.string_or("title", "", kMaxTitleBytes);
  scene.notes = fields.string_or("notes", "", kMaxNotesBytes);
  fields.check(read_scene_fields(fields.object("scene"), where, fields.full_name("scene"), scene.scene));
  if (fields.ok()) refuse_others(fields, object, {"title", "notes", "scene"});
  return fields.status();
}

}  // namespace

std::string to_json(const Lecture& lecture) {
  nlohmann::ordered_json out = begin_document(kLectureFormat);
  out["title"] = lecture.title;
  out["scenes"] = nlohmann::ordered_json::array();
  for (const LectureScene& scene : lecture.scenes) {
    nlohmann::ordered_json row{{"title", scene.title}, {"notes", scene.notes}};
    write_scene_fields(scene.scene, row["scene"]);
    out["scenes"].push_back(std::move(row));
  }
  return dump(out);
}

Result<Lecture> lecture_from_json(std::string_view text, const std::string& where) {
  Result<nlohmann::json> document = parse_any_document(text, where);
  return document ? lecture_from_document(std::move(*document), where) : Result<Lecture>(document.error());
}

Result<Lecture> lecture_from_document(nlohmann::json parsed, const std::string& where) {
  const Result<nlohmann::json> document = as_document(std::move(parsed), kLectureFormat, where);
  if (!document) return document.error();
  Lecture lecture;
  JsonFields fields(*document, where);
  lecture.title = fields.string_or("title", "", kMaxTitleBytes);
  const nlohmann::json& scenes = fields.array("scenes");
  if (scenes.size() > kMostLectureScenes) {
    fields.refuse("scenes", "expected at most " + std::to_string(kMostLectureScenes), ErrorCode::OutOfLimits);
  }
  for (std::size_t i = 0; fields.ok() && i < scenes.size(); ++i) {
    fields.check(read_lecture_scene(scenes[i], where, "scene " + std::to_string(i + 1), lecture.scenes.emplace_back()));
  }
  if (fields.ok()) refuse_others(fields, *document, {"title", "scenes"});
  if (const Status read = fields.status(); !read) return read.error();
  if (const Status sound = check(lecture); !sound) {
    return Error{sound.error().code, where + ": " + sound.error().where, sound.error().what};
  }
  return lecture;
}

Result<Lecture> load_lecture(const std::filesystem::path& file) {
  const Result<std::string> text = read_text_file(file, kMostLectureBytes);
  if (!text) return text.error();
  return lecture_from_json(*text, file.string());
}

Status save_lecture(const std::filesystem::path& file, const Lecture& lecture) {
  return write_text_file(file, to_json(lecture), kMostLectureBytes);
}

}  // namespace attnscope
