#include "app/timeline.h"

#include <gtest/gtest.h>

#include <vector>

namespace attnscope::test {
namespace {

TEST(Timeline, PartsFollowOneAnotherFromStartToEnd) {
  float at = 0;
  for (const WorkPartRow& part : kWorkParts) {
    EXPECT_EQ(part.begin, at) << part.title;
    EXPECT_LT(part.begin, part.end) << part.title;
    EXPECT_EQ(kWorkParts[static_cast<std::size_t>(part.id)].id, part.id) << part.title;
    at = part.end;
  }
  EXPECT_EQ(at, kTimelineEnd);
  EXPECT_EQ(static_cast<float>(kStageCount), kTimelineEnd);
}

TEST(Timeline, APartIsDoneBeforeTheNextBegins) {
  for (float step = 0; step <= kTimelineEnd; step += 0.01F) {
    for (std::size_t i = 1; i < kWorkParts.size(); ++i) {
      if (progress(step, kWorkParts[i].id) > 0) {
        EXPECT_EQ(progress(step, kWorkParts[i - 1].id), 1) << step;
      }
    }
    const WorkPartRow& now = part_at(step);
    EXPECT_TRUE(now.begin <= step + 1e-4F && step <= now.end + 1e-4F) << step;
  }
  EXPECT_EQ(stage_of(0), Stage::Score);
  EXPECT_EQ(stage_of(1), Stage::Softmax);
  EXPECT_EQ(stage_of(2.5F), Stage::Blend);
  EXPECT_EQ(stage_of(kTimelineEnd), static_cast<Stage>(kStageCount - 1));
}

TEST(Timeline, StepsLeadThroughEveryPartAndBackTheSameWay) {
  for (const int keys : {1, 3, 16, 17, 60, 300}) {
    std::vector<float> forth{0};
    while (forth.back() < kTimelineEnd && forth.size() < 100) forth.push_back(step_by_part(forth.back(), 1, keys));
    for (const WorkPartRow& part : kWorkParts) {
      EXPECT_NE(std::find(forth.begin(), forth.end(), part.end), forth.end()) << part.title << ", " << keys;
    }
    EXPECT_EQ(step_by_part(kTimelineEnd, 1, keys), kTimelineEnd);
    for (std::size_t i = forth.size() - 1; i > 0; --i) EXPECT_EQ(step_by_part(forth[i], -1, keys), forth[i - 1]);
    EXPECT_EQ(step_by_part(0, -1, keys), 0);
  }
}

TEST(Timeline, WhileKeysAreBlendedAStepStopsWhereKeysAreWhole) {
  for (const int keys : {1, 3, 16, 40}) {
    float step = 2;
    int before = 0;
    while (step < 3) {
      step = step_by_part(step, 1, keys);
      int in = 0;
      float there = 0;
      for (int i = 0; i < keys; ++i) {
        const float key = one_by_one(progress(step, WorkPart::Blend), i, keys, 1);
        there += key;
        in += key > 0.999F ? 1 : 0;
      }
      EXPECT_NEAR(there, static_cast<float>(in), 1e-3F) << "a key is half in at " << step;
      EXPECT_GT(in, before);
      if (keys <= 16) {
        EXPECT_EQ(in, before + 1);
      }
      before = in;
    }
  }
}

TEST(OneByOne, BeginsAtNoneAndEndsAtAllForAnyCount) {
  for (const float under_way : {1.0F, 3.0F}) {
    for (const int count : {1, 2, 14, 256}) {
      for (int i = 0; i < count; ++i) {
        EXPECT_EQ(one_by_one(0, i, count, under_way), 0);
        EXPECT_EQ(one_by_one(-1, i, count, under_way), 0);
        EXPECT_EQ(one_by_one(1, i, count, under_way), 1);
        EXPECT_EQ(one_by_one(2, i, count, under_way), 1);
      }
      EXPECT_GT(one_by_one(0.9999F, count - 1, count, under_way), 0.9F) << "the last one jumps";
    }
  }
}

}  // namespace
}  // namespace attnscope::test
