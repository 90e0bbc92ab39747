#include "io/mapped_file.h"

#include <sys/mman.h>

#include <utility>

#include "io/lost_pages.h"

namespace attnscope {

MappedFile::MappedFile(std::filesystem::path path, Descriptor file, struct stat opened,
                       std::span<const std::byte> bytes)
    : path_(std::move(path)), file_(std::move(file)), opened_(opened), bytes_(bytes) {}

MappedFile::~MappedFile() {
  forget_mapping(bytes_);
  ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());  // NOLINT: munmap takes what mmap gave
}

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path) {
  const auto error = [&path](ErrorCode code, std::string what) { return Error{code, path.string(), std::move(what)}; };
  Result<RegularFile> file = open_regular(path);
  if (!file) return file.error();
  const std::size_t size = file->size();
  if (size == 0) return error(ErrorCode::Truncated, "the file is empty");
  const void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file->descriptor.get(), 0);
  if (at == MAP_FAILED) return error(ErrorCode::Unreadable, "cannot be mapped: " + system_reason());
  const std::shared_ptr<const MappedFile> mapped(new MappedFile(  // NOLINT: the constructor is private
      path, std::move(file->descriptor), file->info, {static_cast<const std::byte*>(at), size}));
  if (!watch_mapping(mapped->bytes())) {
    return error(ErrorCode::OutOfLimits, "too many files of models are open; close the program and open one model");
  }
  return mapped;
}

Status MappedFile::unchanged() const {
  struct stat now {};
  if (::fstat(file_.get(), &now) != 0) {
    return Error{ErrorCode::Unreadable, path_.string(), "cannot be read: " + system_reason()};
  }
  if (now.st_size < opened_.st_size) {
    return Error{ErrorCode::Truncated, path_.string(),
                 "ends at byte " + std::to_string(now.st_size) + ", expected " + std::to_string(opened_.st_size) +
                     "; it was cut short while it was open"};
  }
  const bool same = now.st_mtim.tv_sec == opened_.st_mtim.tv_sec && now.st_mtim.tv_nsec == opened_.st_mtim.tv_nsec;
  if (same && now.st_size == opened_.st_size) return {};
  return Error{ErrorCode::Unreadable, path_.string(), "was written to while it was open; open the model again"};
}

}  // namespace attnscope
