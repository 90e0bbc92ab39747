"""A screen without a screen: an X server of the test's own, and hands on its keyboard and mouse."""

import ctypes
import os
import pathlib
import shutil
import subprocess
import time


def require(*tools):
    """Fails, rather than skips, where a tool of scripts/packages.txt is missing."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        raise RuntimeError(f"not installed: {', '.join(missing)}; scripts/test.sh installs what the tests need")


def wait_until(what, condition, seconds=20.0):
    """The first true value of condition(); fails with `what` when there was none for so long."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:g} s in vain for {what}")
        time.sleep(0.05)


class Display:
    """An Xvfb on a free display number, without a window manager: a window lies where it was put, and has the focus."""

    def __init__(self, width=2600, height=1600):
        require("Xvfb", "setxkbmap", "xclip", "xdotool", "import")
        reader, writer = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24", "-noreset", "-nolisten", "tcp"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()  # written once the server can be talked to
        if not number:
            raise RuntimeError(f"Xvfb ended with status {self._server.wait()}")
        self.name = f":{number}"

    @property
    def environment(self):
        """What a program needs in its environment to appear here."""
        kept = {name: value for name, value in os.environ.items() if name not in ("WAYLAND_DISPLAY", "XAUTHORITY")}
        return {**kept, "DISPLAY": self.name, "LIBGL_ALWAYS_SOFTWARE": "1"}

    def xdotool(self, *words):
        """Runs one xdotool command; its output. Fails where xdotool does."""
        done = subprocess.run(["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True,
                              timeout=60)
        if done.returncode:
            raise RuntimeError(f"xdotool {' '.join(map(str, words))}: {done.stderr.strip()}")
        return done.stdout.strip()

    def keyboard(self, layout):
        """Puts another country's keyboard on the desk: "us", "fr", "ru"."""
        subprocess.run(["setxkbmap", layout], env=self.environment, check=True, timeout=60)

    def clipboard(self, kind="UTF8_STRING"):
        """What a person could paste now, as bytes of that kind; empty where there is none."""
        return subprocess.run(["xclip", "-selection", "clipboard", "-out", "-target", kind], env=self.environment,
                              capture_output=True, timeout=60).stdout

    def windows_of(self, pid):
        """The visible windows of a process."""
        done = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)], env=self.environment,
                              capture_output=True, text=True, timeout=60)
        return [int(word) for word in done.stdout.split()]

    def ask_to_close(self, window):
        """What a window manager does when its cross is clicked."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = ctypes.c_ulong
        x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        x11.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
        x11.XCloseDisplay.argtypes = [ctypes.c_void_p]

        class ClientMessage(ctypes.Structure):
            _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                        ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                        ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("room_for_any_event", ctypes.c_long * 24)]

        connection = x11.XOpenDisplay(self.name.encode())
        if not connection:
            raise RuntimeError(f"no connection to {self.name}")
        event = ClientMessage(type=33, window=window, format=32,
                              message_type=x11.XInternAtom(connection, b"WM_PROTOCOLS", 0))
        event.data[0] = x11.XInternAtom(connection, b"WM_DELETE_WINDOW", 0)
        x11.XSendEvent(connection, window, 0, 0, ctypes.byref(event))
        x11.XCloseDisplay(connection)

    def close(self):
        self._server.terminate()
        self._server.wait()


def temporary_home(folder):
    """An environment in which a program finds none of the person's own files, and leaves none."""
    folder = pathlib.Path(folder)
    places = {"HOME": folder / "home", "XDG_STATE_HOME": folder / "state", "XDG_CONFIG_HOME": folder / "config",
              "XDG_CACHE_HOME": folder / "cache", "XDG_DATA_HOME": folder / "data"}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    return {name: str(place) for name, place in places.items()}
