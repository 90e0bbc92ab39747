"""The real window, driven by real keys and clicks."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from display import Display, temporary_home, wait_until
from picture import Picture

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("ATTNSCOPE_BUILD", ROOT / "build/release"))
PROGRAM = BUILD / "bin/attnscope"


def headless(*words, display=None, home=None):
    """Runs a command of the program without its window; the finished process, with text in stdout and stderr."""
    environment = display.environment if display else {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run([PROGRAM, *map(str, words)], env={**environment, **(home or {})}, capture_output=True,
                          text=True, timeout=120)


class Window:
    """One running attnscope with its window open on a display. Positions are pixels inside the window."""

    def __init__(self, display, folder, *arguments):
        self.display = display
        self.folder = pathlib.Path(folder)
        self.home = temporary_home(folder)
        self._messages = open(self.folder / "messages.txt", "w+", encoding="utf-8")
        self.process = subprocess.Popen([PROGRAM, *map(str, arguments)], env={**display.environment, **self.home},
                                        stdin=subprocess.DEVNULL, stdout=self._messages, stderr=self._messages)
        try:
            self.id = wait_until("the window", self._find)
            self.display.xdotool("windowfocus", "--sync", self.id)
            self.settled()
        except BaseException:
            self.stop()
            raise

    def _find(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with status {self.process.returncode}: {self.messages()}")
        return next(iter(self.display.windows_of(self.process.pid)), None)

    def messages(self):
        """What the program wrote to stdout and stderr so far."""
        return (self.folder / "messages.txt").read_text(encoding="utf-8", errors="replace")

    # Hands.

    def press(self, *chords):
        """Keys by their X names, together with what is held: press("ctrl+z", "Return")."""
        self.display.xdotool("key", "--clearmodifiers", "--delay", 30, *chords)

    def type(self, text):
        self.display.xdotool("type", "--clearmodifiers", "--delay", 15, "--", text)

    def move(self, x, y):
        self.display.xdotool("mousemove", "--window", self.id, "--sync", int(x), int(y))

    def click(self, x, y, button=1, times=1):
        self.display.xdotool("mousemove", "--window", self.id, int(x), int(y), "sleep", "0.1",
                             "click", "--repeat", times, "--delay", 60, button)

    def scroll(self, x, y, clicks):
        """Turns the wheel: away from the hand where clicks is positive."""
        self.click(x, y, button=4 if clicks > 0 else 5, times=abs(clicks))

    def drag(self, start, end, steps=12):
        (x0, y0), (x1, y1) = start, end
        words = ["mousemove", "--window", self.id, int(x0), int(y0), "sleep", "0.1", "mousedown", 1]
        for step in range(1, steps + 1):
            words += ["mousemove", "--window", self.id, int(x0 + (x1 - x0) * step / steps),
                      int(y0 + (y1 - y0) * step / steps), "sleep", "0.03"]
        self.display.xdotool(*words, "mouseup", 1)

    def resize(self, width, height):
        self.display.xdotool("windowsize", self.id, width, height)
        wait_until(f"a window of {width}x{height}", lambda: self.size() == (width, height))

    # Eyes.

    def size(self):
        answer = dict(line.split("=") for line in
                      self.display.xdotool("getwindowgeometry", "--shell", self.id).splitlines())
        return int(answer["WIDTH"]), int(answer["HEIGHT"])

    def picture(self):
        return Picture.of_window(self.display, self.id)

    def settled(self):
        """The picture once it has stopped moving."""
        seen = [self.picture()]

        def same():
            seen.append(self.picture())
            return seen[-1].rgb == seen[-2].rgb and len(set(seen[-1].rgb[::997])) > 8  # not an empty window

        wait_until("the window to stop moving", same, seconds=40)
        return seen[-1]

    def changed(self, before):
        """The settled picture once it is another one."""
        wait_until("a change in the window", lambda: self.picture().rgb != before.rgb)
        return self.settled()

    def back_to(self, before):
        """The picture once it is the one from before, or after waiting for that in vain."""
        try:
            wait_until("the picture from before", lambda: self.picture().rgb == before.rgb)
        except AssertionError:
            pass
        return self.picture()

    def session(self):
        """What the program wrote down of its state; None before it did."""
        path = pathlib.Path(self.home["XDG_STATE_HOME"]) / "attnscope" / "session.json"
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def scene(self, what, holds):
        """The scene as written down, once `holds` is true of it; a field that it asks for may not be there yet."""
        def held():
            scene = self.session()
            try:
                return scene and holds(scene) and scene
            except KeyError:
                return None

        try:
            return wait_until(what, held)
        except AssertionError as failure:
            raise AssertionError(f"{failure}; there is {self.session()}") from None

    def write_sentence(self, text):
        """Replaces the sentence as a person does, and leaves the field."""
        self.press("ctrl+l", "ctrl+a")
        self.type(text)
        self.press("Escape")
        return self.scene(f"the sentence {text!r}", lambda scene: scene["text"] == text)

    def processor_ticks(self):
        """What the program has used of the processor, in clock ticks, all threads together."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    # Ends.

    def alive(self):
        return self.process.poll() is None

    def close(self):
        """Closes it as a person does; the program's exit status."""
        self.display.ask_to_close(self.id)
        return self.ended()

    def ended(self):
        """The exit status of a program that is about to end by itself."""
        status = self.process.wait(timeout=30)
        self._messages.close()
        return status

    def kill(self):
        """Takes the program away without a warning, as a crash of the machine does."""
        self.process.kill()
        self.ended()

    def stop(self):
        if self.alive():
            self.process.kill()
        self.process.wait()
        self._messages.close()


class WindowTest(unittest.TestCase):
    """A test with a display of its own. Leaves the last pictures behind when it fails."""

    SIZE = (2600, 1600)
    DESIGN = (1440, 900)  # the size at which the places of things are known
    SENTENCE = "The dog ran because it was hungry."

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="attnscope-")))
        self.display = Display(*self.SIZE)
        self.addCleanup(self.display.close)
        self._opened = []
        self.addCleanup(self._close_windows)

    def open(self, *arguments, home="first"):
        """Starts the program. The same `home` finds what an earlier one left there."""
        folder = self.folder / home
        folder.mkdir(exist_ok=True)
        window = Window(self.display, folder, *arguments)
        self._opened.append(window)
        return window

    def open_sentence(self, text=SENTENCE, **fields):
        """Starts the program with a scene of this text, and the pointer where it touches nothing."""
        scene = self.folder / "given.json"
        scene.write_text(json.dumps({"format": "attnscope scene", "version": 1, "text": text, **fields}))
        window = self.open(scene)
        window.resize(*self.DESIGN)
        self.display.xdotool("mousemove", self.SIZE[0] - 1, self.SIZE[1] - 1)
        wait_until("the words of the sentence", lambda: window.picture().is_vivid(range(64, 400)), seconds=40)
        window.settled()
        return window

    def _close_windows(self):
        for window in self._opened:
            if window.alive() and self._problems() > self._problems_before:
                kept = BUILD / "pictures"
                kept.mkdir(exist_ok=True)
                window.picture().write_png(kept / f"{self.id()}.png")
            window.stop()

    def run(self, result=None):
        self._result = result or self.defaultTestResult()
        self._problems_before = self._problems()
        return super().run(self._result)

    def _problems(self):
        return len(self._result.failures) + len(self._result.errors)
