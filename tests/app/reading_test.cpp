#include "app/reading.h"

#include <gmock/gmock.h>

#include "app/reader.h"
#include "core/attention.h"
#include "tests/app/fake_source.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

/// The largest cell of each block, by looking at every cell once.
Grid naive_thumbnail(const Matrix& weights, int most) {
  const int n = static_cast<int>(weights.rows());
  const int s = std::min(n, most);
  Grid small(static_cast<std::size_t>(s), std::vector<double>(static_cast<std::size_t>(s), -1.0));
  // Cell i lies in block b when b n / s <= i < (b + 1) n / s.
  const auto block = [&](int i) {
    int b = 0;
    while ((b + 1) * n / s <= i) ++b;
    return static_cast<std::size_t>(b);
  };
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      double& cell = small[block(i)][block(j)];
      cell = std::max(cell, static_cast<double>(weights(i, j)));
    }
  }
  return small;
}

TEST(Thumbnail, KeepsEachBlocksLargestWeight) {
  Random random(6);
  for (const int n : {1, 2, 47, 48, 49, 95, 96, 100, 256}) {
    const Matrix weights = random_matrix(n, n, 1.0F, random).cwiseAbs();
    const Matrix small = thumbnail(weights, kThumbnailSize);
    EXPECT_EQ(small.rows(), std::min(n, 48));
    EXPECT_EQ(worst(small, naive_thumbnail(weights, 48)), 0) << n;
  }
}

TEST(Thumbnail, OneBrightCellStaysVisible) {
  Matrix weights = Matrix::Zero(1000, 1000);
  weights(999, 500) = 1.0F;
  EXPECT_EQ(thumbnail(weights, 48).maxCoeff(), 1.0F);
}

class ReadTest : public ::testing::Test {
 protected:
  FakeModels models_;
  FakeSource& source_ = models_.add("fake", 2, 3, 16);
};

TEST_F(ReadTest, SummarisesEveryHeadAsTheModelComputedIt) {
  const auto reading = read(source_, {.text = "the cat sat on the mat"}, {});
  ASSERT_TRUE(reading.ok());
  const Reading& read_text = **reading;
  EXPECT_EQ(read_text.text, "the cat sat on the mat");
  EXPECT_EQ(read_text.encoding.tokens, words("the cat sat on the mat"));
  ASSERT_EQ(read_text.heads.size(), 6U);
  for (std::size_t i = 0; i < read_text.heads.size(); ++i) {
    const HeadSummary& summary = read_text.heads[i];
    EXPECT_EQ(summary.place, (HeadPlace{static_cast<int>(i / 3), static_cast<int>(i % 3)}));
    const HeadTrace& head = read_text.trace->layers[i / 3][i % 3];
    const Grid want = naive_weights(naive_scores(head.q, head.k), 0.5, Mask::all());
    EXPECT_LT(worst(summary.thumbnail, want), 1e-5);
    const HeadView view = *look(head.q, head.k, {.scale = 0.5F, .mask = Mask::all()});
    for (std::size_t p = 0; p < kPatterns.size(); ++p) {
      EXPECT_EQ(summary.patterns[p].score, kPatterns[p].score(view).score) << kPatterns[p].key;
    }
  }
}

TEST_F(ReadTest, AWhatIfOfTheWholeModelShowsInEveryHead) {
  const ForwardOptions options{.multiplier = 3.0F, .mask = Mask::causal()};
  const auto reading = read(source_, {.text = "the cat sat", .options = options}, {});
  ASSERT_TRUE(reading.ok());
  EXPECT_EQ((*reading)->options, options);
  for (std::size_t i = 0; i < 6; ++i) {
    const HeadTrace& head = (*reading)->trace->layers[i / 3][i % 3];
    const Grid want = naive_weights(naive_scores(head.q, head.k), 1.5, Mask::causal());
    EXPECT_LT(worst((*reading)->heads[i].thumbnail, want), 1e-5) << i;
  }
}

TEST_F(ReadTest, NoTextGivesAReadingWithoutATrace) {
  const auto reading = read(source_, {}, {});
  ASSERT_TRUE(reading.ok());
  EXPECT_EQ((*reading)->trace, nullptr);
  EXPECT_TRUE((*reading)->heads.empty());
  EXPECT_EQ(source_.traces(), 0);
}

TEST_F(ReadTest, ErrorsSayWhichHead) {
  const auto reading = read(source_, {.text = "a nan b"}, {});
  ASSERT_FALSE(reading.ok());
  EXPECT_EQ(reading.error().code, ErrorCode::NotFinite);
  EXPECT_THAT(reading.error().where, HasSubstr("layer 1, head 1"));
  EXPECT_EQ(read(source_, {.text = "\xFF"}, {}).error().code, ErrorCode::InvalidArgument);
}

TEST_F(ReadTest, HeedsAStop) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(read(source_, {.text = "a b"}, {.stop = stop.get_token()}).error().code, ErrorCode::Cancelled);
  EXPECT_EQ(source_.traces(), 0);
}

TEST_F(ReadTest, TheKeyHoldsWhatAPassDependsOnAndNoMore) {
  Scene scene = first_scene();
  const ReadingKey key = reading_key(scene);
  scene.head = HeadPlace{0, 1};
  scene.query.word = "big";
  scene.multiplier = 3;
  scene.mask.kind = MaskKind::Causal;
  scene.step = 1;
  EXPECT_EQ(reading_key(scene), key);
  EXPECT_TRUE(is_key_of(key, scene));
  scene.scope = Scope::Model;
  EXPECT_EQ(reading_key(scene).options, (ForwardOptions{.multiplier = 3.0F, .mask = Mask::causal()}));
  EXPECT_FALSE(is_key_of(key, scene));
  scene.multiplier = 1;
  scene.mask.kind = MaskKind::Model;
  EXPECT_EQ(reading_key(scene), key) << "nothing bent is nothing bent, in any scope";
}

TEST_F(ReadTest, TheReaderOpensAModelOnceAndKeepsItWhileAnotherFails) {
  Reader reader(models_.opener());
  EXPECT_NE(reader({"fake", "a", {}, {}}, {}).reading, nullptr);
  EXPECT_NE(reader({"fake", "b", {}, {}}, {}).reading, nullptr);
  const ReadingOutcome failed = reader({"missing", "b", {}, {}}, {});
  EXPECT_EQ(failed.source, nullptr);
  EXPECT_EQ(failed.error->code, ErrorCode::NotFound);
  EXPECT_NE(reader({"fake", "c", {}, {}}, {}).reading, nullptr);
  EXPECT_EQ(models_.opened(), 2) << "fake once, missing once";
}

TEST_F(ReadTest, AModelWhoseFilesHaveChangedIsOpenedAgain) {
  FakeSource& fake = models_.add("fake");
  const OpenSource open = shared_opener(models_.opener());
  Reader reader(open);
  Reader beside(open);
  EXPECT_NE(reader({"fake", "a", {}, {}}, {}).reading, nullptr);
  EXPECT_NE(beside({"fake", "a", {}, {}}, {}).reading, nullptr);
  EXPECT_EQ(models_.opened(), 1) << "shared";
  fake.set_changed();
  EXPECT_NE(reader({"fake", "b", {}, {}}, {}).reading, nullptr);
  EXPECT_NE(beside({"fake", "b", {}, {}}, {}).reading, nullptr);
  EXPECT_EQ(models_.opened(), 3);
}

TEST_F(ReadTest, NoExceptionLeavesTheReader) {
  Reader throws([](const std::string&, const LoadControl&) -> Result<std::shared_ptr<const TraceSource>> {
    throw std::bad_alloc();
  });
  EXPECT_EQ(throws({"big", "a", {}, {}}, {}).error->code, ErrorCode::OutOfLimits);
  Reader empty(
      [](const std::string&, const LoadControl&) { return Result<std::shared_ptr<const TraceSource>>(nullptr); });
  EXPECT_EQ(empty({"none", "a", {}, {}}, {}).error->code, ErrorCode::NotFound);
  EXPECT_EQ(Reader(nullptr)({"none", "a", {}, {}}, {}).error->code, ErrorCode::NotFound);
}

/// Counts the space before a word in, as byte-level tokenizers do, and makes a token of one that stands alone.
class SpacedSource : public FakeSource {
 public:
  SpacedSource() : FakeSource("spaced", 1, 1, 16, nullptr) {}

  [[nodiscard]] Result<Encoding> encode(std::string_view text) const override {
    Result<Encoding> encoding = FakeSource::encode(text);
    for (Token& token : encoding->tokens) token.text.insert(0, " ");
    encoding->tokens.push_back({.id = 9, .piece = "_", .text = " ", .span = std::nullopt});
    return encoding;
  }
};

TEST(Read, ShowsTokensWithoutTheSpaceThatTheyBeginWith) {
  const auto reading = read(SpacedSource(), {.text = "the cat"}, {});
  ASSERT_TRUE(reading.ok());
  std::vector<std::string> shown;
  for (const Token& token : (*reading)->encoding.tokens) shown.push_back(token.text);
  EXPECT_THAT(shown, ::testing::ElementsAre("the", "cat", " ")) << "a token of nothing else keeps it";
  EXPECT_EQ((*reading)->trace->tokens, (*reading)->encoding.tokens);
}

}  // namespace
}  // namespace attnscope::test
