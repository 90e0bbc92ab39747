#pragma once

#include <filesystem>
#include <variant>

#include "app/present/lecture.h"
#include "app/scene.h"
#include "app/teach/lesson.h"
#include "core/result.h"

namespace attnscope {

/// A model's folder, of which nothing has been read yet.
struct ModelFolder {};

/// What stands in something that a person opens.
using FileContent = std::variant<ModelFolder, Scene, Lecture, Lesson>;

/// Reads a .json file as what it says it is, as a Scene where it says nothing; anything else is a model's folder.
/// Errors  NotFound; those of scene_from_json(), lecture_from_json(), lesson_from_json() and read_text_file().
Result<FileContent> open_file(const std::filesystem::path& path);

}  // namespace attnscope
