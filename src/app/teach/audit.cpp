#include "app/teach/audit.h"

#include <algorithm>

#include "app/numbers.h"
#include "app/teach/measures.h"
#include "app/words.h"

namespace attnscope {
namespace {

constexpr std::size_t kMostSources = 24;

/// The parts of a text between white space.
std::vector<std::string_view> split_words(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(kSpace); at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kSpace, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kSpace, end);
  }
  return words;
}

std::string joined(std::span<const std::string_view> words) {
  std::string line;
  for (const std::string_view word : words) line += (line.empty() ? "" : " ") + std::string(word);
  return line;
}

bool has_letters(std::string_view word) {
  return std::ranges::any_of(
      word, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0; });
}

std::string share_text(const Answer& answer, std::string_view word) {
  return percent_text(static_cast<float>(share_of(answer, word).value_or(0)));
}

/// Whether another head, scale or mask is looked at than the audit is about.
bool departs(const Scene& scene, const Answer& answer) {
  return answer.head != resolve_head(std::nullopt, answer.card) || !what_ifs(scene, answer.native_mask).empty();
}

bool same_word(std::string_view a, std::string_view b) { return lowered(a) == lowered(b); }

void judge_source(const Audit& audit, const Answer& answer, AuditFinding& finding) {
  const std::string top = key_word(answer, heaviest_key(answer));
  finding.good = same_word(top, audit.source);
  if (*finding.good) {
    finding.stage = AuditStage::Change;
    finding.said =
        "Yes: \"" + audit.query + "\" gives \"" + top + "\" " + share_text(answer, top) + ", more than any other word.";
  } else {
    finding.stage = AuditStage::NameSource;
    finding.said = "Not \"" + audit.source + "\", which gets " + share_text(answer, audit.source) +
                   ". One word gets more than any other; name that one.";
  }
}

void judge_change(const Scene& scene, const Answer& answer, AuditFinding& finding) {
  const Audit& audit = *scene.audit;
  const std::string top = key_word(answer, heaviest_key(answer));
  const auto [gone, come] = changed_words(audit.from, scene.text);
  const std::string change = gone.empty()   ? "You put in \"" + come + "\""
                             : come.empty() ? "You took out \"" + gone + "\""
                                            : "You wrote \"" + come + "\" for \"" + gone + "\"";
  if (!same_word(query_word(answer), audit.query)) {
    finding.good = false;
    finding.said = "The word \"" + audit.query + "\" has to stay and to ask. Put it back, or click it.";
  } else if (same_word(top, audit.source)) {
    finding.good = false;
    finding.said = change + ". Still \"" + top + "\", with " + share_text(answer, top) + ". Try something else.";
  } else {
    finding.good = true;
    finding.stage = AuditStage::Done;
    finding.said = change + ", and the source is \"" + top + "\" now, with " + share_text(answer, top) + ". \"" +
                   audit.source + "\" has " +
                   (share_of(answer, audit.source) ? share_text(answer, audit.source) : "gone from the sentence") +
                   ". Nothing else has changed, so nothing else can be the reason.";
  }
}

}  // namespace

std::pair<std::string, std::string> changed_words(std::string_view from, std::string_view to) {
  const std::vector<std::string_view> a = split_words(from);
  const std::vector<std::string_view> b = split_words(to);
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t front = 0;
  while (front < shorter && a[front] == b[front]) ++front;
  std::size_t back = 0;
  while (back < shorter - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  std::string gone = joined(std::span(a).subspan(front, a.size() - front - back));
  std::string come = joined(std::span(b).subspan(front, b.size() - front - back));
  constexpr std::string_view kStops = ".,;:!?";
  while (!gone.empty() && !come.empty() && gone.back() == come.back() && kStops.find(gone.back()) != kStops.npos) {
    gone.pop_back();
    come.pop_back();
  }
  return {std::move(gone), std::move(come)};
}

std::vector<std::string> possible_sources(const Answer& answer) {
  std::vector<std::string> once;
  if (!answer.reading) return once;
  const std::vector<Token>& tokens = answer.reading->keys().tokens;
  for (int i = 0; i < static_cast<int>(tokens.size()) && once.size() < kMostSources; ++i) {
    std::string word = key_word(answer, i);
    const bool known = std::ranges::any_of(once, [&](const std::string& one) { return lowered(one) == lowered(word); });
    if (has_letters(word) && !known) once.push_back(std::move(word));
  }
  return once;
}

Scene begin_audit(const Scene& now) {
  Scene scene = now;
  scene.audit = Audit{};
  scene.page = Page::Explore;
  scene.head.reset();
  scene.multiplier = 1;
  scene.mask = {};
  scene.beside.reset();
  scene.prediction.reset();
  scene.lesson.reset();
  return scene;
}

AuditFinding find_out(const Scene& scene, const Answer& answer, bool waits) {
  AuditFinding finding;
  const Audit& audit = *scene.audit;
  if (audit.query.empty()) return finding;
  finding.stage = audit.source.empty() ? AuditStage::NameSource : AuditStage::Change;
  finding.waits = waits || heaviest_key(answer) < 0;
  if (finding.waits) return finding;
  if (departs(scene, answer)) {
    finding.good = false;
    finding.said =
        "An audit is about the head that answers, at the trained scale and mask. Ctrl+Z takes back the rest.";
    return finding;
  }
  if (!audit.source.empty() && scene.text == audit.from) judge_source(audit, answer, finding);
  if (!audit.source.empty() && scene.text != audit.from) judge_change(scene, answer, finding);
  if (finding.stage == AuditStage::NameSource) finding.sources = possible_sources(answer);
  return finding;
}

}  // namespace attnscope
