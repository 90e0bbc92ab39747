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


def colours_of_map(picture):
    """How many vivid colours there are where the map lies; words and what hides it are grey."""
    colours = {picture.pixel(x, y) for y in range(200, 600, 3) for x in range(30, 560, 3)}
    return sum(max(colour) - min(colour) > 60 for colour in colours)


class LessonsTest(WindowTest):
    def test_a_lesson_by_keys(self):
        window = self.open_sentence()
        self.assertFalse(strip_is_shown(window))
        before = window.settled()
        window.press("F2")
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

        window.press("F2", "Return")  # the panel's first row leaves the lesson
        window.scene("the own sentence", lambda scene: scene["text"] == self.SENTENCE and "lesson" not in scene)
        self.assertFalse(strip_is_shown(window))
        self.assertEqual(window.close(), 0)
        self.assertEqual(window.messages(), "")

    def test_a_prediction_hides_what_it_is_about(self):
        window = self.open_sentence()
        self.assertGreater(colours_of_map(window.settled()), 30)
        window.press("y")
        window.scene("a prediction", lambda scene: scene["prediction"] == {"revealed": False})
        self.assertLess(colours_of_map(window.settled()), 30)
        window.press("Down", "Right", "Right")
        expected = window.scene("shares", lambda scene: len(scene["prediction"]["shares"]) > 3)["prediction"]["shares"]
        self.assertAlmostEqual(sum(expected), 1, places=3)
        self.assertEqual(max(expected), expected[1])
        window.press("Return")
        window.scene("the reveal", lambda scene: scene["prediction"]["revealed"])
        self.assertGreater(colours_of_map(window.settled()), 30)
        window.press("ctrl+z")
        window.scene("hidden again", lambda scene: not scene["prediction"]["revealed"])
        window.press("y")
        window.scene("no prediction", lambda scene: "prediction" not in scene)

    def test_an_audit_by_keys(self):
        trophy = "The trophy did not fit in the suitcase because it was too big."
        window = self.open_sentence(trophy, query={"word": "it"})
        window.press("ctrl+k")
        window.type("audit the")
        window.press("Return")
        window.scene("an audit", lambda scene: scene["audit"]["query"] == "")
        window.press("q", "Return")
        window.scene("the word that asks", lambda scene: scene["audit"]["query"] == "it")
        window.press("Right", "Return")
        window.scene("its source", lambda scene: scene["audit"]["source"] == "trophy")
        before = window.settled()
        window.press("s")
        window.scene("the change", lambda scene: "small" in scene["text"] and scene["audit"]["from"] != scene["text"])
        window.changed(before)
        self.assertTrue(strip_is_shown(window))

    def test_the_experiment_with_the_root_of_d(self):
        window = self.open_sentence()
        window.press("F2", "Right", "Right", "Return")
        window.scene("the page", lambda scene: scene["page"] == "root d")
        before = window.settled()
        window.press("Right")
        window.scene("twice the d", lambda scene: scene["root_d"]["d"] == 128)
        window.changed(before)
        window.press("s")  # nothing happens to a sentence that is not seen
        window.press("Escape")
        self.assertEqual(window.scene("the sentence", lambda scene: "page" not in scene)["text"], self.SENTENCE)

    def test_what_it_costs(self):
        window = self.open_sentence()
        before = window.settled()
        window.press("F2")
        window.changed(before)
        window.press("Right", "Right", "Down", "Return")
        window.scene("the page", lambda scene: scene["page"] == "cost")
        before = window.settled()
        window.press("d")
        window.scene("twice the words", lambda scene: scene["cost"]["words"] == 20)
        window.changed(before)
        window.press("m")
        window.scene("another mask", lambda scene: scene["cost"]["mask"] == "causal")
        window.press("ctrl+z", "ctrl+z")
        window.scene("as it was", lambda scene: "cost" not in scene)
        before = window.settled()
        window.press("space")
        window.changed(before)
        window.press("space")  # it stops, and what was measured stays
        self.assertNotEqual(window.settled().rgb, before.rgb)
        window.press("ctrl+k")
        window.type("description")
        window.press("Return")
        window.press("Escape", "Escape")
        self.assertEqual(window.scene("the sentence", lambda scene: "page" not in scene)["text"], self.SENTENCE)
        self.assertEqual(window.close(), 0)
        self.assertEqual(window.messages(), "")

    def test_lessons_go_to_other_models_and_back(self):
        window = self.open_sentence()

        def learn(row):
            before = window.settled()
            window.press("F2")
            window.changed(before)
            window.press(*["Down"] * row, "Return")

        learn(13)
        scene = window.scene("two texts", lambda scene: scene["lesson"]["key"] == "14-two-texts")
        self.assertEqual((scene["model"], scene["text"]), ("by-hand/der-hund", "Der Hund ist schwarz"))
        window.press("q", "Return")
        wait_until("a right answer", lambda: progress(window)["14-two-texts"]["right"] == [1])
        learn(12)  # the first row leaves the lesson
        window.scene("by hand", lambda scene: scene["model"] == "by-hand/cat-sat")
        window.press("F2", "Return")
        scene = window.scene("the own sentence", lambda scene: "lesson" not in scene)
        self.assertEqual((scene["model"], scene["text"]), ("reader", self.SENTENCE))

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
        again.press("F2", "Return")
        again.scene("the own sentence", lambda scene: scene["text"] == self.SENTENCE)


if __name__ == "__main__":
    unittest.main()
