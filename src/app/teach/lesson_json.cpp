#include "app/teach/lesson_json.h"

#include <algorithm>
#include <utility>

#include "app/json_document.h"
#include "app/scene_fields.h"
#include "io/file.h"
#include "io/json_lines.h"
#include "io/quote.h"

namespace attnscope {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// A text that has to be there and say something.
std::string read_words(JsonFields& fields, std::string_view name, std::size_t most) {
  std::string text = fields.string(name, most);
  if (fields.ok() && text.empty()) fields.refuse(name, "expected a text that says something");
  return text;
}

/// The scene that a step or an answer shows: a whole one, or what changes in the one before. `now` becomes it.
void read_shown(JsonFields& fields, const std::string& where, json& now, std::string_view whole,
                std::string_view change, Scene& scene) {
  const bool is_whole = fields.has(whole);
  if (is_whole && fields.has(change)) {
    fields.refuse(whole, "there is " + quote(change) + " as well; leave one of them out");
  } else if (!is_whole && now.is_null()) {
    fields.refuse(whole, "the first step needs one");
  }
  if (!fields.ok()) return;
  const std::string_view name = is_whole ? whole : change;
  if (is_whole) now = fields.object(whole);
  if (!is_whole && fields.has(change)) now.merge_patch(fields.object(change));
  if (!fields.ok()) return;
  fields.check(read_scene_fields(now, where, fields.full_name(name), scene));
  if (scene.lesson) fields.refuse(name, "a lesson's scene has no lesson of its own; remove it");
}

void read_choices(JsonFields& fields, std::vector<std::string>& choices) {
  const json& list = fields.array("choices");
  if (fields.ok() && (list.size() < 2 || list.size() > kMostChoices)) {
    fields.refuse("choices", "expected 2 to " + std::to_string(kMostChoices) + " words");
  }
  for (std::size_t i = 0; fields.ok() && i < list.size(); ++i) {
    const std::string* word = list[i].is_string() ? &list[i].get_ref<const std::string&>() : nullptr;
    if (word == nullptr || word->empty() || word->size() > kMostLessonTitleBytes ||
        std::ranges::find(choices, *word) != choices.end()) {
      fields.refuse(fields.full_name("choices", i), "expected a word that is not there yet");
    } else {
      choices.push_back(*word);
    }
  }
}

void read_word_answer(JsonFields& fields, LessonQuestion& question) {
  read_choices(fields, question.choices);
  std::string answer = fields.string("answer");
  if (fields.ok() && std::ranges::find(question.choices, answer) == question.choices.end()) {
    fields.refuse("answer", quote(answer) + " is not among the choices");
  }
  question.answer = std::move(answer);
}

void read_number_answer(JsonFields& fields, LessonQuestion& question) {
  constexpr double kMost = 1e9;
  question.least = fields.number_or("least", -kMost, kMost, question.least);
  question.most = fields.number_or("most", -kMost, kMost, question.most);
  if (fields.ok() && question.least >= question.most) fields.refuse("most", "expected more than the least");
  question.unit = fields.string_or("unit", "", kMostLessonTitleBytes);
  question.tolerance = fields.number("tolerance", 0, kMost);
  question.answer = fields.number("answer", question.least, question.most);
}

Status read_question_of(const json& object, const std::string& where, const std::string& path, json& now,
                        LessonQuestion& question) {
  JsonFields fields(object, where, path);
  question.ask = read_words(fields, "ask", kMostLessonTextBytes);
  question.measure = fields.string("measure");
  const MeasureRow* row = find_measure(question.measure);
  if (fields.ok() && row == nullptr) {
    std::string known;
    for (const MeasureRow& one : measures()) known += (known.empty() ? "" : ", ") + std::string(one.name);
    fields.refuse("measure", "expected one of " + known);
  }
  if (!fields.ok()) return fields.status();
  if (row->needs.word) question.details.word = read_words(fields, "word", kMostLessonTitleBytes);
  if (row->needs.percent) question.details.percent = fields.number("percent", 0, 100);
  if (row->needs.dimension) question.details.dimension = fields.integer("dimension", 1, kMaxCounted);
  if (!row->needs.word && fields.has("word")) fields.refuse("word", "this measure is about no one word; remove it");
  if (!row->needs.percent && fields.has("percent")) fields.refuse("percent", "this measure has none; remove it");
  if (!row->needs.dimension && fields.has("dimension")) {
    fields.refuse("dimension", "this measure is about no one number; remove it");
  }
  switch (row->kind) {
    case ValueKind::Word:
      read_word_answer(fields, question);
      refuse_others(fields, object, {"ask", "measure", "word", "choices", "answer", "because", "then", "shows"});
      break;
    case ValueKind::Number:
      read_number_answer(fields, question);
      refuse_others(fields, object,
                    {"ask", "measure", "word", "dimension", "least", "most", "unit", "tolerance", "answer", "because",
                     "then", "shows"});
      break;
    case ValueKind::YesNo:
      question.answer = fields.boolean("answer");
      refuse_others(fields, object, {"ask", "measure", "word", "percent", "answer", "because", "then", "shows"});
      break;
  }
  question.because = fields.string_or("because", "", kMostLessonTextBytes);
  if (fields.has("then") || fields.has("shows")) {
    read_shown(fields, where, now, "shows", "then", question.then.emplace());
  }
  return fields.status();
}

Status read_step(const json& object, const std::string& where, const std::string& path, json& now, LessonStep& step) {
  JsonFields fields(object, where, path);
  step.title = read_words(fields, "title", kMostLessonTitleBytes);
  step.text = read_words(fields, "text", kMostLessonTextBytes);
  step.try_this = fields.string_or("try", "", kMostLessonTextBytes);
  read_shown(fields, where, now, "scene", "change", step.scene);
  if (fields.has("question")) {
    fields.check(
        read_question_of(fields.object("question"), where, fields.full_name("question"), now, step.question.emplace()));
  }
  refuse_others(fields, object, {"title", "text", "try", "scene", "change", "question"});
  return fields.status();
}

/// The field that a message of JsonFields is about: "steps[2].title: ..." says so at its beginning.
std::optional<std::string> path_in(std::string_view message) {
  constexpr std::string_view kUnknown = "there is no field \"";
  const std::size_t colon = message.find(": ");
  std::string path(colon == std::string_view::npos ? "" : message.substr(0, colon));
  if (path.find(' ') != std::string::npos) path.clear();
  if (const std::size_t at = message.find(kUnknown); at != std::string_view::npos) {
    const std::string_view name = message.substr(at + kUnknown.size());
    return path + "." + std::string(name.substr(0, name.find('"')));
  }
  return path.empty() ? std::nullopt : std::optional(path);
}

/// Says the line as well, where the message is about a field.
Error with_line(Error error, std::string_view text) {
  if (const auto path = path_in(error.what)) {
    error.what = "line " + std::to_string(line_of(text, *path)) + ", " + error.what;
  }
  return error;
}

Result<Lesson> read_lesson(json parsed, const std::string& where) {
  const Result<json> document = as_document(std::move(parsed), kLessonFormat, where);
  if (!document) return document.error();
  Lesson lesson;
  JsonFields fields(*document, where);
  lesson.title = read_words(fields, "title", kMostLessonTitleBytes);
  lesson.about = fields.string_or("about", "", kMostLessonTextBytes);
  const json& steps = fields.array("steps");
  if (fields.ok() && (steps.empty() || steps.size() > kMostLessonSteps)) {
    fields.refuse("steps", "expected 1 to " + std::to_string(kMostLessonSteps) + " steps");
  }
  json now;
  for (std::size_t i = 0; fields.ok() && i < steps.size(); ++i) {
    fields.check(read_step(steps[i], where, fields.full_name("steps", i), now, lesson.steps.emplace_back()));
  }
  refuse_others(fields, *document, {"title", "about", "steps"});
  if (const Status read = fields.status(); !read) return read.error();
  return lesson;
}

json answer_json(const LessonValue& value) {
  return std::visit([](const auto& held) { return json(held); }, value);
}

ordered_json scene_json(const Scene& scene) {
  ordered_json out;
  write_scene_fields(scene, out);
  return out;
}

ordered_json question_json(const LessonQuestion& question) {
  ordered_json out{{"ask", question.ask}, {"measure", question.measure}};
  const MeasureRow* row = find_measure(question.measure);
  if (row != nullptr && row->needs.word) out["word"] = question.details.word;
  if (row != nullptr && row->needs.percent) out["percent"] = question.details.percent;
  if (row != nullptr && row->needs.dimension) out["dimension"] = question.details.dimension;
  if (!question.choices.empty()) out["choices"] = question.choices;
  if (kind_of(question.answer) == ValueKind::Number) {
    out["least"] = question.least;
    out["most"] = question.most;
    if (!question.unit.empty()) out["unit"] = question.unit;
    out["tolerance"] = question.tolerance;
  }
  out["answer"] = answer_json(question.answer);
  if (!question.because.empty()) out["because"] = question.because;
  if (question.then) out["shows"] = scene_json(*question.then);
  return out;
}

}  // namespace

Result<Lesson> lesson_from_json(std::string_view text, const std::string& where) {
  Result<json> document = parse_any_document(text, where);
  return document ? lesson_from_document(std::move(*document), text, where) : Result<Lesson>(document.error());
}

Result<Lesson> lesson_from_document(json document, std::string_view text, const std::string& where) {
  Result<Lesson> lesson = read_lesson(std::move(document), where);
  return lesson ? std::move(lesson) : Result<Lesson>(with_line(lesson.error(), text));
}

std::string to_json(const Lesson& lesson) {
  ordered_json out = begin_document(kLessonFormat);
  out["title"] = lesson.title;
  if (!lesson.about.empty()) out["about"] = lesson.about;
  out["steps"] = ordered_json::array();
  for (const LessonStep& step : lesson.steps) {
    ordered_json one{{"title", step.title}, {"text", step.text}};
    if (!step.try_this.empty()) one["try"] = step.try_this;
    one["scene"] = scene_json(step.scene);
    if (step.question) one["question"] = question_json(*step.question);
    out["steps"].push_back(std::move(one));
  }
  return dump(out);
}

Result<Lesson> load_lesson(const std::filesystem::path& file) {
  const Result<std::string> text = read_text_file(file, kMostLessonBytes);
  return text ? lesson_from_json(*text, file.string()) : Result<Lesson>(text.error());
}

Status save_lesson(const std::filesystem::path& file, const Lesson& lesson) {
  const std::string text = to_json(lesson);
  if (const Result<Lesson> again = lesson_from_json(text, file.string()); !again) return again.error();
  return write_text_file(file, text, kMostLessonBytes);
}

}  // namespace attnscope
