#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/chord.h"
#include "ui/view.h"

namespace attnscope {

/// What a shortcut may read and remember.
struct KeyInput {
  const AppState& app;
  UiMemory& memory;
};

/// Where a shortcut stands in the list of keys.
enum class KeyGroup : std::uint8_t {
  Sentence,
  Words,
  Picture,
  Numbers,
  Scale,
  Animation,
  Learn,
  Program,
  Present,
  RootD,
  Cost
};

struct Shortcut {
  Chord chord;
  KeyGroup group;
  std::string_view title;  ///< what it does, for the help and the command palette
  Actions (*run)(const KeyInput&);
  bool while_typing = false;                   ///< also when the caret is in the sentence
  Panel opens = Panel::None;                   ///< the panel that it opens; there it is obeyed too, and closes it
  bool (*applies)(const AppState&) = nullptr;  ///< where Ctrl+K offers it; null: everywhere

  /// The same row, offered only there.
  [[nodiscard]] constexpr Shortcut where(bool (*only)(const AppState&)) const {
    Shortcut row = *this;
    row.applies = only;
    return row;
  }
};

/// Every key of the main screen: F1 lists this table, Ctrl+K searches it, and the window obeys it.
std::span<const Shortcut> shortcuts();

/// What has no key of its own, for Ctrl+K: the choices that a key goes through one by one, and what lies in menus.
struct NamedCommand {
  std::string_view title;
  Actions (*run)(const KeyInput&);
  bool (*applies)(const AppState&) = nullptr;  ///< where it is offered; null: everywhere
};
std::span<const NamedCommand> keyless_commands();

/// What Ctrl+K offers for what was typed: of all that can be done now, that which has it in its title.
struct FoundCommand {
  std::string_view title;
  std::string keys;  ///< "Ctrl+Z"; empty: none
  Actions (*run)(const KeyInput&);
};
std::vector<FoundCommand> find_commands(const AppState& app, std::string_view typed);

std::string_view group_title(KeyGroup group);

/// Whether a panel has a text field, which takes what is typed.
bool has_field(Panel panel);

/// Whether it would act on what a page hides: on a page of its own the sentence's picture is not seen, and nothing may
/// happen to it unseen.
bool acts_unseen(const Shortcut& shortcut, const Scene& scene);

/// The actions of the first shortcut for this chord; none where no key is bound.
std::optional<Actions> run_shortcut(const Chord& chord, const KeyInput& in);

/// Arrow keys, Enter and digits act on the part that has the focus.
std::optional<Actions> run_focused(const Chord& chord, const KeyInput& in);

}  // namespace attnscope
