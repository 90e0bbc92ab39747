#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "ui/shortcuts.h"
#include "ui/view.h"

namespace attnscope {

/// "Why √d", below the top bar.
Actions show_root_d(const ViewInput& in);
std::span<const Shortcut> root_d_keys();

/// "What it costs".
Actions show_cost(const ViewInput& in);
std::span<const Shortcut> cost_keys();

/// A page that stands in the place of the sentence's views.
struct PageRow {
  Page page;
  std::string_view key;  ///< stable; Dear ImGui's name
  std::string_view title, about;
  Actions (*show)(const ViewInput&);
  std::span<const Shortcut> (*keys)();  ///< the page's own, which go before all others
};

/// Every page but Explore. A new one is a file and a row.
inline constexpr std::array kPages{
    PageRow{Page::RootD, "root_d", title_of(Page::RootD),
            "A score adds up d products. Here queries and keys are random numbers, so that nothing but d matters.",
            &show_root_d, &root_d_keys},
    PageRow{Page::Cost, "cost", title_of(Page::Cost),
            "Attention compares words in pairs. Twice the words are four times the pairs.", &show_cost, &cost_keys},
};

/// The row of a page; null for Explore.
constexpr const PageRow* find_page(Page page) {
  for (const PageRow& row : kPages) {
    if (row.page == page) return &row;
  }
  return nullptr;
}

/// What this key does there; none where it has no meaning of the page's own.
std::optional<Actions> run_page_key(const PageRow& page, const Chord& chord, const KeyInput& in);

/// A framed part of a page with a title and, unless empty, a line below it; returns the room inside.
Rect page_card(const Paint& paint, const Rect& rect, std::string_view title, std::string_view said);

/// The page in its place: its title, the way back, and what it shows.
Actions show_page(const ViewInput& in, const PageRow& page);

}  // namespace attnscope
