#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/x11/connection.h"
#include "platform/x11/transfers.h"

namespace attnscope::x11 {

/// One copy in two shapes: programs take the one that they can use.
struct Offer {
  std::string png;
  std::string text;  ///< UTF-8
};

/// What is said when the X server has gone.
Error lost_connection();

/// The clipboard as seen by the program that owns it: a connection to the X server and an unseen window of its own. Xcb
/// rather than Xlib, because the errors that other programs cause (a window that is gone) come as events on this
/// connection and end nothing. One thread at a time.
class ClipboardOwner {
 public:
  /// Connects to the server that DISPLAY names. Errors  NoDisplay.
  static Result<std::unique_ptr<ClipboardOwner>> connect();

  ~ClipboardOwner() = default;
  ClipboardOwner(const ClipboardOwner&) = delete;
  ClipboardOwner& operator=(const ClipboardOwner&) = delete;

  /// Takes the clipboard. Transfers of an earlier offer go on. Errors  Unsupported when another program was faster,
  /// NoDisplay when the connection is lost.
  Status take(std::shared_ptr<const Offer> offer);
  /// Sends what is to be sent and answers one event; false where there is none, and descriptor() tells when to ask
  /// again.
  bool answer_one();
  /// Lets a clipboard manager, if one runs, make its own copy of what would otherwise end with this program.
  void hand_over(std::chrono::milliseconds at_most);

  [[nodiscard]] bool owns() const { return offer_ != nullptr; }
  [[nodiscard]] bool connected() const;
  [[nodiscard]] int descriptor() const;

 private:
  ClipboardOwner(Connection connection, const Atoms& atoms, xcb_window_t window);

  void answer(const xcb_generic_event_t& event);
  void answer_request(const xcb_selection_request_event_t& request);
  void property_changed(const xcb_generic_event_t& event);
  bool convert(Place place, xcb_atom_t target);
  bool convert_several(Place place);
  std::optional<Content> content(xcb_atom_t target) const;
  std::vector<xcb_atom_t> data_targets() const;
  void write_words(Place place, xcb_atom_t type, const std::vector<std::uint32_t>& words);
  std::optional<xcb_timestamp_t> server_time();

  Connection connection_;
  Atoms atoms_;
  xcb_window_t window_;
  Transfers transfers_;
  std::shared_ptr<const Offer> offer_;  ///< null when the clipboard is somebody else's
  xcb_timestamp_t since_ = XCB_CURRENT_TIME;
  unsigned taken_by_ = 0;                ///< the number of the request that took the clipboard
  std::optional<xcb_timestamp_t> time_;  ///< what server_time() waits for
  bool handed_over_ = false;
};

}  // namespace attnscope::x11
