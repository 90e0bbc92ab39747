#include "app/thread_pool.h"

namespace attnscope {
namespace {

/// How often a thread looks for work, giving way to others in between, before it lies down: a pass calls again within
/// microseconds, and to be woken takes longer than many of its parts.
constexpr int kLooks = 100;

template <class There>
bool look_for(const There& there) {
  for (int look = 0; look < kLooks; ++look) {
    if (there()) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace

ThreadPool::~ThreadPool() {
  {
    const std::scoped_lock lock(mutex_);
    quit_ = true;
    ++calls_;
  }
  called_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ThreadPool::each(std::size_t parts, const Work& work) {
  const std::unique_lock mine(one_caller_, std::try_to_lock);
  if (!mine || count_ == 1 || parts < 2) return Workers::each(parts, work);
  if (threads_.empty()) start();
  {
    const std::scoped_lock lock(mutex_);
    work_ = &work;
    parts_ = parts;
    next_part_ = 0;
    ++calls_;
  }
  called_.notify_all();
  take_parts(work, parts);
  {
    const std::scoped_lock lock(mutex_);
    work_ = nullptr;  // who comes now finds nothing; who is inside has a part that is not done
  }
  if (look_for([this] { return inside_ == 0; })) return;
  std::unique_lock lock(mutex_);
  left_.wait(lock, [this] { return inside_ == 0; });
}

void ThreadPool::start() {
  threads_.reserve(count_ - 1);
  while (threads_.size() + 1 < count_) threads_.emplace_back([this] { serve(); });
}

void ThreadPool::take_parts(const Work& work, std::size_t parts) {
  for (std::size_t part = next_part_++; part < parts; part = next_part_++) work(part);
}

void ThreadPool::sleep_until_called(std::size_t seen) {
  if (look_for([this, seen] { return calls_ != seen; })) return;
  std::unique_lock lock(mutex_);
  called_.wait(lock, [this, seen] { return calls_ != seen; });
}

void ThreadPool::serve() {
  std::size_t seen = 0;
  while (true) {
    sleep_until_called(seen);
    const Work* work = nullptr;
    std::size_t parts = 0;
    {
      const std::scoped_lock lock(mutex_);
      seen = calls_;
      if (quit_) return;
      work = work_;
      parts = parts_;
      if (work != nullptr) ++inside_;
    }
    if (work == nullptr) continue;
    take_parts(*work, parts);
    {
      const std::scoped_lock lock(mutex_);
      --inside_;
    }
    left_.notify_one();
  }
}

}  // namespace attnscope
