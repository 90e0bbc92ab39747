#include "app/settings_json.h"

#include <gmock/gmock.h>

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

std::string complaint_about(std::string_view fields) {
  const Result<Settings> settings = settings_from_json(
      R"({"format": "attnscope settings", "version": 1)" + std::string(fields) + "}", "settings.json");
  return settings ? "accepted" : to_line(settings.error());
}

TEST(SettingsJson, ComeBackAsTheyWere) {
  for (const Theme theme : {Theme::Dark, Theme::Light}) {
    for (const ColourMapRow& map : kColourMaps) {
      for (const float scale : {0.5F, 1.1F, 3.0F}) {
        const Settings settings{.theme = theme,
                                .colour_map = map.id,
                                .ui_scale = scale,
                                .speed = 0.25F * scale * 2,
                                .reduced_motion = theme == Theme::Light,
                                .window_width = theme == Theme::Light ? 1000 : 0,
                                .window_height = theme == Theme::Light ? 700 : 0,
                                .folder = theme == Theme::Light ? "/home/a/Übungen" : ""};
        const Result<Settings> back = settings_from_json(to_json(settings), "");
        ASSERT_TRUE(back.ok()) << to_line(back.error());
        EXPECT_EQ(*back, settings);
      }
    }
  }
}

TEST(SettingsJson, LeaveDefaultsWhereAFieldIsMissing) {
  EXPECT_EQ(*settings_from_json(R"({"format": "attnscope settings", "version": 1})", ""), Settings{});
}

TEST(SettingsJson, NameTheFieldThatIsWrong) {
  EXPECT_THAT(complaint_about(R"(, "theme": "sepia")"), HasSubstr("theme: expected one of dark, light"));
  EXPECT_THAT(complaint_about(R"(, "colour_map": "jet")"), HasSubstr("colour_map"));
  EXPECT_THAT(complaint_about(R"(, "ui_scale": 3.5)"), HasSubstr("ui_scale"));
  EXPECT_THAT(complaint_about(R"(, "speed": 0)"), HasSubstr("speed"));
  EXPECT_THAT(complaint_about(R"(, "reduced_motion": "yes")"), HasSubstr("reduced_motion"));
  EXPECT_THAT(complaint_about(R"(, "window_width": -5)"), HasSubstr("window_width"));
  EXPECT_THAT(complaint_about(R"(, "window_height": 1e9)"), HasSubstr("window_height"));
  EXPECT_THAT(complaint_about(R"(, "volume": 11)"), HasSubstr("'volume'"));
}

TEST(SettingsJson, EveryTruncationIsRefused) {
  const std::string whole = to_json(Settings{});
  for (std::size_t length = 0; length <= whole.rfind('}'); ++length) {
    EXPECT_FALSE(settings_from_json(whole.substr(0, length), "").ok()) << length;
  }
}

}  // namespace
}  // namespace attnscope::test
