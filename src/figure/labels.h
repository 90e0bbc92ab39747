#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figure/measure.h"
#include "figure/plan.h"

namespace attnscope::figure {

/// Which of the labels at these rising centres to write, so that any two of them stand at least `apart` from each
/// other: every k-th with the smallest k that does it. `always` is among them; its crowding neighbours are not.
std::vector<int> thinned(const std::vector<double>& centres, double apart, std::optional<int> always);

/// The middles between neighbouring edges.
std::vector<double> centres(const std::vector<double>& edges);

/// The widths of all labels at this font size.
std::vector<double> widths(const std::vector<std::string>& labels, Face face, double font, const Measure& measure);

/// How the column labels stand: slanting where they fit without thinning, else upright.
struct Slant {
  double angle = 0;  ///< radians, negative: reading upwards
  double apart = 0;  ///< how far two labels must stand from each other along the row of columns

  /// How high above its start a label of this width and line height reaches.
  [[nodiscard]] double height(double width, double line) const;
  /// The width that a label may have so that it ends at most `room` to the right of its start.
  [[nodiscard]] double width_within(double room, double line) const;
  /// How far below its start a label reaches.
  [[nodiscard]] double below(double line) const;
};

/// pitch: from one column to the next; line: the height of a line of text.
Slant slant_for(double pitch, double line);

}  // namespace attnscope::figure
