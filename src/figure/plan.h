#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "figure/content.h"
#include "figure/measure.h"

namespace attnscope::figure {

/// A page in page units: pixels of a PNG or SVG, points of a PDF.
struct PageSize {
  int width = 0;
  int height = 0;

  friend bool operator==(const PageSize&, const PageSize&) = default;
};

inline constexpr int kMinSide = 200;
inline constexpr int kMaxSide = 8000;

struct Point {
  double x = 0;
  double y = 0;
};

struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

/// What a line of text is for; decides face and ink.
enum class Role : std::uint8_t { Title, Meta, WhatIf, Key, Query, Asking, Tick, Axis };

Face face(Role role);

/// One line of text. Its box starts at the middle of the left edge and is turned about that point; text that is wider
/// than the box is elided when it is painted.
struct Line {
  std::string text;
  Role role = Role::Title;
  double font = 0;   ///< font size in page units
  Point start;       ///< the middle of the box's left edge
  double width = 0;  ///< of the box
  double angle = 0;  ///< radians, clockwise on the page; -pi/2 reads upwards

  [[nodiscard]] double height() const;  ///< of the box: one line at this font size
};

/// The four corners of a line's box on the page.
std::array<Point, 4> corners(const Line& line);

/// Where everything goes, y downwards. Painting adds nothing to it.
struct Plan {
  PageSize page;
  std::vector<double> row_edges;     ///< [n + 1] whole numbers as long as a cell is a unit or more
  std::vector<double> column_edges;  ///< [m + 1]
  double gap = 0;                    ///< left free at the right and the bottom of a cell
  std::vector<Line> lines;
  Rect bar;                       ///< the colour bar
  std::vector<double> bar_ticks;  ///< where its numbers point to
  std::optional<Rect> asking;     ///< the outlined row
  double stroke = 1;              ///< width of outlines

  [[nodiscard]] Rect cell(int row, int column) const;
  [[nodiscard]] Rect map() const;
};

/// Whether this content can be laid out on this page.
/// Errors  those of validate(content); OutOfLimits for a side outside kMinSide ... kMaxSide.
Status validate(const Content& content, PageSize page);

/// Lays the figure out: header, square cells, labels that thin out rather than overlap, a numbered colour bar.
/// Errors  those of validate().
Result<Plan> plan_figure(const Content& content, PageSize page, const Measure& measure);

/// A page on which every label of this content has room, within the limits.
PageSize fitting_page(const Content& content, const Measure& measure);

}  // namespace attnscope::figure
