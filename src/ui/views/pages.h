#pragma once

#include <array>
#include <string_view>

#include "ui/view.h"

namespace attnscope {

/// "Why √d", below the top bar.
Actions show_root_d(const ViewInput& in);
/// Left and right halve and double d there; none for other keys.
std::optional<Actions> root_d_by_key(const AppState& app, int key);

/// A page that stands in the place of the sentence's views.
struct PageRow {
  Page page;
  std::string_view key;  ///< stable; Dear ImGui's name
  std::string_view title, about;
  Actions (*show)(const ViewInput&);
  std::optional<Actions> (*by_key)(const AppState& app, int key);
};

/// Every page but Explore. A new one is a file and a row.
inline constexpr std::array kPages{
    PageRow{Page::RootD, "root_d", title_of(Page::RootD),
            "A score adds up d products. Here queries and keys are random numbers, so that nothing but d matters.",
            &show_root_d, &root_d_by_key},
};

/// The row of a page; null for Explore.
constexpr const PageRow* find_page(Page page) {
  for (const PageRow& row : kPages) {
    if (row.page == page) return &row;
  }
  return nullptr;
}

/// The page in its place: its title, the way back, and what it shows.
Actions show_page(const ViewInput& in, const PageRow& page);

}  // namespace attnscope
