#include "ui/chord.h"

#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace attnscope {
namespace {

KeyEvent press(int key, int mods = 0, char32_t written = 0) { return {key, 0, GLFW_PRESS, mods, written}; }

// What GLFW reports for these presses on the named keyboards under X11.
TEST(MeantChord, ALetterIsTheOnePrintedOnTheKey) {
  EXPECT_EQ(meant_chord(press(GLFW_KEY_SEMICOLON, 0, 'm'), "m"), (Chord{kNoMods, GLFW_KEY_M})) << "French M";
  EXPECT_EQ(meant_chord(press(GLFW_KEY_M, 0, ','), ","), (Chord{kNoMods, GLFW_KEY_COMMA})) << "French comma";
  EXPECT_EQ(meant_chord(press(GLFW_KEY_Y, kCtrl), "z"), (Chord{kCtrl, GLFW_KEY_Z})) << "German Z";
  EXPECT_EQ(meant_chord(press(GLFW_KEY_Z, kCtrl | kShift), "z"), (Chord{kCtrl | kShift, GLFW_KEY_Z}));
}

TEST(MeantChord, ASignIsMeantWhateverHasToBeHeldForIt) {
  EXPECT_EQ(meant_chord(press(GLFW_KEY_8, 0, '['), "8"), (Chord{kNoMods, GLFW_KEY_LEFT_BRACKET})) << "German [";
  EXPECT_EQ(meant_chord(press(GLFW_KEY_3, kShift, '3'), "\""), (Chord{kNoMods, GLFW_KEY_3})) << "French 3";
  EXPECT_EQ(meant_chord(press(GLFW_KEY_KP_7, 0, '7'), "7"), (Chord{kNoMods, GLFW_KEY_7})) << "number pad";
  EXPECT_EQ(meant_chord(press(GLFW_KEY_RIGHT_BRACKET, kCtrl), "+"), (Chord{kCtrl, '+'})) << "German Ctrl++";
}

TEST(MeantChord, OtherKeysMeanTheirPlace) {
  EXPECT_EQ(meant_chord(press(GLFW_KEY_M, 0, U'ь'), "ь"), (Chord{kNoMods, GLFW_KEY_M})) << "Russian";
  EXPECT_EQ(meant_chord(press(GLFW_KEY_LEFT_BRACKET), ""), (Chord{kNoMods, GLFW_KEY_LEFT_BRACKET})) << "a dead key";
  EXPECT_EQ(meant_chord(press(GLFW_KEY_SPACE, 0, ' '), ""), (Chord{kNoMods, GLFW_KEY_SPACE}));
  EXPECT_EQ(meant_chord(press(GLFW_KEY_LEFT, kAlt), ""), (Chord{kAlt, GLFW_KEY_LEFT}));
}

TEST(ChordText, NamesKeysAsTheyAreLabelled) {
  EXPECT_EQ(chord_text({kNoMods, GLFW_KEY_F1}), "F1");
  EXPECT_EQ(chord_text({kNoMods, GLFW_KEY_F2}), "F2");
  EXPECT_EQ(chord_text({kShift, GLFW_KEY_F12}), "Shift+F12");
  EXPECT_EQ(chord_text({kNoMods, GLFW_KEY_DELETE}), "Del");
  EXPECT_EQ(chord_text({kCtrl | kShift, GLFW_KEY_C}), "Ctrl+Shift+C");
}

}  // namespace
}  // namespace attnscope
