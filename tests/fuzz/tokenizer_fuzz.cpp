// A tokenizer: tokenizer.json up to the first zero byte, a text after it. Whatever they are, the text's tokens lie in
// the text, in order, or there is one line.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "io/json.h"
#include "io/tokenizer_json.h"
#include "tests/fuzz/expect.h"

using namespace attnscope;

namespace {

Status tokenize(const std::string& json, const std::string& text) {
  const Result<nlohmann::json> document = parse_json(json, "fuzz.json");
  if (!document) return document.error();
  const Result<Tokenizer> tokenizer = tokenizer_from_json(*document, "fuzz.json");
  if (!tokenizer) return tokenizer.error();
  const Result<Encoding> encoding = tokenizer->encode(text, 64);
  if (!encoding) return encoding.error();
  expect(encoding->tokens.size() <= 64, "no more tokens than were asked for");
  expect(encoding->tokens.size() <= encoding->total_tokens, "the total counts every token");
  int largest = tokenizer->largest_id();
  for (const AddedToken& added : tokenizer->parts().added) largest = std::max(largest, added.id);
  for (const Token& token : encoding->tokens) {
    expect(0 <= token.id && token.id <= largest, "an id is one of the tokenizer's");
    if (token.span)
      expect(token.span->begin <= token.span->end && token.span->end <= text.size(), "a span is in the text");
  }
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const std::size_t cut = bytes.find('\0');
  const std::string text = cut == std::string::npos ? "The cat's 3 mats, na\xc3\xafve." : bytes.substr(cut + 1);
  if (const Status read = tokenize(bytes.substr(0, cut), text); !read) expect_one_line(read.error());
  return 0;
}
