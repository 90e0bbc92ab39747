#include <gmock/gmock.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "cli/write_export.h"
#include "io/safetensors.h"
#include "tests/cli/run_support.h"

namespace attnscope::cli {
namespace {

using nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kText = "The cat sat on the mat";
constexpr int kTokens = 6;

class Export : public Cli {
 protected:
  std::string exported(const std::string& name, const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"export", "--model", "fake",    "--text", kText,   "--layer", "1",
                                  "--head", "2",       "--query", "cat",    "--out", path(name)};
    args.insert(args.end(), more.begin(), more.end());
    EXPECT_EQ(output(args), "");
    return content_of(path(name));
  }
};

TEST_F(Export, WritesAFigureByItsEnding) {
  EXPECT_THAT(exported("f.png"), StartsWith("\x89PNG\r\n"));
  EXPECT_THAT(exported("f.svg", {"--size", "700x500"}), HasSubstr("viewBox=\"0 0 700 500\""));
  EXPECT_THAT(exported("f.PDF"), StartsWith("%PDF-"));
}

TEST_F(Export, GivesTheSameWeightsInEveryFormat) {
  const json whole = json::parse(exported("f.json", {"--mask", "causal", "--scale", "2"}));
  const std::string npy = exported("f.npy", {"--mask", "causal", "--scale", "2"});
  const std::string csv = exported("f.csv", {"--mask", "causal", "--scale", "2"});
  EXPECT_EQ(whole["weights"].size(), static_cast<std::size_t>(kTokens));
  EXPECT_EQ(whole["layer"], 1);
  EXPECT_EQ(whole["head"], 2);
  EXPECT_EQ(whole["mask"], "causal");
  EXPECT_EQ(whole["text"], kText);

  EXPECT_THAT(npy, HasSubstr("'shape': (6, 6)"));
  ASSERT_EQ(npy.size() % 64, (kTokens * kTokens * sizeof(float)) % 64);
  const char* numbers = npy.data() + npy.size() - kTokens * kTokens * sizeof(float);
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, ",The,cat,sat,on,the,mat\r");
  for (int i = 0; i < kTokens; ++i) {
    std::getline(lines, line);
    std::istringstream cells(line);
    std::string cell;
    std::getline(cells, cell, ',');
    const json row =
        json::parse(output({"attend", "--model", "fake", "--text", kText, "--layer", "1", "--head", "2", "--mask",
                            "causal", "--scale", "2", "--query", "#" + std::to_string(i + 1), "--format", "json"}));
    for (int j = 0; j < kTokens; ++j) {
      float from_npy = 0;
      std::memcpy(&from_npy, numbers + (i * kTokens + j) * static_cast<int>(sizeof(float)), sizeof(float));
      std::getline(cells, cell, ',');
      EXPECT_EQ(whole["weights"][i][j].get<float>(), from_npy);
      EXPECT_EQ(row["weights"][j].get<float>(), from_npy);
      EXPECT_EQ(std::stof(cell), from_npy);
    }
  }
}

TEST_F(Export, DumpsTheWeightsThatAttendPrints) {
  EXPECT_EQ(output({"dump", "--model", "fake", "--text", kText, "--out", path("d.safetensors")}), "");
  const Result<SafetensorsFile> file = SafetensorsFile::open(path("d.safetensors"));
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->tensors().size(), 2U);
  const TensorInfo* ids = file->find("input_ids");
  const TensorInfo* attentions = file->find("attentions");
  ASSERT_TRUE(ids && attentions);
  EXPECT_EQ(ids->dtype, DType::I64);
  EXPECT_EQ(*file->integers(*ids), (std::vector<std::int64_t>{3, 6, 9, 12, 15, 18}));
  EXPECT_EQ(attentions->dtype, DType::F32);
  EXPECT_EQ(attentions->shape, (TensorShape{2, 2, kTokens, kTokens}));

  const std::vector<float> all = *file->floats(*attentions);
  for (int layer = 0; layer < 2; ++layer) {
    for (int head = 0; head < 2; ++head) {
      const json row =
          json::parse(output({"attend", "--model", "fake", "--text", kText, "--layer", std::to_string(layer + 1),
                              "--head", std::to_string(head + 1), "--query", "#3", "--format", "json"}));
      for (int j = 0; j < kTokens; ++j) {
        const int at = ((layer * 2 + head) * kTokens + 2) * kTokens + j;
        EXPECT_EQ(all[static_cast<std::size_t>(at)], row["weights"][j].get<float>());
      }
    }
  }
}

TEST_F(Export, LeavesWhatWasThereWhereItCannotWrite) {
  std::ofstream(path("old.png")) << "old";
  const Outcome outcome = call({"export", "--model", "fake", "--text", "a", "--out", path("old.png"), "--query", "b"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(content_of(path("old.png")), "old");
  std::filesystem::create_directory(path("folder.png"));
  EXPECT_EQ(call({"export", "--model", "fake", "--text", "a", "--out", path("folder.png")}).status, 1);
  EXPECT_TRUE(std::filesystem::is_directory(path("folder.png")));
}

/// A state as the window has it.
AppState some_state() {
  const FakeSource source({2, 2});
  AppState state;
  state.scene.text = kText;
  state.card = source.card();
  Reading reading;
  reading.text = kText;
  reading.encoding = *source.encode(kText);
  reading.trace = std::make_shared<const Trace>(*source.trace(reading.encoding.tokens, {}, {}));
  reading.shown_a = show_through(reading.encoding.tokens, {});
  const HeadTrace& head = reading.trace->layers[0][1];
  state.view = std::make_shared<const HeadView>(*look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask}));
  state.reading = std::make_shared<const Reading>(std::move(reading));
  state.head = {0, 1};
  state.query = 1;
  return state;
}

TEST_F(Export, WritesWhatTheWindowShowsAsTheCommandDoes) {
  const std::string by_command = exported("by_command.json");
  ASSERT_TRUE(write_export(some_state(), path("by_window.json")).ok());
  EXPECT_EQ(content_of(path("by_window.json")), by_command);

  const std::string figure = exported("by_command.png");
  ASSERT_TRUE(write_export(some_state(), path("by_window.png")).ok());
  EXPECT_TRUE(content_of(path("by_window.png")) == figure);
}

TEST_F(Export, SaysSoWhereTheWindowShowsNothing) {
  EXPECT_EQ(write_export(AppState{}, path("f.png")).error().code, ErrorCode::InvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(path("f.png")));
  EXPECT_FALSE(figure_of(AppState{}).ok());
  EXPECT_FALSE(numbers_of(AppState{}).ok());
  EXPECT_FALSE(write_export(some_state(), path("f.gif")).ok());
}

TEST_F(Export, GivesTheClipboardAPictureAndNumbers) {
  ASSERT_TRUE(write_export(some_state(), path("exported.png")).ok());
  EXPECT_TRUE(*figure_of(some_state()) == content_of(path("exported.png")));
  EXPECT_EQ(json::parse(*numbers_of(some_state()))["query"]["text"], "cat");
}

}  // namespace
}  // namespace attnscope::cli
