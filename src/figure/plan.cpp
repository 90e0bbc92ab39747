#include "figure/plan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "figure/labels.h"
#include "figure/ticks.h"

namespace attnscope::figure {
namespace {

constexpr double kLine = 1.25;  ///< height of a line over its font size
constexpr int kMostTicks = 6;   ///< beside the colour bar

/// Lengths that follow from the page alone. All in page units.
struct Sizes {
  double font = 0;          ///< of the header; labels are this or smaller
  double smallest = 0;      ///< no label is smaller than this; they thin out instead
  double margin = 0;        ///< round the page
  double space = 0;         ///< between neighbouring parts
  double widest_label = 0;  ///< longer row labels are elided
  double tallest_label = 0;
  double axis = 0;  ///< for a line that names an axis; 0 where the page is too small for it
};

Sizes sizes_for(PageSize page, int tokens) {
  const double side = std::min(page.width, page.height);
  // Longer texts get a relatively smaller type, so that the map keeps most of the page.
  const double font = std::max(8.0, side / (46 + 0.35 * tokens));
  return {.font = font,
          .smallest = std::max(5.5, 0.36 * font),
          .margin = std::min(1.8 * font, 0.04 * side),
          .space = 0.6 * font,
          .widest_label = std::min(14 * font, 0.24 * page.width),
          .tallest_label = std::min(12 * font, 0.24 * page.height),
          .axis = side >= 360 ? 1.6 * font : 0};
}

/// Everything round the map, for one size of the cells.
struct Frame {
  double label_font = 0;
  Slant slant;
  double left = 0, right = 0, top = 0, bottom = 0;  ///< from the page's edges to the map
};

class Planner {
 public:
  Planner(const Content& content, PageSize page, const Measure& measure)
      : content_(content),
        measure_(measure),
        rows_(static_cast<int>(content.queries.size())),
        columns_(static_cast<int>(content.keys.size())),
        sizes_(sizes_for(page, std::max(rows_, columns_))),
        row_widths_(widths(content.queries, Face::Bold, sizes_.font, measure)),
        column_widths_(widths(content.keys, Face::Text, sizes_.font, measure)) {
    plan_.page = page;
    for (const Tick& tick : ticks(content.low, content.high, kMostTicks)) {
      tick_width_ = std::max(tick_width_, measure(tick.label, Face::Mono, tick_font()));
    }
    if (over_the_top()) tick_width_ += measure("≥", Face::Mono, tick_font());
  }

  Plan plan() {
    Frame frame = frame_for(2 * sizes_.font);
    for (int i = 0; i < 4; ++i) frame = frame_for(cell_in(frame));  // smaller labels leave larger cells: settle
    place_map(frame);
    header();
    row_labels(frame);
    column_labels(frame);
    colour_bar();
    axes();
    return std::move(plan_);
  }

  PageSize fitting() const {
    // A cell that a label of the header's size fits into, less where there are many: see sizes_for.
    const int tokens = std::max(rows_, columns_);
    const double ratio = 26.0 / tokens + 0.35;
    const double font = std::max(13.0, 9 / ratio);
    const double cell = std::min(2.4, ratio) * font;
    const double zoom = font / sizes_.font;
    const Frame frame = frame_for(cell / zoom);
    const double width = zoom * (frame.left + frame.right) + cell * columns_;
    const double height = zoom * (frame.top + frame.bottom) + cell * rows_;
    const double header = zoom * (header_width() + 2 * sizes_.margin);
    const auto side = [](double length) { return std::clamp(static_cast<int>(std::ceil(length)), kMinSide, kMaxSide); };
    return {side(header < 1.3 * width ? std::max(width, header) : width), side(height)};
  }

 private:
  [[nodiscard]] double tick_font() const { return 0.85 * sizes_.font; }

  /// Whether a value beyond the range takes the top colour, which the bar then says.
  [[nodiscard]] bool over_the_top() const {
    const float top = content_.high + 1e-4F * (content_.high - content_.low);
    for (int i = 0; i < rows_; ++i) {
      const KeyRange seen = visible_keys(content_.mask, i, columns_);
      if ((content_.values.row(i).segment(seen.begin, seen.size()).array() > top).any()) return true;
    }
    return false;
  }

  struct HeaderLine {
    const std::string& text;
    Role role;
    double size;   ///< of the type, and
    double after;  ///< the space below, both in header fonts
  };
  [[nodiscard]] std::vector<HeaderLine> header_lines() const {
    std::vector<HeaderLine> lines{{content_.title, Role::Title, 1.3, 0.25}, {content_.meta, Role::Meta, 1, 0.1}};
    if (!content_.what_if.empty()) lines.push_back({content_.what_if, Role::WhatIf, 1, 0.1});
    return lines;
  }
  [[nodiscard]] double header_height() const {
    double height = sizes_.space;
    for (const HeaderLine& line : header_lines()) height += (line.size * kLine + line.after) * sizes_.font;
    return height;
  }
  [[nodiscard]] double header_width() const {
    double widest = 0;
    for (const HeaderLine& line : header_lines()) {
      widest = std::max(widest, measure_(line.text, face(line.role), line.size * sizes_.font));
    }
    return widest;
  }

  /// Width of the colour bar with its numbers, from the map to the page's margin.
  [[nodiscard]] double bar_block() const {
    return 1.6 * sizes_.font + bar_width() + sizes_.space + tick_width_ + sizes_.axis;
  }
  [[nodiscard]] double bar_width() const { return 1.1 * sizes_.font; }

  [[nodiscard]] Frame frame_for(double cell) const {
    const double label_font = std::clamp(0.8 * cell, sizes_.smallest, sizes_.font);
    const double zoom = label_font / sizes_.font;
    const double line = label_font * kLine;
    Frame frame{.label_font = label_font, .slant = slant_for(cell, line)};

    const double widest = *std::max_element(row_widths_.begin(), row_widths_.end()) * zoom;
    frame.left = sizes_.margin + sizes_.axis + std::min(widest, sizes_.widest_label) + sizes_.space;
    frame.right = bar_block() + sizes_.margin;
    frame.bottom = sizes_.margin + sizes_.axis;

    const double longest = *std::max_element(column_widths_.begin(), column_widths_.end()) * zoom;
    frame.top = sizes_.margin + header_height() + sizes_.space + frame.slant.below(line) +
                std::min(frame.slant.height(longest, line), sizes_.tallest_label);
    return frame;
  }

  [[nodiscard]] double cell_in(const Frame& frame) const {
    const double wide = (plan_.page.width - frame.left - frame.right) / columns_;
    const double high = (plan_.page.height - frame.top - frame.bottom) / rows_;
    const double cell = std::max(1e-3, std::min(wide, high));
    return cell >= 8 ? std::floor(cell) : cell;  // all alike; flooring smaller ones would waste too much of the page
  }

  void place_map(const Frame& frame) {
    const double cell = cell_in(frame);
    const double free_x = plan_.page.width - frame.left - frame.right - cell * columns_;
    const double free_y = plan_.page.height - frame.top - frame.bottom - cell * rows_;
    const double x = std::floor(frame.left + free_x / 2);
    const double y = std::floor(frame.top + free_y / 2);
    const auto edge = [cell](double from, int i) {
      const double at = i * cell;
      return from + (cell >= 1 ? std::round(at) : at);
    };
    for (int i = 0; i <= rows_; ++i) plan_.row_edges.push_back(edge(y, i));
    for (int j = 0; j <= columns_; ++j) plan_.column_edges.push_back(edge(x, j));
    plan_.gap = cell >= std::max(14.0, sizes_.font) ? std::max(1.0, std::round(0.03 * cell)) : 0;
    plan_.stroke = std::max(1.0, 0.14 * sizes_.font);
    block_left_ = x - frame.left + sizes_.margin;
    if (content_.asking) {
      Rect row = plan_.map();
      row.y = plan_.row_edges[static_cast<std::size_t>(*content_.asking)];
      row.height = plan_.row_edges[static_cast<std::size_t>(*content_.asking) + 1] - row.y - plan_.gap;
      plan_.asking = row;
    }
  }

  void header() {
    // Flush with the figure below it, unless that leaves too little room.
    const double room = plan_.page.width - 2 * sizes_.margin;
    const double widest = std::min(header_width(), room);
    const double x = std::clamp(plan_.page.width - sizes_.margin - widest, sizes_.margin, block_left_);
    double y = sizes_.margin;
    for (const HeaderLine& line : header_lines()) {
      const double font = line.size * sizes_.font;
      const double width = std::min(measure_(line.text, face(line.role), font), room);
      plan_.lines.push_back({line.text, line.role, font, {x, y + font * kLine / 2}, width, 0});
      y += font * kLine + line.after * sizes_.font;
    }
  }

  void row_labels(const Frame& frame) {
    const std::vector<double> middles = centres(plan_.row_edges);
    const double right = plan_.map().x - sizes_.space;
    for (const int i : thinned(middles, frame.label_font * kLine, content_.asking)) {
      const auto at = static_cast<std::size_t>(i);
      const Role role = content_.asking == i ? Role::Asking : Role::Query;
      const double natural = measure_(content_.queries[at], face(role), frame.label_font);
      const double width = std::min(natural, sizes_.widest_label);
      plan_.lines.push_back(
          {content_.queries[at], role, frame.label_font, {right - width, middles[at] - plan_.gap / 2}, width, 0});
    }
  }

  void column_labels(const Frame& frame) {
    const double line = frame.label_font * kLine;
    const std::vector<double> middles = centres(plan_.column_edges);
    const double y = plan_.map().y - sizes_.space - frame.slant.below(line);
    // height() of the tallest label, solved for its width
    const double tallest = (sizes_.tallest_label - frame.slant.height(0, line)) / frame.slant.height(1, 0);
    for (const int j : thinned(middles, frame.slant.apart, std::nullopt)) {
      const auto at = static_cast<std::size_t>(j);
      const double x = middles[at] - plan_.gap / 2;
      const double room = frame.slant.width_within(plan_.page.width - sizes_.margin - x, line);
      const double natural = measure_(content_.keys[at], face(Role::Key), frame.label_font);
      const double width = std::max(0.0, std::min({natural, tallest, room}));
      plan_.lines.push_back({content_.keys[at], Role::Key, frame.label_font, {x, y}, width, frame.slant.angle});
    }
  }

  void colour_bar() {
    const Rect map = plan_.map();
    const double line = tick_font() * kLine;
    // As high as the map, but with room for its numbers where the map has few rows.
    const double room = plan_.page.height - sizes_.margin - line - map.y;
    const double height = std::min(room, std::max(map.height, 6 * line));
    plan_.bar = {map.x + map.width + 1.6 * sizes_.font, map.y, bar_width(), height};
    const int most = std::clamp(static_cast<int>(height / (1.8 * line)), 2, kMostTicks);
    const double x = plan_.bar.x + plan_.bar.width + sizes_.space;
    for (const Tick& tick : ticks(content_.low, content_.high, most)) {
      const bool top = tick.value >= content_.high;
      const std::string text = (top && over_the_top() ? "≥" : "") + tick.label;
      const double share =
          static_cast<double>(tick.value - content_.low) / static_cast<double>(content_.high - content_.low);
      const double y = plan_.bar.y + plan_.bar.height * (1 - share);
      plan_.bar_ticks.push_back(y);
      plan_.lines.push_back({text, Role::Tick, tick_font(), {x, y}, measure_(text, Face::Mono, tick_font()), 0});
    }
  }

  void axes() {
    if (sizes_.axis <= 0) return;
    const Rect map = plan_.map();
    const Rect bar = plan_.bar;
    const double below = map.y + map.height + sizes_.space + sizes_.font * kLine / 2;
    axis("key (looked at)", {map.x, below}, map.width, 0);
    axis("query (looks)", {block_left_ + sizes_.font * kLine / 2, map.y + map.height}, map.height,
         -std::numbers::pi / 2);
    axis(content_.unit, {bar.x + bar.width + sizes_.space + tick_width_ + 0.9 * sizes_.font, bar.y + bar.height},
         bar.height, -std::numbers::pi / 2);
  }

  /// In the middle of its axis, or not at all: half a name names nothing.
  void axis(const std::string& text, Point start, double room, double angle) {
    const double width = measure_(text, face(Role::Axis), 0.9 * sizes_.font);
    if (width > room) return;
    const double in = (room - width) / 2;
    start.x += in * std::cos(angle);
    start.y += in * std::sin(angle);
    plan_.lines.push_back({text, Role::Axis, 0.9 * sizes_.font, start, width, angle});
  }

  const Content& content_;
  const Measure& measure_;
  int rows_, columns_;
  Sizes sizes_;
  std::vector<double> row_widths_, column_widths_;  ///< at the header's font size; widths grow with it
  double tick_width_ = 0;
  double block_left_ = 0;  ///< where the figure below the header begins
  Plan plan_;
};

}  // namespace

Face face(Role role) {
  switch (role) {
    case Role::Title:
    case Role::Asking:
      return Face::Bold;
    case Role::Tick:
      return Face::Mono;
    case Role::Meta:
    case Role::WhatIf:
    case Role::Key:
    case Role::Query:
    case Role::Axis:
      break;
  }
  return Face::Text;
}

double Line::height() const { return font * kLine; }

std::array<Point, 4> corners(const Line& line) {
  const double half = line.height() / 2;
  const auto turned = [&line](double along, double across) {
    const double c = std::cos(line.angle);
    const double s = std::sin(line.angle);
    return Point{line.start.x + along * c - across * s, line.start.y + along * s + across * c};
  };
  return {turned(0, -half), turned(line.width, -half), turned(line.width, half), turned(0, half)};
}

Rect Plan::cell(int row, int column) const {
  const auto i = static_cast<std::size_t>(row);
  const auto j = static_cast<std::size_t>(column);
  return {column_edges[j], row_edges[i], column_edges[j + 1] - column_edges[j] - gap,
          row_edges[i + 1] - row_edges[i] - gap};
}

Rect Plan::map() const {
  return {column_edges.front(), row_edges.front(), column_edges.back() - column_edges.front() - gap,
          row_edges.back() - row_edges.front() - gap};
}

Status validate(const Content& content, PageSize page) {
  for (const int side : {page.width, page.height}) {
    if (side < kMinSide || side > kMaxSide) {
      return Error{ErrorCode::OutOfLimits, "size",
                   "a side of " + std::to_string(side) + "; a figure's sides go from " + std::to_string(kMinSide) +
                       " to " + std::to_string(kMaxSide)};
    }
  }
  return validate(content);
}

Result<Plan> plan_figure(const Content& content, PageSize page, const Measure& measure) {
  if (const Status sound = validate(content, page); !sound) return sound.error();
  return Planner(content, page, measure).plan();
}

PageSize fitting_page(const Content& content, const Measure& measure) {
  if (!validate(content)) return {kMinSide, kMinSide};
  return Planner(content, {1000, 1000}, measure).fitting();
}

}  // namespace attnscope::figure
