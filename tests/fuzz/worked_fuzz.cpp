// A worked example: what is read fits its words, gives a head of finite numbers, and comes back as it was written.
#include <cstddef>
#include <cstdint>
#include <string>

#include "app/worked_examples.h"
#include "core/attention.h"
#include "tests/fuzz/expect.h"

using namespace attnscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Result<WorkedExample> example = worked_from_json(std::string(data, data + size), "fuzz.json");
  if (!example) {
    expect_one_line(example.error());
    return 0;
  }
  example->name = "by-hand/fuzz";  // as its file would be called
  expect(check(open_worked(*example, {})).ok(), "an example that was read can be opened");
  const HeadTrace head = head_of(example->worked);
  if (head.q.rows() > 0 && head.k.rows() > 0) {
    expect(look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask}).ok(), "its weights are finite");
  }
  const Result<WorkedExample> again = worked_from_json(to_json(*example), "again.json");
  expect(again.ok() && again->worked == example->worked, "an example comes back as it was written");
  return 0;
}
