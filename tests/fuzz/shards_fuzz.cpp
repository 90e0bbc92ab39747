// A list of weights files: model.safetensors.index.json up to the first zero byte, after it the one file that lies
// beside it, a.safetensors. Whatever they are, the listed tensors are in that file, or there is one line.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "io/scratch_folder.h"
#include "io/weight_files.h"
#include "tests/fuzz/expect.h"

using namespace attnscope;

namespace {

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

void read(const std::filesystem::path& folder, const std::string& weights) {
  const Result<WeightFiles> files = WeightFiles::open(folder);
  if (!files) return expect_one_line(files.error());
  if (files->size() == 0) return;
  const Result<SafetensorsFile> file = SafetensorsFile::from_bytes(weights, "fuzz.safetensors");
  expect(file.ok(), "what was listed can be read");
  std::size_t listed = 0;
  for (const TensorInfo& tensor : file->tensors()) {
    const WeightPlace place = files->find(tensor.name);
    if (place.tensor == nullptr) continue;
    ++listed;
    expect(place.tensor->begin == tensor.begin && place.tensor->end == tensor.end, "a tensor is where its file has it");
  }
  expect(listed == files->size(), "every tensor of the list is in the file");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Result<ScratchFolder> folder = ScratchFolder::make();
  expect(folder.ok(), "there is room for two files");
  const std::string bytes(data, data + size);
  const std::size_t cut = bytes.find('\0');
  const std::string weights = cut == std::string::npos ? std::string() : bytes.substr(cut + 1);
  write(folder->path() / "model.safetensors.index.json", bytes.substr(0, cut));
  write(folder->path() / "a.safetensors", weights);
  read(folder->path(), weights);
  return 0;
}
