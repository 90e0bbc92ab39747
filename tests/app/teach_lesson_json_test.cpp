#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/teach/lesson_json.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

constexpr std::string_view kLesson = R"({
  "format": "attnscope lesson",
  "version": 1,
  "title": "Who?",
  "about": "One line",
  "steps": [
    {
      "title": "First",
      "text": "Look.",
      "try": "Press S.",
      "scene": {"text": "The cat sat.", "query": {"word": "sat"}, "head": {"layer": 2, "head": 3}},
      "question": {
        "ask": "Which?",
        "measure": "top word",
        "choices": ["cat", "dog"],
        "answer": "dog",
        "because": "It is a dog.",
        "then": {"text": "The dog sat."}
      }
    },
    {
      "title": "Second",
      "text": "Look again.",
      "change": {"multiplier": 0.2, "head": null},
      "question": {"ask": "How many?", "measure": "listens to", "least": 1, "most": 4, "unit": "words",
                   "tolerance": 0.5, "answer": 3}
    },
    {
      "title": "Third",
      "text": "And now?",
      "question": {"ask": "More?", "measure": "share above", "word": "dog", "percent": 50, "answer": false}
    }
  ]
})";

std::string replaced(std::string_view from, std::string_view to) {
  std::string text(kLesson);
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& text) {
  const Result<Lesson> lesson = lesson_from_json(text, "own.json");
  return lesson ? "no error" : to_line(lesson.error());
}

TEST(LessonJson, ReadsAStepAsAChangeOfTheOneBefore) {
  const Result<Lesson> lesson = lesson_from_json(kLesson, "own.json");
  ASSERT_TRUE(lesson.ok()) << to_line(lesson.error());
  EXPECT_EQ(lesson->title, "Who?");
  ASSERT_EQ(lesson->steps.size(), 3U);

  const LessonStep& first = lesson->steps[0];
  EXPECT_EQ(first.try_this, "Press S.");
  EXPECT_EQ(first.scene.text, "The cat sat.");
  EXPECT_EQ(first.scene.head, (HeadPlace{1, 2}));
  ASSERT_TRUE(first.question && first.question->then);
  EXPECT_EQ(first.question->then->text, "The dog sat.");
  EXPECT_EQ(first.question->then->head, first.scene.head);

  const LessonStep& second = lesson->steps[1];
  EXPECT_EQ(second.scene.text, "The dog sat.") << "it goes on from what the answer showed";
  EXPECT_EQ(second.scene.head, std::nullopt) << "null takes a field out";
  EXPECT_EQ(second.scene.multiplier, 0.2F);
  EXPECT_EQ(std::get<double>(second.question->answer), 3);

  EXPECT_EQ(lesson->steps[2].scene, second.scene);
  EXPECT_EQ(lesson->steps[2].question->details, (MeasureDetails{.word = "dog", .percent = 50}));
}

TEST(LessonJson, ComesBackAsItWasWritten) {
  const Result<Lesson> lesson = lesson_from_json(kLesson, "own.json");
  const Result<Lesson> again = lesson_from_json(to_json(*lesson), "again.json");
  ASSERT_TRUE(again.ok()) << to_line(again.error());
  EXPECT_EQ(*again, *lesson);
}

TEST(LessonJson, SaysTheLineAndTheField) {
  EXPECT_EQ(error_of(replaced(R"("title": "Second")", R"("title": 2)")),
            "own.json: line 21, steps[1].title: expected a text, found 2");
  EXPECT_EQ(error_of(replaced(R"("answer": "dog")", R"("answer": "cow")")),
            "own.json: line 15, steps[0].question.answer: \"cow\" is not among the choices");
  EXPECT_EQ(error_of(replaced(R"("multiplier": 0.2)", R"("multiplier": 99)")),
            "own.json: line 23, steps[1].change.multiplier: expected a number from 0.05 to 20.0, found 99");
  EXPECT_EQ(error_of(replaced(R"("text": "And now?",)", R"("txet": "And now?",)")),
            "own.json: line 27, steps[2].text: this field is missing");
  EXPECT_EQ(error_of(replaced(R"("try": "Press S.")", R"("tryy": "Press S.")")),
            "own.json: line 10, steps[0]: there is no field \"tryy\"; correct or remove it");
  EXPECT_EQ(error_of(replaced(R"("about")", R"("abuot")")),
            "own.json: line 5, there is no field \"abuot\"; correct or remove it");
  EXPECT_EQ(error_of(replaced("\"title\": \"Third\",", "\"title\": \"Third\" ")),
            "own.json: line 29, column 7: this breaks the rules of JSON");
}

TEST(LessonJson, RefusesWhatCannotBeALesson) {
  const auto refused = [](const std::string& text, std::string_view about) {
    EXPECT_NE(error_of(text).find(about), std::string::npos) << error_of(text);
  };
  refused(replaced("attnscope lesson", "attnscope scene"), "format");
  refused(replaced(R"("version": 1)", R"("version": 2)"), "newer");
  refused(replaced(R"("scene")", R"("change")"), "steps[0].scene: the first step needs one");
  refused(replaced(R"("change": {)", R"("scene": {}, "change": {)"), "leave one of them out");
  refused(replaced(R"("top word")", R"("topword")"), "expected one of top word,");
  refused(replaced(R"(["cat", "dog"])", R"(["dog"])"), "2 to 6 words");
  refused(replaced(R"(["cat", "dog"])", R"(["dog", "dog"])"), "choices[1]");
  refused(replaced(R"("answer": 3)", R"("answer": 5)"), "from 1.0 to 4.0");
  refused(replaced(R"("answer": false)", R"("answer": "no")"), "true or false");
  refused(replaced(R"("least": 1)", R"("least": 4)"), "most");
  refused(replaced(R"("least": 1)", R"("word": "dog", "least": 1)"), "about no one word");
  refused(replaced(R"("word": "dog", )", ""), "word: this field is missing");
  refused(replaced(R"("change": {)", R"("change": {"lesson": {"key": "a", "step": 1}, )"), "no lesson of its own");
  refused(R"({"format": "attnscope lesson", "version": 1, "title": "No steps", "steps": []})", "1 to 64 steps");
}

TEST(LessonJson, GivesAVerdictOnEveryTruncationAndManySpoiltBytes) {
  const std::string whole(kLesson);
  for (std::size_t cut = 0; cut + 1 < whole.size(); ++cut) {
    const Result<Lesson> lesson = lesson_from_json(whole.substr(0, cut), "cut");
    ASSERT_FALSE(lesson.ok()) << cut;
    EXPECT_EQ(to_line(lesson.error()).find('\n'), std::string::npos);
  }
  Random random(3);
  for (int i = 0; i < 400; ++i) {
    std::string spoilt = whole;
    spoilt[static_cast<std::size_t>(random.next_below(static_cast<int>(whole.size())))] =
        static_cast<char>(random.next_below(256));
    const Result<Lesson> lesson = lesson_from_json(spoilt, "spoilt");
    if (!lesson) EXPECT_EQ(to_line(lesson.error()).find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace attnscope::test
