"""Word lists in text files: ``[name]`` and then words; ``_`` joins the words of one entry."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_sections(path: Path) -> dict[str, list[str]]:
    """The lists of a file by name."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text().splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            current = sections.setdefault(line[1:-1], [])
        else:
            current.extend(word.replace("_", " ") for word in line.split())
    return sections
