"""One walk through the window as a student takes it: by keyboard, by mouse, looking at what was written and drawn."""

import unittest

from display import wait_until
from window import WindowTest

# The designed size, at which the layout's places are known.
SCALE_TRACK = (330, 834, 950)  # left end, height, right end; see src/ui/views/scale.cpp
FIRST_CHIP = (38, 88)
QUERY = (0xE6, 0x9F, 0x00)


class WalkTest(WindowTest):
    def test_type_click_drag_and_undo(self):
        window = self.open()
        window.resize(1440, 900)
        wait_until("an outlined row in the map", lambda: outlined(window.picture()))
        before = window.settled()

        window.write_sentence("The cat sat on the mat because it was happy.")
        typed = window.changed(before)

        window.click(*FIRST_CHIP)
        window.scene("the first word asks", lambda scene: scene["query"]["word"] == "The")
        self.assertGreater(window.changed(typed).different(typed, tolerance=8), 500)

        left, height, right = SCALE_TRACK
        middle = (left + right) // 2
        window.drag((middle, height), (left + (right - left) // 4, height))
        window.scene("a flatter softmax", lambda scene: scene["multiplier"] < 0.5)
        window.press("ctrl+z")
        window.scene("the drag undone as one step", lambda scene: scene["multiplier"] == 1)

        window.press("s")
        window.scene("happy swapped", lambda scene: "hungry" in scene["text"])
        window.press("m", "m")
        window.scene("the causal mask", lambda scene: scene["mask"]["kind"] == "causal")
        self.assertTrue(window.alive())
        self.assertEqual(window.messages(), "")

    def test_what_the_layer_does_step_by_step(self):
        window = self.open()
        window.resize(1440, 900)
        wait_until("an outlined row in the map", lambda: outlined(window.picture()))
        at_rest = window.settled()
        window.press("comma")
        window.scene("a part back from the end", lambda scene: (scene["step"], scene["layer_stage"]) == (3, 0.875))
        heads = window.changed(at_rest)
        window.press("period")
        window.scene("the end", lambda scene: scene["step"] == 3 and "layer_stage" not in scene)
        end = window.changed(heads)
        self.assertGreater(end.different(at_rest, tolerance=8), 500, "what it came to is gone")
        self.assertLess(end.different(heads, tolerance=8), heads.different(at_rest, tolerance=8))
        self.assertTrue(window.alive())


def outlined(picture):
    """Whether the map has a long line in the query's colour."""
    map_area = (picture.pixel(x, y) for y in range(160, 640) for x in range(600))
    return sum(pixel == QUERY for pixel in map_area) > 300


if __name__ == "__main__":
    unittest.main()
