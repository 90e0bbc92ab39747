#if __has_include(<xcb/xcb.h>)  // elsewhere there is no such clipboard

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <thread>

#include "platform/window.h"
#include "tests/platform/clipboard_fixture.h"
#include "tests/platform/paste_client.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;

constexpr std::size_t kLargestPiece = 256 * 1024;
constexpr std::size_t kFigure = 300'000;  // in pieces
constexpr std::size_t kLarge = 5'000'000;

/// Bytes with every value among them, zeros too.
std::string some_bytes(std::size_t count, std::size_t seed = 1) {
  Random random(static_cast<std::uint32_t>(seed));
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.next_below(256));
  return bytes;
}

/// What a command prints.
std::string output_of(const std::string& command) {
  FILE* const pipe = popen(command.c_str(), "r");
  std::string all;
  std::array<char, 65536> some{};
  while (const std::size_t count = std::fread(some.data(), 1, some.size(), pipe)) all.append(some.data(), count);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return all;
}

/// For what another thread or program is about to do.
template <class Condition>
bool soon(Condition condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

class PictureClipboardTest : public ClipboardFixture {
 protected:
  void SetUp() override {
    ClipboardFixture::SetUp();
    if (!clipboard_) return;  // skipped or failed
    client_.emplace();
  }

  void offer(const std::string& png, const std::string& text = "numbers") {
    const Status done = clipboard_->offer(png, text);
    ASSERT_TRUE(done.ok()) << to_line(done.error());
    ASSERT_TRUE(clipboard_->owns());
  }

  std::string pasted(const std::string& target) {
    const std::optional<Pasted> got = client_->paste(target);
    return got ? got->bytes : "nothing came";
  }

  std::optional<PasteClient> client_;
};

TEST_F(PictureClipboardTest, OffersThePictureAndTheTextAtOnce) {
  EXPECT_FALSE(clipboard_->owns());
  const std::string png = some_bytes(100);
  offer(png, "漢字: 0.25");
  const std::optional<Pasted> picture = client_->paste("image/png");
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->type, "image/png");
  EXPECT_EQ(picture->pieces, 0);
  EXPECT_TRUE(picture->bytes == png);
  for (const std::string type : {"UTF8_STRING", "text/plain;charset=utf-8", "STRING"}) {
    const std::optional<Pasted> text = client_->paste(type);
    ASSERT_TRUE(text) << type;
    EXPECT_EQ(text->type, type);
    EXPECT_EQ(text->bytes, "漢字: 0.25");
  }
}

TEST_F(PictureClipboardTest, ListsWhatCanBeAskedForThePictureFirst) {
  offer("png");
  const std::optional<Pasted> targets = client_->paste("TARGETS");
  ASSERT_TRUE(targets);
  EXPECT_EQ(targets->type, "ATOM");
  std::vector<std::string> names;
  for (std::size_t at = 0; at < targets->bytes.size(); at += 4) {
    xcb_atom_t atom = 0;
    std::memcpy(&atom, &targets->bytes[at], sizeof atom);
    names.push_back(client_->name(atom));
    if (!::testing::Matches(Contains(names.back()))(std::vector<std::string>{"MULTIPLE", "SAVE_TARGETS"})) {
      EXPECT_TRUE(client_->paste(names.back())) << names.back();
    }
  }
  EXPECT_THAT(names, IsSupersetOf({"TARGETS", "TIMESTAMP", "MULTIPLE", "UTF8_STRING", "STRING"}));
  EXPECT_EQ(names.front(), "image/png");
  EXPECT_EQ(client_->paste("TIMESTAMP")->type, "INTEGER");
}

TEST_F(PictureClipboardTest, RefusesWhatItDoesNotHave) {
  offer("png");
  EXPECT_FALSE(client_->paste("image/jpeg"));
  EXPECT_FALSE(client_->paste("MULTIPLE"));  // without a list
  EXPECT_EQ(pasted("image/png"), "png");
}

TEST_F(PictureClipboardTest, AnySizeArrivesWhole) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kLargestPiece - 1, kLargestPiece, kLargestPiece + 1,
                                 2 * kLargestPiece, kFigure, kLarge}) {
    SCOPED_TRACE(size);
    const std::string png = some_bytes(size, size);
    offer(png, png);
    for (const std::string target : {"image/png", "UTF8_STRING"}) {
      const std::optional<Pasted> got = client_->paste(target);
      ASSERT_TRUE(got);
      EXPECT_TRUE(got->bytes == png) << got->bytes.size();
      EXPECT_EQ(got->type, size == 0 ? got->type : target);
      EXPECT_LE(got->largest_piece, kLargestPiece);
      EXPECT_EQ(static_cast<std::size_t>(got->pieces),
                size > kLargestPiece ? (size + kLargestPiece - 1) / kLargestPiece : 0);
    }
  }
}

TEST_F(PictureClipboardTest, AnotherProgramReadsTheSame) {
  for (const std::size_t size : {std::size_t{100}, kFigure, kLarge}) {
    SCOPED_TRACE(size);
    const std::string png = some_bytes(size);
    offer(png, "the numbers");
    EXPECT_TRUE(output_of("xclip -selection clipboard -out -target image/png") == png);
    EXPECT_EQ(output_of("xclip -selection clipboard -out"), "the numbers");
  }
}

TEST_F(PictureClipboardTest, EndsWhenAnotherProgramCopies) {
  offer(some_bytes(kFigure));
  EXPECT_EQ(std::system("printf theirs | xclip -selection clipboard -in >/dev/null 2>&1"), 0);
  EXPECT_TRUE(soon([&] { return !clipboard_->owns(); }));
  EXPECT_EQ(pasted("UTF8_STRING"), "theirs");
  offer("again");
  EXPECT_EQ(pasted("image/png"), "again");
}

TEST_F(PictureClipboardTest, TheSecondCopyReplacesTheFirst) {
  offer("first", "first text");
  const xcb_window_t owner = client_->owner();
  offer("second", "second text");
  EXPECT_EQ(client_->owner(), owner);
  EXPECT_EQ(pasted("image/png"), "second");
  EXPECT_EQ(pasted("UTF8_STRING"), "second text");
}

TEST_F(PictureClipboardTest, WhoeverCopiesLastIsPasted) {
  for (int i = 0; i < 300; ++i) {
    offer("before");
    {
      std::jthread other([&] { client_->become_owner(); });
      // May be refused, and may be done before the loss is heard of.
      (void)clipboard_->offer("after", "");
    }
    PasteClient reader;
    if (reader.owner() == client_->window()) {
      ASSERT_TRUE(soon([&] { return !clipboard_->owns(); })) << i;
    } else {
      const std::optional<Pasted> got = reader.paste("image/png");
      ASSERT_TRUE(got && got->bytes == "after") << i;
      ASSERT_TRUE(clipboard_->owns()) << i;
    }
  }
}

TEST_F(PictureClipboardTest, TheWindowPastesTheTextAndCopiesAfterwards) {
  Result<Window> window = Window::open(*system_, {.visible = false});
  ASSERT_TRUE(window.ok()) << to_line(window.error());
  window->set_clipboard("a word");
  offer(some_bytes(kFigure), "{\"weights\": \"é\"}");
  EXPECT_EQ(window->clipboard(), "{\"weights\": \"é\"}");
  const std::string long_text(kFigure, 'x');
  offer("png", long_text);
  EXPECT_TRUE(window->clipboard() == long_text);
  window->set_clipboard("another word");
  EXPECT_TRUE(soon([&] { return !clipboard_->owns(); }));
  EXPECT_EQ(window->clipboard(), "another word");
}

TEST_F(PictureClipboardTest, MovesAndEndsInAnyState) {
  offer("png");
  PictureClipboard moved = std::move(*clipboard_);
  clipboard_.reset();
  EXPECT_EQ(pasted("image/png"), "png");
  {
    Result<PictureClipboard> other = PictureClipboard::open(*system_);
    ASSERT_TRUE(other.ok());
    EXPECT_TRUE(other->offer("theirs", "").ok());
    EXPECT_TRUE(soon([&] { return !moved.owns(); }));
    moved = std::move(*other);
  }
  EXPECT_EQ(pasted("image/png"), "theirs");
  const Result<PictureClipboard> unused = PictureClipboard::open(*system_);
  EXPECT_TRUE(unused.ok());
}

}  // namespace
}  // namespace attnscope::test

#endif
