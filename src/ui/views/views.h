#pragma once

#include <array>
#include <string_view>

#include "ui/view.h"

namespace attnscope {

/// Everything on the main screen is one of these: const state in, actions out.
Actions show_top_bar(const ViewInput& in);
Actions show_chips(const ViewInput& in);
Actions show_heatmap(const ViewInput& in);
Actions show_meters(const ViewInput& in);
Actions show_heads(const ViewInput& in);
Actions show_numbers(const ViewInput& in);  ///< of a worked example
Actions show_query(const ViewInput& in);
Actions show_compare(const ViewInput& in);  ///< in the query view's place while something is compared
Actions show_scale(const ViewInput& in);

struct ViewRow {
  std::string_view key;  ///< stable; Dear ImGui's window name
  Rect Layout::*area;    ///< empty where the screen has no place for it now
  Actions (*show)(const ViewInput&);
};

/// The main screen, in the order in which it is painted. A new view is a file and a row.
inline constexpr std::array kViews{
    ViewRow{"top_bar", &Layout::top_bar, &show_top_bar}, ViewRow{"chips", &Layout::chips, &show_chips},
    ViewRow{"heatmap", &Layout::heatmap, &show_heatmap}, ViewRow{"meters", &Layout::meters, &show_meters},
    ViewRow{"heads", &Layout::heads, &show_heads},       ViewRow{"numbers", &Layout::numbers, &show_numbers},
    ViewRow{"query", &Layout::query, &show_query},       ViewRow{"scale", &Layout::scale, &show_scale},
};

}  // namespace attnscope
