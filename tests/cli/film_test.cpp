#include "cli/film.h"

#include <gmock/gmock.h>

#include "app/present/lecture_json.h"
#include "cli/lecture_pdf.h"
#include "tests/cli/run_support.h"

namespace attnscope::cli {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(FilmSteps, GoFromTheBeginningToTheEnd) {
  EXPECT_THAT(film_steps(2, 1), ElementsAre(0, kTimelineEnd / 2, kTimelineEnd));
  const std::vector<float> many = film_steps(60, 60);
  EXPECT_EQ(many.size(), 3601U);
  EXPECT_EQ(many.back(), kTimelineEnd);
  EXPECT_TRUE(std::ranges::is_sorted(many));
}

TEST(FfmpegWords, TakeAFolderOfAnyName) {
  const std::vector<std::string> gif = ffmpeg_words("/tmp/50 % off", "/tmp/film.gif", 10);
  EXPECT_THAT(gif, Contains("/tmp/50 %% off/frame-%04d.png"));
  EXPECT_THAT(gif, Contains(HasSubstr("palettegen")));
  EXPECT_EQ(gif.back(), "/tmp/film.gif");
  EXPECT_THAT(ffmpeg_words("/tmp/a", "/tmp/film.mp4", 10), Contains(HasSubstr("yuv420p")));
}

class Film : public Cli {
 protected:
  std::vector<std::string> words(const std::string& out, const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"film", "--model", "fake", "--text", "The cat", "--out", out};
    args.insert(args.end(), more.begin(), more.end());
    return args;
  }
};

TEST_F(Film, OfTheWindowLooksAsTheWindowDoes) {
  const std::filesystem::path program = path("says_its_words.sh");
  std::ofstream(program) << "#!/bin/sh\necho \"$@\" >&2\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  Settings settings;
  settings.theme = Theme::Light;
  settings.colour_map = ColourMap::Cividis;
  const WorkOutcome said = film_in_child(program, first_scene(), path("f.gif"), settings, {});
  ASSERT_TRUE(said) << to_line(said.error());
  EXPECT_THAT(*said, HasSubstr("--theme light --colours cividis"));
}

TEST_F(Film, WritesAPictureAStep) {
  EXPECT_EQ(output(words(path("frames"), {"--fps", "2", "--seconds", "1", "--size", "300x200", "--present"})), "");
  ASSERT_EQ(films_.size(), 1U);
  EXPECT_THAT(films_[0].steps, ElementsAre(0, kTimelineEnd / 2, kTimelineEnd));
  EXPECT_TRUE(films_[0].presented);
  for (const char* name : {"frames/frame-0001.png", "frames/frame-0002.png", "frames/frame-0003.png"}) {
    EXPECT_THAT(content_of(path(name)), StartsWith("\x89PNG\r\n")) << name;
  }
}

TEST_F(Film, SaysWhereThePicturesAreWithoutFfmpegAndHowFarItIs) {
  const Outcome outcome = call(words(path("a.gif"), {"--fps", "1", "--seconds", "1", "--progress"}));
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err, HasSubstr("ffmpeg is not installed: the pictures are in " + path("a-frames")));
  EXPECT_THAT(outcome.err, HasSubstr("1/3\n2/3\n"));
  EXPECT_FALSE(std::filesystem::exists(path("a.gif")));
  EXPECT_TRUE(std::filesystem::exists(path("a-frames/frame-0002.png")));
}

TEST_F(Film, RefusesWhatItCannotMake) {
  for (const auto& [args, named] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {words(path("a.avi")), "--out"},
           {words(path("a"), {"--fps", "0"}), "--fps"},
           {words(path("a"), {"--fps", "61"}), "--fps"},
           {words(path("a"), {"--fps", "10.9"}), "--fps"},
           {words(path("a"), {"--seconds", "61"}), "--seconds"},
           {words(path("a"), {"--size", "90000x2"}), "--size"},
       }) {
    const Outcome outcome = call(args);
    EXPECT_EQ(outcome.status, 2) << named;
    EXPECT_THAT(outcome.err, HasSubstr(named));
  }
  EXPECT_TRUE(films_.empty());
}

class LectureExport : public Cli {
 protected:
  std::string lecture_file(const std::string& model = "fake", const std::string& title = "") {
    Lecture lecture{.title = title, .scenes = {}};
    for (const char* text : {"The cat sat", "", "on the mat"}) {
      Scene scene;
      scene.text = text;
      scene.model = model;
      scene.multiplier = 3;
      lecture.scenes.push_back({.title = "Title", .notes = "notes", .scene = scene});
    }
    EXPECT_TRUE(save_lecture(path("l.json"), lecture).ok());
    return path("l.json");
  }
};

TEST_F(LectureExport, IsAPdfWithAPageAScene) {
  EXPECT_EQ(output({"export", "--lecture", lecture_file(), "--out", path("l.pdf")}), "");
  const std::string pdf = content_of(path("l.pdf"));
  EXPECT_THAT(pdf, StartsWith("%PDF-"));
  std::size_t pages = 0;
  constexpr std::string_view kPage = "/Type /Page";
  for (std::size_t at = pdf.find(kPage); at != std::string::npos; at = pdf.find(kPage, at + 1)) {
    pages += pdf[at + kPage.size()] == 's' ? 0 : 1;  // "/Pages" is the tree of them
  }
  EXPECT_EQ(pages, 3U);
  EXPECT_EQ(output({"export", "--lecture", lecture_file("fake", "Named"), "--out", path("named.pdf")}), "");
  EXPECT_NE(content_of(path("named.pdf")), pdf) << "the lecture's title stands on its pages";
}

TEST_F(LectureExport, ShowsBothThatAreComparedInOneRangeOfColours) {
  Scene scene;
  scene.text = "The cat sat";
  scene.model = "fake";
  scene.query = {.word = "sat"};
  scene.map = MapKind::Scores;
  scene.outlined = PatternId::Previous;
  Question& kept = scene.beside.emplace(scene);
  kept.text = "The old cat slept";
  const auto pages = lecture_pages(models(), {.title = "", .scenes = {{"", "", scene}}}, ColourMap::Viridis);
  ASSERT_TRUE(pages.ok()) << to_line(pages.error());
  const std::vector<figure::Content>& figures = pages->front().figures;
  ASSERT_EQ(figures.size(), 2U);
  EXPECT_EQ(figures[0].title, "The old cat slept");
  EXPECT_EQ(figures[1].title, "The cat sat");
  EXPECT_EQ(figures[0].asking, 3) << "slept stands for sat";
  EXPECT_EQ(figures[1].asking, 2);
  EXPECT_EQ(figures[0].outlined.size(), 3U);
  float low = 0;
  float high = 0;
  for (const figure::Content& figure : figures) {
    EXPECT_EQ(figure.unit, "score q·k");
    EXPECT_EQ(figure.low, figures[0].low);
    EXPECT_EQ(figure.high, figures[0].high);
    low = std::min(low, figure.values.row(0)[0]);
    high = std::max(high, figure.values.row(0)[0]);
  }
  EXPECT_LE(figures[0].low, low);
  EXPECT_GE(figures[0].high, high);
}

TEST_F(LectureExport, TellsAnExperimentInWords) {
  Scene scene;
  scene.text = "The cat sat";
  scene.model = "fake";
  scene.page = Page::RootD;
  scene.root_d.d = 256;
  Scene cost = scene;
  cost.page = Page::Cost;
  cost.cost.words = 100;
  const auto pages =
      lecture_pages(models(), {.title = "", .scenes = {{"", "", scene}, {"Dear", "", cost}}}, ColourMap::Magma);
  ASSERT_TRUE(pages.ok()) << to_line(pages.error());
  EXPECT_EQ((*pages)[0].heading, title_of(Page::RootD));
  EXPECT_THAT((*pages)[0].text, HasSubstr("d = 256"));
  EXPECT_THAT((*pages)[0].figures, testing::IsEmpty());
  EXPECT_EQ((*pages)[1].heading, "Dear");
  EXPECT_THAT((*pages)[1].text, HasSubstr("10,000 comparisons"));
  EXPECT_THAT((*pages)[1].text, HasSubstr("2 layers")) << "of the scene's own model";
}

TEST_F(LectureExport, NamesTheSceneThatCannotBeRead) {
  const Outcome outcome = call({"export", "--lecture", lecture_file("absent"), "--out", path("l.pdf")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr("scene 1"));
  EXPECT_FALSE(std::filesystem::exists(path("l.pdf")));
}

TEST_F(LectureExport, GoesWithNothingElse) {
  const std::string file = lecture_file();
  EXPECT_EQ(call({"export", "--lecture", file, "--out", path("l.svg")}).status, 2);
  EXPECT_EQ(call({"export", "--lecture", file, "--out", path("l.pdf"), "--text", "a"}).status, 2);
  EXPECT_EQ(call({"export", "--lecture", file, "--out", path("l.pdf"), "--size", "300x300"}).status, 2);
}

TEST_F(LectureExport, OpensInTheWindow) {
  const std::string file = lecture_file();
  EXPECT_EQ(call({file}).status, 7);
  ASSERT_EQ(windows_.size(), 1U);
  EXPECT_EQ(windows_[0].open, file);
  EXPECT_FALSE(windows_[0].scene);
}

TEST_F(Cli, OpensALessonInTheWindow) {
  const std::string file = path("lesson.json");
  std::ofstream(file) << R"({"format": "attnscope lesson", "version": 1, "title": "Mine", "steps": [
    {"title": "One", "text": "See.", "scene": {"text": "The cat sat", "model": "fake"}}]})";
  EXPECT_EQ(call({file}).status, 7);
  ASSERT_EQ(windows_.size(), 1U);
  EXPECT_EQ(windows_[0].open, file);
  EXPECT_EQ(call({file, "--model", "fake"}).status, 2) << "its scenes name their models";
  std::ofstream(file) << R"({"format": "attnscope lesson", "version": 1, "steps": []})";
  EXPECT_EQ(call({file}).status, 1);
  EXPECT_EQ(windows_.size(), 1U);
}

TEST_F(Cli, DescribesThePictureInSentences) {
  const std::string said =
      output({"attend", "--model", "fake", "--text", "The cat sat", "--query", "cat", "--format", "text"});
  EXPECT_THAT(said, HasSubstr("The word that asks is \"cat\", number 2 of 3."));
  EXPECT_EQ(output({"export", "--model", "fake", "--text", "The cat sat", "--query", "cat", "--out", path("d.txt")}),
            "");
  EXPECT_EQ(content_of(path("d.txt")), said);
}

}  // namespace
}  // namespace attnscope::cli
