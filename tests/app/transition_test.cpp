#include "app/transition.h"

#include <gtest/gtest.h>

#include "tests/support/random.h"

namespace attnscope::test {
namespace {

std::shared_ptr<const Matrix> picture(int size, float value) {
  return std::make_shared<const Matrix>(Matrix::Constant(size, size, value));
}

constexpr Seconds kHalf = Transition::kDuration / 2;

TEST(Eased, RunsFromZeroToOneAndRestsAtBothEnds) {
  EXPECT_EQ(eased(0.0F), 0.0F);
  EXPECT_EQ(eased(0.5F), 0.5F);
  EXPECT_EQ(eased(1.0F), 1.0F);
  EXPECT_EQ(eased(-7.0F), 0.0F);
  EXPECT_EQ(eased(7.0F), 1.0F);
  EXPECT_LT(eased(0.01F), 0.001F);
  EXPECT_GT(eased(0.99F), 0.999F);
  for (float t = 0; t < 1; t += 0.01F) EXPECT_LE(eased(t), eased(t + 0.01F));
}

TEST(Transition, GoesFromTheOldPictureToTheNewOne) {
  Transition transition;
  transition.go_to(picture(2, 0.0F), true, 0.0);
  transition.go_to(picture(2, 1.0F), true, 10.0);
  EXPECT_EQ((*transition.at(10.0))(0, 0), 0.0F);
  EXPECT_NEAR((*transition.at(10.0 + kHalf))(1, 1), 0.5F, 1e-6);
  EXPECT_EQ((*transition.at(10.001 + Transition::kDuration))(1, 1), 1.0F);
  EXPECT_TRUE(transition.moving(10.0 + kHalf));
  EXPECT_FALSE(transition.moving(10.001 + Transition::kDuration));
}

TEST(Transition, ArrivesAtThePictureItselfNotACopy) {
  Transition transition;
  const auto target = picture(3, 0.25F);
  transition.go_to(picture(3, 0.0F), true, 0.0);
  transition.go_to(target, true, 0.0);
  EXPECT_NE(transition.at(kHalf), target);
  EXPECT_EQ(transition.at(1.0), target);
}

TEST(Transition, RowsStillSumToOneOnTheWay) {
  Random random(5);
  const auto shares = [&] {
    Matrix rows = (random_matrix(6, 6, 1.0F, random).array() + 1.5F).matrix();
    for (Eigen::Index i = 0; i < rows.rows(); ++i) rows.row(i) /= rows.row(i).sum();
    return std::make_shared<const Matrix>(rows);
  };
  Transition transition;
  transition.go_to(shares(), true, 0.0);
  transition.go_to(shares(), true, 0.0);
  for (Seconds now = 0; now < 0.5; now += 0.03) {
    EXPECT_LT((transition.at(now)->rowwise().sum().array() - 1.0F).abs().maxCoeff(), 1e-5F) << now;
  }
}

TEST(Transition, TurnsRoundFromWhereItIs) {
  Transition transition;
  transition.go_to(picture(2, 0.0F), true, 0.0);
  transition.go_to(picture(2, 1.0F), true, 0.0);
  transition.go_to(picture(2, 0.0F), true, kHalf);
  EXPECT_NEAR((*transition.at(kHalf))(0, 0), 0.5F, 1e-6);
  EXPECT_NEAR((*transition.at(2 * kHalf))(0, 0), 0.25F, 1e-6);
}

TEST(Transition, JumpsWhereItIsToldToOrWhereSizesDiffer) {
  Transition transition;
  transition.go_to(picture(2, 0.0F), true, 0.0);
  transition.go_to(picture(2, 1.0F), false, 0.0);
  EXPECT_EQ((*transition.at(0.0))(0, 0), 1.0F);
  transition.go_to(picture(3, 0.0F), true, 0.0);
  EXPECT_EQ(transition.at(0.0)->rows(), 3);
  EXPECT_FALSE(transition.moving(0.0));
}

TEST(Transition, FromAndToNothing) {
  Transition transition;
  EXPECT_EQ(transition.at(0.0), nullptr);
  transition.go_to(picture(2, 1.0F), true, 0.0);
  EXPECT_FALSE(transition.moving(0.0));
  transition.go_to(nullptr, true, 0.0);
  EXPECT_EQ(transition.at(0.1), nullptr);
}

TEST(Transition, CanBeMadeToArrive) {
  Transition transition;
  transition.go_to(picture(2, 0.0F), true, 0.0);
  transition.go_to(picture(2, 1.0F), true, 0.0);
  transition.finish();
  EXPECT_FALSE(transition.moving(0.0));
  EXPECT_EQ((*transition.at(0.0))(0, 0), 1.0F);
}

}  // namespace
}  // namespace attnscope::test
