#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "cli/cli.h"
#include "tests/cli/fake_source.h"

namespace attnscope::cli {

/// What a call of the program left behind.
struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

/// Calls run() as main() would. Models: "fake" (2 layers of 2 heads), "causal" (the same, looking back only), "uneven"
/// (2 and 3 heads), "none" (opens to nothing). The window and its picture are recorded, not made.
class Cli : public testing::Test {
 protected:
  Outcome call(const std::vector<std::string>& args) {
    std::vector<const char*> argv{"attnscope"};
    for (const std::string& arg : args) argv.push_back(arg.c_str());
    std::ostringstream out;
    std::ostringstream err;
    Outcome outcome;
    outcome.status = run(static_cast<int>(argv.size()), argv.data(), shell(), models(), out, err);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
  }

  /// The output of a call that succeeds and has nothing to say.
  std::string output(const std::vector<std::string>& args) {
    const Outcome outcome = call(args);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return outcome.out;
  }

  /// A path in a folder of this test's own.
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string("cli_") + test->name();
    std::ranges::replace(name, '/', '_');  // of a test with a parameter
    folder_ = std::filesystem::path(testing::TempDir()) / name;
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  virtual Models models() {
    Models models;
    models.open = [](const std::string& name, const LoadControl&) -> Result<std::shared_ptr<const TraceSource>> {
      using Source = std::shared_ptr<const TraceSource>;
      if (name == "fake") return Source(std::make_shared<FakeSource>(std::vector{2, 2}));
      if (name == "causal") return Source(std::make_shared<FakeSource>(std::vector{2, 2}, "causal", Mask::causal()));
      if (name == "two") {
        auto source = std::make_shared<FakeSource>(std::vector{2, 2}, "two");
        source->take_two({3, 3, 3});
        return Source(std::move(source));
      }
      if (name == "uneven") return Source(std::make_shared<FakeSource>(std::vector{2, 3}, "uneven"));
      return Error{ErrorCode::NotFound, name, "no such model"};
    };
    models.open_tokenizer = [](const std::string& name) -> Result<Tokenizer> {
      if (name == "fake") return fake_tokenizer();
      return Error{ErrorCode::NotFound, name, "no such model"};
    };
    models.list = []() -> Result<std::vector<SourceCard>> {
      return std::vector<SourceCard>{FakeSource({2, 2}).card_, FakeSource({2, 3}, "uneven").card_};
    };
    return models;
  }

  std::vector<ShotRequest> shots_;
  std::vector<FilmRequest> films_;
  std::vector<WindowRequest> windows_;

 private:
  Shell shell() {
    Shell shell;
    shell.shot = [this](const ShotRequest& request) -> Result<figure::Picture> {
      shots_.push_back(request);
      const auto pixels = static_cast<std::size_t>(request.width) * static_cast<std::size_t>(request.height);
      return figure::Picture{request.width, request.height, std::vector<std::uint8_t>(4 * pixels, 200)};
    };
    shell.film = [this](const FilmRequest& request, const auto& take) -> Status {
      films_.push_back(request);
      for (std::size_t i = 0; i < request.steps.size(); ++i) {
        if (Status taken = take({1, 1, std::vector<std::uint8_t>(4)}); !taken) return taken;
      }
      return {};
    };
    shell.open_window = [this](const WindowRequest& request) {
      windows_.push_back(request);
      return 7;
    };
    return shell;
  }

  std::filesystem::path folder_;
};

inline std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace attnscope::cli
