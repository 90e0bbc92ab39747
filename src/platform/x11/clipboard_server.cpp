#include "platform/x11/clipboard_server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <utility>

namespace attnscope::x11 {
namespace {

constexpr std::chrono::milliseconds kManagersTime{1000};

}  // namespace

Bell::Bell() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Bell::~Bell() {
  if (works()) close(descriptor_);
}

void Bell::ring() const {
  const std::uint64_t once = 1;
  (void)!write(descriptor_, &once, sizeof once);  // fails only where it has rung too often to count
}

void Bell::sleep_unless(int other) const {
  std::array<pollfd, 2> ready{pollfd{descriptor_, POLLIN, 0}, pollfd{other, POLLIN, 0}};
  (void)poll(ready.data(), ready.size(), -1);  // a signal may end it early: callers look again anyway
  std::uint64_t rung = 0;
  (void)!read(descriptor_, &rung, sizeof rung);
}

Result<std::unique_ptr<ClipboardServer>> ClipboardServer::start() {
  Result<std::unique_ptr<ClipboardOwner>> owner = ClipboardOwner::connect();
  if (!owner) return owner.error();
  std::unique_ptr<ClipboardServer> server(new ClipboardServer(std::move(*owner)));
  if (!server->bell_.works()) return Error{ErrorCode::Unsupported, "clipboard", "too many files are open"};
  server->thread_ = std::jthread([made = server.get()](const std::stop_token& quit) { made->serve(quit); });
  return server;
}

ClipboardServer::~ClipboardServer() {
  thread_.request_stop();
  bell_.ring();
}

void ClipboardServer::serve(const std::stop_token& quit) {
  while (!quit.stop_requested() && owner_->connected()) {
    const bool busy = take_order() || owner_->answer_one();  // however busy others keep it, an order comes first
    owns_ = owner_->owns();
    if (!busy) bell_.sleep_unless(owner_->descriptor());
  }
  owner_->hand_over(kManagersTime);
  owns_ = false;
  const std::scoped_lock lock(mutex_);
  serving_ = false;
  if (order_) order_->done.set_value(lost_connection());
}

bool ClipboardServer::take_order() {
  std::optional<Order> order;
  {
    const std::scoped_lock lock(mutex_);
    order = std::exchange(order_, std::nullopt);
  }
  if (!order) return false;
  const Status taken = owner_->take(std::move(order->offer));
  owns_ = owner_->owns();  // before the caller can ask
  order->done.set_value(taken);
  return true;
}

Status ClipboardServer::offer(Offer offer) {
  Order order{std::make_shared<const Offer>(std::move(offer)), {}};
  std::future<Status> done = order.done.get_future();
  {
    const std::scoped_lock lock(mutex_);
    if (!serving_) return lost_connection();
    order_ = std::move(order);
  }
  bell_.ring();
  return done.get();
}

}  // namespace attnscope::x11
