#include "platform/end_requests.h"

#include <pthread.h>

#include <csignal>
#include <utility>

namespace attnscope {
namespace {

constexpr int kAlwaysHeard = SIGTERM;  ///< whatever the program is to ignore

bool ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t end_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, kAlwaysHeard);
  for (const int signal : {SIGINT, SIGHUP}) {
    if (!ignored(signal)) sigaddset(&set, signal);
  }
  return set;
}

void let_end_signals_act() {
  const sigset_t set = end_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace

void hold_end_signals() {
  const sigset_t set = end_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

EndRequests::EndRequests(std::function<void()> asked) : asked_(std::move(asked)) {
  hold_end_signals();
  listener_ = std::thread([this] { listen(); });
}

EndRequests::~EndRequests() {
  leaving_ = true;
  pthread_kill(listener_.native_handle(), kAlwaysHeard);  // ends its sigwait() and nothing else
  listener_.join();
  let_end_signals_act();
}

void EndRequests::listen() {
  const sigset_t set = end_signals();
  int signal = 0;
  while (sigwait(&set, &signal) == 0 && !leaving_) {
    if (came_.exchange(true)) {
      let_end_signals_act();
      std::raise(signal);
    }
    asked_();
  }
}

}  // namespace attnscope
