#pragma once

#include <array>
#include <string_view>

#include "app/plans/query_plan.h"
#include "ui/view.h"

namespace attnscope {

/// A column's place, from the left edge of the view.
struct ColumnSpan {
  float x = 0;
  float w = 0;
};

/// The query view's four columns.
struct QueryColumns {
  ColumnSpan key, score, softmax, blend;
  float strip = 0;  ///< width of the query's and the output's cells, from the score column on
};

QueryColumns query_columns(const Paint& paint, float width);

inline constexpr float kLeastRow = 20;  ///< height of a key's row at least, unscaled pixels

/// The third column shows the softmax's numbers while that stage is looked at in depth, else the blend.
void show_query_rows(const ViewInput& in, const QueryColumns& columns, const QueryPlan& plan, const QueryInput& head,
                     const Rect& area, bool softmax_numbers);

/// The three places of those numbers in the third column.
std::array<ColumnSpan, 3> softmax_columns(const ColumnSpan& third);

/// A column's name, and what more there is to say of it where that has room.
void show_column_head(const Paint& paint, Rect place, Colour ink, std::string_view strong, std::string_view plain);

/// The button that copies the whole working, taken from the right end of a place.
Actions show_copy_working(const Paint& paint, Rect& place);

/// Play, pause, stage by stage, the timeline and its speed.
Actions show_transport(const ViewInput& in, Rect row);

/// show_query() where the transport stands elsewhere.
Actions show_query_without_transport(const ViewInput& in);

/// The numbers of a vector, eight a line, counted from dimension 1.
std::string numbers_in_lines(Eigen::Ref<const Eigen::RowVectorXf> values);

}  // namespace attnscope
