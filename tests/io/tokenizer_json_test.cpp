#include "io/tokenizer_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/io/golden.h"
#include "tests/io/temp_folder.h"

namespace attnscope {
namespace {

using nlohmann::json;

/// A tokenizer that fits in a few lines.
json small() {
  return json::parse(R"({
    "version": "1.0", "truncation": {"max_length": 2}, "padding": null,
    "added_tokens": [{"id": 0, "content": "[UNK]", "single_word": false, "lstrip": false, "rstrip": false,
                      "normalized": false, "special": true}],
    "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
                   "lowercase": true},
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "post_processor": {"type": "TemplateProcessing",
      "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                 {"SpecialToken": {"id": "</s>", "type_id": 0}}],
      "pair": [],
      "special_tokens": {"<s>": {"id": "<s>", "ids": [5, 6], "tokens": ["<s>", "<b>"]},
                         "</s>": {"id": "</s>", "ids": [7], "tokens": ["</s>"]}}},
    "decoder": null,
    "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
              "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0, "the": 1, "cat": 2, "##s": 3, "The": 4}}})");
}

std::vector<int> ids(const json& document, const std::string& text) {
  const auto tokenizer = tokenizer_from_json(document, "tokenizer.json");
  EXPECT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
  if (!tokenizer) return {};
  return ids_of(tokenizer->encode(text).value());
}

TEST(TokenizerJson, IsReadAsItStands) {
  const std::vector<int> whole{5, 6, 1, 2, 3, 0, 7};
  EXPECT_EQ(ids(small(), "The cats x"), whole) << "truncation is not applied; one name stands for two tokens";

  json bare = small();
  bare["normalizer"] = nullptr;
  bare.erase("post_processor");
  bare.erase("added_tokens");
  EXPECT_EQ(ids(bare, "The cats x"), (std::vector<int>{4, 2, 3, 0}));

  json old = small();
  old["post_processor"] = {{"type", "BertProcessing"}, {"cls", {"<c>", 8}}, {"sep", {"<d>", 9}}};
  EXPECT_EQ(ids(old, "cat"), (std::vector<int>{8, 2, 9}));

  json words = small();
  words["post_processor"] = nullptr;
  words["normalizer"] = {{"type", "Sequence"}, {"normalizers", {{{"type", "Lowercase"}}}}};
  words["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", {{{"type", "WhitespaceSplit"}}}}};
  words["model"] = {{"type", "WordLevel"}, {"unk_token", "[UNK]"}, {"vocab", {{"[UNK]", 0}, {"cats,", 1}}}};
  EXPECT_EQ(ids(words, "CATS, the"), (std::vector<int>{1, 0}));
}

TEST(TokenizerJson, AnUnknownPartIsAnErrorThatNamesIt) {
  struct Case {
    const char* pointer;
    json value;
    std::string line;
  };
  for (const Case& one : {
           Case{"/normalizer",
                {{"type", "NFKC"}},
                "t: normalizer.type: 'NFKC' is not a kind that this version reads; it knows BertNormalizer, Lowercase, "
                "Sequence"},
           Case{"/normalizer",
                {{"type", "Sequence"}, {"normalizers", {{{"type", "Lowercase"}}, {{"type", "Nmt"}}}}},
                "t: normalizer.normalizers[1].type: 'Nmt' is not a kind that this version reads; it knows "
                "BertNormalizer, Lowercase, Sequence"},
           Case{"/pre_tokenizer/type", "ByteLevel",
                "t: pre_tokenizer.type: 'ByteLevel' is not a kind that this version reads; it knows BertPreTokenizer, "
                "WhitespaceSplit, Sequence"},
           Case{"/post_processor/type", "RobertaProcessing",
                "t: post_processor.type: 'RobertaProcessing' is not a kind that this version reads; it knows "
                "TemplateProcessing, BertProcessing"},
           Case{"/model/type", "BPE",
                "t: model.type: 'BPE' is not a kind that this version reads; it knows WordPiece, WordLevel"},
           Case{"/post_processor/single/1/Sequence/id", "B",
                "t: post_processor.single[1].Sequence.id: expected the text, 'A', once"},
       }) {
    json document = small();
    document[json::json_pointer(one.pointer)] = one.value;
    const auto got = tokenizer_from_json(document, "t");
    ASSERT_FALSE(got.ok()) << one.pointer;
    EXPECT_EQ(got.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(to_line(got.error()), one.line);
  }
}

TEST(TokenizerJson, AFieldThatIsWrongIsNamed) {
  struct Case {
    const char* pointer;
    json value;
    std::string line;
  };
  for (const Case& one : {
           Case{"/model/vocab/cat", -1, "t: model.vocab: the id of 'cat' must be a whole number from 0"},
           Case{"/model/vocab/cat", "2", "t: model.vocab: the id of 'cat' must be a whole number from 0"},
           Case{"/model/vocab/cat", 1 << 24, "t: model.vocab: the id of 'cat' must be a whole number from 0"},
           Case{"/model/vocab", json::array(), "t: model.vocab: expected an object, found a list"},
           Case{"/model/unk_token", "?",
                "t: model.unk_token: '?' is not in the vocabulary, so words that it lacks cannot be told"},
           Case{"/model/unk_token", nullptr, "t: model.unk_token: expected a text, found null"},
           Case{"/model/max_input_chars_per_word", 0,
                "t: model.max_input_chars_per_word: expected a whole number from 1 to 1048576, found 0"},
           Case{"/model", nullptr, "t: model: this field is missing"},
           Case{"/added_tokens/0/id", 3, "t: added_tokens: '[UNK]' has id 3, but the vocabulary says 0"},
           Case{"/added_tokens/0/content", 3, "t: added_tokens[0].content: expected a text, found 3"},
           Case{"/added_tokens/0/lstrip", "no", "t: added_tokens[0].lstrip: expected true or false, found 'no'"},
           Case{"/added_tokens", "x", "t: added_tokens: expected a list, found 'x'"},
           Case{"/normalizer/lowercase", 1, "t: normalizer.lowercase: expected true or false, found 1"},
           Case{"/normalizer", 5, "t: normalizer: expected an object, found 5"},
           Case{"/post_processor/single", json::array(), "t: post_processor.single: has no place for the text"},
           Case{"/post_processor/single/0/SpecialToken/id", "<x>",
                "t: post_processor.special_tokens.<x>: this field is missing"},
           Case{"/post_processor/special_tokens/<s>/ids",
                {5},
                "t: post_processor.special_tokens.<s>.tokens: expected as many as there are ids"},
           Case{"/post_processor/special_tokens/<s>/ids/0", "5",
                "t: post_processor.special_tokens.<s>.ids: expected whole numbers from 0, each with the text of its "
                "token"},
       }) {
    json document = small();
    document[json::json_pointer(one.pointer)] = one.value;
    const auto got = tokenizer_from_json(document, "t");
    ASSERT_FALSE(got.ok()) << one.pointer;
    EXPECT_EQ(to_line(got.error()), one.line);
  }
  EXPECT_EQ(to_line(tokenizer_from_json(json::array(), "t").error()), "t: expected an object, found a list");
}

TEST(TokenizerJson, EveryFieldMayBeMissingOrOfAnotherKind) {
  // A verdict for each, whatever it is.
  const json whole = small();
  const json fields = whole.flatten();
  for (const auto& [pointer, value] : fields.items()) {
    for (const json& other : {json(), json(1), json(-1), json("x"), json::array(), json::object(), json(1e300)}) {
      json document = whole;
      document[json::json_pointer(pointer)] = other;
      const auto got = tokenizer_from_json(document, "t");
      if (got) {
        EXPECT_TRUE(got->encode("The cats x [UNK] é").ok()) << pointer;
      } else {
        EXPECT_TRUE(to_line(got.error()).starts_with("t: ")) << pointer;
      }
    }
  }
}

TEST(TokenizerJson, FilesThatAreNotJsonAreRefused) {
  const test::TempFolder folder;
  test::write(folder / "tokenizer.json", std::string(100'000, '['));
  const auto deep = read_tokenizer(folder / "tokenizer.json");
  ASSERT_FALSE(deep.ok());
  EXPECT_EQ(deep.error().code, ErrorCode::OutOfLimits);
  EXPECT_EQ(read_tokenizer(folder / "none").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace attnscope
