"""Scenes, figures and numbers go to files and come back the same."""

import json
import pathlib
import unittest

from display import wait_until
from picture import Picture
from window import WindowTest, headless


class FilesTest(WindowTest):
    def through_panel(self, window, chord, path):
        """Opens a panel with a path field, writes the path and confirms."""
        before = window.settled()
        window.press(chord)
        window.changed(before)
        window.press("ctrl+a")
        window.type(str(path))
        window.press("Return")

    def test_a_saved_scene_opens_again(self):
        window = self.open_sentence()
        window.press("bracketright", "m")
        scene = window.scene("both changes", lambda scene: scene["multiplier"] > 1 and scene["mask"]["kind"] == "all")
        path = self.folder / "a saved scene.json"
        self.through_panel(window, "ctrl+s", path)
        self.assertEqual(json.loads(wait_until("the saved scene", lambda: path.exists() and path.read_text())), scene)
        window.press("Escape")
        window.write_sentence("Something else.")
        self.through_panel(window, "ctrl+o", path)
        window.scene("the saved scene again", lambda now: now == scene)

    def test_a_name_is_offered_and_a_file_replaced_only_when_asked_twice(self):
        window = self.open_sentence()
        documents = pathlib.Path(window.home["HOME"])
        first, mine = documents / "the-dog-ran-because-it.json", documents / "mine.json"

        def panel(*keys):
            before = window.settled()
            window.press("ctrl+s")
            window.changed(before)
            window.press(*keys)

        panel("Return")
        wait_until("the file of the offered name", first.exists)
        window.press("Escape")
        panel("m", "i", "n", "e", "Return")  # over the name, between folder and ending
        saved = wait_until("the other name", lambda: mine.exists() and mine.read_text())
        window.press("Escape", "m")
        window.scene("the mask", lambda scene: scene["mask"]["kind"] == "all")
        panel("Return")
        window.settled()
        self.assertEqual(mine.read_text(), saved)
        window.press("Return")
        wait_until("the new scene", lambda: mine.read_text() != saved)

    def test_exported_numbers_are_those_of_the_command_line(self):
        window = self.open_sentence(query={"word": "it"}, multiplier=2.0)
        path = self.folder / "from the window.csv"
        self.through_panel(window, "ctrl+e", path)
        exported = wait_until("the table", lambda: path.exists() and path.read_text())
        scene, same = self.folder / "scene.json", self.folder / "same.csv"
        scene.write_text(json.dumps(window.scene("the scene", lambda scene: scene["multiplier"] == 2)))
        done = headless("export", "--scene", scene, "--out", same)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(exported, same.read_text())

    def test_an_exported_figure_is_a_picture(self):
        window = self.open_sentence()
        path = self.folder / "figure.png"
        self.through_panel(window, "ctrl+e", path)
        wait_until("the figure", path.exists)
        window.settled()
        self.assertGreater(len(Picture.read(path).colours()), 8)

    def test_what_cannot_be_written_is_told_and_nothing_is_lost(self):
        window = self.open_sentence()
        self.through_panel(window, "ctrl+e", "/no/such/folder/figure.png")
        window.settled()
        self.assertTrue(window.alive())
        window.press("Escape")
        window.scene("the sentence as it was", lambda scene: scene["text"] == self.SENTENCE)


if __name__ == "__main__":
    unittest.main()
