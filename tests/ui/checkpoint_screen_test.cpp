// The main screen over checkpoints: special tokens, pieces of words, many heads, long openings.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>

#include "tests/io/tiny_model.h"
#include "tests/ui/screen_support.h"
#include "ui/views/views.h"

namespace attnscope::test {
namespace {

constexpr std::size_t kNotOneColour = 12;
constexpr std::array kWindows{Size{1440, 900}, Size{1000, 700}, Size{900, 600}};

class CheckpointScreen : public ScreenTest {
 protected:
  void open(const std::string& family) {
    const std::filesystem::path data = std::filesystem::path(ATTNSCOPE_TEST_DATA) / family;
    std::filesystem::copy(data / "checkpoint", folder_ / family);
    std::filesystem::copy(data / "tokenizer.json", folder_ / family);
    act({Edit(SetModel{(folder_ / family).string()})});
    ASSERT_FALSE(state().notice) << state().notice->text;
  }
  void expect_something_everywhere(const Shot& picture) {
    for (const ViewRow& view : kViews) {
      if ((layout().*view.area).h <= 0) continue;  // not a part of this screen
      EXPECT_TRUE(picture.has_colours(layout().*view.area, kNotOneColour)) << view.key << " is one flat colour";
    }
  }

  TempFolder folder_;
};

TEST_F(CheckpointScreen, ShowsEveryLensAtEverySize) {
  for (const char* const family : {"bert", "gpt2"}) {
    SCOPED_TRACE(family);
    ASSERT_NO_FATAL_FAILURE(open(family));
    read_text("The counterrevolutionaries misunderstood it.");
    const std::size_t all = state().reading->encoding.tokens.size();
    for (const Size size : kWindows) {
      resize(size);
      for (const bool hide : {false, true}) {
        for (const bool merge : {false, true}) {
          SCOPED_TRACE(::testing::Message() << size.width << (hide ? ", hidden" : "") << (merge ? ", merged" : ""));
          act({Edit(SetLens{{.hide_special = hide, .merge_words = merge}})});
          expect_something_everywhere(shot());
          if (merge) {
            EXPECT_LT(state().reading->shown().tokens.size(), all);
          }
          act({Command(ShowPanel{Panel::Atlas})});
          (void)shot();
          act({Command(ShowPanel{Panel::None})});
        }
      }
    }
    act({Edit(SetLens{})});
  }
}

TEST_F(CheckpointScreen, ShowsEveryMapOfTwoTextsAtEverySize) {
  ASSERT_NO_FATAL_FAILURE(open("t5"));
  act({Edit(SetText{"The trophy did not fit."}), Edit(SetTextB{"Le trophée ne rentrait pas."})});
  std::vector<Shot> pictures;
  for (const Size size : kWindows) {
    resize(size);
    for (const Lens lens : {Lens{}, Lens{.hide_special = true, .merge_words = true}}) {
      for (const MapSide side : {MapSide::Encoder, MapSide::Decoder, MapSide::Cross}) {
        SCOPED_TRACE(::testing::Message() << size.width << ", map " << static_cast<int>(side) << lens.merge_words);
        act({Edit(SetSide{side}), Edit(SetLens{lens})});
        EXPECT_EQ(state().side, side);
        pictures.push_back(shot());
        expect_something_everywhere(pictures.back());
        act({Command(ShowPanel{Panel::Atlas})});
        (void)shot();
        act({Command(ShowPanel{Panel::None}), Edit(SetBeside{state().scene})});
        expect_something_everywhere(shot());
        act({Edit(SetBeside{})});
      }
    }
  }
  EXPECT_NE(pictures[0], pictures[1]);
  EXPECT_NE(pictures[1], pictures[2]);
}

TEST_F(CheckpointScreen, WithoutASecondTextTheDecoderStandsAtItsBeginning) {
  ASSERT_NO_FATAL_FAILURE(open("t5"));
  act({Edit(SetText{"The trophy did not fit."}), Edit(SetTextB{""})});
  for (const MapSide side : {MapSide::Encoder, MapSide::Decoder, MapSide::Cross}) {
    act({Edit(SetSide{side})});
    EXPECT_FALSE(state().notice) << state().notice->text;
    ASSERT_TRUE(state().view);
    EXPECT_EQ(state().view->weights.rows(), side == MapSide::Encoder ? state().reading->trace->size() : 1);
    expect_something_everywhere(shot());
  }
  act({Edit(SetModel{"reader"})});
  EXPECT_EQ(state().side, MapSide::Encoder);
  expect_something_everywhere(shot());
}

TEST_F(CheckpointScreen, UndoBringsThePictureBack) {
  ASSERT_NO_FATAL_FAILURE(open("bert"));
  read_text("The counterrevolutionaries misunderstood it.");
  const Shot before = shot();
  act({Edit(SetLens{{.hide_special = true, .merge_words = true}})});
  EXPECT_NE(shot(), before);
  act({Command(Undo{})});
  EXPECT_EQ(shot(), before);
}

TEST_F(CheckpointScreen, ALensOverTheBuiltInModelLeavesWordsOfOnePieceAsTheyAre) {
  read_text("The cat sat.");
  const Matrix before = state().view->weights;
  act({Edit(SetLens{{.hide_special = false, .merge_words = true}})});
  EXPECT_EQ((state().view->weights - before).cwiseAbs().maxCoeff(), 0);
}

TEST_F(CheckpointScreen, ComparesASentenceWithItselfThroughALens) {
  ASSERT_NO_FATAL_FAILURE(open("bert"));
  read_text("The counterrevolutionaries misunderstood it.");
  act({Edit(SetBeside{state().scene})});
  act({Edit(SetLens{{.hide_special = true, .merge_words = true}})});
  expect_something_everywhere(shot());
}

TEST_F(CheckpointScreen, AThousandHeadsAreSeenAndChosenOneByOne) {
  TinyModel tiny;
  tiny.config["name"] = "many";
  tiny.config["layers"] = nlohmann::json::array();
  for (int i = 0; i < 32; ++i) tiny.config["layers"].push_back({{"num_heads", 32}, {"head_dim", 1}});
  tiny.config.erase("answer_head");
  tiny.config.erase("head_roles");
  ModelConfig config = tiny.model.config;
  config.layers.assign(32, plain_layer(32, 1, Mask::causal()));
  tiny.model = random_model(config, 5);
  tiny.tensors = tensors_of(tiny.model);
  tiny.write_to(folder_ / "many");
  act({Edit(SetModel{(folder_ / "many").string()}), Edit(SetText{"the cat sat"})});
  ASSERT_EQ(state().reading->heads.size(), 1024U) << (state().notice ? state().notice->text : "");
  for (const Size size : kWindows) {
    resize(size);
    expect_something_everywhere(shot());
    act({Command(ShowPanel{Panel::Atlas}), Edit(SetHead{{0, 0}})});
    const Shot first = shot();
    act({Edit(SetHead{{31, 31}})});
    EXPECT_NE(shot(), first) << "the last head is scrolled to";
    act({Command(ShowPanel{Panel::None})});
  }
}

TEST_F(CheckpointScreen, TellsHowFarALongOpeningIs) {
  const Shot before = shot();
  AppState opening = state();
  opening.loading =
      LoadingState{.model = "a/very/long/path/" + std::string(200, 'x'), .done = 312'000'000, .total = 548'000'000};
  for (const Size size : kWindows) {
    resize(size);
    for (int i = 0; i < kFramesToSettle; ++i) {
      target_->bind();
      EXPECT_TRUE(screen_->frame(opening, size_, 1, 1, now_ += 1.0 / 60).empty());
    }
    target_->bind();
    const Shot picture{size_, read_pixels(size_.width, size_.height)};
    if (size == before.size) {
      EXPECT_NE(picture, before);
    }
  }
}

TEST_F(CheckpointScreen, ListsWhatWasFoundAndWhatCannotBeOpened) {
  AppState listing = state();
  listing.panel = Panel::Models;
  SourceCard card = listing.card;
  listing.offered.recent = {{.name = "mine", .folder = "/models/mine", .bytes = 5'000'000, .card = card}};
  for (int i = 0; i < 40; ++i) {
    FoundModel found{.name = "org/model-" + std::to_string(i), .folder = "/hub/" + std::to_string(i), .bytes = 1'000};
    if (i % 3 == 0) found.why_not = "'whisper' is not supported by this version";
    if (i % 3 != 0) found.card = card;
    listing.offered.cached.push_back(std::move(found));
  }
  for (const Panel panel : {Panel::Models, Panel::Open}) {
    listing.panel = panel;
    for (int i = 0; i < kFramesToSettle; ++i) {
      target_->bind();
      (void)screen_->frame(listing, size_, 1, 1, now_ += 1.0 / 60);
      ASSERT_TRUE(take_gl_error("frame").ok());
    }
  }
}

}  // namespace
}  // namespace attnscope::test
