#include "io/found_models.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "io/hub_names.h"
#include "io/model_registry.h"
#include "tests/io/tiny_model.h"

namespace attnscope::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kCommit = "607a30d783dfa663caf39e06633721c8d4cfcd7e";

/// A cache as the huggingface_hub library lays it out: files are links into blobs.
struct Hub {
  TempFolder folder;

  fs::path snapshot(const std::string& name) const { return folder / repository_folder(name) / "snapshots" / kCommit; }
  void add(const std::string& name) const {
    const fs::path repository = folder / repository_folder(name);
    TinyModel().write_to(repository / "blobs");
    fs::create_directories(snapshot(name));
    for (const auto& blob : fs::directory_iterator(repository / "blobs")) {
      fs::create_symlink(blob.path(), snapshot(name) / blob.path().filename());
    }
    fs::create_directories(repository / "refs");
    write(repository / "refs" / "main", kCommit);
  }
  [[nodiscard]] std::vector<FoundModel> find() const { return find_in_hub(folder.path()); }
};

TEST(HubNames, GoBothWays) {
  for (const char* const name : {"gpt2", "openai-community/gpt2"}) {
    EXPECT_EQ(repository_name(repository_folder(name)), name);
  }
  EXPECT_EQ(repository_folder("org/name"), "models--org--name");
  EXPECT_EQ(repository_name("datasets--org--name"), std::nullopt);
  EXPECT_EQ(hub_name(fs::path("/hub/models--org--name/snapshots") / kCommit), "org/name");
  EXPECT_EQ(hub_name("/models/mine"), std::nullopt);
}

TEST(FindInHub, ListsWhatCanBeOpenedWithItsSize) {
  const Hub hub;
  hub.add("org/tiny");
  hub.add("alone");
  fs::create_directories(hub.folder / "datasets--org--words");
  const std::vector<FoundModel> found = hub.find();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "alone");
  EXPECT_EQ(found[1].name, "org/tiny");
  EXPECT_EQ(found[1].folder, hub.snapshot("org/tiny").string());
  EXPECT_EQ(found[1].why_not, "");
  std::uintmax_t bytes = 0;
  for (const auto& file : fs::directory_iterator(hub.snapshot("org/tiny"))) bytes += fs::file_size(file.path());
  EXPECT_EQ(found[1].bytes, bytes);
  ASSERT_TRUE(found[1].card.has_value());
  EXPECT_GT(found[1].card->parameters, 0);
}

TEST(FindInHub, SaysWhyAModelCannotBeOpened) {
  const Hub hub;
  for (const char* const name : {"a/unknown", "b/no-words", "c/no-weights", "d/no-config", "e/no-ref"}) hub.add(name);
  fs::remove(hub.snapshot("a/unknown") / "config.json");
  write(hub.snapshot("a/unknown") / "config.json", R"({"model_type": "whisper"})");
  fs::remove(hub.snapshot("b/no-words") / "tokenizer.json");
  fs::remove(hub.snapshot("c/no-weights") / "model.safetensors");
  fs::remove(hub.snapshot("d/no-config") / "config.json");
  write(hub.folder / "models--e--no-ref" / "refs" / "main", "0123");
  fs::create_directories(hub.folder / "models--e--no-ref" / "snapshots" / "4567");
  const std::vector<FoundModel> found = hub.find();
  ASSERT_EQ(found.size(), 5U);
  EXPECT_THAT(found[0].why_not, HasSubstr("'whisper' is not supported"));
  EXPECT_THAT(found[1].why_not, HasSubstr("tokenizer.json"));
  EXPECT_THAT(found[2].why_not, HasSubstr("model.safetensors"));
  EXPECT_THAT(found[3].why_not, HasSubstr("config.json"));
  EXPECT_THAT(found[4].why_not, HasSubstr("refs/main"));
}

TEST(FindInHub, IsNotLedAstray) {
  const Hub hub;
  hub.add("org/tiny");
  const fs::path secret = hub.folder / "secret";
  TinyModel().write_to(secret);
  for (const std::string& ref :
       std::vector<std::string>{"../../../secret", "/", "", std::string(1, 0), std::string(10'000, 'a')}) {
    write(hub.folder / "models--org--tiny" / "refs" / "main", ref);
    EXPECT_EQ(hub.find()[0].folder, hub.snapshot("org/tiny").string()) << "the only snapshot there is";
  }
  for (const char* const name : {"../secret", "..", "", "org", "org/tiny/..", "org/../org/tiny"}) {
    EXPECT_FALSE(hub_folder(hub.folder.path(), name).ok()) << name;
  }
  EXPECT_FALSE(hub_folder("", "org/tiny").ok());
  EXPECT_TRUE(find_in_hub("").empty());
  EXPECT_TRUE(find_in_hub(hub.folder / "no such folder").empty());
}

TEST(FindInHub, AModelOpensByItsName) {
  const Hub hub;
  hub.add("org/tiny");
  const auto opened = open_by_name({}, "org/tiny", hub.folder.path());
  ASSERT_TRUE(opened.ok()) << to_line(opened.error());
  EXPECT_TRUE(open_tokenizer_by_name({}, "org/tiny", hub.folder.path()).ok());
  EXPECT_EQ(open_by_name({}, "org/other", hub.folder.path()).error().code, ErrorCode::NotFound);
}

TEST(Opening, TellsHowFarItIsAndStopsWhenAsked) {
  const TempFolder folder;
  TinyModel().write_to(folder / "tiny");
  std::uint64_t last = 0;
  std::uint64_t whole = 0;
  int told = 0;
  const LoadControl follow{.stop = {}, .progress = [&](std::uint64_t done, std::uint64_t total) {
                             EXPECT_GT(done, last);
                             EXPECT_LE(done, total);
                             last = done;
                             whole = total;
                             ++told;
                           }};
  ASSERT_TRUE(open_by_name({}, (folder / "tiny").string(), {}, follow).ok());
  EXPECT_GT(told, 1);
  EXPECT_EQ(last, whole) << "all of it has been read";

  std::stop_source stop;
  int before_stop = 0;
  const LoadControl stopped{.stop = stop.get_token(), .progress = [&](std::uint64_t, std::uint64_t) {
                              if (++before_stop == 2) stop.request_stop();
                            }};
  const auto cancelled = open_by_name({}, (folder / "tiny").string(), {}, stopped);
  ASSERT_FALSE(cancelled.ok());
  EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
  EXPECT_EQ(before_stop, 2) << "nothing is read after that";
}

/// What the card of a checkpoint of tests/data says.
std::string fact_of(const std::string& family, const std::string& name) {
  const fs::path data = fs::path(ATTNSCOPE_TEST_DATA) / family;
  const TempFolder folder;
  fs::copy(data / "checkpoint", folder / family);
  if (!fs::exists(folder / family / "tokenizer.json")) fs::copy(data / "tokenizer.json", folder / family);
  const auto opened = open_by_name({}, (folder / family).string());
  EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : to_line(opened.error()));
  if (!opened) return {};
  for (const Fact& fact : (*opened)->card().facts) {
    if (fact.name == name) return fact.value;
  }
  return "no such fact";
}

TEST(ModelFacts, AreThoseOfTheFiles) {
  EXPECT_EQ(fact_of("bert", "family"), "BERT");
  EXPECT_THAT(fact_of("bert", "folder"), testing::EndsWith("bert"));
  EXPECT_EQ(fact_of("bert", "positions"), "added to the embeddings");
  EXPECT_EQ(fact_of("bert", "mask"), "every token sees every token");
  EXPECT_THAT(fact_of("bert", "tokenizer"), HasSubstr("WordPiece, adds [CLS] [SEP]"));
  EXPECT_EQ(fact_of("gpt2", "mask"), "no token looks ahead");
  EXPECT_THAT(fact_of("gpt2", "tokenizer"), HasSubstr("BPE"));
  EXPECT_THAT(fact_of("llama", "positions"), HasSubstr("rotary, on "));
  EXPECT_EQ(fact_of("llama", "norm"), "RMSNorm, before each block");
  EXPECT_THAT(fact_of("llama", "numbers in the file"), testing::AnyOf("F32", "F16", "BF16"));
}

}  // namespace
}  // namespace attnscope::test
