#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "io/found_models.h"

namespace attnscope {

/// The models that can be offered beside the built-in ones.
struct OfferedModels {
  std::vector<FoundModel> recent;  ///< newest first
  std::vector<std::string> gone;   ///< folders that were opened lately and are no longer there
  std::vector<FoundModel> cached;  ///< of the Hugging Face cache, by name
};

/// Looks for models on a thread of its own: a cache may lie on a slow disk.
/// Thread  the owner's; `done` is called on the other one.
class ModelSearch {
 public:
  ModelSearch() = default;
  ModelSearch(const ModelSearch&) = delete;
  ModelSearch& operator=(const ModelSearch&) = delete;
  ~ModelSearch() { stop_.request_stop(); }

  /// Begins to look unless it does so already.
  void begin(std::filesystem::path hub, std::vector<std::string> recent, std::function<void()> done);
  [[nodiscard]] bool busy() const { return found_.valid(); }
  /// What was found, once, when it is there.
  std::optional<OfferedModels> take();

 private:
  std::stop_source stop_;
  std::future<OfferedModels> found_;  ///< last: its destructor waits for the thread
};

}  // namespace attnscope
