#include "app/describe.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/numbers.h"
#include "app/plans/cost_plan.h"
#include "app/plans/heads_plan.h"
#include "app/plans/root_d_plan.h"
#include "io/table_writers.h"

namespace attnscope {
namespace {

constexpr std::size_t kMostKeys = 5;    ///< that are named one by one
constexpr float kWorthTelling = 0.01F;  ///< the share from which on a key is

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// "a", "a and b", "a, b and c".
std::string in_a_row(const std::vector<std::string>& parts) {
  std::string row;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    row += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return row;
}

/// The word, and which of several equal ones.
std::string called(const std::vector<Token>& tokens, int token) {
  const std::string& text = tokens[static_cast<std::size_t>(token)].text;
  const auto same = [&](const Token& other) { return other.text == text; };
  if (std::ranges::count_if(tokens, same) < 2) return quoted(text);
  return quoted(text) + " (word " + std::to_string(token + 1) + ")";
}

std::string who_asks(const Described& what) {
  const std::string count = std::to_string(what.tokens.size());
  return "The word that asks is " + quoted(what.tokens[static_cast<std::size_t>(what.query)].text) + ", number " +
         std::to_string(what.query + 1) + " of " + count + ".";
}

std::string who_is_looked_at(const Described& what) {
  const auto row = what.view.weights.row(what.query);
  std::vector<int> keys(what.keys.size());
  std::iota(keys.begin(), keys.end(), 0);
  std::stable_sort(keys.begin(), keys.end(), [&](int a, int b) { return row[a] > row[b]; });
  std::vector<std::string> parts;
  float rest = 1;
  for (const int key : keys) {
    if (parts.size() == kMostKeys || (!parts.empty() && row[key] < kWorthTelling)) break;
    const bool itself = key == what.query && what.side != MapSide::Cross;
    parts.push_back(percent_text(row[key]) + " to " + (itself ? "itself" : called(what.keys, key)));
    rest -= row[key];
  }
  if (parts.size() < keys.size()) parts.push_back(percent_text(std::max(rest, 0.0F)) + " to everything else");
  return "It gives " + in_a_row(parts) + ".";
}

std::string how_spread(const Described& what) {
  const float bits = what.view.entropy[static_cast<std::size_t>(what.query)];
  const float words = std::exp2(bits);
  const int keys = static_cast<int>(what.view.scores.cols());
  const int seen = visible_keys(what.view.mask, what.query, keys).size();
  return "It listens to " + fixed_number(words, 1) + (words < 1.05F ? " word" : " words") + " of the " +
         std::to_string(seen) + " that it may see; its entropy is " + fixed_number(bits) + " bit of " +
         fixed_number(std::log2(static_cast<float>(std::max(seen, 1)))) + ".";
}

std::string what_it_shows(const Described& what) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    const PatternScore& score = what.patterns[i];
    if (kPatterns[i].id == PatternId::Spread || score.rows == 0 || score.score < kPatternNamedFrom) continue;
    std::string part = std::string(kPatterns[i].title) + " " + whole_percent(score.score);
    if (score.column) part += " on " + called(what.keys, *score.column);
    parts.push_back(std::move(part));
  }
  if (parts.empty()) return "Over the whole sentence the head shows no pattern clearly.";
  return "Over the whole sentence the head shows these patterns: " + in_a_row(parts) + ".";
}

std::string in_sentence(const Mask& mask) {
  if (mask == Mask::all()) return "every word may look at every word";
  if (mask == Mask::causal()) return "no word may look ahead";
  if (mask.back == mask.ahead) return "a word may look " + std::to_string(mask.back) + " to each side";
  return "a word may look at a window around it";
}

std::string how_it_looks(const Described& what) {
  const float multiplier = what.question.multiplier;
  const std::string origin = what.question.worked ? "written" : "trained";
  const std::string scale =
      multiplier == 1.0F ? "as " + origin : shortest_number(multiplier) + " times the " + origin + " one";
  return "The scale is " + fixed_number(what.view.scale, 3) + ", " + scale + "; " + in_sentence(what.view.mask.mask) +
         ".";
}

std::string describe_root_d(const RootD& experiment) {
  const RootDPlan plan =
      plan_root_d(RandomScores(static_cast<std::uint32_t>(experiment.seed)), RootDCurves(), experiment.d);
  return "Scores of random queries and keys with d = " + std::to_string(experiment.d) + ": their spread is " +
         plan.spread_text + ".\nSoftmax's largest share of " + std::to_string(RandomScores::kKeys) +
         " keys, without and with the division by √d: " + plan.largest_text +
         ".\nThe length of its gradient: " + plan.gradient_text + ".\n";
}

}  // namespace

std::string describe(const Described& what) {
  std::vector<std::string> lines;
  lines.push_back("Attention of " + what.model + ", " + name_of(what.place) +
                  (what.role.empty() ? "" : ", which answers " + quoted(what.role)) + ".");
  if (what.two_texts) {
    lines.push_back("The first text is " + quoted(what.question.text) + ", the second is " +
                    quoted(what.question.text_b) + "; shown is " + std::string(in_words(what.side)) + ".");
  } else {
    lines.push_back("The sentence is " + quoted(what.question.text) + ".");
  }
  lines.push_back(who_asks(what));
  lines.push_back(who_is_looked_at(what));
  lines.push_back(how_spread(what));
  lines.push_back(what_it_shows(what));
  lines.push_back(how_it_looks(what));
  if (const std::vector<std::string> bent = what_ifs(what.question, what.native_mask, what.side); !bent.empty()) {
    lines.push_back("This is a what-if and not what the model does by itself: " + in_a_row(bent) + ".");
  }
  if (const std::vector<std::string> lens = in_words(what.question.lens); !lens.empty()) {
    lines.push_back("Shown through a lens: " + in_a_row(lens) + ".");
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string describe(const AppState& state) {
  if (state.scene.page == Page::Cost) return describe_cost(state);
  if (state.scene.page == Page::RootD) return describe_root_d(state.scene.root_d);
  if (!state.view || !state.reading || state.query < 0) return "There is no picture yet: the sentence has no word.\n";
  return describe({.question = state.scene,
                   .model = state.card.title.empty() ? state.card.name : state.card.title,
                   .place = state.head,
                   .role = role_text(state.card, state.head),
                   .tokens = state.reading->shown().tokens,
                   .keys = state.reading->keys().tokens,
                   .two_texts = state.card.takes_two(),
                   .side = state.side,
                   .query = state.query,
                   .view = *state.view,
                   .native_mask = state.native_mask,
                   .patterns = state.patterns});
}

}  // namespace attnscope
