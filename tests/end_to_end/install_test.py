"""What `cmake --install` puts down runs from wherever it lies."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

from display import temporary_home
from window import BUILD, ROOT


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="attnscope ")))
        cls.prefix = cls.folder / "first"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", cls.prefix], check=True, capture_output=True)
        # It must not find anything where it was built or first put.
        cls.moved = cls.prefix.rename(cls.folder / "second")

    def run_installed(self, *words):
        home = temporary_home(self.folder / "home")
        return subprocess.run([self.moved / "bin/attnscope", *words], env={**home, "PATH": "/usr/bin:/bin"}, cwd="/",
                              capture_output=True, text=True, timeout=120)

    def test_tells_the_version_of_the_project(self):
        version = re.search(r"project\(attnscope VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
        done = self.run_installed("--version")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(version, done.stdout)

    def test_reads_a_sentence_with_the_model_it_brought(self):
        done = self.run_installed("attend", "--text", "The cat sat because it was tired.", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertAlmostEqual(sum(json.loads(done.stdout)["weights"]), 1, places=4)

    def test_says_what_is_missing_when_its_assets_are(self):
        kept = self.moved / "share/attnscope"
        away = kept.rename(self.folder / "away")
        try:
            done = self.run_installed("attend", "--text", "The cat sat.")
        finally:
            away.rename(kept)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_brings_every_asset(self):
        there = {path.relative_to(ROOT / "assets") for path in (ROOT / "assets").rglob("*") if path.is_file()}
        here = {path.relative_to(self.moved / "share/attnscope")
                for path in (self.moved / "share/attnscope").rglob("*") if path.is_file()}
        self.assertEqual(here, there)

    def test_appears_in_the_menu_with_its_icon(self):
        entry = self.moved / "share/applications/attnscope.desktop"
        values = dict(line.split("=", 1) for line in entry.read_text(encoding="utf-8").splitlines() if "=" in line)
        self.assertTrue((self.moved / "bin" / values["Exec"].split()[0]).is_file())
        icon = self.moved / f"share/icons/hicolor/scalable/apps/{values['Icon']}.svg"
        self.assertTrue(xml.etree.ElementTree.parse(icon).getroot().tag.endswith("svg"))
        if shutil.which("desktop-file-validate"):
            subprocess.run(["desktop-file-validate", entry], check=True)


if __name__ == "__main__":
    unittest.main()
