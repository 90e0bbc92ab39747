"""A lesson as a student takes it, with nothing but keys, and one of the student's own."""

import json
import pathlib
import unittest

from display import wait_until
from window import WindowTest

QUERY = (0xE6, 0x9F, 0x00)


def progress(window):
    """What the program wrote down of the lessons; {} before it did."""
    path = pathlib.Path(window.home["XDG_STATE_HOME"]) / "attnscope" / "progress.json"
    try:
        return {one["lesson"]: one for one in json.loads(path.read_text(encoding="utf-8"))["lessons"]}
    except FileNotFoundError:
        return {}


def strip_is_shown(window):
    """Whether the strip of a lesson, which has an edge in the query's colour, lies below the top bar."""
    picture = window.picture()
    return all(picture.pixel(1, y) == QUERY for y in range(70, 130))


class LessonsTest(WindowTest):
    def test_a_lesson_by_keys(self):
        window = self.open_sentence()
        self.assertFalse(strip_is_shown(window))
        before = window.settled()
        window.press("l")
        window.changed(before)
        window.press("Return")
        window.scene("the first lesson", lambda scene: scene["lesson"] == {"key": "01-trophy", "step": 1})
        wait_until("the strip", lambda: strip_is_shown(window))

        window.press("q", "Right", "Return")  # the suitcase, which is wrong
        wrong = window.settled()
        wait_until("the progress", lambda: "01-trophy" in progress(window))
        self.assertEqual(progress(window)["01-trophy"], {"lesson": "01-trophy", "step": 1, "right": []})
        window.press("Left", "Return")
        window.changed(wrong)
        wait_until("a right answer", lambda: progress(window)["01-trophy"]["right"] == [1])

        window.press("Next")
        window.scene("the second step", lambda scene: scene["lesson"]["step"] == 2)
        window.press("Right", "Return")  # now it is the suitcase, and the sentence says so
        window.scene("what the answer shows", lambda scene: "too small" in scene["text"])
        wait_until("a right answer", lambda: progress(window)["01-trophy"]["right"] == [1, 2])
        window.press("ctrl+z")
        window.scene("the sentence from before the answer", lambda scene: "too big" in scene["text"])
        window.press("Prior")
        window.scene("the first step again", lambda scene: scene["lesson"]["step"] == 1)

        window.press("l", "Return")  # the panel's first row leaves the lesson
        window.scene("the own sentence", lambda scene: scene["text"] == self.SENTENCE and "lesson" not in scene)
        self.assertFalse(strip_is_shown(window))
        self.assertEqual(window.close(), 0)
        self.assertEqual(window.messages(), "")

    def test_a_lesson_of_ones_own(self):
        scene = {"text": "The cat sat on the mat.", "query": {"word": "sat"}}
        lesson = {"format": "attnscope lesson", "version": 1, "title": "Own", "steps": [
            {"title": "One", "text": "Look.", "scene": scene},
            {"title": "Two", "text": "Flatter.", "change": {"multiplier": 0.2}}]}
        path = self.folder / "own.json"
        path.write_text(json.dumps(lesson))
        window = self.open_sentence()
        window.press("ctrl+o", "ctrl+a")
        window.type(str(path))
        window.press("Return")
        window.scene("the lesson", lambda scene: scene["lesson"] == {"key": str(path), "step": 1})
        wait_until("the strip", lambda: strip_is_shown(window))
        window.press("Next")
        window.scene("its second step", lambda scene: scene["multiplier"] == 0.2)
        window.kill()

        again = self.open()
        again.scene("where it was left", lambda scene: scene["lesson"]["step"] == 2)
        again.press("l", "Return")
        again.scene("the own sentence", lambda scene: scene["text"] == self.SENTENCE)


if __name__ == "__main__":
    unittest.main()
