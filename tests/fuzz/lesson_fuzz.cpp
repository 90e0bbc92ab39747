// A lesson file: what is read is written and read back as the same lesson, or there is one line.
#include <cstddef>
#include <cstdint>
#include <string>

#include "app/teach/lesson_json.h"
#include "tests/fuzz/expect.h"

using namespace attnscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<Lesson> lesson = lesson_from_json(std::string(data, data + size), "fuzz.json");
  if (!lesson) {
    expect_one_line(lesson.error());
    return 0;
  }
  const Result<Lesson> again = lesson_from_json(to_json(*lesson), "again.json");
  expect(again.ok() && *again == *lesson, "a lesson comes back as it was written");
  return 0;
}
