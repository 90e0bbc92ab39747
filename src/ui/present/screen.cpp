#include "ui/present/screen.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/numbers.h"
#include "app/plans/present_plan.h"
#include "app/plans/query_plan.h"
#include "ui/present/scene_picture.h"
#include "ui/present/speaker.h"
#include "ui/views/map_parts.h"
#include "ui/views/pages.h"
#include "ui/views/predict.h"
#include "ui/views/query_depth.h"
#include "ui/views/query_parts.h"
#include "ui/views/views.h"

namespace attnscope {
namespace {

constexpr Seconds kSpotStays = 2.5;  ///< after the pointer moved last
constexpr Seconds kSettles = 1;      ///< within which the window has filled the screen

void show_title_line(const ViewInput& in, const Rect& area) {
  const Presentation& at = *in.app.presenting;
  const auto scene = static_cast<std::size_t>(at.scene);
  if (area.h <= 0 || scene >= in.app.lecture.scenes.size()) return;
  in.paint.text_in(Type::Number, area, Align::Left, in.paint.colours().text, in.app.lecture.scenes[scene].title);
}

/// The map alone: nothing to choose, nothing to read but the words.
Actions show_presented_map(const ViewInput& in) {
  const Paint& paint = in.paint;
  if (!in.app.view || !in.app.shown_weights) return {};
  Rect area = in.area.inset(0, paint.px(8));
  take_right(area, paint.px(12));  // the colour bar's longest number
  if (const std::string outlined = outlined_text(in.app); !outlined.empty()) {
    paint.text_in(Type::Title, take_top(area, paint.px(28)), Align::Left, paint.colours().text, outlined);
  }
  MapLook look{.answer = in.app,
               .query = in.app.query,
               .region = {},
               .range = map_range(in.app),
               .outlined = in.app.scene.outlined,
               .hovered = in.memory.hovered_cell,
               .hovered_column = in.memory.hovered_key};
  const HeatmapPlan plan = plan_map(in, look, area);
  const Touch t = touch("map", plan.map);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const MapSize size = map_size(*in.app.reading);
  look.hovered = in.memory.hovered_cell = t.hovered ? cell_at(plan, size, {mouse.x, mouse.y}) : std::nullopt;
  if (look.hovered) in.memory.next_hovered_key = look.hovered->column;
  paint_map(in, look, plan, area);
  if (t.clicked && look.hovered) return {Edit(SetQuery{pin_shown(*in.app.reading, look.hovered->row)})};
  return {};
}

Actions show_presented_page(const ViewInput& in) {
  const PageRow* const page = find_page(in.app.scene.page);
  return page == nullptr ? Actions() : show_page(in, *page);
}

/// "it looks at", and the heaviest words with large bars.
Actions show_shares(const ViewInput& in) {
  constexpr float kLeast = 36;
  constexpr float kMost = 62;
  constexpr int kMostRows = 8;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  Rect area = in.area.inset(0, paint.px(10));
  Rect head = take_top(area, paint.px(38));
  const int room = std::clamp(static_cast<int>(area.h / paint.px(kLeast)), 2, kMostRows);
  const std::vector<ShareRow> rows = plan_shares(in.app, room);
  if (rows.empty()) return {};
  const std::string& asking = in.app.reading->shown().tokens[static_cast<std::size_t>(in.app.query)].text;
  take_left(head, paint.text_in(Type::Title, head, Align::Left, c.query, asking));
  paint.text_in(Type::Title, head, Align::Left, c.text, " looks at");

  float widest = 0;
  for (const ShareRow& row : rows) widest = std::max(widest, paint.width(Type::Title, row.word));
  widest = std::min(widest, area.w * 0.38F);
  const float number = paint.width(Type::Title, "100.0 %");
  const float height = std::clamp(area.h / static_cast<float>(rows.size()), paint.px(kLeast), paint.px(kMost));
  for (const ShareRow& row : rows) {
    Rect line = take_top(area, height);
    const Colour ink = row.query ? c.query : row.key < 0 ? c.muted : c.text;
    paint.text_in(Type::Title, take_left(line, widest), Align::Right, ink, row.word);
    take_left(line, paint.px(12));
    paint.text_in(Type::Title, take_right(line, number), Align::Right, ink, percent_text(row.weight));
    take_right(line, paint.px(12));
    const float thick = std::min(height * 0.55F, paint.px(28));
    const Rect track{line.x, line.centre().y - thick / 2, line.w, thick};
    paint.fill(track, c.track, paint.px(4));
    const float length = track.w * std::clamp(row.shown_weight, 0.0F, 1.0F);
    if (length >= 1) {
      paint.fill({track.x, track.y, length, thick}, row.key < 0 ? c.faint : c.weight,
                 std::min(paint.px(4), length / 2));
    }
  }
  return {};
}

Actions show_presented_transport(const ViewInput& in) { return show_transport(in, in.area); }

/// The stage of the animation, and what happens in it.
Actions show_moment(const ViewInput& in) {
  const Paint& paint = in.paint;
  const float step = in.app.scene.step;
  Rect area = in.area.inset(paint.px(18), 0);
  const std::string_view stage = kStageNames[static_cast<std::size_t>(stage_of(step))];
  take_left(area, paint.text_in(Type::Title, area, Align::Left, paint.colours().text, stage) + paint.px(12));
  if (step < kTimelineEnd) {
    paint.text_in(Type::Title, area, Align::Left, paint.colours().weight, part_at(step).title);
  }
  return {};
}

/// What stands beside the map or in its place, one a PresentBody; a page stands elsewhere.
constexpr std::array kBodyViews{&show_shares, &show_query, &show_query, &show_predict, &show_presented_page};

void show_foot(const ViewInput& in, Rect area) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const PresentFoot foot = plan_foot(in.app);
  paint.line({area.x, area.y}, {area.right(), area.y}, c.line);
  const auto left = [&](Type type, Colour ink, std::string_view text) {
    if (text.empty() || area.w <= 0) return;
    take_left(area, paint.text_in(type, area, Align::Left, ink, text) + paint.px(14));
  };
  if (!foot.place.empty()) {
    const float used = paint.text_in(Type::Title, area, Align::Right, c.muted, foot.place);
    take_right(area, used + paint.px(18));
  }
  if (!foot.trouble.empty()) return left(Type::Title, c.warn, foot.trouble);
  const float listens = paint.width(Type::Title, foot.listens);
  const float needed =
      listens + paint.width(Type::Title, foot.scale) + paint.width(Type::Body, foot.origin) + paint.px(40);
  left(Type::Title, c.text, foot.scale);
  if (!foot.badge.empty()) {
    left(Type::Body, c.warn, foot.badge);  // what is not the model's own has to be said first
  } else {
    left(Type::Body, c.muted, foot.origin);
  }
  if (needed < in.area.w && area.w > listens) paint.text_in(Type::Title, area, Align::Right, c.text, foot.listens);
}

/// Every scene of the lecture, small; the one that is shown is framed.
Actions show_scene_list(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  paint.fill(in.area, c.background);
  const std::vector<LectureScene>& scenes = in.app.lecture.scenes;
  Rect area = in.area.inset(paint.px(24), paint.px(20));
  const float gap = paint.px(16);
  // As many columns as leave room for every row.
  const auto count = static_cast<int>(scenes.size());
  int columns = 3;
  const auto tile = [&] { return (area.w + gap) / static_cast<float>(columns) - gap; };
  const auto name = paint.px(30);
  const auto rows = [&] { return (count + columns - 1) / columns; };
  while (columns < 12 && static_cast<float>(rows()) * (tile() + name + gap) > area.h) ++columns;
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::BeginChild("scenes", {area.w + paint.px(14), area.h}, false, ImGuiWindowFlags_NoBackground);
  const Paint within(ImGui::GetWindowDrawList(), paint);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float side = tile();
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const int row = i / columns;
    const Rect place{corner.x + static_cast<float>(i % columns) * (side + gap),
                     corner.y + static_cast<float>(row) * (side + name + gap), side, side};
    const bool shown = i == in.app.presenting->scene;
    paint_scene_picture(within, place.inset(paint.px(4), paint.px(4)), in.app, at);
    within.frame(place.inset(1, 1), shown ? c.query : c.line, shown ? paint.px(3) : 1, paint.px(4));
    within.text_in(shown ? Type::Strong : Type::Body, {place.x, place.bottom(), place.w, name}, Align::Left,
                   shown ? c.query : c.text, std::to_string(i + 1) + "  " + name_of(scenes[at]));
    if (touch(i, {place.x, place.y, place.w, place.h + name}).clicked) {
      actions.emplace_back(Command(PresentScene{i}));
      actions.emplace_back(Command(Present{PresentMove::List}));
    }
    if (shown && in.memory.listed_scene != i) ImGui::SetScrollHereY();
  }
  in.memory.listed_scene = in.app.presenting->scene;
  ImGui::SetCursorScreenPos({corner.x, corner.y + static_cast<float>(rows()) * (side + name + gap) - 1});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  return actions;
}

/// Notes when the pointer moved. While the window grows to fill the screen, it does under a hand that rests.
void follow_spot(const ViewInput& in) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  UiMemory& memory = in.memory;
  if (in.now - in.app.presenting->began < kSettles) {
    memory.spot_moved.reset();
  } else if (mouse.x != memory.spot.x || mouse.y != memory.spot.y) {
    memory.spot_moved = in.now;
  }
  memory.spot = {mouse.x, mouse.y};
}

/// A soft spot instead of the pointer, while it moves; nothing afterwards.
void show_spot(const ViewInput& in) {
  const UiMemory& memory = in.memory;
  if (!memory.spot_moved || in.now - *memory.spot_moved > kSpotStays || !in.area.contains(memory.spot)) return;
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const Paint paint(list, in.paint);
  const Colour colour = paint.colours().query;
  for (const float radius : {24.0F, 18.0F, 12.0F}) paint.disc(memory.spot, paint.px(radius), with_alpha(colour, 0.13F));
  list->AddCircle(im(memory.spot), paint.px(24), packed(with_alpha(colour, 0.9F)), 0, paint.px(2.5F));
}

Actions show_scene(const ViewInput& in) {
  Actions actions;
  const auto ask = [&](const char* id, Actions (*show)(const ViewInput&), const Rect& area) {
    if (area.h > 0) append(actions, show_part(in, id, show, area));
  };
  const Presentation& at = *in.app.presenting;
  const auto scene = static_cast<std::size_t>(at.scene);
  UiMemory& memory = in.memory;
  if (std::exchange(memory.presented_scene, at.scene) != at.scene) {
    memory.depth = {};
    memory.timeline_before = kTimelineEnd;
  }
  follow_timeline(memory, in.app.scene.step);
  const bool stays = stage_in_depth(memory, in.app.scene.step) == Stage::Layer;
  const PresentBody body = present_body(in.app, stays);
  const bool titled =
      at.count > 0 && scene < in.app.lecture.scenes.size() && !in.app.lecture.scenes[scene].title.empty();
  const PresentLayout layout =
      plan_presentation(in.area.w, in.area.h, in.paint.px(1),
                        {.body = body, .title = titled, .notes = at.notes, .chips_height = in.memory.chips_height});
  show_title_line(in, layout.title);
  ask("page", &show_presented_page, layout.page);
  ask("chips", &show_chips, layout.chips);
  ask("map", &show_presented_map, layout.map);
  const bool apart = body == PresentBody::Steps && layout.transport.h > 0;
  ask("side", apart ? &show_query_without_transport : kBodyViews[static_cast<std::size_t>(body)], layout.side);
  if (query_input(in.app)) {  // else there is nothing to move
    ask("moment", &show_moment, layout.moment);
    ask("transport", &show_presented_transport, layout.transport);
  }
  show_foot(in, layout.foot);
  if (at.notes) paint_speaker(in.paint, layout.notes, in.app, in.now);
  return actions;
}

}  // namespace

Actions show_presentation(const ViewInput& in) {
  Actions actions;
  const Presentation& at = *in.app.presenting;
  ImGui::SetMouseCursor(ImGuiMouseCursor_None);
  follow_spot(in);
  if (at.black) {
    in.paint.fill(in.area, {0, 0, 0, 1});
    return actions;
  }
  actions = at.list ? show_scene_list(in) : show_scene(in);
  show_spot(in);
  return actions;
}

std::optional<Seconds> presentation_due(const AppState& app, const UiMemory& memory, Seconds now) {
  if (!app.presenting || app.presenting->black) return std::nullopt;
  std::optional<Seconds> due;
  if (memory.spot_moved && now <= *memory.spot_moved + kSpotStays) due = *memory.spot_moved + kSpotStays + 1e-3;
  if (app.presenting->notes) {
    const Seconds elapsed = now - app.presenting->began;
    const Seconds tick = app.presenting->began + std::floor(elapsed) + 1;
    due = due ? std::min(*due, tick) : tick;
  }
  return due;
}

}  // namespace attnscope
