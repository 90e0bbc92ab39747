#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/colour_map.h"
#include "core/mask.h"
#include "core/matrix.h"
#include "core/patterns.h"

namespace attnscope::figure {

/// What one figure says, before anything is measured or drawn: a plain value.
/// Texts may hold any bytes; what cannot be shown is replaced when it is set.
struct Content {
  std::string title;                 ///< the sentence; elided where it is too long
  std::string meta;                  ///< which head, at which scale, under which mask
  std::string what_if;               ///< how this departs from what the model computes by itself; empty if it does not
  std::vector<std::string> queries;  ///< [n] row labels
  std::vector<std::string> keys;     ///< [m] column labels
  Matrix values;                     ///< [n, m]
  Visibility mask;                   ///< the cells it hides stay blank: "not allowed" is not "none"
  std::string unit;                  ///< what the colours stand for, beside the colour bar
  float low = 0.0F;                  ///< the value at the bottom of the colour bar
  float high = 1.0F;                 ///< the value at its top, > low; larger values take the top colour
  ColourMap map = ColourMap::Magma;
  std::optional<int> asking;   ///< the row to outline
  std::vector<Cell> outlined;  ///< the cells of a pattern
};

/// Rows and columns that a figure takes at most.
inline constexpr int kMaxTokens = 1024;

/// Checks sizes, ranges and numbers. Errors  ShapeMismatch, OutOfLimits, NotFinite, InvalidArgument.
Status validate(const Content& content);

/// A token's text as a label: spaces around it dropped, and a token that is nothing but white space made visible.
std::string visible_label(std::string_view text);

}  // namespace attnscope::figure
