#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "app/present/lecture.h"

namespace attnscope {

inline constexpr std::string_view kLectureFormat = "attnscope lecture";

/// Of a file; what check() lets through is smaller.
inline constexpr std::size_t kMostLectureBytes = std::size_t{16} << 20;

/// A lecture as a file: an indented JSON object with "format", "version", "title" and "scenes", an array of objects
/// with "title", "notes" and "scene", whose fields are those of a scene file. lecture: passes check().
std::string to_json(const Lecture& lecture);

/// The lecture that such a text stands for. "scenes" and each "scene" must be there; titles and notes may be left out.
/// `where` (the file) opens every message, which names the scene, counted from 1, and the field.
/// Errors  Truncated, Malformed, OutOfLimits, InvalidArgument, Unsupported.
Result<Lecture> lecture_from_json(std::string_view json, const std::string& where);
/// Likewise of a text that was parsed: see parse_any_document().
Result<Lecture> lecture_from_document(nlohmann::json document, const std::string& where);

/// Likewise from and to a file.
Result<Lecture> load_lecture(const std::filesystem::path& file);
Status save_lecture(const std::filesystem::path& file, const Lecture& lecture);

}  // namespace attnscope
