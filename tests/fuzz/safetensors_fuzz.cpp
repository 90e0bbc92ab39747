// A weights file: whatever its bytes are, opening it and reading every tensor gives numbers or one line, within memory
// that the bytes account for.
#include <cstddef>
#include <cstdint>
#include <string>

#include "io/safetensors.h"
#include "tests/fuzz/expect.h"

using namespace attnscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const Result<SafetensorsFile> file = SafetensorsFile::from_bytes(bytes, "fuzz.safetensors");
  if (!file) {
    expect_one_line(file.error());
    return 0;
  }
  for (const TensorInfo& tensor : file->tensors()) {
    expect(tensor.begin <= tensor.end && tensor.end <= size, "a tensor lies outside its file");
    expect(file->find(tensor.name) == &tensor, "a tensor is not found by its name");
    if (const auto floats = file->floats(tensor)) {
      expect(floats->size() == tensor.size(), "floats are missing");
    } else {
      expect_one_line(floats.error());
    }
    if (const auto integers = file->integers(tensor)) {
      expect(integers->size() == tensor.size(), "integers are missing");
    } else {
      expect_one_line(integers.error());
    }
  }
  return 0;
}
