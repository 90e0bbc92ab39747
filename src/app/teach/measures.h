#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "app/answer.h"
#include "app/scene.h"

namespace attnscope {

/// What a question is answered with: a word, a number, or yes (true) and no.
using LessonValue = std::variant<std::string, double, bool>;

/// How a question is answered; the order is LessonValue's.
enum class ValueKind : std::uint8_t { Word, Number, YesNo };
inline ValueKind kind_of(const LessonValue& value) { return static_cast<ValueKind>(value.index()); }

/// What else a measure needs to be told.
struct MeasureDetails {
  std::string word;    ///< the key that it is about: the last such word of the sentence
  double percent = 0;  ///< the share to compare with
  int dimension = 1;   ///< which number of a vector, counted from 1

  friend bool operator==(const MeasureDetails&, const MeasureDetails&) = default;
};

/// Which of these a measure has to be told.
struct MeasureNeeds {
  bool word = false;
  bool percent = false;
  bool dimension = false;
};

/// Something that can be asked of what the model computed, and that it answers itself. In files it goes by its name.
struct MeasureRow {
  std::string_view name;
  ValueKind kind;
  MeasureNeeds needs;
  /// answer: to the scene.
  Result<LessonValue> (*measure)(const Scene& scene, const Answer& answer, const MeasureDetails& details);
};

/// Every measure. A new one is a row; lessons, their test and the documentation of their files go by this table.
std::span<const MeasureRow> measures();

/// The row of this name; null where there is none.
const MeasureRow* find_measure(std::string_view name);

/// The asking word's strongest_key(), as a shown column; -1 also without a view.
int heaviest_key(const Answer& answer);
/// The whole word at a shown column.
std::string key_word(const Answer& answer, int key);
/// The whole word that asks.
std::string query_word(const Answer& answer);
/// What the asking word gives to all pieces of a word (the last such word of the sentence, in any case), a share of 1;
/// none where there is no such word.
std::optional<double> share_of(const Answer& answer, std::string_view word);

}  // namespace attnscope
