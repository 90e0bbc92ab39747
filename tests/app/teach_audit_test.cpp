#include <gmock/gmock.h>

#include "app/application.h"
#include "app/scene_json.h"
#include "app/teach/audit.h"
#include "io/model_registry.h"

namespace attnscope::test {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

TEST(ChangedWords, AreWholeWordsWithoutTheFullStop) {
  EXPECT_THAT(changed_words("it was too big.", "it was too small."), Pair("big", "small"));
  EXPECT_THAT(changed_words("it was big", "it was too big"), Pair("", "too"));
  EXPECT_THAT(changed_words("it was too big", "it was big"), Pair("too", ""));
  EXPECT_THAT(changed_words("a b c d", "a x y d"), Pair("b c", "x y"));
  EXPECT_THAT(changed_words("the the", "the the the"), Pair("", "the"));
  EXPECT_THAT(changed_words("same", "same"), Pair("", ""));
  EXPECT_THAT(changed_words("", "all new."), Pair("", "all new."));
  EXPECT_THAT(changed_words("all gone!", "  "), Pair("all gone!", ""));
  EXPECT_THAT(changed_words("what?", "what!"), Pair("what?", "what!"));
}

/// An audit of the built-in model.
class AuditTest : public ::testing::Test {
 protected:
  AuditTest() {
    Application::Options options;
    options.open_source = [](const std::string& name, const LoadControl&) {
      return open_by_name(ATTNSCOPE_ASSETS, name);
    };
    options.scene = first_scene();
    app_ = std::make_unique<Application>(options);
    act(SetScene{begin_audit(first_scene())});
  }

  void act(const Edit& edit) {
    app_->dispatch({edit}, now_ += 10);
    ASSERT_TRUE(app_->settle(60s));
  }
  void take(const std::string& query) { act(SetAudit{Audit{.query = query, .source = {}, .from = {}}}); }
  void name(const std::string& source) {
    Audit audit = *scene().audit;
    audit.source = source;
    act(SetAudit{audit});
  }
  [[nodiscard]] const Scene& scene() const { return app_->state().scene; }
  [[nodiscard]] AuditFinding finding() const { return find_out(scene(), app_->state(), app_->state().busy); }

  std::unique_ptr<Application> app_;
  Seconds now_ = 0;
};

TEST_F(AuditTest, GoesFromTheQueryOverTheSourceToAChangeThatMovesIt) {
  EXPECT_EQ(finding().stage, AuditStage::ChooseQuery);
  take("it");
  EXPECT_EQ(finding().stage, AuditStage::NameSource);
  EXPECT_FALSE(finding().good);
  EXPECT_THAT(finding().sources, Contains("trophy"));
  EXPECT_THAT(finding().sources, Not(Contains(".")));
  EXPECT_THAT(finding().sources, Not(Contains("the"))) << "The is there already";

  name("suitcase");
  EXPECT_EQ(finding().stage, AuditStage::NameSource);
  EXPECT_EQ(finding().good, false);
  EXPECT_THAT(finding().said, Not(HasSubstr("trophy"))) << "it must not give the answer away";

  name("trophy");
  EXPECT_EQ(finding().stage, AuditStage::Change);
  EXPECT_EQ(finding().good, true);
  EXPECT_EQ(scene().audit->from, first_scene().text);

  act(SetText{"The trophy did not fit in the suitcase because it was very big."});
  EXPECT_EQ(finding().stage, AuditStage::Change);
  EXPECT_EQ(finding().good, false);
  EXPECT_THAT(finding().said, HasSubstr("\"very\" for \"too\". Still \"trophy\""));

  act(SetText{"The trophy did not fit in the suitcase because it was too small."});
  EXPECT_EQ(finding().stage, AuditStage::Done);
  EXPECT_THAT(finding().said, HasSubstr("\"small\" for \"big\", and the source is \"suitcase\" now"));

  act(SetText{first_scene().text});
  EXPECT_EQ(finding().stage, AuditStage::Change) << "back at the beginning nothing is done";
}

TEST_F(AuditTest, WantsTheWordThatAsksAndTheHeadThatAnswers) {
  take("it");
  name("trophy");
  act(SetText{"The trophy did not fit in the suitcase."});
  EXPECT_EQ(finding().good, false);
  EXPECT_THAT(finding().said, HasSubstr("has to stay"));

  act(SetText{first_scene().text});
  act(SetHead{{.layer = 0, .head = 0}});
  EXPECT_THAT(finding().said, HasSubstr("head that answers"));
  act(SetHead{*app_->state().card.answer_head});
  EXPECT_EQ(finding().good, true) << "the same head, chosen by hand";
  act(SetMultiplier{3});
  EXPECT_THAT(finding().said, HasSubstr("trained scale"));
}

TEST_F(AuditTest, ASourceThatIsGoneFromTheSentenceIsToldSo) {
  take("it");
  name("trophy");
  act(SetText{"The statue did not fit in the suitcase because it was too big."});
  EXPECT_EQ(finding().stage, AuditStage::Done);
  EXPECT_THAT(finding().said, HasSubstr("\"trophy\" has gone from the sentence"));
}

TEST_F(AuditTest, WaitsForTheModelAndIsWrittenWithTheScene) {
  take("it");
  EXPECT_TRUE(find_out(scene(), app_->state(), true).waits);
  name("trophy");
  const Result<Scene> again = scene_from_json(to_json(scene()), "again");
  ASSERT_TRUE(again.ok()) << to_line(again.error());
  EXPECT_EQ(*again, scene());
}

}  // namespace
}  // namespace attnscope::test
