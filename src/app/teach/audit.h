#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/answer.h"
#include "app/scene.h"

namespace attnscope {

/// How far an audit has come.
enum class AuditStage : std::uint8_t { ChooseQuery, NameSource, Change, Done };

/// What an audit says of the model's answer as it stands.
struct AuditFinding {
  AuditStage stage = AuditStage::ChooseQuery;
  bool waits = false;                ///< the model has not read the sentence yet
  std::optional<bool> good;          ///< whether what was tried last is what was asked for; none: nothing was tried
  std::string said;                  ///< what the model does, in words and numbers
  std::vector<std::string> sources;  ///< the words that may be named: those of the sentence, each once
};

/// The scene in which an audit of this sentence begins: the head that answers, nothing bent, nothing else under way.
Scene begin_audit(const Scene& now);

/// Where an audit stands. First a word that asks is chosen; then its source is named, the word that it looks at most;
/// then the sentence is changed until another word is. The model's answer head decides: `answer` is to this scene.
/// waits: whether that answer is still under way.
AuditFinding find_out(const Scene& scene, const Answer& answer, bool waits);

/// The words that may be named as a source: those of the sentence, each once.
std::vector<std::string> possible_sources(const Answer& answer);

/// What stands in `to` instead of what stood in `from`, by whole words: ("big", "small"). Either may be empty.
std::pair<std::string, std::string> changed_words(std::string_view from, std::string_view to);

}  // namespace attnscope
