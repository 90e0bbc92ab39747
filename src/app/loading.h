#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "core/trace_source.h"

namespace attnscope {

/// How far the opening of a model is.
struct LoadingState {
  std::string model;        ///< the name or folder that was asked for
  std::uint64_t done = 0;   ///< bytes of weights
  std::uint64_t total = 0;  ///< 0 while it is not known yet
  friend bool operator==(const LoadingState&, const LoadingState&) = default;
};

/// One opening as both threads know it: the job tells how far it is, whoever wants the model may stop it.
/// Thread  any.
class Loading {
 public:
  /// For the job: what to hand to the opener, until end().
  LoadControl begin(const std::string& model);
  void end();

  /// What is being opened now, if anything.
  [[nodiscard]] std::optional<LoadingState> state() const;
  /// The only model whose opening may go on: any other is stopped, also one that begins later. Empty: none may.
  void want(const std::string& model);

 private:
  mutable std::mutex mutex_;
  std::optional<LoadingState> state_;
  std::optional<std::string> wanted_;  ///< none: nobody has said
  std::stop_source stop_;
};

}  // namespace attnscope
