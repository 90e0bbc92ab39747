"""The installed program measured from outside: nothing in it knows that it is watched."""

import mmap
import os
import pathlib
import subprocess
import time

WIDTH, HEIGHT = 1440, 900


class Screen:
    """An X server of our own whose pixels lie in a file, so that a look at them costs the program nothing."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        reader, writer = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder),
             "-noreset", "-nolisten", "tcp"], pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()  # written once the server can be talked to
        if not number:
            raise RuntimeError(f"Xvfb ended with status {self._server.wait()}")
        kept = {name: value for name, value in os.environ.items() if name not in ("WAYLAND_DISPLAY", "XAUTHORITY")}
        self.environment = {**kept, "DISPLAY": f":{number}", "LIBGL_ALWAYS_SOFTWARE": "1"}
        with open(folder / "Xvfb_screen0", "rb") as pixels:
            self._pixels = mmap.mmap(pixels.fileno(), 0, prot=mmap.PROT_READ)
        self.empty = self.look()

    def look(self):
        """Some bytes from all over the screen; other ones where any large part of the picture is another."""
        return self._pixels[4096::509]

    def close(self):
        self._server.terminate()
        self._server.wait()


class Program:
    """The program with its window open, from its start to its first picture. Its own files and Mesa's compiled shaders
    lie under `home`, not where a person has theirs."""

    def __init__(self, screen, path, home):
        self._screen = screen
        places = {"HOME": "home", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache",
                  "XDG_DATA_HOME": "data"}
        environment = dict(screen.environment)
        for name, place in places.items():
            folder = pathlib.Path(home) / place
            folder.mkdir(parents=True, exist_ok=True)
            environment[name] = str(folder)
        began = time.monotonic()
        self._process = subprocess.Popen([path], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            self.first_frame = self._wait(lambda: screen.look() != screen.empty) - began
            self.processor_until_first_frame = self.processor_seconds()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _wait(self, condition, seconds=60.0):
        deadline = time.monotonic() + seconds
        while not condition():
            if self._process.poll() is not None:
                raise RuntimeError(f"the program ended with status {self._process.returncode}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"no picture within {seconds:g} s")
            time.sleep(0.001)
        return time.monotonic()

    def processor_seconds(self):
        """What all its threads have used so far, in steps of a hundredth."""
        stat = pathlib.Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8", errors="replace")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def idle_share(self, settle, seconds):
        """Processor time as a share of one core, after `settle` seconds in which it may finish what it does."""
        time.sleep(settle)
        before, began = self.processor_seconds(), time.monotonic()
        time.sleep(seconds)
        return (self.processor_seconds() - before) / (time.monotonic() - began)

    def memory(self):
        """Resident bytes, and those of them that no other process shares."""
        sizes = {}
        for line in pathlib.Path(f"/proc/{self._process.pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            name, _, rest = line.partition(":")
            if rest.endswith(" kB"):
                sizes[name] = int(rest.split()[0]) * 1024
        return sizes["Rss"], sizes["Private_Clean"] + sizes["Private_Dirty"]

    def close(self):
        """Ends it and waits until its window has left the screen."""
        self._process.terminate()
        self._process.wait()
        deadline = time.monotonic() + 10
        while self._screen.look() != self._screen.empty and time.monotonic() < deadline:
            time.sleep(0.01)
