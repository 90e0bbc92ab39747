#include "figure/paint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace attnscope::figure {
namespace {

constexpr Rgb ink(int rgb) {
  return {static_cast<float>(rgb >> 16 & 0xFF) / 255, static_cast<float>(rgb >> 8 & 0xFF) / 255,
          static_cast<float>(rgb & 0xFF) / 255};
}

constexpr Rgb kPage = ink(0xFFFFFF);
constexpr Rgb kHidden = ink(0xEEF0F4);  ///< a cell that the mask hides
constexpr Rgb kFrame = ink(0x5B6577);
constexpr Rgb kAsking = ink(0xE69F00);   ///< the query's colour (Okabe-Ito)
constexpr Rgb kPattern = ink(0xFFFFFF);  ///< the cells of a pattern, between two dark lines

struct InkRow {
  Role role;
  Rgb ink;  ///< at least 4.5:1 on white
};
constexpr std::array kInks{
    InkRow{Role::Title, ink(0x171B26)}, InkRow{Role::Meta, ink(0x4B5567)},  InkRow{Role::WhatIf, ink(0xA33B00)},
    InkRow{Role::Key, ink(0x2B3242)},   InkRow{Role::Query, ink(0x2B3242)}, InkRow{Role::Asking, ink(0x8A5A00)},
    InkRow{Role::Tick, ink(0x4B5567)},  InkRow{Role::Axis, ink(0x5B6577)},
};

constexpr bool in_role_order() {
  for (std::size_t i = 0; i < kInks.size(); ++i) {
    if (kInks[i].role != static_cast<Role>(i)) return false;
  }
  return true;
}
static_assert(in_role_order(), "one row a Role, in the order of the enum");

using Bytes = std::array<std::uint8_t, 3>;

Bytes to_bytes(const Rgb& rgb) {
  Bytes bytes{};
  for (std::size_t i = 0; i < 3; ++i) bytes[i] = static_cast<std::uint8_t>(std::lround(255 * rgb[i]));
  return bytes;
}

void set(cairo_t* context, const Rgb& rgb) {
  cairo_set_source_rgb(context, static_cast<double>(rgb[0]), static_cast<double>(rgb[1]), static_cast<double>(rgb[2]));
}

void add(cairo_t* context, const Rect& rect) { cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height); }

void stroke(cairo_t* context, const Rect& rect, double width, const Rgb& rgb) {
  set(context, rgb);
  cairo_set_line_width(context, width);
  add(context, rect);
  cairo_stroke(context);
}

/// grow: outwards, on every side.
Rect grown(const Rect& rect, double grow) {
  return {rect.x - grow, rect.y - grow, rect.width + 2 * grow, rect.height + 2 * grow};
}

/// Cells of one colour make one path: a map of 256 tokens would otherwise be 65 536 paths in an SVG.
void paint_cells(cairo_t* context, const Content& content, const Plan& plan) {
  std::map<Bytes, std::vector<Rect>> cells;
  const int rows = static_cast<int>(content.values.rows());
  const int columns = static_cast<int>(content.values.cols());
  const float extent = content.high - content.low;
  for (int i = 0; i < rows; ++i) {
    const KeyRange seen = visible_keys(content.mask, i, columns);
    for (int j = 0; j < columns; ++j) {
      const float t = (content.values(i, j) - content.low) / extent;
      const Rgb rgb = seen.contains(j) ? colour(content.map, std::clamp(t, 0.0F, 1.0F)) : kHidden;
      cells[to_bytes(rgb)].push_back(plan.cell(i, j));
    }
  }
  // Whole pixels need no smoothing, and smoothed neighbours would let the page shine through between them.
  cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE);
  for (const auto& [bytes, rects] : cells) {
    cairo_set_source_rgb(context, bytes[0] / 255.0, bytes[1] / 255.0, bytes[2] / 255.0);
    for (const Rect& rect : rects) add(context, rect);
    cairo_fill(context);
  }
  cairo_set_antialias(context, CAIRO_ANTIALIAS_DEFAULT);
}

void paint_bar(cairo_t* context, const Content& content, const Plan& plan) {
  constexpr int kStops = 64;  // between neighbouring stops the maps are straight to within half a shade
  const Handle<cairo_pattern_t> shades(cairo_pattern_create_linear(0, plan.bar.y + plan.bar.height, 0, plan.bar.y));
  for (int i = 0; i <= kStops; ++i) {
    const double t = static_cast<double>(i) / kStops;
    const Rgb rgb = colour(content.map, static_cast<float>(t));
    cairo_pattern_add_color_stop_rgb(shades.get(), t, static_cast<double>(rgb[0]), static_cast<double>(rgb[1]),
                                     static_cast<double>(rgb[2]));
  }
  cairo_set_source(context, shades.get());
  add(context, plan.bar);
  cairo_fill(context);

  set(context, kFrame);
  cairo_set_line_width(context, plan.stroke / 2);
  for (const double y : plan.bar_ticks) {
    cairo_move_to(context, plan.bar.x + plan.bar.width, y);
    cairo_rel_line_to(context, 2.5 * plan.stroke, 0);
  }
  cairo_stroke(context);
}

void paint_line(cairo_t* context, const Line& line, const TypeSetter& setter) {
  cairo_save(context);
  cairo_translate(context, line.start.x, line.start.y);
  cairo_rotate(context, line.angle);
  set(context, kInks[static_cast<std::size_t>(line.role)].ink);
  setter.show(context, line.text, face(line.role), line.font, line.width, line.height());
  cairo_restore(context);
}

}  // namespace

void paint(cairo_t* context, const Content& content, const Plan& plan, const TypeSetter& setter) {
  set(context, kPage);
  cairo_paint(context);
  paint_cells(context, content, plan);
  for (const Cell& cell : content.outlined) {
    const Rect inside = grown(plan.cell(cell.row, cell.column), -plan.stroke / 2);
    stroke(context, inside, plan.stroke, kFrame);
    stroke(context, inside, plan.stroke / 2, kPattern);
  }
  if (plan.asking) stroke(context, grown(*plan.asking, plan.stroke / 2), plan.stroke, kAsking);
  paint_bar(context, content, plan);
  for (const Line& line : plan.lines) paint_line(context, line, setter);
}

}  // namespace attnscope::figure
