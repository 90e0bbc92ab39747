"""A checkpoint that reads two texts: both are typed, and all three maps are looked at."""

import json
import shutil
import unittest

from window import ROOT, WindowTest, headless


class TwoTextsTest(WindowTest):
    def setUp(self):
        super().setUp()
        data = ROOT / "tests/data/t5"
        self.model = self.folder / "t5"
        shutil.copytree(data / "checkpoint", self.model)
        shutil.copy(data / "tokenizer.json", self.model)

    def open_two(self):
        return self.open_sentence("The cat sat", model=str(self.model), text_b="Le chat")

    def test_both_fields_are_typed_into_and_reached_by_keys(self):
        window = self.open_two()
        window.write_sentence("The trophy did not fit.")
        window.press("ctrl+shift+l", "ctrl+a")
        window.type("Le chat dort")
        window.press("Escape")
        window.scene("the second text", lambda scene: scene["text_b"] == "Le chat dort")
        window.press("ctrl+l", "Tab", "ctrl+a")  # from the first field to the second
        window.type("Il dort")
        window.press("shift+Tab", "ctrl+a")
        window.type("He sleeps")
        window.press("Escape")
        window.scene("both texts", lambda scene: (scene["text"], scene["text_b"]) == ("He sleeps", "Il dort"))

    def test_a_key_goes_through_the_maps_and_undo_back(self):
        window = self.open_two()
        pictures = [window.settled()]
        for side in ("encoder", "decoder"):
            window.press("n")
            pictures.append(window.changed(pictures[-1]))
            window.scene(side, lambda scene, side=side: scene["side"] == side)
        window.press("n")
        window.scene("cross, as at first", lambda scene: "side" not in scene)
        self.assertEqual(window.back_to(pictures[0]).rgb, pictures[0].rgb)
        window.press("ctrl+z")
        window.scene("decoder again", lambda scene: scene["side"] == "decoder")

    def test_a_model_of_one_text_keeps_both(self):
        window = self.open_two()
        scene = self.folder / "reader.json"
        scene.write_text(json.dumps({**window.session(), "model": "reader"}))
        other = self.open(scene, home="second")
        other.write_sentence("The dog ran.")
        other.scene("the second text, kept", lambda scene: scene["text_b"] == "Le chat")

    def test_the_numbers_are_those_of_the_command_line(self):
        call = ["attend", "--model", self.model, "--text", "The cat sat", "--text-b", "Le chat", "--format", "json"]
        done = headless(*call, "--query", "#2")
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(answer["map"], "cross")
        self.assertEqual(len(answer["weights"]), len(answer["keys"]))
        self.assertAlmostEqual(sum(answer["weights"]), 1, places=5)


if __name__ == "__main__":
    unittest.main()
