#if __has_include(<xcb/xcb.h>)  // elsewhere there is no such clipboard

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <optional>
#include <string>
#include <thread>

#include "tests/platform/clipboard_fixture.h"
#include "tests/platform/paste_client.h"

namespace attnscope::test {
namespace {

/// What other programs may do to the owner of the clipboard, by mistake or not.
class HostilePasteTest : public ClipboardFixture {
 protected:
  void SetUp() override {
    ClipboardFixture::SetUp();
    if (!clipboard_) return;  // skipped or failed
    ASSERT_TRUE(clipboard_->offer(kPng, "numbers").ok());
  }

  /// Whether everybody else still gets the whole picture.
  bool still_serves() {
    PasteClient other;
    const std::optional<Pasted> got = other.paste("image/png");
    return clipboard_->owns() && got && got->bytes == kPng;
  }

  const std::string kPng = std::string(700'000, 'p') + "end";
};

TEST_F(HostilePasteTest, ProgramsVanishBeforeTheAnswerAndMidWay) {
  for (int i = 0; i < 30; ++i) {
    PasteClient client;
    client.ask("image/png");
    const int far = i % 3;
    EXPECT_TRUE(far == 0 || client.answered());
    if (far == 2) (void)client.read("ANSWER");  // asks for a piece that nobody will read
    if (i % 2 > 0) xcb_destroy_window(client.connection(), client.window());
    xcb_flush(client.connection());
  }
  EXPECT_TRUE(still_serves());
}

TEST_F(HostilePasteTest, ASlowReaderHoldsNobodyUpAndGetsWhatItAskedFor) {
  PasteClient slow;
  slow.ask("image/png");
  ASSERT_TRUE(slow.answered());
  EXPECT_TRUE(still_serves());
  ASSERT_TRUE(clipboard_->offer("a newer picture", "").ok());
  PasteClient thief;
  thief.become_owner();
  const std::optional<Pasted> got = slow.collect("ANSWER");
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->bytes == kPng);
}

TEST_F(HostilePasteTest, HundredsThatNeverReadAreForgotten) {
  std::deque<PasteClient> clients(20);
  for (int round = 0; round < 10; ++round) {
    for (PasteClient& client : clients) {
      client.ask("image/png", "ANSWER" + std::to_string(round));
      ASSERT_TRUE(client.answered());
    }
  }
  EXPECT_TRUE(still_serves());
  // The last one has its place; the first lost its own, and no piece comes when it reads at last.
  const std::optional<Pasted> last = clients.back().collect("ANSWER9");
  EXPECT_TRUE(last && last->bytes == kPng);
  EXPECT_EQ(clients.front().read("ANSWER0").type, "INCR");
  EXPECT_TRUE(still_serves());
  EXPECT_EQ(clients.front().read("ANSWER0").type, "");
}

TEST_F(HostilePasteTest, StartingAgainInTheSamePlaceStartsAgain) {
  PasteClient client;
  client.ask("image/png");
  ASSERT_TRUE(client.answered());
  (void)client.read("ANSWER");
  ASSERT_TRUE(client.wait_for_new("ANSWER"));
  const std::optional<Pasted> got = client.paste("image/png");
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->bytes == kPng);
}

TEST_F(HostilePasteTest, ADeletionFromBeforeTheAnswerDoesNotAskForMore) {
  PasteClient client;
  client.ask("image/png", "OTHER");  // from now on the owner hears of the window's properties
  ASSERT_TRUE(client.answered());
  for (int i = 0; i < 50; ++i) {
    client.put("ANSWER", "INTEGER", {1});
    const xcb_atom_t answer = client.atom("ANSWER");
    const xcb_atom_t clipboard = client.atom("CLIPBOARD");
    const xcb_atom_t png = client.atom("image/png");
    xcb_grab_server(client.connection());  // so that no answer can come before the deletion
    xcb_convert_selection(client.connection(), client.window(), clipboard, png, answer, XCB_CURRENT_TIME);
    xcb_delete_property(client.connection(), client.window(), answer);
    xcb_ungrab_server(client.connection());
    ASSERT_TRUE(client.answered());
    ASSERT_EQ(client.read("ANSWER", false).type, "INCR");
  }
}

TEST_F(HostilePasteTest, ManyAtOnceAreAnsweredOneByOne) {
  PasteClient client;
  const auto pair = [&](const char* target, const char* property) {
    return std::vector<std::uint32_t>{client.atom(target), property == nullptr ? 0 : client.atom(property)};
  };
  std::vector<std::uint32_t> list;
  for (const auto& one : {pair("UTF8_STRING", "A"), pair("image/jpeg", "B"), pair("image/png", "C"),
                          pair("MULTIPLE", "D"), pair("STRING", nullptr), pair("STRING", "ANSWER")}) {
    list.insert(list.end(), one.begin(), one.end());
  }
  client.put("ANSWER", "ATOM_PAIR", list);
  client.ask("MULTIPLE");
  ASSERT_TRUE(client.answered());
  const std::string answer = client.read("ANSWER").bytes;
  ASSERT_EQ(answer.size(), 4 * list.size());
  for (const std::size_t refused : {3U, 7U, 9U, 11U}) list[refused] = 0;
  EXPECT_EQ(answer, std::string(reinterpret_cast<const char*>(list.data()), answer.size()));
  EXPECT_EQ(client.read("A").bytes, "numbers");
  const std::optional<Pasted> picture = client.collect("C");
  ASSERT_TRUE(picture);
  EXPECT_TRUE(picture->bytes == kPng);
}

TEST_F(HostilePasteTest, ListsThatAreNoneAreRefused) {
  PasteClient client;
  client.put("ANSWER", "ATOM_PAIR", std::vector<std::uint32_t>(100'001, 0xFFFFFFFFU));
  client.ask("MULTIPLE");
  EXPECT_TRUE(client.answered());
  EXPECT_LE(client.read("ANSWER").bytes.size(), 1024U);
  client.put("ANSWER", "INTEGER", {1, 2, 3});
  client.ask("MULTIPLE");
  EXPECT_FALSE(client.answered());
  EXPECT_TRUE(still_serves());
}

TEST_F(HostilePasteTest, ForgedEventsChangeNothing) {
  PasteClient client;
  xcb_selection_clear_event_t clear{};
  clear.response_type = XCB_SELECTION_CLEAR;
  clear.owner = client.owner();
  clear.selection = client.atom("CLIPBOARD");
  for (const int kind : {XCB_SELECTION_CLEAR, XCB_SELECTION_REQUEST, XCB_SELECTION_NOTIFY, XCB_PROPERTY_NOTIFY,
                         XCB_DESTROY_NOTIFY, XCB_CLIENT_MESSAGE, XCB_MAPPING_NOTIFY}) {
    std::array<char, 32> sent{};
    std::memcpy(sent.data(), &clear, sizeof clear);
    sent[0] = static_cast<char>(kind);
    xcb_send_event(client.connection(), 0, clear.owner, 0, sent.data());
  }
  EXPECT_EQ(client.owner(), clear.owner);  // they are on their way
  EXPECT_TRUE(still_serves());
}

/// A clipboard manager that keeps the picture of a program that ends.
void keep_one_copy(PasteClient& manager, std::optional<Pasted>& kept) {
  const PasteClient::Event event = manager.next(XCB_SELECTION_REQUEST);
  if (!event) return;
  const auto& request = reinterpret_cast<const xcb_selection_request_event_t&>(*event);
  EXPECT_EQ(manager.name(request.target), "SAVE_TARGETS");
  kept = manager.paste("image/png");
  xcb_selection_notify_event_t done{};
  done.response_type = XCB_SELECTION_NOTIFY;
  done.requestor = request.requestor;
  done.selection = request.selection;
  done.target = request.target;
  done.property = request.property;
  std::array<char, 32> sent{};
  std::memcpy(sent.data(), &done, sizeof done);
  xcb_send_event(manager.connection(), 0, request.requestor, 0, sent.data());
  xcb_flush(manager.connection());
}

TEST_F(HostilePasteTest, AManagerKeepsTheCopyOfAProgramThatEnds) {
  PasteClient manager;
  manager.become_owner("CLIPBOARD_MANAGER");
  std::optional<Pasted> kept;
  std::jthread keeping([&] { keep_one_copy(manager, kept); });
  clipboard_.reset();
  keeping.join();
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->bytes == kPng);
}

TEST_F(HostilePasteTest, AManagerThatSaysNothingIsNotWaitedForForever) {
  PasteClient manager;
  manager.become_owner("CLIPBOARD_MANAGER");
  clipboard_.reset();
  EXPECT_EQ(manager.owner(), static_cast<xcb_window_t>(XCB_NONE));
}

}  // namespace
}  // namespace attnscope::test

#endif
