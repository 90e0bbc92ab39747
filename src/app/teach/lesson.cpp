#include "app/teach/lesson.h"

#include <cmath>

#include "app/numbers.h"
#include "app/words.h"
#include "io/quote.h"

namespace attnscope {

bool agrees(const LessonQuestion& question, const LessonValue& given, const LessonValue& answer) {
  if (kind_of(given) != kind_of(answer)) return false;
  if (const auto* word = std::get_if<std::string>(&given))
    return lowered(*word) == lowered(std::get<std::string>(answer));
  if (const auto* number = std::get_if<double>(&given)) {
    constexpr double kRounding = 1e-9;  // 0.3 is within 0.1 of 0.2
    return std::abs(*number - std::get<double>(answer)) <= question.tolerance + kRounding;
  }
  return given == answer;
}

Result<LessonValue> ask_model(const LessonQuestion& question, const Scene& scene, const Answer& answer) {
  const MeasureRow* row = find_measure(question.measure);
  if (row == nullptr) return Error{ErrorCode::Unsupported, "measure", "there is no measure " + quote(question.measure)};
  if (heaviest_key(answer) < 0) return Error{ErrorCode::InvalidArgument, "", "there is nothing to ask the model about"};
  return row->measure(scene, answer, question.details);
}

std::string in_words(const LessonQuestion& question, const LessonValue& value) {
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "yes" : "no";
  const std::string number = short_number(static_cast<float>(std::get<double>(value)));
  return question.unit.empty() ? number : number + " " + question.unit;
}

}  // namespace attnscope
