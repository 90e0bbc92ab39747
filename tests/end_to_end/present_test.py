"""A lecture before a room: by the keys of a clicker alone."""

import json
import shutil
import unittest

from display import wait_until
from picture import Picture
from places import BACKGROUND
from window import WindowTest, headless

SENTENCES = [
    ("The trophy did not fit in the suitcase because it was too big.", {}),
    ("The trophy did not fit in the suitcase because it was too small.", {}),
    ("The trophy did not fit in the suitcase because it was too small.", {"multiplier": 0.2}),
    ("The trophy did not fit in the suitcase because it was too small.", {"multiplier": 3}),
    ("The cat sat on the mat.", {"outlined": "previous"}),
    ("The cat sat on the mat.", {"step": 1.5}),
    ("The cat sat on the mat.", {"mask": {"kind": "causal"}}),
    ("The cat sat on the mat.", {"map": "scores"}),
    ("The cat sat on the mat because it was happy.", {"head": {"layer": 1, "head": 1}}),
    ("The cat sat on the mat because it was hungry.",
     {"beside": {"text": "The cat sat on the mat because it was happy."}}),
]


def lecture():
    """Ten scenes that all look different."""
    scenes = [{"title": f"Scene {i + 1}" if i % 2 == 0 else "", "notes": f"say {i + 1}\nand more",
               "scene": {"text": text, **fields}} for i, (text, fields) in enumerate(SENTENCES)]
    return {"format": "attnscope lecture", "version": 1, "title": "Ten scenes", "scenes": scenes}


class PresentTest(WindowTest):
    SIZE = (1536, 960)  # larger than the window is at first

    def open_lecture(self):
        """The window with a sentence of its own and, in front of it, the lecture that was opened."""
        file = self.folder / "lecture.json"
        file.write_text(json.dumps(lecture()))
        window = self.open(file)
        self.display.xdotool("mousemove", self.SIZE[0] - 1, self.SIZE[1] - 1)
        window.settled()
        return window

    def kept(self, home="first"):
        """The lecture as the program wrote it down; None before it did."""
        path = self.folder / home / "state/attnscope/lecture.json"
        return json.loads(path.read_text()) if path.exists() else None

    def present(self, window):
        """Full screen, at the first scene, once the spot that stands for the pointer in the corner is gone."""
        before = window.settled()
        window.press("F5")
        wait_until("the full screen", lambda: window.size() == self.SIZE)
        window.changed(before)
        wait_until("the spot to go", lambda: window.picture().pixel(self.SIZE[0] - 1, self.SIZE[1] - 1) == BACKGROUND)
        return window.settled()

    def test_ten_scenes_play_from_start_to_end_by_page_down(self):
        window = self.open_lecture()
        size = window.size()
        seen = [self.present(window)]
        for _ in SENTENCES[1:]:
            window.press("Next")
            seen.append(window.changed(seen[-1]))
        self.assertEqual(len({picture.rgb for picture in seen}), len(SENTENCES))
        window.press("Next")  # behind the last one there is nothing
        self.assertEqual(window.settled().rgb, seen[-1].rgb)
        window.press("Prior")
        self.assertEqual(window.changed(seen[-1]).rgb, seen[-2].rgb)
        window.press("Home")
        self.assertEqual(window.back_to(seen[0]).rgb, seen[0].rgb)
        window.press("Escape")
        wait_until("the window as it was", lambda: window.size() == size)
        self.assertEqual(window.messages(), "")

    def test_b_makes_the_screen_black_and_the_same_key_takes_it_back(self):
        window = self.open_lecture()
        shown = self.present(window)
        for key in ("b", "period"):
            window.press(key)
            wait_until("a black screen", lambda: window.picture().colours().keys() == {(0, 0, 0)})
            window.press(key)
            self.assertEqual(window.back_to(shown).rgb, shown.rgb)

    def test_what_is_changed_before_the_room_is_not_kept_unless_asked(self):
        window = self.open_lecture()
        wait_until("the lecture written down", self.kept)
        first = self.present(window)
        window.press("2")  # the second word asks
        asked = window.changed(first)
        window.press("bracketright")
        sharper = window.changed(asked)
        window.press("s")
        window.changed(sharper)
        window.press("Next")
        window.press("Prior")
        self.assertEqual(window.back_to(first).rgb, first.rgb)
        window.press("bracketleft", "k", "F5")
        wait_until("the changed scene", lambda: self.kept()["scenes"][0]["scene"]["multiplier"] < 1)

    def test_a_crash_before_the_room_loses_nothing(self):
        window = self.open_lecture()
        wait_until("the lecture written down", self.kept)
        window.press("Escape")  # leaves the list of scenes
        before = window.write_sentence("The dog ran.")
        shown = window.settled()
        self.present(window)
        window.press("Next", "Next")
        window.kill()
        again = self.open()
        self.assertEqual(again.scene("the sentence from before", lambda scene: True)["text"], before["text"])
        self.assertEqual(len(self.kept()["scenes"]), len(SENTENCES))
        self.assertNotEqual(self.present(again).rgb, shown.rgb)

    def test_a_lecture_is_made_of_what_is_seen(self):
        window = self.open()
        window.press("F5")
        wait_until("one scene alone, full screen", lambda: window.size() == self.SIZE)
        window.press("Escape", "v")
        wait_until("the first scene", lambda: self.kept() and len(self.kept()["scenes"]) == 1)
        window.press("s", "v")
        wait_until("the second scene", lambda: len(self.kept()["scenes"]) == 2)
        window.press("l")
        window.settled()
        window.press("ctrl+Up", "Tab")
        window.type("Too small")
        window.press("Tab")
        window.type("laugh here")
        made = wait_until("title and notes", lambda: self.kept()["scenes"][0]["notes"] == "laugh here" and self.kept())
        self.assertEqual(made["scenes"][0]["title"], "Too small")
        self.assertIn("small", made["scenes"][0]["scene"]["text"])
        self.assertIn("big", made["scenes"][1]["scene"]["text"])


    def test_scenes_are_dragged_to_their_place_and_the_lecture_gets_a_title(self):
        window = self.open_lecture()
        wait_until("the lecture written down", self.kept)
        window.resize(*self.DESIGN)
        window.settled()
        titles = [scene["notes"] for scene in lecture()["scenes"]]
        row = 78  # between one scene of the list and the next
        window.drag((400, 280), (400, 280 + 2.2 * row), steps=40)  # the first behind the third
        moved = titles[1:3] + titles[:1] + titles[3:]
        wait_until("the first scene moved", lambda: [s["notes"] for s in self.kept()["scenes"]] == moved)
        window.press("ctrl+z")
        wait_until("it is back", lambda: [s["notes"] for s in self.kept()["scenes"]] == titles)
        window.press("shift+Tab", "ctrl+a")
        window.type("Wer wen meint")
        wait_until("the lecture's title", lambda: self.kept()["title"] == "Wer wen meint")
        before = window.settled()
        window.press("ctrl+s")
        window.changed(before)
        window.press("Return")
        file = wait_until("a file", lambda: next(self.folder.glob("*[Ww]er*.json"), None))
        self.assertEqual(json.loads(file.read_text())["title"], "Wer wen meint")


class FilmTest(WindowTest):
    """What film and export write of what the window shows."""

    SIZE = (1024, 768)

    def pictures(self, folder):
        return [Picture.read(path) for path in sorted(folder.glob("*.png"))]

    def test_every_picture_is_the_shot_of_its_step(self):
        done = headless("film", "--text", "The cat sat.", "--out", self.folder / "frames", "--size", "600x420", "--fps", 2,
                        "--seconds", 1, display=self.display)
        self.assertEqual(done.returncode, 0, done.stderr)
        pictures = self.pictures(self.folder / "frames")
        self.assertEqual(len(pictures), 3)
        self.assertEqual(len({picture.rgb for picture in pictures}), 3)
        for number, step in enumerate((0, 2, 3)):
            scene = self.folder / "scene.json"
            scene.write_text(json.dumps({"format": "attnscope scene", "version": 1, "text": "The cat sat.", "step": step}))
            done = headless("shot", "--scene", scene, "--out", self.folder / "shot.png", "--size", "600x420",
                            display=self.display)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(Picture.read(self.folder / "shot.png").rgb, pictures[number].rgb, f"step {step}")

    def test_a_film_where_ffmpeg_is_and_pictures_where_it_is_not(self):
        words = ("film", "--text", "The cat sat.", "--size", "301x201", "--fps", 2, "--seconds", 1, "--out")
        if shutil.which("ffmpeg"):
            for name, begins in (("a.gif", (0, b"GIF89a")), ("a.mp4", (4, b"ftyp"))):
                done = headless(*words, self.folder / name, display=self.display)
                self.assertEqual(done.returncode, 0, done.stderr)
                at, magic = begins
                self.assertEqual((self.folder / name).read_bytes()[at:at + len(magic)], magic)
        done = headless(*words, self.folder / "b.gif", display=self.display, home={"PATH": "/no/such/folder"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("ffmpeg is not installed", done.stderr)
        self.assertEqual(len(self.pictures(self.folder / "b-frames")), 3)

    def test_a_lecture_is_a_page_a_scene(self):
        file = self.folder / "lecture.json"
        file.write_text(json.dumps(lecture()))
        done = headless("export", "--lecture", file, "--out", self.folder / "lecture.pdf")
        self.assertEqual(done.returncode, 0, done.stderr)
        pdf = (self.folder / "lecture.pdf").read_bytes()
        self.assertEqual(pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages"), len(SENTENCES))


if __name__ == "__main__":
    unittest.main()
