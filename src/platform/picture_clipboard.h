#pragma once

#include <memory>
#include <string>

#include "core/result.h"
#include "platform/window_system.h"

namespace attnscope {

/// Puts a picture and a text on the clipboard at once: slides take the picture, an editor takes the text. GLFW offers
/// text only, so this is a second client of the X server, with a thread of its own that sleeps until somebody pastes.
/// Other programs can neither end nor stall this one by how they paste. One thread at a time.
class PictureClipboard {
 public:
  /// Errors  Unsupported where the windows are not X11's; NoDisplay when the X server takes no other connection.
  static Result<PictureClipboard> open(const WindowSystem& system);

  PictureClipboard(const PictureClipboard&) = delete;
  PictureClipboard& operator=(const PictureClipboard&) = delete;
  PictureClipboard(PictureClipboard&&) noexcept;
  PictureClipboard& operator=(PictureClipboard&&) noexcept;
  /// A clipboard manager, where one runs, may keep what is offered; it gets a second for that.
  ~PictureClipboard();

  /// Replaces what is on the clipboard. png: the bytes of a PNG file; text: UTF-8.
  /// Errors  Unsupported when another program copied at the same moment; NoDisplay when the connection is lost.
  Status offer(std::string png, std::string text);
  /// Whether the clipboard still holds the last offer; false once anybody else has copied.
  [[nodiscard]] bool owns() const;

 private:
  struct State;
  explicit PictureClipboard(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace attnscope
