// Our side of the comparison with PyTorch: answers one line of JSON to each line that it is asked, as theirs.py does.
// Usage: ours CHECKPOINT THREADS [--registers]      --registers: leave the processor's matrix unit alone

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/thread_pool.h"
#include "core/kernels/amx.h"
#include "core/product.h"
#include "core/trace_source.h"
#include "io/model_source.h"

namespace attnscope {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::vector<Token> tokens_of(int count, int shift = 0) {
  std::vector<Token> tokens(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) tokens[static_cast<std::size_t>(i)].id = (i + shift) % 256;
  return tokens;
}

/// Resident memory that no file stands behind, in bytes.
std::uint64_t private_memory() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    std::uint64_t kibibytes = 0;
    if (word == "RssAnon:" && status >> kibibytes) return kibibytes * 1024;
  }
  return 0;
}

/// The most private memory there was while work() ran, beyond what there was before.
template <class Work>
std::uint64_t most_memory(const Work& work) {
  const std::uint64_t before = private_memory();
  std::atomic<std::uint64_t> most = before;
  std::atomic<bool> done = false;
  std::thread watch([&] {
    while (!done) {
      most = std::max(most.load(), private_memory());
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  work();
  most = std::max(most.load(), private_memory());
  done = true;
  watch.join();
  return most - before;
}

/// q, k and v of all layers and the residual stream as each finds it, and what one layer holds in between: four times
/// [n, hidden], twice [n, feed_forward].
double activations(const SourceCard& card, int tokens) {
  double numbers = 0;
  for (const LayerShape& layer : card.layers) numbers += 3.0 * layer.heads * layer.head_dim + card.hidden;
  return 4.0 * tokens * (numbers + 4.0 * card.hidden + 2.0 * 4.0 * card.hidden);
}

class Side {
 public:
  Side(std::string folder, std::size_t threads) : folder_(std::move(folder)), pool_(threads) {}

  std::string answer(const std::string& line) {
    std::istringstream words(line);
    std::string what;
    int tokens = 0;
    words >> what >> tokens;
    if (what == "open") return open();
    if (what == "gemm") return gemm();
    if (what == "unit") return number("unit", amx::available() ? 1 : 0);
    if (!source_) return R"({"error": "nothing is open"})";
    if (what == "pass") return pass(tokens);
    if (what == "append") return append(tokens);
    return memory(tokens);
  }

 private:
  std::string open() {
    const Clock::time_point begin = Clock::now();
    Result<std::shared_ptr<const TraceSource>> opened = open_model(folder_);
    if (!opened) return R"({"error": "the checkpoint did not open"})";
    const double took = seconds_since(begin);
    source_ = *opened;
    return number("seconds", took);
  }

  std::string pass(int tokens) {
    const Clock::time_point begin = Clock::now();
    const Result<Trace> trace = run(tokens_of(tokens), nullptr);
    return trace ? number("seconds", seconds_since(begin)) : R"({"error": "the pass failed"})";
  }

  /// A pass over one token more than the pass before had.
  std::string append(int tokens) {
    const Result<Trace> previous = run(tokens_of(tokens - 1), nullptr);
    if (!previous) return R"({"error": "the pass failed"})";
    const Clock::time_point begin = Clock::now();
    const Result<Trace> trace = run(tokens_of(tokens), &*previous);
    return trace ? number("seconds", seconds_since(begin)) : R"({"error": "the pass failed"})";
  }

  std::string memory(int tokens) {
    const std::uint64_t most = most_memory([&] { static_cast<void>(run(tokens_of(tokens), nullptr).ok()); });
    std::ostringstream out;
    out << R"({"most": )" << most << R"(, "activations": )" << activations(source_->card(), tokens) << '}';
    return out.str();
  }

  std::string gemm() {
    constexpr int kSide = 1536;
    const Matrix square = Matrix::Ones(kSide, kSide);
    Matrix out(kSide, kSide);
    double least = 1e9;
    for (int i = 0; i < 3; ++i) {
      const Clock::time_point begin = Clock::now();
      multiply(PackedRows(square, pool_), square, MatrixOrder::InOut, Vector(), out, pool_);
      least = std::min(least, seconds_since(begin));
    }
    return number("flops", 2.0 * kSide * kSide * kSide / least);
  }

  Result<Trace> run(std::vector<Token> tokens, const Trace* previous) {
    return source_->trace(std::move(tokens), {}, {.workers = &pool_, .previous = previous, .spare = spare_});
  }

  static std::string number(const std::string& name, double value) {
    std::ostringstream out;
    out << "{\"" << name << "\": " << value << '}';
    return out.str();
  }

  std::string folder_;
  ThreadPool pool_;
  std::shared_ptr<SpareMemory> spare_ = std::make_shared<SpareMemory>();
  std::shared_ptr<const TraceSource> source_;
};

}  // namespace
}  // namespace attnscope

int main(int argc, char** argv) {
  const bool registers = argc == 4 && std::string(argv[3]) == "--registers";
  if (argc != 3 && !registers) return 2;
  if (registers) attnscope::amx::use_from(std::numeric_limits<std::size_t>::max());
  attnscope::Side side(argv[1], static_cast<std::size_t>(std::strtoul(argv[2], nullptr, 10)));
  for (std::string line; std::getline(std::cin, line);) std::cout << side.answer(line) << "\n" << std::flush;
  return 0;
}
