"""Short phrases that may stand in any sentence: after a noun, after a clause, before a quality."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from .grammar import Node, parse, renamed
from .lists import DATA

STATE = "(was%x|was%x|was%x|was%x|is%x|is%x|has%x been|will be|would be|might be|looked|seemed|felt|became|got|was%x getting|had been|turned out to be)"
DEGREE = "(|||||very|very|so|really|quite|rather|a bit|pretty|extremely|still|already|far too|too|always|suddenly)"


def read_phrases(path: Path) -> list[list[Node]]:
    """One parsed phrase a line; the types of a noun are kept in its node."""
    phrases: list[list[Node]] = []
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            slots: dict[str, list[str]] = {}
            nodes = parse(line.strip(), slots)
            keep_types(nodes, slots)
            phrases.append(nodes)
    return phrases


def keep_types(nodes: list[Node], slots: dict[str, list[str]]) -> None:
    """Write into each first mention which types it may have."""
    for node in nodes:
        if node.kind == "first":
            node.value = " ".join(slots[node.slot])
        for option in node.options:
            keep_types(option, slots)


class Phrases:
    """Everything of ``data/frames/clauses.txt`` and ``adjuncts.txt``."""

    def __init__(self, data: Path = DATA) -> None:
        self.clauses = read_phrases(data / "frames" / "clauses.txt")
        self.adjuncts = read_phrases(data / "frames" / "adjuncts.txt")
        self.state = lru_cache(maxsize=None)(self._state)

    def _state(self, slot: str) -> list[Node]:
        """What may stand before a quality of this slot's noun."""
        names = {"x": slot}
        return [renamed(node, names, 0) for node in parse(STATE + " " + DEGREE, {})]
