#include "app/autosave.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "io/file.h"

namespace attnscope {
namespace {

void make_folder_of(const std::filesystem::path& file) {
  std::error_code failed;  // what matters of it, the write will tell
  std::filesystem::create_directories(file.parent_path(), failed);
}

Status write(const std::filesystem::path& file, std::string_view text) {
  make_folder_of(file);
  return write_text_file(file, text, Autosave::kMaxBytes);
}

}  // namespace

bool Autosave::claim() {
  if (file_.empty()) return true;
  make_folder_of(file_);
  lock_ = std::make_shared<FolderLock>(file_.parent_path());
  return may_write();
}

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

bool Autosave::writing() const {
  return written_.valid() && written_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
}

void Autosave::begin_save(std::string text, Seconds now, std::function<void()> done) {
  if (writing()) {
    due_ = now + kPause;
    return;
  }
  due_.reset();
  if (file_.empty() || on_disk_ == text || !may_write()) return;
  being_written_ = std::move(text);
  written_ = std::async(std::launch::async, [file = file_, bytes = being_written_, done = std::move(done)] {
    Status status = write(file, bytes);
    if (done) done();
    return status;
  });
}

Status Autosave::take_outcome() { return !written_.valid() || writing() ? Status() : finish(); }

Status Autosave::finish() {
  Status status = written_.get();
  if (status) on_disk_ = std::move(being_written_);
  return status;
}

Status Autosave::save(std::string_view text) {
  due_.reset();
  if (written_.valid() && !finish()) on_disk_.reset();
  if (file_.empty() || on_disk_ == text || !may_write()) return {};
  Status status = write(file_, text);
  if (status) on_disk_ = std::string(text);
  return status;
}

}  // namespace attnscope
