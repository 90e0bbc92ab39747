#include "app/notices.h"

#include <gmock/gmock.h>

#include "tests/app/fake_source.h"

namespace attnscope::test {
namespace {

TEST(Notices, GoodNewsGoByThemselvesAndComplaintsStay) {
  Notices notices;
  notices.tell("Saved", 10.0);
  EXPECT_EQ(notices.shown()->text, "Saved");
  EXPECT_FALSE(notices.update(14.9));
  EXPECT_TRUE(notices.update(15.0));
  EXPECT_FALSE(notices.shown());
  notices.complain({ErrorCode::NotFound, "a.json", "no such file"});
  EXPECT_FALSE(notices.update(1e6));
  EXPECT_EQ(notices.shown()->text, "a.json: no such file");
  EXPECT_EQ(notices.shown()->kind, Notice::Kind::Error);
  notices.remind("Read this");
  EXPECT_FALSE(notices.update(2e6));
  EXPECT_EQ(notices.shown()->kind, Notice::Kind::Info);
}

TEST(Notices, WhatIsSaidOfTheSentenceWaitsBehindTheRest) {
  Notices notices;
  notices.about_sentence(Notice::Kind::Info, "cut");
  notices.complain({ErrorCode::NotFound, "", "gone"}, "Could not open x");
  EXPECT_EQ(notices.shown()->text, "Could not open x: gone");
  notices.dismiss();
  EXPECT_EQ(notices.shown()->text, "cut");
  EXPECT_EQ(notices.shown()->place, Notice::Place::Sentence);
  notices.about_sentence(Notice::Kind::Info, "");
  EXPECT_FALSE(notices.shown());
  notices.dismiss();
}

TEST(Notices, AreOneLineWhateverAFileIsCalled) {
  Notices notices;
  notices.complain({ErrorCode::NotFound, "a\nb\x1b[2J\xFF", "no such file"});
  EXPECT_THAT(notices.shown()->text,
              ::testing::Not(::testing::AnyOf(::testing::HasSubstr("\n"), ::testing::HasSubstr("\x1b"))));
}

TEST(CutNotice, SaysHowMuchWasReadAndUpToWhere) {
  Encoding encoding{.tokens = words("[CLS] the long story [SEP]"), .cut_at = 14, .total_tokens = 812};
  encoding.tokens.back().span.reset();
  EXPECT_EQ(cut_notice(encoding), "Read the first 5 of 812 tokens, up to …story");
  encoding.cut_at.reset();
  EXPECT_EQ(cut_notice(encoding), "");
}

}  // namespace
}  // namespace attnscope::test
