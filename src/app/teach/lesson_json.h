#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "app/teach/lesson.h"
#include "core/result.h"

namespace attnscope {

// Lesson files; assets/lessons/README.md describes them.

inline constexpr std::size_t kMostLessonBytes = std::size_t{4} << 20;

inline constexpr std::string_view kLessonFormat = "attnscope lesson";

/// `where` (the file) opens every message, which says the line and the field.
/// Errors  as parse_json() and JsonFields.
Result<Lesson> lesson_from_json(std::string_view text, const std::string& where);
/// Likewise of a text that was parsed: see parse_any_document().
Result<Lesson> lesson_from_document(nlohmann::json document, std::string_view text, const std::string& where);

/// Every step with its whole scene.
std::string to_json(const Lesson& lesson);

/// Errors  likewise, and those of read_text_file().
Result<Lesson> load_lesson(const std::filesystem::path& file);

/// Errors  Unwritable; those with which load_lesson() would refuse it, and then nothing was written.
Status save_lesson(const std::filesystem::path& file, const Lesson& lesson);

}  // namespace attnscope
