#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "app/numbers.h"
#include "app/plans/chips_plan.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr std::string_view kSwapSign = "⇄";

/// One row of large chips where they fit, else rows of small ones.
struct Look {
  Type type = Type::Body;
  Type strong = Type::Strong;
  ChipMetrics metrics;
};

Look large(const Paint& paint) {
  ChipMetrics m;
  m.unit = paint.px(1);
  m.height = paint.px(35);
  m.padding = paint.px(9);
  m.gap = paint.px(6);
  m.piece_gap = paint.px(1);
  m.row_gap = paint.px(40);
  m.arc_depth = paint.px(42);
  return {Type::Body, Type::Strong, m};
}

/// For the last row of a room.
Look huge(const Paint& paint) {
  Look look = large(paint);
  look.type = look.strong = Type::Title;
  look.metrics.height = paint.px(46);
  look.metrics.padding = paint.px(11);
  look.metrics.row_gap = paint.px(34);
  look.metrics.arc_depth = paint.px(52);
  return look;
}

Look small(const Paint& paint) {
  Look look = large(paint);
  look.type = Type::Small;
  look.strong = Type::SmallStrong;
  look.metrics.height = paint.px(26);
  look.metrics.padding = paint.px(7);
  look.metrics.gap = paint.px(4);
  look.metrics.row_gap = paint.px(20);
  look.metrics.arc_depth = paint.px(22);
  return look;
}

/// The largest type in which the words stand in few enough rows.
struct LookStep {
  Look (*look)(const Paint& paint);
  int most_rows;
};
constexpr int kAnyRows = 1 << 20;
constexpr std::array kLooks{LookStep{&large, 1}, LookStep{&small, kAnyRows}};
constexpr std::array kPresentedLooks{LookStep{&huge, 2}, LookStep{&large, 3}, LookStep{&small, kAnyRows}};

float sign_width(const Paint& paint, Type type) { return paint.width(type, kSwapSign) + paint.px(7); }

/// A text with what its words take in this look.
ChipText chip_text(const Paint& paint, const Look& look, const ShownTokens& shown, std::string_view text, bool second,
                   bool swaps) {
  ChipText chips{.tokens = shown.tokens, .text_widths = {}, .swaps = plan_swaps(shown.tokens, text, second)};
  if (!swaps) chips.swaps.assign(chips.swaps.size(), std::nullopt);
  chips.text_widths.reserve(shown.tokens.size());
  for (std::size_t i = 0; i < shown.tokens.size(); ++i) {
    const float sign = chips.swaps[i] ? sign_width(paint, look.type) : 0;
    chips.text_widths.push_back(paint.width(look.type, shown.tokens[i].text) + sign);
  }
  return chips;
}

ChipsPlan plan_with(const ViewInput& in, const Look& look, Eigen::Ref<const Eigen::RowVectorXf> weights, int query,
                    float width) {
  const Reading& reading = *in.app.reading;
  const bool swaps = !in.app.presenting.has_value();
  const ChipText first = chip_text(in.paint, look, reading.shown_a, reading.text, false, swaps);
  if (reading.encoding_b.tokens.empty()) {
    return plan_chips(first.tokens, first.text_widths, first.swaps, weights, query, width, look.metrics);
  }
  const ChipText second = chip_text(in.paint, look, reading.shown_b, reading.text_b, true, swaps);
  ChipsPlan plan = plan_two_texts(first, second, reading.side, weights, query, width, look.metrics);
  // No arc hangs below the lower text of a cross map; room is kept for one only where another map may follow.
  const bool stays = in.app.presenting || in.app.scene.worked;
  if (reading.side == MapSide::Cross && stays) plan.height -= look.metrics.arc_depth - look.metrics.gap;
  return plan;
}

/// What a chip is in the map that is looked at.
bool asks(const Reading& reading, const Chip& chip) { return chip.second == (reading.side != MapSide::Encoder); }
bool is_asked(const Reading& reading, const Chip& chip) { return chip.second == (reading.side == MapSide::Decoder); }

struct ArcLook {
  Colour colour;
  float opacity = 1;
  std::optional<int> bright;  ///< the key whose arc stands out
};

void paint_arcs(const Paint& paint, const ChipsPlan& plan, Point origin, const ArcLook& look) {
  const auto moved = [origin](Point p) { return ImVec2{p.x + origin.x, p.y + origin.y}; };
  for (const Arc& arc : plan.arcs) {
    const bool bright = look.bright == arc.key;
    paint.list()->AddBezierCubic(moved(arc.from), moved(arc.control_from), moved(arc.control_to), moved(arc.to),
                                 packed(with_alpha(look.colour, bright ? 1.0F : arc.opacity * look.opacity)),
                                 arc.width + (bright ? paint.px(1) : 0));
  }
}

void paint_chip(const Paint& paint, const Look& look, const Chip& chip, const Rect& rect, const Token& token,
                bool hovered, bool sign_hovered) {
  const Palette& c = paint.colours();
  const float rounding = paint.px(6);
  // What the tokenizer added is no word: its chip is hollow and grey.
  const Colour rest = token.special() ? c.background : c.chip;
  const Colour ground = chip.query ? c.query_fill : mix(rest, c.key_fill, chip.weight);
  paint.fill(rect, hovered && !chip.query ? mix(ground, c.key, 0.18F) : ground, rounding);
  if (chip.query) {
    paint.frame(rect, c.query, paint.px(2), rounding);
  } else if (token.special()) {
    paint.frame(rect, c.line, std::max(1.0F, paint.px(1)), rounding);
  }
  Rect inside = rect.inset(look.metrics.padding, 0);
  if (chip.swap) {
    const Rect sign = take_right(inside, sign_width(paint, look.type));
    paint.text_in(look.type, sign, Align::Right, sign_hovered ? c.text : c.muted, kSwapSign);
  }
  const Colour ink = chip.query ? c.on_query : token.special() ? c.muted : c.text;
  paint.text_in(look.type, inside, Align::Left, ink, token.text);
}

/// Over the pieces of one word: a line whose ends bend down to them.
void paint_bracket(const Paint& paint, const WordBracket& bracket, Point origin) {
  const float thick = std::max(1.0F, paint.px(1));
  const float y = origin.y + bracket.y - paint.px(4);
  const Colour ink = paint.colours().muted;
  const Rect line{origin.x + bracket.from + paint.px(2), y, bracket.to - bracket.from - paint.px(4), thick};
  paint.fill(line, ink);
  paint.fill({line.x, y, thick, paint.px(3)}, ink);
  paint.fill({line.right() - thick, y, thick, paint.px(3)}, ink);
}

std::string hint_of_key(const ViewInput& in, const Chip& chip, const Token& token) {
  std::string text = token.text;
  if (in.app.view && in.app.query >= 0 && is_asked(*in.app.reading, chip)) {
    text += ": gets " + percent_text(in.app.view->weights(in.app.query, chip.token));
  }
  text += "  ·  click to ask from here";
  if (asks(*in.app.reading, chip)) return text;
  return text + ": " + std::string(in_words(chip.second ? MapSide::Decoder : MapSide::Encoder));
}

/// Lets the word ask: of its own text, where the text that it stands in does not ask in this map.
void ask_from(const ViewInput& in, const Chip& chip, Actions& actions) {
  const Reading& reading = *in.app.reading;
  if (asks(reading, chip)) {
    actions.emplace_back(Edit(SetQuery{pin_shown(reading, chip.token)}));
    return;
  }
  const ShownTokens& shown = chip.second ? reading.shown_b : reading.shown_a;
  const std::vector<Token>& tokens = chip.second ? reading.encoding_b.tokens : reading.encoding.tokens;
  actions.emplace_back(Edit(SetSide{chip.second ? MapSide::Decoder : MapSide::Encoder}));
  actions.emplace_back(Edit(SetQuery{pin(tokens, shown.token_of(chip.token))}));
}

std::string hint(const ViewInput& in, const Chip& chip, const Token& token) {
  if (chip.query) return token.text + ": the query, the word that asks";
  const std::string_view special = token.special() ? "\nThe tokenizer added it; H hides such tokens" : "";
  return hint_of_key(in, chip, token).append(special);
}

/// What the program has to say of the sentence ("read the first 256 tokens"), above its words. Returns the height used.
float show_sentence_notice(const ViewInput& in, Rect& area, Actions& actions) {
  if (!in.app.notice || in.app.notice->place != Notice::Place::Sentence) return 0;
  const Paint& paint = in.paint;
  const bool error = in.app.notice->kind == Notice::Kind::Error;
  const Rect row = take_top(area, paint.px(26));
  const Rect line{row.x, row.y - paint.px(6), row.w, paint.px(24)};
  const Touch t = touch("notice", line);
  const Colour ink = error || t.hovered ? paint.colours().warn : paint.colours().text;
  paint.text_in(Type::SmallStrong, line, Align::Left, ink, in.app.notice->text + "   ×");
  if (t.clicked) actions.emplace_back(Command(DismissNotice{}));
  return row.h;
}

/// What can be asked of the lens, on the right, where the sentence gives it anything to do. Takes its room off `area`.
void show_lens(const ViewInput& in, Rect& area, Actions& actions) {
  const Paint& paint = in.paint;
  Lens can = applicable(in.app.reading->encoding.tokens);
  const Lens of_second = applicable(in.app.reading->encoding_b.tokens);
  can = {can.hide_special || of_second.hide_special, can.merge_words || of_second.merge_words};
  const Lens& now = in.app.scene.lens;
  if (!can.hide_special && !can.merge_words) return;
  const std::string_view hide = "hide special  H";
  const std::string_view merge = "whole words  J";
  const float width = std::max(pill_width(paint, hide), pill_width(paint, merge));
  Rect column = take_right(area, width);
  take_right(area, paint.px(12));
  const auto offer = [&](const char* id, std::string_view label, bool on, const Lens& then) {
    Rect place = take_top(column, paint.px(24));
    take_top(column, paint.px(6));
    if (pill(paint, id, take_right(place, pill_width(paint, label)), label, on)) {
      actions.emplace_back(Edit(SetLens{then}));
    }
  };
  if (can.hide_special) offer("hide", hide, now.hide_special, {!now.hide_special, now.merge_words});
  if (can.merge_words) offer("merge", merge, now.merge_words, {now.hide_special, !now.merge_words});
}

}  // namespace

Actions show_chips(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const bool presented = in.app.presenting.has_value();
  Rect inside = in.area.inset(paint.px(presented ? 4 : 16), paint.px(14));
  float above = 0;
  const bool read = in.app.reading && !in.app.reading->encoding.tokens.empty();
  if (!presented) {
    paint.line({in.area.x, in.area.bottom() - 1}, {in.area.right(), in.area.bottom() - 1}, c.line);
    focus_ring(in, Focus::Words, in.area);
    above = show_sentence_notice(in, inside, actions);
    if (read) show_lens(in, inside, actions);
  }
  if (!read || in.app.reading->shown().tokens.empty() || in.app.reading->keys().tokens.empty()) {
    in.memory.chips_height = 0;
    const bool waiting = in.app.busy || !in.app.reading;
    paint.text_in(Type::Body, {inside.x, inside.y, inside.w, paint.px(35)}, Align::Left, c.muted,
                  waiting ? ""
                  : read  ? "Every token of this text is special, and those are hidden."
                          : "Type a sentence above: each word becomes a chip here, and arcs show where it looks.");
    return actions;
  }
  const Reading& reading = *in.app.reading;
  Eigen::RowVectorXf weights;
  if (in.app.shown_weights && in.app.query >= 0 && in.app.query < in.app.shown_weights->rows()) {
    weights = in.app.shown_weights->row(in.app.query);
  }
  const int texts = reading.encoding_b.tokens.empty() ? 1 : 2;
  const std::span<const LookStep> steps = presented ? std::span<const LookStep>(kPresentedLooks) : kLooks;
  Look look;
  ChipsPlan plan;
  for (const LookStep& step : steps) {
    look = step.look(paint);
    plan = plan_with(in, look, weights, in.app.query, inside.w);
    if (plan.rows <= step.most_rows * texts) break;
  }
  if (plan.rows > texts) plan = plan_with(in, look, weights, in.app.query, inside.w - paint.px(12));
  in.memory.chips_height = above + plan.height + paint.px(22);

  ImGui::SetCursorScreenPos({inside.x - paint.px(4), inside.y - paint.px(4)});
  ImGui::BeginChild("words", {inside.w + paint.px(8), in.area.bottom() - inside.y + paint.px(2)}, false,
                    ImGuiWindowFlags_NoBackground);
  const Paint within(ImGui::GetWindowDrawList(), paint);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Point origin{corner.x + paint.px(4), corner.y + paint.px(4)};
  const std::optional<int> preview = std::exchange(in.memory.previewed_query, std::nullopt);
  const bool previews = preview && in.app.shown_weights && *preview < in.app.shown_weights->rows();
  paint_arcs(within, plan, origin, {c.key, previews ? 0.3F : 1.0F, previews ? std::nullopt : in.memory.hovered_key});
  if (previews) {
    const float width = plan.rows > texts ? inside.w - paint.px(12) : inside.w;
    const ChipsPlan asked = plan_with(in, look, in.app.shown_weights->row(*preview), *preview, width);
    paint_arcs(within, asked, origin, {c.query, 1.0F, std::nullopt});
  }
  for (const WordBracket& bracket : plan.brackets) paint_bracket(within, bracket, origin);
  for (const Chip& chip : plan.chips) {
    const ShownTokens& shown = chip.second ? reading.shown_b : reading.shown_a;
    const Token& token = shown.tokens[static_cast<std::size_t>(chip.token)];
    const bool asked = is_asked(reading, chip);
    const Rect rect{chip.rect.x + origin.x, chip.rect.y + origin.y, chip.rect.w, chip.rect.h};
    ImGui::PushID(chip.second ? -1 - chip.token : chip.token);
    bool sign_hovered = false;
    Rect body = rect;
    if (chip.swap) {
      const Touch sign = touch("swap", take_right(body, sign_width(within, look.type) + look.metrics.padding));
      sign_hovered = sign.hovered;
      if (sign.hovered) tooltip(within, "swap for \"" + chip.swap->replacement + "\"  (S)");
      if (sign.clicked) actions.emplace_back(Edit(*chip.swap));
    }
    const Touch word = touch("word", body);
    if (word.hovered) {
      if (asked) in.memory.next_hovered_key = chip.token;
      if (!chip.query && asks(reading, chip)) in.memory.previewed_query = chip.token;
      tooltip(within, hint(in, chip, token));
    }
    if (word.clicked) ask_from(in, chip, actions);
    const bool hovered = word.hovered || (asked && in.memory.hovered_key == chip.token);
    paint_chip(within, look, chip, rect, token, hovered, sign_hovered);
    ImGui::PopID();
  }
  ImGui::SetCursorScreenPos({corner.x, corner.y + plan.height - 1});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  return actions;
}

}  // namespace attnscope
