#include "app/view_cache.h"

#include <gmock/gmock.h>

#include "tests/app/fake_source.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"

namespace attnscope::test {
namespace {

class ViewCacheTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Reading> read_text(std::string text) { return *read(source_, {.text = std::move(text)}, {}); }

  FakeModels models_;
  FakeSource& source_ = models_.add("fake", 1, 2, 16);
  ViewCache cache_;
};

TEST_F(ViewCacheTest, LooksAtTheHeadAtItsScaleAndMask) {
  const auto reading = read_text("the cat sat on the mat");
  const HeadTrace& head = reading->trace->layers[0][1];
  const Grid scores = naive_scores(head.q, head.k);
  for (const float multiplier : {1.0F, 0.05F, 3.0F}) {
    for (const MaskKind kind : {MaskKind::Model, MaskKind::Causal, MaskKind::Nearby}) {
      const MaskChoice mask{kind, 2};
      const auto& view = cache_.view(reading, {0, 1}, multiplier, mask);
      ASSERT_TRUE(view.ok());
      EXPECT_LT(worst(view->shown->weights,
                      naive_weights(scores, static_cast<double>(0.5F * multiplier), resolve(mask, Mask::all()))),
                1e-5);
    }
  }
}

TEST_F(ViewCacheTest, GivesTheSameViewUntilSomethingChanges) {
  const auto reading = read_text("the cat sat");
  const auto first = cache_.view(reading, {0, 0}, 1.0F, {})->shown;
  EXPECT_EQ(cache_.view(reading, {0, 0}, 1.0F, {})->shown, first);
  EXPECT_NE(cache_.view(reading, {0, 0}, 2.0F, {})->shown, first);
  EXPECT_NE(cache_.view(reading, {0, 1}, 1.0F, {})->shown, first);
  EXPECT_NE(cache_.view(read_text("the cat sat"), {0, 0}, 1.0F, {})->shown, first);
}

TEST_F(ViewCacheTest, AnotherScaleOrMaskKeepsTheScores) {
  const auto reading = read_text("the cat sat");
  const auto first = cache_.view(reading, {0, 0}, 1.0F, {})->shown;
  const auto second = cache_.view(reading, {0, 0}, 9.0F, {MaskKind::Causal, 3})->shown;
  EXPECT_EQ(worst(first->scores, second->scores), 0);
  EXPECT_GT(worst(first->weights, second->weights), 0.01);
}

TEST_F(ViewCacheTest, IsEmptyWhereThereIsNothingToLookAt) {
  EXPECT_EQ(cache_.view(nullptr, {0, 0}, 1.0F, {})->shown, nullptr);
  EXPECT_EQ(cache_.view(read_text(""), {0, 0}, 1.0F, {})->shown, nullptr);
  for (const HeadPlace missing : {HeadPlace{1, 0}, HeadPlace{0, 2}, HeadPlace{-1, 0}, HeadPlace{0, -1}}) {
    EXPECT_EQ(cache_.view(read_text("a b"), missing, 1.0F, {})->shown, nullptr);
  }
}

TEST_F(ViewCacheTest, ErrorsNameTheHeadAndPass) {
  auto reading = std::make_shared<Reading>();
  auto trace = std::make_shared<Trace>();
  trace->layers = {{HeadTrace{.q = Matrix(Matrix::Constant(2, 3, std::nanf(""))),
                              .k = Matrix(Matrix::Ones(2, 3)),
                              .v = Matrix(Matrix::Ones(2, 3)),
                              .native_scale = 1.0F,
                              .mask = {}}}};
  reading->trace = trace;
  const auto& broken = cache_.view(reading, {0, 0}, 1.0F, {});
  ASSERT_FALSE(broken.ok());
  EXPECT_THAT(broken.error().where, ::testing::HasSubstr("layer 1, head 1"));
  EXPECT_TRUE(cache_.view(read_text("a b"), {0, 0}, 1.0F, {}).ok());
}

}  // namespace
}  // namespace attnscope::test
