#include "platform/picture_clipboard.h"

#include <utility>

#ifdef ATTNSCOPE_X11
#include "platform/x11/clipboard_server.h"
#endif

namespace attnscope {

#ifdef ATTNSCOPE_X11

struct PictureClipboard::State {
  std::unique_ptr<x11::ClipboardServer> server;
};

Result<PictureClipboard> PictureClipboard::open(const WindowSystem& system) {
  if (!system.is_x11()) return Error{ErrorCode::Unsupported, "clipboard", "pictures can be copied under X11 only"};
  Result<std::unique_ptr<x11::ClipboardServer>> server = x11::ClipboardServer::start();
  if (!server) return server.error();
  return PictureClipboard(std::make_unique<State>(State{std::move(*server)}));
}

Status PictureClipboard::offer(std::string png, std::string text) {
  return state_->server->offer({std::move(png), std::move(text)});
}

bool PictureClipboard::owns() const { return state_->server->owns(); }

#else

struct PictureClipboard::State {};

Result<PictureClipboard> PictureClipboard::open(const WindowSystem& /*system*/) {
  return Error{ErrorCode::Unsupported, "clipboard", "this build copies no pictures"};
}
Status PictureClipboard::offer(std::string /*png*/, std::string /*text*/) {
  return Error{ErrorCode::Unsupported, "clipboard", "this build copies no pictures"};
}
bool PictureClipboard::owns() const { return false; }

#endif

PictureClipboard::PictureClipboard(std::unique_ptr<State> state) : state_(std::move(state)) {}
PictureClipboard::PictureClipboard(PictureClipboard&&) noexcept = default;
PictureClipboard& PictureClipboard::operator=(PictureClipboard&&) noexcept = default;
PictureClipboard::~PictureClipboard() = default;

}  // namespace attnscope
