// A scene file: what is read is written and read back as the same scene, or there is one line.
#include <cstddef>
#include <cstdint>
#include <string>

#include "app/scene_json.h"
#include "tests/fuzz/expect.h"

using namespace attnscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<Scene> scene = scene_from_json(std::string(data, data + size), "fuzz.json");
  if (!scene) {
    expect_one_line(scene.error());
    return 0;
  }
  expect(check(*scene).ok(), "a scene that was read is within its ranges");
  const Result<Scene> again = scene_from_json(to_json(*scene), "again.json");
  expect(again.ok() && *again == *scene, "a scene comes back as it was written");
  return 0;
}
