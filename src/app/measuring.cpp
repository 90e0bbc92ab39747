#include "app/measuring.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "core/attend.h"
#include "core/normals.h"

namespace attnscope {
namespace {

constexpr std::size_t kLeastRuns = 5;  // an odd number has a median among them
constexpr std::size_t kMostRuns = 99;
constexpr Seconds kEnough = 0.05;  ///< of runs together; so long as there are kLeastRuns

Matrix random_rows(Normals& normals, int words) {
  Matrix rows(words, kTimedDims);
  std::generate_n(rows.data(), rows.size(), [&] { return normals.next(); });
  return rows;
}

HeadTrace random_head(int words, const Mask& mask) {
  Normals normals(static_cast<std::uint64_t>(words));
  return {.q = random_rows(normals, words),
          .k = random_rows(normals, words),
          .v = random_rows(normals, words),
          .native_scale = 1 / std::sqrt(static_cast<float>(kTimedDims)),
          .mask = mask};
}

/// Of an odd number.
Seconds median(std::vector<Seconds> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::ranges::nth_element(times, middle);
  return *middle;
}

}  // namespace

std::optional<TimedAttention> time_attention(int words, const MaskChoice& mask, const std::function<Seconds()>& clock,
                                             const std::stop_token& stop) {
  const std::vector<HeadTrace> heads{random_head(words, resolve(mask, Mask::all()))};
  Workers alone;
  Matrix context;
  std::vector<Seconds> times;
  Seconds spent = 0;
  const auto goes_on = [&] {
    const std::size_t runs = times.size();
    return runs < kLeastRuns || runs % 2 == 0 || (spent < kEnough && runs < kMostRuns);
  };
  while (goes_on()) {
    const Seconds begun = clock();
    const Status attended = attend(heads, {}, context, alone, stop);
    if (!attended || stop.stop_requested()) return std::nullopt;
    times.push_back(clock() - begun);
    spent += times.back();
  }
  const auto runs = static_cast<int>(times.size());
  return TimedAttention{.words = words, .mask = mask, .seconds = median(std::move(times)), .runs = runs};
}

Measuring::Measuring(std::function<Seconds()> clock, std::function<void()> wake)
    : clock_(std::move(clock)), wake_(std::move(wake)) {}

void Measuring::begin(int window) {
  if (busy() || !clock_) return;
  shared_->ended = false;
  worker_ = std::jthread([shared = shared_, clock = clock_, wake = wake_, window](const std::stop_token& stop) {
    const auto deliver = [&](std::optional<TimedAttention> timed) {
      {
        const std::scoped_lock lock(shared->mutex);
        shared->ended = !timed;
        if (timed) shared->inbox.push_back(*timed);
      }
      if (wake) wake();
      return timed.has_value();
    };
    const auto time = [&](int words, MaskKind kind) {
      try {
        return deliver(time_attention(words, {.kind = kind, .window = window}, clock, stop));
      } catch (const std::exception&) {  // memory has run out; what was measured stays
        return deliver(std::nullopt);
      }
    };
    const bool all = std::ranges::all_of(
        kTimedWords, [&](int words) { return time(words, MaskKind::All) && time(words, MaskKind::Nearby); });
    if (all) deliver(std::nullopt);
  });
}

std::vector<TimedAttention> Measuring::take() {
  std::vector<TimedAttention> taken;
  bool ended = false;
  {
    const std::scoped_lock lock(shared_->mutex);
    taken = std::exchange(shared_->inbox, {});
    ended = shared_->ended;
  }
  if (ended && worker_.joinable()) worker_.join();
  return taken;
}

}  // namespace attnscope
