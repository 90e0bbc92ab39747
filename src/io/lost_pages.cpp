#include "io/lost_pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <mutex>

namespace attnscope {

namespace {

/// Addresses of one mapping; begin is 0 where the place is free. A signal handler may read nothing but atomics.
struct Watched {
  std::atomic<std::uintptr_t> begin{0};
  std::atomic<std::uintptr_t> end{0};
};
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free);

constexpr std::size_t kMostWatched = 2048;  // two models of as many files as one may have

std::array<Watched, kMostWatched> watched;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
std::mutex changes;                         // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
struct sigaction handler_before {};         // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
std::uintptr_t page_size = 4096;            // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

/// Puts zeros where the file has no pages any more. What lies behind is gone too: files end only once.
void put_zeros(int signal, siginfo_t* info, void* /*context*/) {
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  for (const Watched& one : watched) {
    const std::uintptr_t begin = one.begin.load(std::memory_order_acquire);
    const std::uintptr_t end = one.end.load(std::memory_order_acquire);
    if (begin == 0 || address < begin || end <= address) continue;
    const std::uintptr_t page = address / page_size * page_size;
    void* const at = reinterpret_cast<void*>(page);  // NOLINT(performance-no-int-to-ptr): it came as a number
    if (::mmap(at, end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED) return;
  }
  // Not ours: the instruction runs again, and the signal goes where it went.
  ::sigaction(signal, &handler_before, nullptr);
}

void install() {
  page_size = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  struct sigaction action {};
  action.sa_sigaction = put_zeros;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &action, &handler_before);
}

std::uintptr_t number(const std::byte* address) { return reinterpret_cast<std::uintptr_t>(address); }

}  // namespace

bool watch_mapping(std::span<const std::byte> mapping) {
  static std::once_flag installed;
  std::call_once(installed, install);
  const std::scoped_lock lock(changes);
  for (Watched& one : watched) {
    if (one.begin.load(std::memory_order_relaxed) != 0) continue;
    one.end.store(number(mapping.data() + mapping.size()), std::memory_order_release);
    one.begin.store(number(mapping.data()), std::memory_order_release);
    return true;
  }
  return false;
}

void forget_mapping(std::span<const std::byte> mapping) {
  const std::scoped_lock lock(changes);
  for (Watched& one : watched) {
    if (one.begin.load(std::memory_order_relaxed) == number(mapping.data()))
      one.begin.store(0, std::memory_order_release);
  }
}

}  // namespace attnscope
