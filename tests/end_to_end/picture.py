"""Pictures of a window, as plain bytes."""

import dataclasses
import pathlib
import struct
import subprocess
import zlib


@dataclasses.dataclass(frozen=True)
class Box:
    """A rectangle of pixels: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self):
        return self.x + self.width // 2, self.y + self.height // 2


@dataclasses.dataclass(frozen=True)
class Picture:
    """width x height pixels, row by row, three bytes each: red, green, blue."""

    width: int
    height: int
    rgb: bytes

    @staticmethod
    def of_window(display, window):
        raw = subprocess.run(["import", "-silent", "-window", str(window), "-depth", "8", "ppm:-"],
                             env=display.environment, capture_output=True, timeout=60, check=True).stdout
        return Picture.from_ppm(raw)

    @staticmethod
    def from_ppm(raw):
        kind, width, height, depth = raw.split(maxsplit=4)[:4]
        if kind != b"P6" or depth != b"255":
            raise ValueError(f"not an 8 bit picture in colour: {raw[:20]!r}")
        size = 3 * int(width) * int(height)
        return Picture(int(width), int(height), raw[-size:])

    @staticmethod
    def read(path):
        """Any file that ImageMagick reads."""
        raw = subprocess.run(["convert", str(path), "-background", "black", "-alpha", "remove", "-depth", "8", "ppm:-"],
                             capture_output=True, timeout=60, check=True).stdout
        return Picture.from_ppm(raw)

    def pixel(self, x, y):
        at = 3 * (y * self.width + x)
        return tuple(self.rgb[at:at + 3])

    def is_vivid(self, rows):
        """Whether anything in these rows is more than a shade of grey."""
        return any(max(colour) - min(colour) > 60
                   for y in rows for colour in (self.pixel(x, y) for x in range(0, self.width, 2)))

    def cut(self, box):
        """The part of it inside a box."""
        rows = (self.rgb[3 * (y * self.width + box.x):3 * (y * self.width + box.x + box.width)]
                for y in range(box.y, box.y + box.height))
        return Picture(box.width, box.height, b"".join(rows))

    def different(self, other, tolerance=0):
        """How many pixels differ from the other picture's by more than `tolerance` in a colour."""
        if (self.width, self.height) != (other.width, other.height):
            raise ValueError(f"{self.width}x{self.height} against {other.width}x{other.height} pixels")
        if self.rgb == other.rgb:
            return 0
        far = [abs(a - b) > tolerance for a, b in zip(self.rgb, other.rgb)]
        return sum(map(any, zip(far[0::3], far[1::3], far[2::3])))

    def colours(self):
        """How many pixels there are of every colour."""
        counts = {}
        for at in range(0, len(self.rgb), 3):
            colour = self.rgb[at:at + 3]
            counts[colour] = counts.get(colour, 0) + 1
        return {tuple(colour): count for colour, count in counts.items()}

    def write_png(self, path):
        rows = b"".join(b"\0" + self.rgb[3 * self.width * y:3 * self.width * (y + 1)] for y in range(self.height))

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        pathlib.Path(path).write_bytes(
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
