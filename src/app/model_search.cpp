#include "app/model_search.h"

#include <chrono>
#include <system_error>
#include <utility>

namespace attnscope {
namespace {

OfferedModels search(const std::filesystem::path& hub, const std::vector<std::string>& recent,
                     const std::stop_token& stop) {
  OfferedModels offered;
  for (const std::string& folder : recent) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
      offered.gone.push_back(folder);
      continue;
    }
    FoundModel found = look_at_folder({}, folder);
    if (found.card) found.name = found.card->name;
    if (found.name.empty()) found.name = std::filesystem::path(folder).filename().string();
    offered.recent.push_back(std::move(found));
  }
  offered.cached = find_in_hub(hub, stop);
  return offered;
}

}  // namespace

void ModelSearch::begin(std::filesystem::path hub, std::vector<std::string> recent, std::function<void()> done) {
  if (busy()) return;
  found_ = std::async(std::launch::async, [hub = std::move(hub), recent = std::move(recent), done = std::move(done),
                                           stop = stop_.get_token()] {
    OfferedModels offered = search(hub, recent, stop);
    if (done) done();
    return offered;
  });
}

std::optional<OfferedModels> ModelSearch::take() {
  if (!busy() || found_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return std::nullopt;
  return found_.get();
}

}  // namespace attnscope
