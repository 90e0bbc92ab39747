#include "app/plans/compare_plan.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>

#include "app/numbers.h"
#include "app/plans/heads_plan.h"
#include "app/words.h"
#include "io/table_writers.h"

namespace attnscope {
namespace {

constexpr int kMostNamed = 3;  ///< exchanged words that are named one by one

void add(std::string& list, const std::string& item, std::string_view between) {
  if (!list.empty()) list += between;
  list += item;
}

/// What the texts differ in: the exchanged words where there are only a few of them, else the beginnings.
void tell_texts(const std::vector<TokenPair>& pairs, const std::vector<Token>& shown, const std::vector<Token>& kept,
                ComparePlan& plan) {
  constexpr std::size_t kBeginning = 24;
  std::string now;
  std::string then;
  int named = 0;
  for (const TokenPair& pair : pairs) {
    const bool both = pair.shown >= 0 && pair.kept >= 0;
    const auto i = static_cast<std::size_t>(pair.shown);
    const auto j = static_cast<std::size_t>(pair.kept);
    if (both && same_word(shown[i], kept[j])) continue;
    if (!both || ++named > kMostNamed) {
      const auto beginning = [&](const std::vector<Token>& tokens) {
        std::string text;
        for (const Token& token : tokens) {
          if (text.size() > kBeginning) break;
          add(text, std::string(trimmed(token.text)), token.starts_word ? " " : "");
        }
        return "“" + shortened(text, kBeginning) + "”";
      };
      now = beginning(shown);
      then = beginning(kept);
      break;
    }
    add(now, std::string(trimmed(shown[i].text)), ", ");
    add(then, std::string(trimmed(kept[j].text)), ", ");
  }
  if (!now.empty()) {
    add(plan.shown_differs, now, " · ");
    add(plan.kept_differs, then, " · ");
  }
}

std::string model_text(const Answer& answer) {
  return answer.card.title.empty() ? answer.card.name : answer.card.title;
}

void tell_differences(const AppState& app, ComparePlan& plan) {
  const Answer& shown = app;
  const Answer& kept = *app.beside;
  const Question& shown_asked = app.scene;
  const Question& kept_asked = *app.scene.beside;
  tell_texts(app.pairs, shown.reading->keys().tokens, kept.reading->keys().tokens, plan);
  if (shown.side == MapSide::Cross || kept.side == MapSide::Cross) {
    tell_texts(app.asking_pairs, shown.reading->shown().tokens, kept.reading->shown().tokens, plan);
  }
  const auto tell = [&](bool differs, const std::string& now, const std::string& then) {
    if (!differs) return;
    add(plan.shown_differs, now, " · ");
    add(plan.kept_differs, then, " · ");
  };
  tell(shown_asked.model != kept_asked.model, model_text(shown), model_text(kept));
  tell(shown.side != kept.side, std::string(in_words(shown.side)), std::string(in_words(kept.side)));
  tell(shown.head != kept.head, "head " + place_text(shown.head), "head " + place_text(kept.head));
  const bool whole = shown_asked.scope != kept_asked.scope;
  const auto scale = [](const Question& asked) { return shortest_number(asked.multiplier) + "×"; };
  const bool scaled = shown_asked.multiplier != kept_asked.multiplier;
  tell(scaled, scale(shown_asked), scale(kept_asked));
  const bool masked = shown_asked.mask != kept_asked.mask;
  tell(masked, "mask: " + in_words(shown_asked.mask), "mask: " + in_words(kept_asked.mask));
  const auto special = [](const Question& asked) {
    return asked.lens.hide_special ? "special tokens hidden" : "all tokens";
  };
  tell(shown_asked.lens.hide_special != kept_asked.lens.hide_special, special(shown_asked), special(kept_asked));
  const auto merged = [](const Question& asked) { return asked.lens.merge_words ? "whole words" : "pieces"; };
  tell(shown_asked.lens.merge_words != kept_asked.lens.merge_words, merged(shown_asked), merged(kept_asked));
  const bool bent = shown_asked.multiplier != 1.0F || shown_asked.mask.kind != MaskKind::Model;
  const auto scope = [](const Question& asked) { return asked.scope == Scope::Head ? "this head" : "whole model"; };
  tell(whole && bent && !scaled && !masked, scope(shown_asked), scope(kept_asked));
}

bool asks(const Answer& answer, int query) {
  return answer.view && answer.shown_weights && query >= 0 && query < answer.view->weights.rows() &&
         answer.shown_weights->rows() == answer.view->weights.rows();
}

}  // namespace

ComparePlan plan_compare(const AppState& app, bool heaviest_first) {
  ComparePlan plan;
  if (!app.beside || !asks(app, app.query) || !asks(*app.beside, app.beside->query)) return plan;
  const Answer& shown = app;
  const Answer& kept = *app.beside;
  const std::vector<TokenPair>& pairs = app.pairs;
  const std::vector<Token>& shown_tokens = shown.reading->keys().tokens;
  const std::vector<Token>& kept_tokens = kept.reading->keys().tokens;
  tell_differences(app, plan);

  const auto asking = std::ranges::find(app.asking_pairs, shown.query, &TokenPair::shown);
  plan.query = *asking;
  if (plan.query.kept < 0) plan.query.kept = kept.query;
  plan.shown_listens_to = std::exp2(shown.view->entropy[static_cast<std::size_t>(plan.query.shown)]);
  plan.kept_listens_to = std::exp2(kept.view->entropy[static_cast<std::size_t>(plan.query.kept)]);
  for (const TokenPair& pair : pairs) {
    ComparedRow row;
    row.key = pair;
    if (pair.kept >= 0) {
      row.word = kept_tokens[static_cast<std::size_t>(pair.kept)].text;
      row.kept = kept.view->weights(plan.query.kept, pair.kept);
      row.kept_bar = (*kept.shown_weights)(plan.query.kept, pair.kept);
    }
    if (pair.shown >= 0) {
      const Token& token = shown_tokens[static_cast<std::size_t>(pair.shown)];
      if (pair.kept >= 0 && !same_word(token, kept_tokens[static_cast<std::size_t>(pair.kept)])) row.instead = row.word;
      row.word = token.text;
      row.shown = shown.view->weights(plan.query.shown, pair.shown);
      row.shown_bar = (*shown.shown_weights)(plan.query.shown, pair.shown);
    }
    plan.moved += std::abs(row.shown - row.kept) / 2;
    plan.rows.push_back(std::move(row));
  }
  if (heaviest_first) {
    std::stable_sort(plan.rows.begin(), plan.rows.end(), [](const ComparedRow& a, const ComparedRow& b) {
      return std::max(a.shown, a.kept) > std::max(b.shown, b.kept);
    });
  }
  return plan;
}

std::string change_text(float from, float to) {
  const auto tenths = [](float share) { return std::lround(std::strtod(percent_text(share).c_str(), nullptr) * 10); };
  const long change = tenths(to) - tenths(from);
  const std::string text = fixed_number(static_cast<float>(change) / 10, 1);
  return change > 0 ? "+" + text : text;
}

}  // namespace attnscope
