#include "app/scene_json.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/app/random_edits.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The line a person would see for this file.
std::string complaint(std::string_view json) {
  const Result<Scene> scene = scene_from_json(json, "scene.json");
  return scene ? "accepted" : to_line(scene.error());
}

/// A file with one more field.
std::string with(std::string_view field) {
  return R"({"format": "attnscope scene", "version": 1, "text": "a", )" + std::string(field) + "}";
}

TEST(SceneJson, EverySceneComesBackAsItWas) {
  Random random(3);
  for (int i = 0; i < 3000; ++i) {
    const Scene scene = apply(first_scene(), SetScene{random_scene(random)});
    const Result<Scene> back = scene_from_json(to_json(scene), "");
    ASSERT_TRUE(back.ok()) << to_line(back.error()) << "\n" << to_json(scene);
    ASSERT_EQ(*back, scene) << to_json(scene);
  }
}

TEST(SceneJson, IsWrittenForPeople) {
  Scene scene = first_scene();
  scene.head = HeadPlace{1, 0};
  scene.query = {.word = "it", .index = 9};
  scene.multiplier = 0.2F;
  scene.mask = {.kind = MaskKind::Nearby, .window = 4};
  scene.outlined = PatternId::Previous;
  const nlohmann::json file = nlohmann::json::parse(to_json(scene));
  EXPECT_EQ(file.at("head"), nlohmann::json::parse(R"({"layer": 2, "head": 1})"));
  EXPECT_EQ(file.at("query"), nlohmann::json::parse(R"({"word": "it", "index": 10})"));
  EXPECT_EQ(file.at("mask"), nlohmann::json::parse(R"({"kind": "window", "window": 4})"));
  EXPECT_EQ(file.at("outlined"), "previous");
  EXPECT_THAT(to_json(scene), HasSubstr("\"multiplier\": 0.2,"));
}

TEST(SceneJson, WritesTheLensWhereItIsSet) {
  Scene scene = first_scene();
  EXPECT_THAT(to_json(scene), Not(AnyOf(HasSubstr("hide_special"), HasSubstr("merge_words"))));
  scene.lens.merge_words = true;
  scene.beside = scene;
  scene.beside->lens = {.hide_special = true, .merge_words = false};
  const nlohmann::json file = nlohmann::json::parse(to_json(scene));
  EXPECT_EQ(file.at("merge_words"), true);
  EXPECT_FALSE(file.contains("hide_special"));
  EXPECT_EQ(file.at("beside").at("hide_special"), true);
}

TEST(SceneJson, LeavesDefaultsWhereAFieldIsMissing) {
  const Result<Scene> scene =
      scene_from_json(R"({"format": "attnscope scene", "version": 1, "text": "The cat sat."})", "");
  ASSERT_TRUE(scene.ok());
  Scene want;
  want.text = "The cat sat.";
  EXPECT_EQ(*scene, want);
}

TEST(SceneJson, AFileFromBeforeTheLayersStageMeansWhatItMeant) {
  const auto step = [](std::string_view fields) { return scene_from_json(with(fields), "").value().step; };
  EXPECT_EQ(step(R"("step": 0.75)"), 0.75F);
  EXPECT_EQ(step(R"("step": 3)"), kTimelineEnd) << "everything was shown";
  EXPECT_EQ(step(R"("step": 3, "layer_stage": 0.25)"), 3.25F);
  EXPECT_EQ(step(R"("step": 3, "layer_stage": 0)"), 3.0F);
  EXPECT_EQ(step(R"("step": 2, "layer_stage": 0.5)"), 2.0F) << "what a lesson changes last counts";
  EXPECT_EQ(step(R"("layer_stage": 0.5)"), 3.5F);
}

TEST(SceneJson, KeepsEveryPlaceOnTheTimeline) {
  for (const float step : {0.0F, 0.35F, 2.999F, 3.0F, 3.2F, 3.875F, kTimelineEnd}) {
    Scene scene;
    scene.step = step;
    const Result<Scene> back = scene_from_json(to_json(scene), "");
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back->step, step);
  }
}

TEST(SceneJson, TakesTheEndsOfEveryRange) {
  for (const char* field :
       {R"("multiplier": 0.05)", R"("multiplier": 20)", R"("step": 0)", R"("step": 3.0)", R"("layer_stage": 1)",
        R"("mask": {"kind": "window", "window": 512})", R"("head": {"layer": 1, "head": 1})"}) {
    EXPECT_EQ(complaint(with(field)), "accepted") << field;
  }
}

struct Broken {
  std::string_view field;
  std::string_view named;  ///< what the complaint must name
};

TEST(SceneJson, NamesTheFieldThatIsWrong) {
  for (const auto& [field, named] : std::vector<Broken>{
           {R"("multiplier": 0.04)", "multiplier"},
           {R"("multiplier": 1e999)", ""},
           {R"("multiplier": "3")", "multiplier"},
           {R"("multiplier": -1e300)", "multiplier"},
           {R"("step": 3.01)", "step"},
           {R"("layer_stage": 1.01)", "layer_stage"},
           {R"("scope": "word")", "scope: expected one of head, model"},
           {R"("scope": 1)", "scope"},
           {R"("mask": "causal")", "mask"},
           {R"("mask": {"kind": "diagonal"})", "mask.kind"},
           {R"("mask": {"kind": "window", "window": 0})", "mask.window"},
           {R"("mask": {"kind": "window", "window": 2.5})", "mask.window"},
           {R"("mask": {"kind": "window", "width": 2})", "'width'"},
           {R"("head": {"layer": 0, "head": 1})", "head.layer"},
           {R"("head": {"layer": 1})", "head.head"},
           {R"("head": {"layer": 99999999999999999999, "head": 1})", "head.layer"},
           {R"("head": [1, 2])", "head"},
           {R"("query": {"index": 1})", "query.word"},
           {R"("query": {"word": "it", "index": 0})", "query.index"},
           {R"("leave_out_first": 1)", "leave_out_first"},
           {R"("hide_special": "yes")", "hide_special"},
           {R"("merge_words": 0)", "merge_words"},
           {R"("outlined": "stripes")", "outlined"},
           {R"("map": null, "model": "")", "model"},
           {R"("colour": "red")", "'colour'"},
           {R"("text_b": 7)", "text_b"},
       }) {
    EXPECT_THAT(complaint(with(field)),
                AllOf(HasSubstr("scene.json: "), HasSubstr(std::string(named)), Not(HasSubstr("\n"))))
        << field;
  }
}

TEST(SceneJson, RefusesOtherFormatsAndNewerVersions) {
  EXPECT_THAT(complaint(R"({"text": "a"})"), HasSubstr("format"));
  EXPECT_THAT(complaint(R"({"format": "attnscope settings", "version": 1, "text": "a"})"), HasSubstr("format"));
  EXPECT_THAT(complaint(R"({"format": "attnscope scene", "version": 2, "text": "a"})"), HasSubstr("newer"));
  EXPECT_THAT(complaint(R"({"format": "attnscope scene", "version": 0, "text": "a"})"), HasSubstr("version"));
  EXPECT_THAT(complaint(R"({"format": "attnscope scene", "version": 1})"), HasSubstr("text"));
  EXPECT_THAT(complaint("[]"), HasSubstr("scene.json"));
  EXPECT_THAT(complaint(""), HasSubstr("scene.json"));
}

TEST(SceneJson, IsBounded) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_THAT(complaint(with("\"mask\": " + deep)), HasSubstr("nested"));
  EXPECT_THAT(complaint(deep), HasSubstr("nested"));
  EXPECT_THAT(complaint(with(R"("text_b": ")" + std::string(kMaxTextBytes + 1, 'a') + '"')), HasSubstr("text_b"));
  EXPECT_THAT(complaint(with(R"("model": ")" + std::string(5000, 'a') + '"')), HasSubstr("model"));
}

TEST(SceneJson, OfTheLongestTextsFitsIntoAFileThatIsReadAgain) {
  const std::string longest(kMaxTextBytes, '\x01');  // every byte of it takes six
  Scene scene;
  scene.text = scene.text_b = longest;
  scene.beside = scene;
  scene.audit = Audit{.query = "a", .source = "b", .from = longest};
  scene.prediction = Prediction{.shares = std::vector<float>(kMostPredicted, 0.123456789F)};
  ASSERT_TRUE(check(scene).ok());
  const std::size_t bytes = to_json(scene).size();
  EXPECT_GT(bytes, 5 * 6 * kMaxTextBytes);
  EXPECT_LT(bytes, kMostSceneBytes);
}

TEST(SceneJson, EveryTruncationIsRefused) {
  Random random(4);
  Scene scene = apply(first_scene(), SetScene{random_scene(random)});
  scene.text = "\"é猫\\\n";
  const std::string whole = to_json(scene);
  const std::size_t last_brace = whole.rfind('}');
  for (std::size_t length = 0; length <= last_brace; ++length) {
    EXPECT_NE(complaint(whole.substr(0, length)), "accepted") << length;
  }
  EXPECT_EQ(complaint(whole.substr(0, last_brace + 1)), "accepted");
}

TEST(SceneJson, NoChangedByteGetsPastItsRanges) {
  Scene scene = first_scene();
  scene.head = HeadPlace{1, 1};
  scene.query.index = 3;
  const std::string whole = to_json(scene);
  int accepted = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char byte : {'\0', '"', '9', '-', 'e', '}', '\xFF'}) {
      std::string changed = whole;
      changed[at] = byte;
      const Result<Scene> read = scene_from_json(changed, "");
      if (!read) continue;
      ++accepted;
      ASSERT_TRUE(in_range(*read)) << changed;
    }
  }
  EXPECT_GT(accepted, 0) << "a changed letter of the text is still a text";
}

TEST(SceneFile, ComesBackFromDisk) {
  const TemporaryFolder folder;
  ASSERT_TRUE(save_scene(folder / "lecture.json", first_scene()).ok());
  const Result<Scene> back = load_scene(folder / "lecture.json");
  ASSERT_TRUE(back.ok()) << to_line(back.error());
  EXPECT_EQ(*back, first_scene());
}

TEST(SceneFile, ComplaintsNameTheFile) {
  const TemporaryFolder folder;
  EXPECT_THAT(to_line(load_scene(folder / "missing.json").error()), HasSubstr("missing.json"));
  folder.write("broken.json", with(R"("step": 9)"));
  EXPECT_THAT(to_line(load_scene(folder / "broken.json").error()), AllOf(HasSubstr("broken.json"), HasSubstr("step")));
  EXPECT_FALSE(save_scene(folder / "no such folder" / "scene.json", first_scene()).ok());
}

}  // namespace
}  // namespace attnscope::test
