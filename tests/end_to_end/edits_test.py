"""Every change can be taken back, drags as one; the slider bends the numbers that are shown."""

import unittest

import places
from window import WindowTest


class EditsTest(WindowTest):
    def test_undo_and_redo_walk_through_what_was_done(self):
        window = self.open_sentence(query={"word": "it"})
        before = window.settled()
        window.press("bracketright")
        sharper = window.scene("a sharper scale", lambda scene: scene["multiplier"] > 1)
        self.assertGreater(window.settled().different(before), 100)
        window.press("ctrl+z")
        window.scene("the scale as it was", lambda scene: scene["multiplier"] == 1)
        self.assertEqual(window.settled().different(before), 0)
        window.press("ctrl+shift+z")
        window.scene("the change again", lambda scene: scene == sharper)

    def test_a_drag_of_the_slider_is_one_step(self):
        window = self.open_sentence()
        start, end = self.slider(window.settled())
        window.drag(start, end)
        dragged = window.scene("another scale", lambda scene: scene["multiplier"] != 1)
        self.assertLess(dragged["multiplier"], 1)
        window.press("ctrl+z")
        window.scene("the trained scale", lambda scene: scene["multiplier"] == 1)

    def test_a_double_click_brings_the_trained_scale_back(self):
        window = self.open_sentence(multiplier=0.1)
        (x, y), _ = self.slider(window.settled())
        window.click(x, y, times=2)
        window.scene("the trained scale", lambda scene: scene["multiplier"] == 1)

    def test_a_tiny_scale_flattens_the_row(self):
        window = self.open_sentence(query={"word": "it"}, multiplier=0.05)
        light = [places.brightness(window.settled().pixel(x, y)) for x, y in places.cells(window.settled(), 8)]
        window.press("backslash")
        window.scene("the trained scale", lambda scene: scene["multiplier"] == 1)
        sharp = [places.brightness(window.settled().pixel(x, y)) for x, y in places.cells(window.settled(), 8)]
        self.assertLess(max(light) - min(light), max(sharp) - min(sharp))

    def test_a_swap_flips_the_word_and_back(self):
        text = "The trophy did not fit in the suitcase because it was too big."
        window = self.open_sentence(text)
        window.press("s")
        window.scene("the small one", lambda scene: scene["text"] == text.replace("big", "small"))
        window.press("s")
        window.scene("the big one", lambda scene: scene["text"] == text)

    def test_a_comparison_keeps_what_was_there(self):
        text = "The trophy did not fit in the suitcase because it was too big."
        small = text.replace("big", "small")
        window = self.open_sentence(text)
        alone = window.settled()
        window.press("d", "s")
        window.scene("both", lambda scene: (scene["text"], scene.get("beside", {}).get("text")) == (small, text))
        both = window.settled()
        window.press("x")
        window.scene("both exchanged", lambda scene: (scene["text"], scene["beside"]["text"]) == (text, small))
        self.assertGreater(window.settled().different(both), 100)
        window.press("d")
        window.scene("no comparison", lambda scene: "beside" not in scene)
        self.assertEqual(window.settled().different(alone), 0)

    def test_the_keys_of_the_picture(self):
        window = self.open_sentence()
        for key, what, holds in [
                ("m", "another mask", lambda scene: scene["mask"]["kind"] == "all"),
                ("w", "scores", lambda scene: scene["map"] == "scores"),
                ("f", "no first column", lambda scene: scene["leave_out_first"]),
                ("g", "the whole model", lambda scene: scene["scope"] == "model"),
                ("p", "an outlined pattern", lambda scene: scene.get("outlined")),
                ("alt+Right", "another head", lambda scene: scene.get("head"))]:
            with self.subTest(key):
                window.press(key)
                window.scene(what, holds)

    def test_themes_sizes_and_panels_come_and_go(self):
        window = self.open_sentence()
        dark = window.settled()
        for there, back in [("t", "t"), ("ctrl+equal", "ctrl+minus"), ("ctrl+KP_Add", "ctrl+KP_Subtract"),
                            ("F1", "Escape"), ("ctrl+k", "Escape"), ("e", "Escape"), ("ctrl+e", "Escape")]:
            with self.subTest(there):
                window.press(there)
                self.assertGreater(window.changed(dark).different(dark), 1000)
                window.press(back)
                self.assertEqual(window.back_to(dark).different(dark), 0)

    def slider(self, picture):
        """The middle of the scale bar's knob, and a place well to its left."""
        band = range(int(picture.height * 0.91), int(picture.height * 0.955))
        white = [(x, y) for y in band for x in range(300, int(picture.width * 0.67))
                 if picture.pixel(x, y) == (255, 255, 255)]
        x = sum(x for x, _ in white) // len(white)
        y = sum(y for _, y in white) // len(white)
        return (x, y), (x - 150, y)


if __name__ == "__main__":
    unittest.main()
