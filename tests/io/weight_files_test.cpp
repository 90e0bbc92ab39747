#include "io/weight_files.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/safetensors_writer.h"
#include "tests/io/temp_folder.h"

namespace attnscope::test {
namespace {

using nlohmann::json;

void write_shard(const std::filesystem::path& path, const std::vector<std::string>& names) {
  std::vector<TensorToWrite> tensors;
  for (const std::string& name : names) {
    tensors.push_back(f32_tensor(name, {1}, std::vector<float>{static_cast<float>(tensors.size() + 1)}));
  }
  EXPECT_TRUE(write_safetensors(path, tensors).ok());
}

/// Two files and their list.
class Shards : public ::testing::Test {
 protected:
  void SetUp() override {
    write_shard(folder_ / "one.safetensors", {"b.x", "c"});
    write_shard(folder_ / "two.safetensors", {"a", "unlisted"});
  }

  Result<WeightFiles> open(const json& map) {
    write(folder_ / "model.safetensors.index.json",
          json{{"metadata", {{"total_size", 16}}}, {"weight_map", map}}.dump());
    return WeightFiles::open(folder_.path());
  }

  std::string line_of(const json& map) {
    const auto files = open(map);
    EXPECT_FALSE(files.ok());
    return files.ok() ? "" : to_line(files.error()).substr(folder_.path().string().size() + 1);
  }

  TempFolder folder_;
  json map_{{"a", "two.safetensors"}, {"b.x", "one.safetensors"}, {"c", "one.safetensors"}};
};

TEST_F(Shards, AreOneSetOfTensors) {
  const auto files = open(map_);
  ASSERT_TRUE(files.ok()) << to_line(files.error());
  EXPECT_EQ(files->size(), 3U);
  EXPECT_EQ(files->name(), (folder_ / "model.safetensors.index.json").string());
  for (const auto& [name, number] : {std::pair("a", 1.0F), std::pair("b.x", 1.0F), std::pair("c", 2.0F)}) {
    const WeightPlace place = files->find(name);
    ASSERT_NE(place.tensor, nullptr) << name;
    EXPECT_EQ(place.file->floats(*place.tensor)->front(), number) << name;
    EXPECT_EQ(place.file->name(), (folder_ / map_[name].get<std::string>()).string());
  }
  EXPECT_EQ(files->find("unlisted").tensor, nullptr);
  EXPECT_EQ(files->find("").tensor, nullptr);
  EXPECT_TRUE(files->any_begins_with("b."));
  EXPECT_FALSE(files->any_begins_with("b.y"));
  EXPECT_FALSE(files->any_begins_with("d"));
}

TEST_F(Shards, AreNotAskedForWhereThereIsOneFile) {
  write_shard(folder_ / "model.safetensors", {"a"});
  const auto files = open(json{{"a", "none.safetensors"}});
  ASSERT_TRUE(files.ok());
  EXPECT_EQ(files->name(), (folder_ / "model.safetensors").string());
  EXPECT_EQ(files->size(), 1U);
}

TEST_F(Shards, MustBeInTheFolder) {
  const TempFolder elsewhere;
  write_shard(elsewhere / "one.safetensors", {"a"});
  std::filesystem::create_directory(folder_ / "sub");
  write_shard(folder_ / "sub/one.safetensors", {"a"});
  const std::string beside = "../" + elsewhere.path().filename().string() + "/one.safetensors";
  for (const std::string& name : {(elsewhere / "one.safetensors").string(), beside, std::string("sub/one.safetensors"),
                                  std::string("./one.safetensors"), std::string("sub\\one"), std::string(".."),
                                  std::string("."), std::string(), std::string("one.safetensors\0x", 17)}) {
    EXPECT_EQ(line_of(json{{"a", name}}),
              "model.safetensors.index.json: weight_map.a: expected the name of a file in this folder")
        << name;
  }
}

TEST_F(Shards, MayBeLinksAsInACache) {
  const TempFolder blobs;
  std::filesystem::rename(folder_ / "one.safetensors", blobs / "0123");
  std::filesystem::create_symlink(blobs / "0123", folder_ / "one.safetensors");
  EXPECT_TRUE(open(map_).ok());
}

TEST_F(Shards, ThatAreMissingAreNamed) {
  map_["c"] = "three.safetensors";
  EXPECT_EQ(line_of(map_), "three.safetensors: no such file");
  map_["c"] = "two.safetensors";
  EXPECT_EQ(line_of(map_), "two.safetensors: tensor 'c' is missing; model.safetensors.index.json says that it is here");
}

TEST_F(Shards, AListThatIsNoneIsRefused) {
  EXPECT_EQ(line_of("x"), "model.safetensors.index.json: weight_map: expected an object, found 'x'");
  EXPECT_EQ(line_of(json{{"a", 3}}), "model.safetensors.index.json: weight_map.a: expected a text, found 3");
  json many;
  for (int i = 0; i < 600; ++i) {
    const std::string name = "s" + std::to_string(i);
    std::filesystem::create_hard_link(folder_ / "one.safetensors", folder_ / name);
    many["c" + std::to_string(i)] = name;
  }
  EXPECT_EQ(line_of(many), "s0: tensor 'c0' is missing; model.safetensors.index.json says that it is here");
  write(folder_ / "model.safetensors.index.json", "{\"weight_map\"");
  EXPECT_FALSE(WeightFiles::open(folder_.path()).ok());
}

TEST_F(Shards, ATruncatedOneIsNamed) {
  const std::string whole = slurp(folder_ / "two.safetensors");
  write(folder_ / "two.safetensors", whole.substr(0, whole.size() - 1));
  EXPECT_TRUE(line_of(map_).starts_with("two.safetensors: ")) << line_of(map_);
}

}  // namespace
}  // namespace attnscope::test
