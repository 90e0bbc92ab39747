#include "app/open_file.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <utility>

#include "app/json_document.h"
#include "app/present/lecture_json.h"
#include "app/scene_json.h"
#include "app/teach/lesson_json.h"
#include "app/words.h"
#include "io/file.h"

namespace attnscope {
namespace {

/// A file that was parsed, but not understood yet.
struct ParsedFile {
  std::string text, where;
  nlohmann::json document;
};

template <class T>
Result<FileContent> as_content(Result<T> read) {
  if (!read) return read.error();
  return FileContent(std::move(read).value());
}

struct FileFormat {
  std::string_view format;
  std::size_t most_bytes;
  Result<FileContent> (*read)(ParsedFile file);
};
/// The first, of which a file may be the largest, is what one is that says nothing.
constexpr std::array kFileFormats{
    FileFormat{kSceneFormat, kMostSceneBytes,
               [](ParsedFile file) { return as_content(scene_from_document(std::move(file.document), file.where)); }},
    FileFormat{kLectureFormat, kMostLectureBytes,
               [](ParsedFile file) { return as_content(lecture_from_document(std::move(file.document), file.where)); }},
    FileFormat{kLessonFormat, kMostLessonBytes,
               [](ParsedFile file) {
                 return as_content(lesson_from_document(std::move(file.document), file.text, file.where));
               }},
};

Result<FileContent> read_json(const std::filesystem::path& path) {
  Result<std::string> text = read_text_file(path, kFileFormats.front().most_bytes);
  if (!text) return text.error();
  Result<nlohmann::json> document = parse_any_document(*text, path.string());
  if (!document) return document.error();
  const auto* kind = std::ranges::find(kFileFormats, format_of(*document), &FileFormat::format);
  if (kind == kFileFormats.end()) kind = kFileFormats.begin();
  if (text->size() > kind->most_bytes) {
    return Error{
        ErrorCode::OutOfLimits, path.string(),
        "holds " + std::to_string(text->size()) + " bytes, expected at most " + std::to_string(kind->most_bytes)};
  }
  return kind->read({.text = std::move(*text), .where = path.string(), .document = std::move(*document)});
}

}  // namespace

Result<FileContent> open_file(const std::filesystem::path& path) {
  std::error_code failed;
  if (!std::filesystem::exists(path, failed))
    return Error{ErrorCode::NotFound, path.string(), "no such file or folder"};
  if (lowered(path.extension().string()) == ".json") return read_json(path);
  return FileContent(ModelFolder{});
}

}  // namespace attnscope
