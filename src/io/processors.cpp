#include "io/processors.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <set>
#include <string>
#include <thread>
#include <vector>
#ifdef __linux__
#include <sched.h>
#endif

namespace attnscope {
namespace {

/// The processors, as the system counts them, that this process may run on.
std::vector<std::size_t> usable_processors() {
  std::vector<std::size_t> usable;
#ifdef __linux__
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof(allowed), &allowed) == 0) {
    for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
      if (CPU_ISSET(i, &allowed)) usable.push_back(i);
    }
  }
#endif
  if (usable.empty()) {
    usable.resize(std::max(1U, std::thread::hardware_concurrency()));
    std::iota(usable.begin(), usable.end(), std::size_t{0});
  }
  return usable;
}

}  // namespace

std::size_t usable_cores(const std::filesystem::path& system) {
  std::set<std::string> cores;  // each by the list of its threads
  for (const std::size_t processor : usable_processors()) {
    const std::string number = std::to_string(processor);
    std::ifstream file(system / ("cpu" + number) / "topology" / "thread_siblings_list");
    std::string siblings;
    cores.insert(file >> siblings ? siblings : number);
  }
  return cores.size();
}

}  // namespace attnscope
