// Tokenizers built as those of the families whose own files are too large for the tree, with a vocabulary of a few
// pieces; ids and places worked out by hand from what each part is defined to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/tokenizer_json.h"
#include "tests/io/golden.h"

namespace attnscope {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

/// Pieces of a text, each with the part of it that it stands for: "piece=part"; frame tokens stand alone.
std::vector<std::string> cut(const json& document, const std::string& text) {
  const auto tokenizer = tokenizer_from_json(document, "tokenizer.json");
  EXPECT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
  if (!tokenizer) return {};
  std::vector<std::string> pieces;
  const Encoding encoding = tokenizer->encode(text).value();
  for (const Token& token : encoding.tokens) {
    const std::string id = std::to_string(token.id) + " " + token.piece;
    pieces.push_back(token.span ? id + "=" + text.substr(token.span->begin, token.span->end - token.span->begin) : id);
  }
  return pieces;
}

json roberta() {
  return json::parse(R"({
    "added_tokens": [
      {"id": 0, "content": "<s>", "special": true, "normalized": true}, {"id": 1, "content": "<pad>", "normalized": true},
      {"id": 2, "content": "</s>", "normalized": true}, {"id": 3, "content": "<unk>", "normalized": true},
      {"id": 12, "content": "<mask>", "lstrip": true, "normalized": false}],
    "normalizer": null,
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true},
    "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true,
                       "add_prefix_space": false},
    "model": {"dropout": null, "unk_token": null, "continuing_subword_prefix": "", "end_of_word_suffix": "",
              "fuse_unk": false, "merges": ["a t", "Ġ c", "c at", "Ġc at"],
              "vocab": {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "a": 4, "t": 5, "c": 6, "Ġ": 7, "at": 8, "Ġc": 9,
                        "cat": 10, "Ġcat": 11}}})");
}

TEST(TokenizerOfRoberta, SpacesBelongToWordsButNotToTheirPlaces) {
  EXPECT_THAT(cut(roberta(), "cat cat at"),
              ElementsAre("0 <s>", "10 cat=cat", "11 Ġcat=cat", "7 Ġ= ", "8 at=at", "2 </s>"));
  json untrimmed = roberta();
  untrimmed["post_processor"]["trim_offsets"] = false;
  EXPECT_THAT(cut(untrimmed, "cat cat"), ElementsAre("0 <s>", "10 cat=cat", "11 Ġcat= cat", "2 </s>"));
  json prefixed = roberta();
  prefixed["pre_tokenizer"]["add_prefix_space"] = true;
  prefixed["post_processor"]["add_prefix_space"] = true;
  EXPECT_THAT(cut(prefixed, "cat cat"), ElementsAre("0 <s>", "11 Ġcat=cat", "11 Ġcat=cat", "2 </s>"));
}

TEST(TokenizerOfRoberta, WritesItsSpecialTokensInTheText) {
  EXPECT_THAT(
      cut(roberta(), "cat <mask> cat<pad>cat"),
      ElementsAre("0 <s>", "10 cat=cat", "12 <mask>=<mask>", "11 Ġcat=cat", "1 <pad>=<pad>", "10 cat=cat", "2 </s>"));
}

json xlm_r() {
  return json::parse(R"({
    "added_tokens": [
      {"id": 0, "content": "<s>", "normalized": false}, {"id": 1, "content": "<pad>", "normalized": false},
      {"id": 2, "content": "</s>", "normalized": false}, {"id": 3, "content": "<unk>", "normalized": false},
      {"id": 9, "content": "<mask>", "lstrip": true, "normalized": true}],
    "normalizer": {"type": "Sequence", "normalizers": [
      {"type": "NFKC"}, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]},
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
      {"type": "WhitespaceSplit"}, {"type": "Metaspace", "replacement": "▁", "add_prefix_space": true}]},
    "post_processor": {"type": "TemplateProcessing",
      "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                 {"SpecialToken": {"id": "</s>", "type_id": 0}}],
      "pair": [],
      "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                         "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
    "model": {"type": "Unigram", "unk_id": 3, "vocab": [["<s>", 0.0], ["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0],
      ["▁", -3.0], ["▁cat", -1.0], ["cat", -2.0], ["s", -2.5], ["▁fi", -4.0]]}})");
}

TEST(TokenizerOfXlmR, EveryWordHasItsMarkAndTheMaskTakesItsSpace) {
  EXPECT_THAT(cut(xlm_r(), "cats  cat <mask> cat"),
              ElementsAre("0 <s>", "5 ▁cat=cat", "7 s=s", "5 ▁cat=cat", "9 <mask>= <mask>", "5 ▁cat=cat", "2 </s>"));
  EXPECT_THAT(cut(xlm_r(), "ﬁ¿"), ElementsAre("0 <s>", "8 ▁fi=ﬁ", "3 <unk>=¿", "2 </s>"));
}

json neox() {
  return json::parse(R"({
    "added_tokens": [
      {"id": 0, "content": "<|endoftext|>", "special": true}, {"id": 1, "content": "<|padding|>", "special": true},
      {"id": 8, "content": "    ", "normalized": true}, {"id": 9, "content": "   ", "normalized": true},
      {"id": 10, "content": "  ", "normalized": true}],
    "normalizer": {"type": "NFC"},
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true},
    "post_processor": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true},
    "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null,
              "end_of_word_suffix": null, "fuse_unk": false, "merges": ["Ã ©", "Ġ a"],
              "vocab": {"<|endoftext|>": 0, "<|padding|>": 1, "a": 2, "Ġ": 3, "Ã": 4, "©": 5, "Ã©": 6, "Ġa": 7}}})");
}

TEST(TokenizerOfGptNeox, RunsOfSpacesAreTokensOfTheirOwn) {
  EXPECT_THAT(cut(neox(), "a a"), ElementsAre("2 a=a", "7 Ġa=a"));
  EXPECT_THAT(cut(neox(), "a   a"), ElementsAre("2 a=a", "9    =   ", "2 a=a"));
  EXPECT_THAT(cut(neox(), "a      a"), ElementsAre("2 a=a", "8     =    ", "10   =  ", "2 a=a"));
  EXPECT_THAT(cut(neox(), "a<|endoftext|> a"), ElementsAre("2 a=a", "0 <|endoftext|>=<|endoftext|>", "7 Ġa=a"));
}

TEST(TokenizerOfGptNeox, ComposesLettersBeforeItCutsThem) {
  EXPECT_THAT(cut(neox(), "e\xCC\x81"), ElementsAre("6 Ã©=e")) << "the place is the letter's, without its accent";
}

/// GPT-NeoX's kind of pieces in BERT's frame.
json modernbert() {
  json document = neox();
  document["added_tokens"].push_back({{"id", 11}, {"content", "|||IP_ADDRESS|||"}, {"normalized", true}});
  document["added_tokens"].push_back({{"id", 12}, {"content", "[CLS]"}});
  document["added_tokens"].push_back({{"id", 13}, {"content", "[SEP]"}});
  document["added_tokens"].push_back({{"id", 14}, {"content", "[MASK]"}, {"lstrip", true}});
  document["post_processor"] = json::parse(R"({"type": "TemplateProcessing",
    "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
               {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
    "pair": [], "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [12], "tokens": ["[CLS]"]},
                                   "[SEP]": {"id": "[SEP]", "ids": [13], "tokens": ["[SEP]"]}}})");
  return document;
}

TEST(TokenizerOfModernBert, FramesBytePairsAsBertDoes) {
  EXPECT_THAT(cut(modernbert(), "a [MASK]  a|||IP_ADDRESS||| a"),
              ElementsAre("12 [CLS]", "2 a=a", "14 [MASK]= [MASK]", "10   =  ", "2 a=a",
                          "11 |||IP_ADDRESS|||=|||IP_ADDRESS|||", "7 Ġa= a", "13 [SEP]"));
}

}  // namespace
}  // namespace attnscope
