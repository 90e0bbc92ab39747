"""A worked example: its numbers are typed, dragged and taken back, and the weights follow."""

import json
import unittest

import places
from window import WindowTest, headless


class NumbersTest(WindowTest):
    def open_example(self, name):
        window = self.open("--model", f"by-hand/{name}")
        window.resize(*self.DESIGN)
        self.display.xdotool("mousemove", self.SIZE[0] - 1, self.SIZE[1] - 1)
        window.settled()
        return window

    def shares(self, window, words):
        """How light the asking row's cells are, which tells its weights."""
        picture = window.settled()
        return [round(places.brightness(picture.pixel(x, y)), 2) for x, y in places.cells(picture, words)]

    def cursor(self, picture):
        """The box round the cell that the keyboard acts on, in the lower left part, right of the words."""
        dots = [(x, y) for y in range(600, 800) for x in range(100, 590) if picture.pixel(x, y) == places.QUERY]
        xs, ys = [x for x, _ in dots], [y for _, y in dots]
        return min(xs), min(ys), max(xs), max(ys)

    def test_a_typed_number_moves_the_weights_and_is_taken_back(self):
        window = self.open_example("cat-sat")
        before = self.shares(window, 3)
        window.press("Tab", "Tab")  # to the map, to the numbers
        window.type("2.5")
        typed = window.scene("the number", lambda scene: scene["worked"]["q"][0][0] == 2.5)
        self.assertEqual(typed["text"], "The cat sat")
        window.press("Return")
        after = self.shares(window, 3)
        # What a colour stands for changes with the largest weight, which is another one now: only their order tells.
        self.assertEqual(max(before), before[1], "sat listens to cat most")
        self.assertEqual(max(after), after[0], "sat listens to The most now")
        window.press("ctrl+z")
        window.scene("the number as it was", lambda scene: scene["worked"]["q"][0][0] == 0.2)
        self.assertEqual(self.shares(window, 3), before)
        window.press("ctrl+shift+z")
        window.scene("the number again", lambda scene: scene == typed)

    def test_what_is_no_number_changes_nothing(self):
        window = self.open_example("cat-sat")
        window.press("Tab", "Tab")
        window.type("7")
        window.scene("the number", lambda scene: scene["worked"]["q"][0][0] == 7)
        window.type("x")
        window.scene("the old number", lambda scene: scene["worked"]["q"][0][0] == 0.2)

    def test_a_cell_is_clicked_and_dragged(self):
        window = self.open_example("look-up")
        window.press("Tab", "Tab")
        left, top, right, bottom = self.cursor(window.settled())
        beside = right + (right - left) // 2, (top + bottom) // 2
        window.drag(beside, (beside[0] + 40, beside[1]), steps=40)
        dragged = window.scene("a dragged number", lambda scene: scene["worked"]["q"][0][1] > 1)
        self.assertEqual(dragged["worked"]["q"][0][0], 1)
        window.press("ctrl+z")
        window.scene("the drag taken back as one", lambda scene: scene["worked"]["q"][0][1] == 1)

    def test_words_are_edited_in_the_sentence(self):
        window = self.open_example("cat-sat")
        window.press("ctrl+l", "Home", "ctrl+Right", "Left")  # behind "The"
        window.type(" black")
        window.scene("a word more", lambda scene: scene["text"] == "The black cat sat")
        scene = window.scene("four rows", lambda scene: len(scene["worked"]["q"]) == 4)
        self.assertEqual(scene["worked"]["q"][1], [0, 0, 0])
        self.assertEqual(scene["worked"]["q"][2], [0.9, 0.3, 0.7])

    def test_the_command_line_gives_the_same_numbers(self):
        answer = headless("attend", "--model", "by-hand/cat-sat", "--format", "json")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        row = json.loads(answer.stdout)
        self.assertEqual([round(score, 2) for score in row["scores"]], [0.61, 0.89, 0.77])
        self.assertEqual([round(weight, 3) for weight in row["weights"]], [0.286, 0.378, 0.336])
        self.assertIn("by-hand/look-up", headless("models").stdout)


if __name__ == "__main__":
    unittest.main()
