#include "io/tokenizer_json.h"

#include <gtest/gtest.h>

#include <cmath>
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

TEST(TokenizerJson, AddedTokensHaveTheIdsThatTheLibraryGives) {
  json document = small();  // ids 0 to 3
  document["post_processor"] = nullptr;
  document["model"]["vocab"] = {{"[UNK]", 0}, {"the", 1}, {"cat", 2}, {"##s", 3}};
  const json plain = document["added_tokens"][0];
  const auto added = [&plain](const char* content, int id, bool lstrip = false) {
    json token = plain;
    token.update({{"content", content}, {"id", id}, {"lstrip", lstrip}});
    return token;
  };
  document["added_tokens"] = {added("<b>", 70), added("cat", 9), added("<a>", 4), added("", 5), added("<b>", 6, true)};
  EXPECT_EQ(ids(document, "the <b>cats<a>"), (std::vector<int>{1, 4, 2, 0, 5}));
  document["model"]["vocab"].erase("the");  // so that <b> comes to the id of ##s, and takes its place
  EXPECT_EQ(ids(document, "cat<b><a>"), (std::vector<int>{2, 3, 4}));
}

/// A tokenizer whose word is pieced together, as in the smallest of examples.
json small_bpe() {
  json document = small();
  document["model"] = json::parse(R"({
    "type": "BPE", "dropout": null, "unk_token": "[UNK]", "continuing_subword_prefix": null, "end_of_word_suffix": "",
    "fuse_unk": false, "byte_fallback": false, "vocab": {"[UNK]": 0, "a": 1, "b": 2, "c": 3, "ab": 4, "abc": 8},
    "merges": ["#version: 0.2", "a b", "ab c"]})");
  document["post_processor"] = nullptr;
  return document;
}

json small_unigram() {
  json document = small();
  document["added_tokens"] = json::array();
  document["post_processor"] = nullptr;
  document["normalizer"] = {{"type", "NFKC"}};
  document["model"] = json::parse(R"({"type": "Unigram", "unk_id": 0, "byte_fallback": false, "vocab": [
    ["<unk>", 0], ["b", -3.5], ["a", -3.0], ["c", -1], ["ab", -5.0], ["<0xC3>", -9], ["<0xA9>", -9]]})");
  return document;
}

TEST(TokenizerJson, ReadsBytePairs) {
  EXPECT_EQ(ids(small_bpe(), "abc cab x"), (std::vector<int>{8, 3, 4, 0}));
  json pairs = small_bpe();
  pairs["model"]["merges"] = json::parse(R"([["a", "b"], ["ab", "c"]])");
  EXPECT_EQ(ids(pairs, "abc"), (std::vector<int>{8}));
  json whole = small_bpe();
  whole["model"]["merges"] = {"b c"};
  whole["model"]["vocab"]["bc"] = 9;
  EXPECT_EQ(ids(whole, "abc"), (std::vector<int>{1, 9}));
  whole["model"]["ignore_merges"] = true;
  EXPECT_EQ(ids(whole, "abc"), (std::vector<int>{8}));
}

TEST(TokenizerJson, TheOldestFilesDoNotSayWhichModelTheyHold) {
  json words = small();
  words["model"] = {{"type", "WordLevel"}, {"unk_token", "[UNK]"}, {"vocab", {{"[UNK]", 0}, {"cats,", 1}}}};
  for (json document : {small(), small_bpe(), small_unigram(), words}) {
    const std::vector<int> want = ids(document, "abc cats ab");
    ASSERT_FALSE(want.empty());
    document["model"].erase("type");
    EXPECT_EQ(ids(document, "abc cats ab"), want);
  }
}

TEST(TokenizerJson, ReadsPreTokenizersInARow) {
  json document = small();
  document["post_processor"] = nullptr;
  document["model"] = json::parse(R"({"type": "WordLevel", "unk_token": "?", "vocab": {
    "?": 0, "Ġcat": 1, "Ġ1": 2, "2": 3, "!": 4, "▁cat": 5, "▁!": 6, "cat!": 7, "!cat": 8, "cat": 9}})");
  document["pre_tokenizer"] = json::parse(R"({"type": "Sequence", "pretokenizers": [
    {"type": "Split", "pattern": {"Regex": " ?[^ ]+"}, "behavior": "Isolated", "invert": false},
    {"type": "Digits", "individual_digits": true},
    {"type": "Punctuation"},
    {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]})");
  EXPECT_EQ(ids(document, " cat! 12"), (std::vector<int>{1, 4, 0, 0, 3})) << "the space before 1 is a word";
  document["pre_tokenizer"] = json::parse(R"({"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true})");
  EXPECT_EQ(ids(document, "cat! 1"), (std::vector<int>{1, 4, 2})) << "GPT-2's pattern is used where nothing is said";
  document["pre_tokenizer"] = json::parse(R"({"type": "Metaspace", "replacement": "▁", "add_prefix_space": true})");
  EXPECT_EQ(ids(document, "cat !"), (std::vector<int>{5, 6}));
  document["pre_tokenizer"] = json::parse(R"({"type": "Metaspace", "replacement": "▁", "add_prefix_space": false})");
  EXPECT_EQ(ids(document, "cat !"), (std::vector<int>{9, 6}));
  document["pre_tokenizer"] =
      json::parse(R"({"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": false})");
  EXPECT_EQ(ids(document, "cat[UNK]cat!"), (std::vector<int>{5, 10, 7})) << "[UNK] comes after the vocabulary";
  document["pre_tokenizer"] =
      json::parse(R"({"type": "Split", "pattern": {"String": "."}, "behavior": "Removed", "invert": false})");
  EXPECT_EQ(ids(document, "cat.!cat"), (std::vector<int>{9, 8}));
}

TEST(TokenizerJson, PostProcessorsPutTheirTokensAround) {
  json document = small();
  document["post_processor"] = json::parse(R"({"type": "RobertaProcessing", "sep": ["</s>", 9], "cls": ["<s>", 8],
                                               "trim_offsets": true, "add_prefix_space": true})");
  EXPECT_EQ(ids(document, "cat"), (std::vector<int>{8, 2, 9}));
  document["post_processor"] = json::parse(R"({"type": "Sequence", "processors": [
    {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false, "use_regex": true},
    {"type": "BertProcessing", "sep": ["b", 6], "cls": ["a", 5]},
    {"type": "BertProcessing", "sep": ["</s>", 9], "cls": ["<s>", 8]}]})");
  EXPECT_EQ(ids(document, "cat"), (std::vector<int>{8, 5, 2, 6, 9}));
}

TEST(TokenizerJson, AnUnknownPartIsAnErrorThatNamesIt) {
  struct Case {
    const char* pointer;
    json value;
    std::string line;  ///< how it begins
  };
  const json split = {{"type", "Split"}, {"behavior", "Removed"}, {"invert", false}};
  json hexadecimal = split;
  hexadecimal["pattern"] = {{"Regex", "\\X"}};
  json sideways = split;
  sideways["pattern"] = {{"String", "x"}};
  sideways["behavior"] = "Sideways";
  for (const Case& one : {
           Case{"/normalizer",
                {{"type", "Rot13"}},
                "t: normalizer.type: 'Rot13' is not a kind that this version reads; it knows BertNormalizer, "},
           Case{"/normalizer",
                {{"type", "Sequence"}, {"normalizers", {{{"type", "Lowercase"}}, {{"type", "Rot13"}}}}},
                "t: normalizer.normalizers[1].type: 'Rot13' is not a kind that this version reads"},
           Case{"/pre_tokenizer/type", "UnicodeScripts",
                "t: pre_tokenizer.type: 'UnicodeScripts' is not a kind that this version reads; it knows "
                "BertPreTokenizer, "},
           Case{"/pre_tokenizer", hexadecimal, "t: pre_tokenizer.pattern.Regex: '\\X' in a pattern is not supported"},
           Case{"/pre_tokenizer", sideways,
                "t: pre_tokenizer.behavior: 'Sideways' is not a value that this version reads; it knows Removed, "},
           Case{"/post_processor/type", "Postscript",
                "t: post_processor.type: 'Postscript' is not a kind that this version reads; it knows "
                "TemplateProcessing, "},
           Case{"/model/type", "Markov", "t: model.type: 'Markov' is not a kind that this version reads; it knows "},
           Case{"/post_processor/single/1/Sequence/id", "B",
                "t: post_processor.single[1].Sequence.id: expected the text, 'A', once"},
       }) {
    json document = small();
    document[json::json_pointer(one.pointer)] = one.value;
    const auto got = tokenizer_from_json(document, "t");
    ASSERT_FALSE(got.ok()) << one.pointer;
    EXPECT_EQ(got.error().code, ErrorCode::Unsupported);
    EXPECT_TRUE(to_line(got.error()).starts_with(one.line)) << to_line(got.error());
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

TEST(TokenizerJson, BytePairsThatAreWrongAreNamed) {
  struct Case {
    const char* pointer;
    json value;
    std::string line;
  };
  for (const Case& one : {
           Case{"/model/merges/2", "ab d", "t: model.merges[1]: 'd' is not in the vocabulary"},
           Case{"/model/merges/2", "b c", "t: model.merges[1]: 'bc' is not in the vocabulary"},
           Case{"/model/merges/2", "abc", "t: model.merges[1]: expected two pieces, \"a b\" or [\"a\", \"b\"]"},
           Case{"/model/merges/2", "a  b", "t: model.merges[1]: expected two pieces, \"a b\" or [\"a\", \"b\"]"},
           Case{"/model/merges/2", {"a", 1}, "t: model.merges[1]: expected two pieces, \"a b\" or [\"a\", \"b\"]"},
           Case{"/model/merges/2", 7, "t: model.merges[1]: expected two pieces, \"a b\" or [\"a\", \"b\"]"},
           Case{"/model/merges", 7, "t: model.merges: expected a list, found 7"},
           Case{"/model/merges", nullptr, "t: model.merges: expected a list, found null"},
           Case{"/model/dropout", 0.5, "t: model.dropout: tokens that chance decides are not supported"},
           Case{"/model/dropout", 2, "t: model.dropout: expected a number from 0.0 to 1.0, found 2"},
           Case{"/model/vocab/ab", 0.5, "t: model.vocab: the id of 'ab' must be a whole number from 0"},
           Case{"/model/byte_fallback", 1, "t: model.byte_fallback: expected true or false, found 1"},
       }) {
    json document = small_bpe();
    document[json::json_pointer(one.pointer)] = one.value;
    const auto got = tokenizer_from_json(document, "t");
    ASSERT_FALSE(got.ok()) << one.pointer;
    EXPECT_EQ(to_line(got.error()), one.line);
  }
}

TEST(TokenizerJson, PreTokenizersThatAreWrongAreNamed) {
  struct Case {
    const char* part;
    std::string line;
  };
  for (const Case& one : {
           Case{R"({"type": "Metaspace", "replacement": "__"})", "replacement: expected one character"},
           Case{R"({"type": "Metaspace", "replacement": ""})", "replacement: expected one character"},
           Case{R"({"type": "Metaspace", "replacement": "_", "add_prefix_space": false, "prepend_scheme": "always"})",
                "add_prefix_space: is false, but prepend_scheme adds one"},
           Case{R"({"type": "Metaspace", "replacement": "_", "prepend_scheme": "never ever"})",
                "prepend_scheme: 'never ever' is not a value that this version reads; it knows always, first, never"},
           Case{R"({"type": "Digits"})", "individual_digits: this field is missing"},
           Case{R"({"type": "Split", "behavior": "Removed", "invert": false})", "pattern: this field is missing"},
           Case{R"({"type": "Split", "pattern": "x", "behavior": "Removed", "invert": false})",
                "pattern: expected an object, found 'x'"},
           Case{R"({"type": "Split", "pattern": {}, "behavior": "Removed", "invert": false})",
                "pattern.Regex: this field is missing"},
           Case{R"({"type": "Split", "pattern": {"String": ""}, "behavior": "Removed", "invert": false})",
                "pattern.String: an empty pattern is not supported"},
           Case{R"({"type": "Split", "pattern": {"Regex": "(a"}, "behavior": "Removed", "invert": false})",
                "pattern.Regex: not a regular expression that can be read here (U_REGEX_MISMATCHED_PAREN)"},
       }) {
    json document = small();
    document["pre_tokenizer"] = json::parse(one.part);
    const auto got = tokenizer_from_json(document, "t");
    ASSERT_FALSE(got.ok()) << one.part;
    EXPECT_EQ(to_line(got.error()), "t: pre_tokenizer." + one.line);
  }
}

TEST(TokenizerJson, NormalizersThatAreWrongAreNamed) {
  struct Case {
    const char* part;
    std::string line;
  };
  for (const Case& one : {
           Case{R"({"type": "Replace", "pattern": {"String": " "}})", "content: this field is missing"},
           Case{R"({"type": "Replace", "pattern": {"Regex": "[a"}, "content": ""})",
                "pattern.Regex: not a regular expression that can be read here (U_REGEX_MISSING_CLOSE_BRACKET)"},
           Case{R"({"type": "Prepend", "prepend": 1})", "prepend: expected a text, found 1"},
           Case{R"({"type": "Strip", "strip_left": true})", "strip_right: this field is missing"},
           Case{R"({"type": "Precompiled", "precompiled_charsmap": null})",
                "precompiled_charsmap: expected a text, found null"},
           Case{R"({"type": "Precompiled", "precompiled_charsmap": "no!"})", "precompiled_charsmap: expected base64"},
           Case{R"({"type": "Precompiled", "precompiled_charsmap": "AAAA/w=="})",
                "precompiled_charsmap: 4 bytes, which end within the trie"},
       }) {
    json document = small();
    document["normalizer"] = json::parse(one.part);
    const auto got = tokenizer_from_json(document, "t");
    ASSERT_FALSE(got.ok()) << one.part;
    EXPECT_EQ(to_line(got.error()), "t: normalizer." + one.line);
  }
}

TEST(TokenizerJson, ReadsUnigrams) {
  json document = small_unigram();
  EXPECT_EQ(ids(document, "ab x é"), (std::vector<int>{4, 0, 0}));
  document["model"]["byte_fallback"] = true;
  EXPECT_EQ(ids(document, "ab x é"), (std::vector<int>{4, 0, 5, 6}));
}

TEST(TokenizerJson, UnigramsThatAreWrongAreNamed) {
  struct Case {
    const char* pointer;
    json value;
    std::string line;
  };
  for (const Case& one : {
           Case{"/model/vocab/1", 3, "t: model.vocab[1]: expected a piece and its score"},
           Case{"/model/vocab/1", {"a"}, "t: model.vocab[1]: expected a piece and its score"},
           Case{"/model/vocab/1/1", "0", "t: model.vocab[1]: expected a piece and its score"},
           Case{"/model/vocab/1/1", std::nan(""), "t: model.vocab[1]: expected a score that is a finite number"},
           Case{"/model/vocab/1/0", std::string(5000, 'a'), "t: model.vocab[1]: a piece of more than 4096 bytes"},
           Case{"/model/vocab", json::object(), "t: model.vocab: expected a list, found an object"},
           Case{"/model/unk_id", 99, "t: model.unk_id: 99, but there are 7 pieces"},
           Case{"/model/unk_id", -1, "t: model.unk_id: expected a whole number from 0 to 16777215, found -1"},
       }) {
    json document = small_unigram();
    document[json::json_pointer(one.pointer)] = one.value;
    const auto got = tokenizer_from_json(document, "t");
    ASSERT_FALSE(got.ok()) << one.pointer;
    EXPECT_EQ(to_line(got.error()), one.line);
  }
}

/// One of each of the parts with many fields.
json rich() {
  json document = small_bpe();
  document["normalizer"] = json::parse(R"({"type": "Sequence", "normalizers": [
    {"type": "NFC"}, {"type": "NFKD"}, {"type": "StripAccents"}, {"type": "Nmt"},
    {"type": "Strip", "strip_left": true, "strip_right": false}, {"type": "Prepend", "prepend": "▁"},
    {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
    {"type": "Precompiled", "precompiled_charsmap": "BAAAAAAAAABhAA=="}, {"type": "ByteLevel"}]})");
  document["pre_tokenizer"] = json::parse(R"({"type": "Sequence", "pretokenizers": [
    {"type": "Split", "pattern": {"Regex": " ?[^ ]+"}, "behavior": "Isolated", "invert": false},
    {"type": "Split", "pattern": {"String": "x"}, "behavior": "MergedWithNext", "invert": true},
    {"type": "Digits", "individual_digits": true}, {"type": "Punctuation", "behavior": "Contiguous"},
    {"type": "Whitespace"}, {"type": "Metaspace", "replacement": "_", "prepend_scheme": "first", "split": true},
    {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true}]})");
  document["post_processor"] = json::parse(R"({"type": "Sequence", "processors": [
    {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
    {"type": "RobertaProcessing", "sep": ["s", 6], "cls": ["c", 5], "trim_offsets": true, "add_prefix_space": true}]})");
  return document;
}

TEST(TokenizerJson, EveryFieldMayBeMissingOrOfAnotherKind) {
  // A verdict for each, whatever it is.
  for (const json& whole : {small(), small_bpe(), small_unigram(), rich()}) {
    const json fields = whole.flatten();
    for (const auto& [pointer, value] : fields.items()) {
      for (const json& other : {json(), json(1), json(-1), json("x"), json::array(), json::object(), json(1e300)}) {
        json document = whole;
        document[json::json_pointer(pointer)] = other;
        const auto got = tokenizer_from_json(document, "t");
        if (got) {
          const auto encoding = got->encode("The cats x [UNK] é");
          EXPECT_TRUE(encoding.ok() || encoding.error().what.find("the tokenizer") == 0) << pointer;
        } else {
          EXPECT_TRUE(to_line(got.error()).starts_with("t: ")) << pointer;
        }
      }
    }
  }
}

TEST(TokenizerJson, StepsThatBlowTextsUpAreStopped) {
  const std::string content(4000, 'a');
  const json replace = {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", content}};
  json often = json::array();
  for (int i = 0; i < 60; ++i)
    often.push_back({{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}});
  struct Case {
    const char* section;
    json part;
  };
  for (const Case& one : {Case{"normalizer", {{"type", "Sequence"}, {"normalizers", {replace, replace, replace}}}},
                          Case{"normalizer", {{"type", "Sequence"}, {"normalizers", often}}},
                          Case{"pre_tokenizer", {{"type", "Sequence"}, {"pretokenizers", often}}}}) {
    json document = small_bpe();
    document[one.section] = one.part;
    const auto tokenizer = tokenizer_from_json(document, "t");
    ASSERT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
    const auto got = tokenizer->encode("aé");
    ASSERT_FALSE(got.ok());
    EXPECT_EQ(got.error().code, ErrorCode::OutOfLimits);
    EXPECT_TRUE(to_line(got.error()).starts_with("the tokenizer makes ")) << to_line(got.error());
    document["added_tokens"][0]["normalized"] = true;
    document["added_tokens"][0]["content"] = "aé";
    if (std::string(one.section) != "normalizer") continue;
    const auto loaded = tokenizer_from_json(document, "t");
    ASSERT_FALSE(loaded.ok());
    EXPECT_TRUE(to_line(loaded.error()).starts_with("t: added_tokens: the tokenizer makes "))
        << to_line(loaded.error());
  }
}

TEST(TokenizerJson, PatternsThatNeverEndAreStopped) {
  json document = small_bpe();
  document["pre_tokenizer"] =
      json::parse(R"({"type": "Split", "pattern": {"Regex": "(a|aa|aaa)+b"}, "behavior": "Removed", "invert": false})");
  const auto tokenizer = tokenizer_from_json(document, "t");
  ASSERT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
  EXPECT_TRUE(tokenizer->encode("aab").ok());
  const auto got = tokenizer->encode(std::string(1000, 'a'));
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(to_line(got.error()), "a pattern of the tokenizer takes too many steps on this text");
}

TEST(TokenizerJson, HugeListsCostNoMoreThanReadingThem) {
  json document = small_bpe();
  for (int i = 0; i < 200'000; ++i) document["model"]["merges"].push_back("a b");
  EXPECT_EQ(ids(document, "ab"), (std::vector<int>{4}));
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
