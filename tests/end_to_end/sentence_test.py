"""What is typed is what is read, and what is shown."""

import json
import unittest

import places
from display import wait_until
from picture import Picture
from window import WindowTest, headless


class SentenceTest(WindowTest):
    def test_a_typed_sentence_is_read(self):
        window = self.open()
        scene = window.write_sentence("The cup did not fit in the bag because it was too big.")
        self.assertEqual(scene["model"], "reader")

    def test_letters_of_other_keyboards_are_kept(self):
        window = self.open_sentence()
        for layout, text in [("fr", "le chat dort où il a mangé"), ("ru", "кошка спит"), ("us", "the cat sleeps")]:
            with self.subTest(layout):
                window.press("ctrl+l")
                window.press("ctrl+a")
                window.settled()
                self.display.keyboard(layout)
                window.type(text)
                # Read before the keyboard changes: a key means what the layout says when the program looks at it.
                window.scene(text, lambda scene: scene["text"] == text)
                self.display.keyboard("us")  # xdotool cannot press an L that is not on the keyboard
                window.press("Escape")

    def test_a_shortcut_is_the_key_with_that_letter(self):
        self.display.keyboard("fr")  # its Z lies where others have a W, its M where they have a semicolon
        window = self.open_sentence()
        window.press("m")
        window.scene("another mask", lambda scene: scene["mask"]["kind"] == "all")
        window.press("ctrl+z")
        window.scene("the mask as it was", lambda scene: scene["mask"]["kind"] == "model")
        window.press("bracketright")
        window.scene("a sharper scale", lambda scene: scene["multiplier"] > 1)
        window.press("2")
        window.scene("the second word asks", lambda scene: scene["query"]["word"] == "dog")
        window.press("ctrl+l", "ctrl+a")  # its A lies where others have a Q
        window.type("le chat dort")
        window.scene("the sentence replaced", lambda scene: scene["text"] == "le chat dort")

    def test_what_is_typed_at_once_reaches_the_field_that_was_asked_for(self):
        window = self.open_sentence("cats")
        self.display.xdotool("type", "--delay", 0, "/dogs see")  # the slash opens the field, with all of it selected
        window.press("Escape")
        window.scene("nothing lost", lambda scene: scene["text"] == "dogs see")
        self.display.xdotool("key", "--delay", 0, "ctrl+k")
        self.display.xdotool("type", "--delay", 0, "mask: causal")
        window.press("Return")
        window.scene("the mask that was asked for by name", lambda scene: scene["mask"]["kind"] == "causal")

    def test_an_emptied_sentence_is_no_accident(self):
        window = self.open_sentence()
        window.press("ctrl+l")
        window.settled()
        window.press("ctrl+a", "Delete", "Escape")
        window.scene("no text", lambda scene: scene["text"] == "")
        window.write_sentence("The cat sat.")

    def test_the_window_shows_what_shot_shows(self):
        window = self.open_sentence()
        window.write_sentence("The bird sang because it was happy.")
        shown = window.settled()
        scene, taken = self.folder / "scene.json", self.folder / "taken.png"
        scene.write_text(json.dumps(window.session()))
        size = f"{shown.width}x{shown.height}"
        done = headless("shot", "--scene", scene, "--out", taken, "--size", size, display=self.display)
        self.assertEqual(done.returncode, 0, done.stderr)
        same = Picture.read(taken)
        differing = shown.different(same, tolerance=8) / (shown.width * shown.height)
        self.assertLess(differing, 0.002)
        other = self.folder / "other.json"
        other.write_text(json.dumps({**window.session(), "multiplier": 0.1}))
        headless("shot", "--scene", other, "--out", taken, "--size", size, display=self.display)
        self.assertGreater(shown.different(Picture.read(taken), tolerance=8) / (shown.width * shown.height), 0.002)

    def test_lighter_cells_are_larger_weights(self):
        window = self.open_sentence(query={"word": "it"})
        shown = window.settled()
        done = headless("attend", "--text", self.SENTENCE, "--query", "it", "--format", "json")
        weights = json.loads(done.stdout)["weights"]
        light = [places.brightness(shown.pixel(x, y)) for x, y in places.cells(shown, len(weights))]
        by_weight = sorted(range(len(weights)), key=weights.__getitem__)
        compared = 0
        for low, high in zip(by_weight, by_weight[1:]):
            if weights[high] - weights[low] > 0.02:
                self.assertLess(light[low], light[high], (weights, light))
                compared += 1
        self.assertGreater(compared, 0)

    def test_a_click_on_a_word_makes_it_ask(self):
        window = self.open_sentence()
        boxes = places.chips(window.settled())
        tokens = json.loads(headless("attend", "--text", self.SENTENCE, "--format", "json").stdout)["tokens"]
        self.assertEqual(len(boxes), len(tokens))
        at = next(i for i, token in enumerate(tokens) if token["text"] == "dog")
        window.click(*boxes[at].middle)
        window.scene("dog as the query", lambda scene: scene["query"]["word"] == "dog")
        window.press("Right")
        window.scene("the next word as the query", lambda scene: scene["query"]["word"] == tokens[at + 1]["text"])
        window.press("Home")
        window.scene("the first word as the query", lambda scene: scene["query"]["word"].lower() == "the")

    def test_a_click_on_the_map_makes_its_row_ask(self):
        window = self.open_sentence(query={"word": "it"})
        row = places.asking_row(window.settled())
        tokens = json.loads(headless("attend", "--text", self.SENTENCE, "--format", "json").stdout)["tokens"]
        index = next(i for i, token in enumerate(tokens) if token["text"] == "it")
        pitch = row.width / len(tokens)
        window.click(row.x + pitch / 2, row.y + pitch / 2 - pitch * (index - 1))
        window.scene("dog as the query", lambda scene: scene["query"]["word"] == "dog")

    def test_a_long_text_neither_blocks_nor_breaks(self):
        window = self.open_sentence(" ".join(f"The dog number {i} ran home." for i in range(90)))
        window.press("End", "bracketright", "Home", "m")
        window.scene("a mask after all", lambda scene: scene["mask"]["kind"] != "model")
        self.assertTrue(window.alive())


class CopyTest(WindowTest):
    HEAD = ["--text", WindowTest.SENTENCE, "--query", "it", "--scale", "2"]

    def copy(self):
        window = self.open_sentence(query={"word": "it"}, multiplier=2.0)
        window.press("ctrl+shift+c")
        wait_until("something to paste", lambda: self.display.clipboard())
        return window

    def test_the_copied_numbers_are_those_of_the_command_line(self):
        self.copy()
        wanted = headless("attend", *self.HEAD, "--format", "json")
        self.assertEqual(json.loads(self.display.clipboard()), json.loads(wanted.stdout))

    def test_the_copied_figure_is_the_exported_one(self):
        self.copy()
        pasted, exported = self.folder / "pasted.png", self.folder / "exported.png"
        pasted.write_bytes(self.display.clipboard("image/png"))
        done = headless("export", *self.HEAD, "--out", exported)
        self.assertEqual(done.returncode, 0, done.stderr)
        pasted, exported = Picture.read(pasted), Picture.read(exported)
        self.assertEqual((pasted.width, pasted.height), (exported.width, exported.height))
        self.assertEqual(pasted.different(exported), 0)

    def test_the_field_pastes_the_numbers_and_copies_words_afterwards(self):
        window = self.copy()
        numbers = self.display.clipboard().decode()
        window.press("ctrl+l")
        window.settled()
        window.press("ctrl+a", "ctrl+v")
        window.scene("the numbers as a sentence", lambda scene: scene["text"] == numbers)
        window.press("ctrl+z")
        window.scene("the sentence from before", lambda scene: scene["text"] == self.SENTENCE)
        window.press("ctrl+a", "ctrl+c")
        wait_until("the words", lambda: self.display.clipboard().decode() == self.SENTENCE)
        self.assertNotIn(b"image/png", self.display.clipboard("TARGETS"))
        self.assertTrue(window.alive())


if __name__ == "__main__":
    unittest.main()
