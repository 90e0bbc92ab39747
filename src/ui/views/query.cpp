#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/numbers.h"
#include "app/plans/written_chain.h"
#include "ui/number_cells.h"
#include "ui/views/predict.h"
#include "ui/views/query_depth.h"
#include "ui/views/query_layer.h"
#include "ui/views/query_parts.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kTransport = 42;    ///< unscaled height
constexpr float kTightQuery = 222;  ///< likewise, beside that; below it three keys have no room among everything else

/// What the asking word looks at.
std::string_view what_is_read(const AppState& app) {
  if (!app.card.takes_two()) return " reads the sentence";
  return app.side == MapSide::Decoder ? " reads the second text" : " reads the first text";
}

/// "How it reads the sentence", and the formula in the colours of its parts; where pieces are joined, what was done to
/// what the formula gives. layer: whether the formula is what the layer does with that.
void show_title(const ViewInput& in, Rect header, const std::string& word, bool layer) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  struct Part {
    std::string_view text;
    Colour colour;
  };
  std::vector<Part> formula{{"softmax( ", c.muted},     {"q", c.query}, {"·", c.muted}, {"k", c.key},
                            {" × scale ) · ", c.muted}, {"v", c.value}};
  if (in.app.view->bias.size() > 0) formula[4].text = " × scale + bias ) · ";
  if (in.app.reading->shown().joins || in.app.reading->keys().joins)
    formula = {{"keys summed, queries averaged", c.warn}};
  if (layer) {
    const LayerStep* step = in.app.layer ? &*in.app.layer->step : nullptr;
    const bool normed = step != nullptr && step->normed.size() > 0;
    const bool biased = step != nullptr && step->bias.size() > 0;
    formula = {{normed ? "norm( row + " : "row + ", c.muted},
               {"blends", c.value},
               {biased ? " · W_O + b" : " · W_O", c.muted},
               {normed ? " )" : "", c.muted}};
  }
  float formula_width = 0;
  for (const Part& part : formula) formula_width += paint.width(Type::Mono, part.text);
  const float before = paint.width(Type::Title, "How ");
  const std::string_view reads = what_is_read(in.app);
  const float after = paint.width(Type::Title, reads);
  const float word_width = std::min(paint.width(Type::Title, word), paint.px(220));
  if (header.w > before + word_width + after + formula_width + paint.px(20)) {
    float x = header.right() - formula_width;
    for (const Part& part : formula) {
      x += paint.text(Type::Mono, {x, header.centre().y - paint.line(Type::Mono) / 2}, part.colour, part.text);
    }
  }
  if (header.w < before + word_width + paint.px(60)) {  // no room for a sentence
    paint.text_in(Type::Title, header, Align::Left, c.query, word);
    return;
  }
  paint.text_in(Type::Title, take_left(header, before), Align::Left, c.text, "How ");
  const float painted =
      paint.text_in(Type::Title, {header.x, header.y, word_width, header.h}, Align::Left, c.query, word);
  take_left(header, painted);
  paint.text_in(Type::Title, header, Align::Left, c.text, reads);
}

void show_heads_of_columns(const ViewInput& in, const QueryColumns& at, const Rect& row, bool by_weight, bool biased,
                           bool softmax_numbers) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const auto head = [&](const ColumnSpan& column, std::string_view strong, std::string_view plain) {
    show_column_head(paint, {row.x + column.x, row.y, column.w, row.h}, c.text, strong, plain);
  };
  Rect key{row.x, row.y, at.key.w + paint.px(8), row.h};
  take_left(key, paint.text_in(Type::SmallStrong, key, Align::Left, c.key, "key") + paint.px(8));
  const std::string_view order = by_weight ? "by share" : "in order";
  const float wide = pill_width(paint, order);
  if (key.w >= wide) {
    if (pill(paint, "order", {key.x, row.centre().y - paint.px(10), wide, paint.px(20)}, order, by_weight)) {
      in.memory.keys_by_weight = !by_weight;
    }
  }
  head(at.score, "1 Score", biased ? "q·k × scale + bias" : "q·k × scale");
  head(at.softmax, "2 Softmax", "share of 100 %");
  if (!softmax_numbers) return head(at.blend, "3 Blend", "share × value");
  const std::array<std::string_view, 3> names{"− largest", "e^", "÷ sum"};
  const std::array<ColumnSpan, 3> places = softmax_columns(at.blend);
  for (std::size_t i = 0; i < names.size(); ++i) {
    paint.text_in(Type::Small, {row.x + places[i].x, row.y, places[i].w, row.h}, Align::Right, c.muted, names[i]);
  }
}

/// The chain of numbers behind one key's share, so that it can be checked on paper.
Actions show_working(const ViewInput& in, const QueryInput& head, const QueryPlan& plan, const QueryRow& row,
                     Rect place) {
  const Palette& c = in.paint.colours();
  Actions actions = show_copy_working(in.paint, place);
  const std::string& word = head.keys.tokens[static_cast<std::size_t>(row.key)].text;
  const float word_width = std::min(in.paint.width(Type::SmallStrong, word), place.w * 0.2F) + in.paint.px(12);
  std::string chain;
  if (!row.visible) {
    chain = "the mask hides this word: its share is 0";
  } else if (row.joined) {
    if (row.softmax_reveal > 0.5F) chain = joined_text(head, in.app.query, row);
  } else {
    const WrittenChain numbers = write_chain(plan, row);
    const bool scaled = progress(in.app.scene.step, WorkPart::Scale) >= 1;
    const bool shared = row.softmax_reveal > 0.5F;
    chain = chain_text(numbers, scaled, shared, false);
    if (in.paint.width(Type::Mono, chain) > place.w - word_width) chain = chain_text(numbers, scaled, shared, true);
    if (in.paint.width(Type::Mono, chain) > place.w - word_width && shared)
      chain = chain_text(numbers, false, true, true);
  }
  Rect rest = place;
  in.paint.text_in(Type::SmallStrong, take_left(rest, word_width), Align::Left, c.text, word);
  in.paint.text_in(Type::Mono, rest, Align::Left, c.muted, chain);
  return actions;
}

/// The asking word's own vector; several pieces have one each. note: said beside it, where there is one.
void show_asking(const ViewInput& in, const QueryColumns& at, const QueryInput& head, const QueryPlan& plan,
                 const Rect& row, const std::string& note) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const std::string& word = head.shown.tokens[static_cast<std::size_t>(in.app.query)].text;
  paint.text_in(Type::Strong, {row.x, row.y, at.key.w, row.h}, Align::Left, c.query, "query");
  Rect rest{row.x + at.score.x, row.y, row.w - at.score.x, row.h};
  std::string said = "what \"" + word + "\" is looking for";
  if (plan.joined) {
    const int pieces = head.shown.words[static_cast<std::size_t>(in.app.query)].size();
    said = std::to_string(pieces) + " pieces ask; their shares are averaged.  J shows them one by one";
  } else {
    const Eigen::RowVectorXf query = head.head.q.row(head.shown.token_of(in.app.query));
    const Rect strip = cell_strip(paint, {rest.x, row.centre().y - paint.px(7)}, at.strip, paint.px(14), query,
                                  std::max(query.cwiseAbs().maxCoeff(), 1e-6F), c.query);
    take_left(rest, strip.w + paint.px(10));
    if (touch("query", {strip.x, row.y, strip.w, row.h}).hovered) {
      tooltip(paint, "the query vector of \"" + word + "\"\n" + numbers_in_lines(query), Type::Mono);
    }
  }
  if (head.keys.hides) said = percent_text(plan.left_out) + " of its attention goes to hidden tokens";
  paint.text_in(Type::Small, rest, Align::Left, note.empty() ? c.muted : c.warn, note.empty() ? said : note);
}

/// What the shares have added up to so far.
void show_output(const ViewInput& in, const QueryColumns& at, const DepthInput& depth, const Rect& row) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const QueryPlan& plan = depth.plan;
  constexpr int kDigits = 3;
  paint.text_in(Type::Strong, {row.x, row.y, at.key.w, row.h}, Align::Left, c.value, "output");
  const float height = std::clamp(row.h - paint.px(14), paint.px(14), paint.px(26));
  const bool begun = progress(in.app.scene.step, WorkPart::Blend) > 0;
  const Rect strip =
      number_cells(paint, {row.x + at.score.x, row.centre().y - height / 2, at.strip, height}, plan.output,
                   {.colour = c.value,
                    .extent = plan.value_extent,
                    .there = begun ? -1 : 0,
                    .digits = kDigits,
                    .numbers = has_room_for_numbers(paint, at.strip, plan.output, kDigits)});
  const float x = strip.right() + paint.px(10);
  const bool blended = progress(in.app.scene.step, WorkPart::Blend) >= 1;
  paint.text_in(Type::Small, {x, row.y, row.right() - x, row.h}, Align::Left, blended ? c.text : c.muted,
                blended ? plan.summary : "so far");
  if (!touch("output", {strip.x, row.y, strip.w, row.h}).hovered || !begun) return;
  const int dimension = cell_under_pointer({strip.x, row.y, strip.w, row.h}, static_cast<int>(plan.output.size()));
  if (dimension < 0) return;
  in.memory.dimension = dimension;
  tooltip(paint, "the blend: every share × its value, added up\n" + numbers_in_lines(plan.output), Type::Mono);
}

}  // namespace

Actions show_transport(const ViewInput& in, Rect row) {
  Actions actions;
  const Paint& paint = in.paint;
  const float step = in.app.scene.step;
  const auto place = [&] {
    const Rect cut = take_left(row, paint.px(38));
    take_left(row, paint.px(8));
    return Rect{cut.x, cut.centre().y - paint.px(15), cut.w, paint.px(30)};
  };
  const auto go = [&](float to) {
    actions.emplace_back(Command(Pause{}));
    actions.emplace_back(Edit(SetStep{std::clamp(to, 0.0F, kTimelineEnd)}));
  };
  if (icon_button(paint, "back", place(), Icon::ToStart)) go(std::ceil(step - 0.001F) - 1);
  if (icon_button(paint, "play", place(), in.app.playing ? Icon::Pause : Icon::Play)) {
    actions.emplace_back(in.app.playing ? Command(Pause{}) : Command(Play{}));
  }
  if (icon_button(paint, "on", place(), Icon::ToEnd)) go(std::floor(step + 0.001F) + 1);

  const Rect speed = take_right(row, paint.px(46));
  if (button(paint, "speed", {speed.x, speed.centre().y - paint.px(15), speed.w, paint.px(30)},
             short_number(in.app.settings.speed) + "×")) {
    const float now = in.app.settings.speed;
    actions.emplace_back(Command(SetSpeed{now < 0.75F ? 1.0F : now < 1.5F ? 2.0F : 0.5F}));
  }
  std::array<float, kStageCount + 1> stages{};
  for (std::size_t i = 0; i < stages.size(); ++i) stages[i] = static_cast<float>(i) / kTimelineEnd;
  const Rect track{row.x + paint.px(10), row.y, row.w - paint.px(32), row.h};
  const SliderAnswer slid = slider(paint, "timeline", track, step / kTimelineEnd, stages, {paint.colours().weight, 4});
  if (slid.position) go(*slid.position * kTimelineEnd);
  return actions;
}

namespace {

Actions show_steps(const ViewInput& in, bool transported) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  paint.line({in.area.x, in.area.y}, {in.area.x, in.area.bottom()}, c.line);
  focus_ring(in, Focus::Timeline, in.area);
  if (in.app.scene.prediction) return show_predict(in);
  if (in.app.scene.beside) return show_compare(in);
  Rect area = in.area.inset(paint.px(18), paint.px(12));
  const std::optional<QueryInput> input = query_input(in.app);
  if (!input || !in.app.shown_weights || in.app.query >= in.app.shown_weights->rows()) {
    paint.text_in(Type::Body, take_top(area, paint.px(30)), Align::Left, c.muted,
                  in.app.busy ? "" : "Nothing to read yet.");
    return {};
  }
  const QueryInput& head = *input;
  const ShownTokens& shown = head.shown;
  const ShownTokens& keys = head.keys;

  const QueryColumns columns = query_columns(paint, area.w);
  const float transport_height = transported ? paint.px(kTransport) : 0;
  const bool tight = in.area.h - transport_height < paint.px(kTightQuery);
  const std::string note = in.app.layer ? in.app.layer->note : std::string();
  const bool warns = !note.empty() || keys.hides || shown.joins || keys.joins;
  Rect title = take_top(area, paint.px(tight ? 34 : 28));
  const Rect asking = take_top(area, paint.px(tight && !warns ? 0 : 28));
  const Rect heads = take_top(area, paint.px(26));
  Rect transport;
  if (transported) {
    transport = tight ? take_right(title, std::min(title.w, std::max(title.w * 0.58F, paint.px(270))))
                      : take_bottom(area, transport_height);
  }
  const float step = in.app.scene.step;
  follow_timeline(in.memory, step);
  const Stage stage = stage_in_depth(in.memory, step);
  in.memory.shows_layer = stage == Stage::Layer || (in.app.playing && stage == Stage::Blend);
  const bool layer = stage == Stage::Layer && has_layer(in.app);
  DepthHeights heights = depth_heights(paint, area.h - paint.px(38), keys.tokens.size());
  Rect output;
  if (tight) {
    heights = {.line = area.h < paint.px(3 * kLeastRow + 26) ? 0 : paint.px(22), .deep = false};
  } else if (layer && !heights.deep) {
    heights = depth_heights(paint, area.h, heads_of_layer(in.app));  // the output is a row among them
  } else {
    output = take_bottom(area, std::clamp(heights.line, paint.px(34), paint.px(44)));
  }
  const Rect working = take_bottom(area, heights.line);
  const Rect block = take_bottom(area, heights.whole() - heights.line);
  take_bottom(area, paint.px(4));

  // Where not all keys fit, the heaviest come first unless somebody wants them in order.
  const bool fits = area.h / static_cast<float>(keys.tokens.size()) >= paint.px(kLeastRow);
  const bool by_weight = in.memory.keys_by_weight.value_or(!fits);
  const QueryPlan plan =
      plan_query(head, in.app.query, in.app.scene.step, in.app.shown_weights->row(in.app.query), by_weight);

  show_title(in, title, shown.tokens[static_cast<std::size_t>(in.app.query)].text, layer);
  if (asking.h > 0) show_asking(in, columns, head, plan, asking, layer ? note : std::string());
  const QueryRow& worked = key_in_depth(in.memory, plan, step);
  const DepthInput depth{head, plan, worked, in.app.query, step, in.memory.dimension};
  const float rule = heights.deep ? block.y : working.y;
  if (working.h > 0) paint.line({working.x, rule}, {working.right(), rule}, c.line);
  Actions actions;
  if (layer) {
    LayerPlan of_layer;
    if (in.app.layer) of_layer = plan_layer(*in.app.layer->step, in.app.head.head, step, in.memory.stream_dimension);
    show_heads_of_layer(in, columns, heads);
    append(actions, show_layer_rows(in, columns, of_layer, area));
    if (heights.deep) append(actions, show_depth(in, columns, stage, of_layer.stream, block));
    if (working.h > 0) append(actions, show_layer_sum(in, of_layer, working));
  } else {
    const bool softmax_numbers = heights.deep && stage == Stage::Softmax;
    show_heads_of_columns(in, columns, heads, by_weight, plan.biased, softmax_numbers);
    show_query_rows(in, columns, plan, head, area, softmax_numbers);
    const DepthPlan lines =
        stage == Stage::Layer ? plan_no_layer(in.app.layer->step.error()) : plan_depth(stage, depth);
    if (heights.deep) append(actions, show_depth(in, columns, stage, lines, block));
    if (working.h > 0) append(actions, show_working(in, head, plan, worked, working));
  }
  if (output.h > 0) show_output(in, columns, depth, output);
  if (transport.h <= 0) return actions;
  if (!tight) paint.line({transport.x, transport.y}, {transport.right(), transport.y}, c.line);
  take_top(transport, paint.px(4));
  append(actions, show_transport(in, transport));
  return actions;
}

}  // namespace

Actions show_query(const ViewInput& in) { return show_steps(in, true); }
Actions show_query_without_transport(const ViewInput& in) { return show_steps(in, false); }

}  // namespace attnscope
