#include "app/autosave.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "io/file.h"

namespace attnscope {

Result<std::optional<std::string>> Autosave::load() {
  if (file_.empty()) return std::optional<std::string>();
  Result<std::string> text = read_text_file(file_, kMaxBytes);
  if (text) {
    on_disk_ = std::move(text).value();
    return on_disk_;
  }
  if (text.error().code == ErrorCode::NotFound) return std::optional<std::string>();
  return text.error();
}

Result<std::filesystem::path> Autosave::set_aside() {
  constexpr int kMostNames = 99;
  for (int i = 1; i <= kMostNames; ++i) {
    std::filesystem::path aside = file_;
    aside += i == 1 ? ".bad" : "." + std::to_string(i) + ".bad";
    std::error_code failed;
    if (std::filesystem::exists(aside, failed)) continue;
    std::filesystem::rename(file_, aside, failed);
    if (failed) break;
    on_disk_.reset();
    return aside;
  }
  Error error{ErrorCode::Unwritable, file_.string(), "cannot be set aside; nothing will be saved there"};
  file_.clear();
  return error;
}

void Autosave::touch(Seconds now) {
  if (file_.empty()) return;
  if (!due_) unsaved_since_ = now;
  due_ = std::min(now + kPause, unsaved_since_ + kAtLatest);
}

Status Autosave::save(std::string_view text) {
  due_.reset();
  if (file_.empty() || on_disk_ == text) return {};
  std::error_code failed;  // what matters of it, the write will tell
  std::filesystem::create_directories(file_.parent_path(), failed);
  Status written = write_file_atomically(file_, text);
  if (written) on_disk_ = std::string(text);
  return written;
}

}  // namespace attnscope
