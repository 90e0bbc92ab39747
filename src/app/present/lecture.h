#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/scene.h"

namespace attnscope {

inline constexpr std::size_t kMostLectureScenes = 200;
inline constexpr std::size_t kMaxTitleBytes = 512;
inline constexpr std::size_t kMaxNotesBytes = std::size_t{1} << 14;
inline constexpr std::size_t kMaxLectureBytes = std::size_t{2} << 20;  ///< of all its texts together

/// One stop of a lecture.
struct LectureScene {
  std::string title;  ///< a line above the picture, at most kMaxTitleBytes; empty: the sentence says enough
  std::string notes;  ///< for the speaker alone, lines, at most kMaxNotesBytes
  Scene scene;

  friend bool operator==(const LectureScene&, const LectureScene&) = default;
};

/// Scenes in the order in which they are shown, with what the speaker wants to say: a plain value. Nothing in it was
/// computed; every picture of it is the model's answer at that moment.
struct Lecture {
  std::string title;
  std::vector<LectureScene> scenes;

  friend bool operator==(const Lecture&, const Lecture&) = default;
};

/// Of all that is written in it, in bytes.
std::size_t text_bytes(const Lecture& lecture);

/// Whether a lecture can be kept and saved: UTF-8, and within the limits above.
/// Errors  InvalidArgument, OutOfLimits; `where` names the scene, counted from 1, and the part.
Status check(const Lecture& lecture);

/// What a list calls a scene: its title, else its experiment's, else its sentence.
std::string name_of(const LectureScene& scene);

// Edits. A place that is not there changes nothing; `at` behind the last one adds at the end.

struct AddScene {
  std::size_t at = kMostLectureScenes;
  LectureScene scene;
};
struct RemoveScene {
  std::size_t at;
};
struct MoveScene {
  std::size_t from, to;
};
struct RenameScene {
  std::size_t at;
  std::string title;
};
struct SetNotes {
  std::size_t at;
  std::string notes;
};
/// Title and notes stay.
struct RetakeScene {
  std::size_t at;
  Scene scene;
};
struct RenameLecture {
  std::string title;
};
struct SetLecture {
  Lecture lecture;
};

using LectureEdit =
    std::variant<AddScene, RemoveScene, MoveScene, RenameScene, SetNotes, RetakeScene, RenameLecture, SetLecture>;

/// The only way in which a lecture changes. The result may not pass check().
Lecture apply(const Lecture& lecture, const LectureEdit& edit);

}  // namespace attnscope
