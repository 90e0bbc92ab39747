"""What scripts/run.sh does to a machine, with everything it calls replaced by stand-ins that only take notes."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOBODY = 65534

# What the scripts may call as it is. There is no sudo among them.
REAL_TOOLS = ["bash", "cat", "cp", "cut", "dirname", "env", "grep", "mkdir", "sed", "tail", "tee", "tr", "true", "chmod"]

STAND_INS = {
    "dpkg-query": 'cat "$NOTES/installed"',
    "apt-get": '''echo "apt-get $* [$DEBIAN_FRONTEND]" >>"$NOTES/calls"
        if [[ -f $NOTES/apt-fails ]]; then echo "E: no route to the mirror"; exit 100; fi
        [[ $1 != install ]] || for word in "$@"; do echo "installed|$word " >>"$NOTES/installed"; done''',
    "cmake": '''echo "cmake" >>"$NOTES/calls"
        mkdir -p build/release
        echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >build/release/CMakeCache.txt
        echo >build/release/build.ninja''',
    "ninja": '''echo "ninja" >>"$NOTES/calls"
        if [[ -f $NOTES/build-fails ]]; then echo "[1/9] x.cpp"; echo "x.cpp:7: error: no"; exit 1; fi
        mkdir -p "$2/bin" && cp "$NOTES/program" "$2/bin/attnscope" && chmod +x "$2/bin/attnscope"''',
}


class RunTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="attnscope ")  # the blank is meant
        self.addCleanup(temporary.cleanup)
        folder = pathlib.Path(temporary.name)
        folder.chmod(0o777)
        self.tree = folder / "a clone"
        self.notes = folder / "notes"
        self.tools = folder / "tools"
        self.elsewhere = folder / "else where"
        for place in (self.notes, self.tools, self.elsewhere):
            place.mkdir()
        shutil.copytree(ROOT / "scripts", self.tree / "scripts")
        shutil.copy(ROOT / "CMakePresets.json", self.tree)
        for tool in REAL_TOOLS:
            (self.tools / tool).symlink_to(shutil.which(tool))
        for tool, text in STAND_INS.items():
            self.write_tool(tool, text)
        (self.notes / "program").write_text(f'#!{shutil.which("bash")}\necho "ran in $PWD with [$*]"\nexit 5\n')
        (self.notes / "calls").touch()
        self.install(*self.packages("build", "run"))

    def write_tool(self, name, text):
        path = self.tools / name
        path.write_text(f"#!{shutil.which('bash')}\n{text}\n")
        path.chmod(0o755)

    def packages(self, *purposes):
        rows = [line.split() for line in (ROOT / "scripts/packages.txt").read_text().splitlines()]
        return [row[1] for row in rows if row and row[0] in purposes]

    def install(self, *packages):
        (self.notes / "installed").write_text("".join(f"installed|{name} \n" for name in packages))

    def calls(self):
        return (self.notes / "calls").read_text().splitlines()

    def run_it(self, *words, display=":7", user=None):
        environment = {"PATH": str(self.tools), "NOTES": str(self.notes)}
        if display:
            environment["DISPLAY"] = display
        return subprocess.run([self.tree / "scripts/run.sh", *words], env=environment, cwd=self.elsewhere, user=user,
                              capture_output=True, text=True, timeout=60)

    def test_builds_and_becomes_the_program(self):
        done = self.run_it("attend", "--text", "two words")
        self.assertEqual(done.stdout, f"ran in {self.elsewhere} with [attend --text two words]\n")
        self.assertEqual(done.returncode, 5)
        self.assertEqual(self.calls(), ["cmake", "ninja"])

    def test_the_second_run_only_asks_ninja(self):
        self.run_it()
        again = self.run_it()
        self.assertEqual(self.calls(), ["cmake", "ninja", "ninja"])
        self.assertEqual(again.stderr, "")

    def test_a_moved_clone_is_configured_anew(self):
        self.run_it()
        self.tree = self.tree.rename(self.tree.with_name("elsewhere now"))
        self.run_it()
        self.assertEqual(self.calls(), ["cmake", "ninja", "cmake", "ninja"])

    @unittest.skipUnless(os.geteuid() == 0, "only root installs without sudo")
    def test_installs_what_is_missing_and_nothing_else(self):
        wanted = self.packages("build", "run")
        self.install(*(name for name in wanted if name not in ("cmake", "fonts-inter")))
        done = self.run_it("--version")
        self.assertEqual(self.calls(), [
            "apt-get update -q [noninteractive]",
            "apt-get install -q -y --no-install-recommends cmake fonts-inter [noninteractive]", "cmake", "ninja"])
        self.assertIn("Installing 2 packages: cmake fonts-inter", done.stderr)
        self.assertEqual(done.returncode, 5)

    def test_a_package_that_another_one_provides_is_there(self):
        wanted = self.packages("build", "run")
        (self.notes / "installed").write_text(
            "".join(f"installed|{name} \n" for name in wanted if name != "pkg-config") +
            "installed|pkgconf pkg-config (= 1.8.1-1)\n" + "config-files|cmake \n")
        self.run_it("--version")
        self.assertEqual(self.calls(), ["cmake", "ninja"])

    @unittest.skipUnless(os.geteuid() == 0, "only root installs without sudo")
    def test_says_why_packages_could_not_be_installed(self):
        self.install()
        (self.notes / "apt-fails").touch()
        done = self.run_it()
        self.assertEqual(done.returncode, 1)
        self.assertIn("E: no route to the mirror", done.stderr)
        self.assertIn("check the network", done.stderr.splitlines()[-1])

    def test_without_root_and_sudo_says_what_to_install(self):
        self.install(*(name for name in self.packages("build", "run") if name != "cmake"))
        done = self.run_it(user=NOBODY if os.geteuid() == 0 else None)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "Packages are missing and neither root nor sudo is at hand; "
                                      "as root: apt-get install cmake\n")
        self.assertEqual(self.calls(), [])

    def test_shows_the_end_of_a_build_that_failed(self):
        (self.notes / "build-fails").touch()
        done = self.run_it()
        self.assertEqual(done.returncode, 1)
        self.assertIn("x.cpp:7: error: no", done.stderr)

    def test_without_a_display_builds_and_names_what_works(self):
        done = self.run_it(display=None)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.calls(), ["cmake", "ninja"])
        last = done.stderr.splitlines()[-1]
        for word in ("no display", "attend", "export", "models"):
            self.assertIn(word, last)

    def test_headless_commands_need_no_display(self):
        for words in (["--version"], ["attend", "--text", "a"], ["models"]):
            with self.subTest(words):
                self.assertEqual(self.run_it(*words, display=None).returncode, 5)


if __name__ == "__main__":
    unittest.main()
