"""Starting, ending, crashing, resizing, doing nothing: what surrounds the work."""

import json
import random
import signal
import time
import unittest

from display import wait_until
from window import WindowTest, headless


class LifeTest(WindowTest):
    def test_closing_keeps_the_state(self):
        window = self.open_sentence()
        window.press("bracketleft", "m")
        kept = window.scene("both changes", lambda scene: scene["multiplier"] < 1 and scene["mask"]["kind"] == "all")
        seen = window.settled()
        self.assertEqual(window.close(), 0)
        again = self.open()
        self.display.xdotool("mousemove", self.SIZE[0] - 1, self.SIZE[1] - 1)
        self.assertEqual(again.settled().different(seen), 0)
        again.press("ctrl+q")
        self.assertEqual(again.ended(), 0)
        self.assertEqual(again.session(), kept)
        self.assertEqual(again.messages(), "")

    def test_the_window_comes_back_as_large_as_it_was(self):
        window = self.open()
        window.resize(1000, 700)
        window.settled()
        self.assertEqual(window.close(), 0)
        self.assertEqual(self.open().size(), (1000, 700))

    def test_a_change_is_kept_even_when_the_window_is_closed_at_once(self):
        window = self.open_sentence()
        window.press("m", "ctrl+q")
        self.assertEqual(window.ended(), 0)
        self.assertEqual(window.session()["mask"]["kind"], "all")

    def test_a_change_is_kept_when_the_system_ends_the_program(self):
        for end in signal.SIGTERM, signal.SIGINT, signal.SIGHUP:
            with self.subTest(end):
                window = self.open_sentence("a")
                window.press("ctrl+l", "End")
                before = window.settled()
                window.press("b")
                wait_until("the letter", lambda: window.picture().rgb != before.rgb)
                window.process.send_signal(end)
                self.assertEqual(window.ended(), 0)
                self.assertEqual(window.session()["text"], "ab")

    def test_the_state_comes_back_after_a_crash(self):
        window = self.open()
        kept = window.write_sentence("The dog slept because it was tired.")
        window.kill()
        self.assertEqual(self.open().scene("the sentence", lambda scene: scene["text"])["text"], kept["text"])

    def test_of_two_windows_the_second_one_is_kept_once_the_first_is_gone(self):
        first = self.open()
        kept = first.write_sentence("Said in the first.")
        second = self.open()
        second.press("m", "bracketleft")
        time.sleep(2)  # a change is written after less than one
        self.assertEqual(second.session(), kept)
        first.kill()
        second.write_sentence("Said in the second.")

    def test_a_broken_state_file_is_set_aside(self):
        folder = self.folder / "first/state/attnscope"
        folder.mkdir(parents=True)
        (folder / "session.json").write_bytes(b'{"format": "attnscope scene", "version": 1, "text": \xff\x00')
        window = self.open()
        window.write_sentence("The cat sat.")
        self.assertTrue(list(folder.glob("session*.bad")), list(folder.iterdir()))

    def test_no_size_is_too_small_or_too_large(self):
        window = self.open_sentence()
        for width, height in [(200, 150), (2600, 1600), (2600, 60), (1, 1), (641, 1599), (1440, 900)]:
            with self.subTest((width, height)):
                window.resize(width, height)
                self.assertTrue(window.alive())
        window.settled()
        self.assertEqual(window.close(), 0)

    def test_an_idle_window_costs_nothing(self):
        window = self.open_sentence()
        window.scene("a state that is written", lambda scene: True)
        time.sleep(1)
        before = window.processor_ticks()
        time.sleep(3)
        self.assertLessEqual(window.processor_ticks() - before, 3)

    def test_holding_the_clipboard_costs_nothing(self):
        window = self.open_sentence()
        window.press("ctrl+shift+c")
        self.assertTrue(wait_until("a picture to paste", lambda: self.display.clipboard("image/png")))
        time.sleep(7)  # what it says about that stays for five
        before = window.processor_ticks()
        time.sleep(3)
        self.assertLessEqual(window.processor_ticks() - before, 3)

    def test_any_keys_and_clicks_leave_it_alive(self):
        window = self.open_sentence()
        keys = ["Left", "Right", "Up", "Down", "Home", "End", "Tab", "shift+Tab", "Escape", "Return", "space", "comma",
                "period", "bracketleft", "bracketright", "backslash", "BackSpace", "Delete", "a", "c", "e", "f", "g",
                "m", "p", "r", "s", "t", "w", "x", "z", "1", "9", "F1", "F5", "ctrl+z", "ctrl+shift+z", "ctrl+k",
                "ctrl+l", "ctrl+a", "ctrl+v", "ctrl+x", "ctrl+equal", "ctrl+minus", "alt+Up", "alt+Down", "Page_Down"]
        dice = random.Random(20260714)
        for _ in range(40):
            width, height = window.size()
            window.press(*(dice.choice(keys) for _ in range(8)))
            window.click(dice.randrange(width), dice.randrange(height), button=dice.choice([1, 1, 1, 3]))
            window.drag((dice.randrange(width), dice.randrange(height)),
                        (dice.randrange(width), dice.randrange(height)), steps=4)
            window.scroll(dice.randrange(width), dice.randrange(height), dice.choice([-3, 2]))
            self.assertTrue(window.alive(), window.messages())
        self.assertEqual(window.close(), 0)
        self.assertEqual(window.messages(), "")
        # What it wrote down is a scene that the command line can read.
        scene = self.folder / "scene.json"
        scene.write_text(json.dumps(window.session()))
        done = headless("export", "--scene", scene, "--out", self.folder / "numbers.csv")
        self.assertTrue(done.returncode == 0 or not window.session()["text"].strip(), done.stderr)


class CallTest(WindowTest):
    def test_a_call_that_cannot_work_is_told_in_one_line(self):
        broken = self.folder / "broken.json"
        broken.write_text('{"format": "attnscope scene", "version": 99, "text": "a"}')
        for words, status in [(["/no/such/file.json"], 2), ([broken], 1), (["atend"], 2), (["--frobnicate"], 2)]:
            with self.subTest(words):
                done = headless(*words, display=self.display)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_without_a_display_it_says_so(self):
        done = headless()
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn("display", done.stderr)


if __name__ == "__main__":
    unittest.main()
