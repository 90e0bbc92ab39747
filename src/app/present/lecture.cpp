#include "app/present/lecture.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "app/words.h"
#include "text/unicode.h"

namespace attnscope {
namespace {

constexpr std::size_t kMostNameBytes = 80;

std::size_t text_bytes(const Question& question) {
  return question.text.size() + question.text_b.size() + question.model.size() + question.query.word.size();
}

std::size_t text_bytes(const LectureScene& scene) {
  const Scene& asked = scene.scene;
  return scene.title.size() + scene.notes.size() + text_bytes(asked) + (asked.beside ? text_bytes(*asked.beside) : 0) +
         (asked.audit ? asked.audit->from.size() : 0);
}

Status check_part(std::string_view text, std::size_t most, const std::string& where) {
  if (text.size() > most) {
    return Error{
        ErrorCode::OutOfLimits, where,
        std::to_string(text.size()) + " bytes are more than the " + std::to_string(most) + " that fit; shorten it"};
  }
  if (first_bad_byte(text)) return Error{ErrorCode::InvalidArgument, where, "is not UTF-8; convert it first"};
  return {};
}

Status check_scene(const LectureScene& scene, const std::string& where) {
  Status checked = check_part(scene.title, kMaxTitleBytes, where + ", title");
  if (checked) checked = check_part(scene.notes, kMaxNotesBytes, where + ", notes");
  if (!checked) return checked;
  const Status sound = check(scene.scene);
  if (sound) return {};
  return Error{sound.error().code, where + ", " + sound.error().where, sound.error().what};
}

/// What each edit does to the lecture that is handed over.
struct LectureEditor {
  Lecture& lecture;

  [[nodiscard]] LectureScene* find(std::size_t at) const {
    return at < lecture.scenes.size() ? &lecture.scenes[at] : nullptr;
  }
  [[nodiscard]] auto place(std::size_t at) const {
    return lecture.scenes.begin() + static_cast<std::ptrdiff_t>(std::min(at, lecture.scenes.size()));
  }

  void operator()(const AddScene& edit) const { lecture.scenes.insert(place(edit.at), edit.scene); }
  void operator()(const RemoveScene& edit) const {
    if (find(edit.at) != nullptr) lecture.scenes.erase(place(edit.at));
  }
  void operator()(const MoveScene& edit) const {
    if (find(edit.from) == nullptr || find(edit.to) == nullptr) return;
    LectureScene moved = std::move(lecture.scenes[edit.from]);
    lecture.scenes.erase(place(edit.from));
    lecture.scenes.insert(place(edit.to), std::move(moved));
  }
  void operator()(const RenameScene& edit) const {
    if (LectureScene* scene = find(edit.at)) scene->title = edit.title;
  }
  void operator()(const SetNotes& edit) const {
    if (LectureScene* scene = find(edit.at)) scene->notes = edit.notes;
  }
  void operator()(const RetakeScene& edit) const {
    if (LectureScene* scene = find(edit.at)) scene->scene = edit.scene;
  }
  void operator()(const RenameLecture& edit) const { lecture.title = edit.title; }
  void operator()(const SetLecture& edit) const { lecture = edit.lecture; }
};

}  // namespace

std::size_t text_bytes(const Lecture& lecture) {
  std::size_t bytes = lecture.title.size();
  for (const LectureScene& scene : lecture.scenes) bytes += text_bytes(scene);
  return bytes;
}

Status check(const Lecture& lecture) {
  if (lecture.scenes.size() > kMostLectureScenes) {
    return Error{ErrorCode::OutOfLimits, "lecture",
                 "more than " + std::to_string(kMostLectureScenes) + " scenes; make two of it"};
  }
  if (Status title = check_part(lecture.title, kMaxTitleBytes, "lecture, title"); !title) return title;
  for (std::size_t i = 0; i < lecture.scenes.size(); ++i) {
    if (Status sound = check_scene(lecture.scenes[i], "scene " + std::to_string(i + 1)); !sound) return sound;
  }
  if (text_bytes(lecture) <= kMaxLectureBytes) return {};
  return Error{ErrorCode::OutOfLimits, "lecture", "its texts are more than 2 MB together; make two lectures of it"};
}

std::string name_of(const LectureScene& scene) {
  if (!scene.title.empty()) return scene.title;
  const std::string_view page = title_of(scene.scene.page);
  return page.empty() ? shortened(scene.scene.text, kMostNameBytes) : std::string(page);
}

Lecture apply(const Lecture& lecture, const LectureEdit& edit) {
  Lecture next = lecture;
  std::visit(LectureEditor{next}, edit);
  return next;
}

}  // namespace attnscope
