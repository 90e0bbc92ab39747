"""The language in which sentence frames are written, and its parser.

    {x:animal thing}   first mention of slot x, a noun of one of these types; {x} is a later mention
    [big]              a word of a class             (a b|c|)   one of several
    %x  ^x             the pronoun that agrees with slot x, as subject and as object
    was%x              a verb that agrees with slot x
    $not  $not:y       a macro of macros.txt, made for slot x or y
    word@x  word>x     "who?" asked at this word is answered by slot x; "what, where?" by slot x

A frame is a line; indented lines below it are its endings, of which one is used. A line that begins with ``*`` is a
core frame: one of those that people try first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

WHO, WHERE = 0, 1

SLOT = r"[a-zA-Z][0-9]?"
LINK = re.compile(rf"([@>])({SLOT})")
ITEM = re.compile(
    rf"\s*(?:(?P<open>\()|(?P<mention>\{{[^}}]*\}})|\[(?P<word_class>[^\]]*)\]|%(?P<subject>{SLOT})"
    rf"|\^(?P<object>{SLOT})|(?P<word>[^\s()|{{}}\[\]@>%^]+)(?:%(?P<agrees>{SLOT}))?)"
)


@dataclass
class Node:
    """One item of a frame. ``links``: questions asked at its first word, as (head, slot)."""

    kind: str
    value: str = ""
    slot: str = ""
    options: list[list[Node]] = field(default_factory=list)
    links: tuple[tuple[int, str], ...] = ()


@dataclass
class Frame:
    """A sentence frame: slots with their types, a body, endings, and whether it is a core frame."""

    name: str
    body: list[Node]
    endings: list[list[Node]]
    slots: dict[str, list[str]]
    core: bool


def read_macros(path: Path) -> dict[str, str]:
    """Macros by name."""
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): text.strip() for name, text in pairs}


def expand(text: str, macros: dict[str, str]) -> str:
    """Replace ``$name`` and ``$name:slot``."""

    def replacement(match: re.Match[str]) -> str:
        body = macros[match[1]]
        return "(" + re.sub(r"%x", "%" + (match[2] or "x"), body) + ")"

    return re.sub(rf"\$([a-z]+)(?::({SLOT}))?", replacement, text)


class Parser:
    """Recursive descent over one expanded line."""

    def __init__(self, text: str, slots: dict[str, list[str]]) -> None:
        self.text, self.at, self.slots = text, 0, slots

    def sequence(self) -> list[Node]:
        nodes: list[Node] = []
        while True:
            match = ITEM.match(self.text, self.at)
            if not match:
                return nodes
            self.at = match.end()
            nodes.append(self.node(match))

    def node(self, match: re.Match[str]) -> Node:
        if match["open"]:
            node = Node("group", options=[self.sequence()])
            while self.text[self.at] == "|":
                self.at += 1
                node.options.append(self.sequence())
            if self.text[self.at] != ")":
                raise ValueError(f"expected ')' at {self.at} in {self.text!r}")
            self.at += 1
        elif match["mention"]:
            slot, _, types = match["mention"][1:-1].partition(":")
            node = Node("first" if types else "again", slot=slot)
            if types:
                self.slots[slot] = types.split()
        elif match["word_class"]:
            node = Node("word_class", value=match["word_class"])
        elif match["subject"]:
            node = Node("subject", slot=match["subject"], links=((WHO, match["subject"]),))
        elif match["object"]:
            node = Node("object", slot=match["object"], links=((WHO, match["object"]),))
        elif match["agrees"]:
            node = Node("agrees", value=match["word"], slot=match["agrees"])
        else:
            node = Node("word", value=match["word"])
        while link := LINK.match(self.text, self.at):
            self.at = link.end()
            node.links += ((WHO if link[1] == "@" else WHERE, link[2]),)
        return node


def parse(text: str, slots: dict[str, list[str]]) -> list[Node]:
    """Nodes of one line; the slots it introduces are added to ``slots``."""
    parser = Parser(text, slots)
    nodes = parser.sequence()
    if parser.text[parser.at :].strip():
        raise ValueError(f"cannot read {parser.text[parser.at:]!r} in {text!r}")
    return nodes


def read_blocks(path: Path) -> list[tuple[str, list[str]]]:
    """(frame line, ending lines) of a file."""
    blocks: list[tuple[str, list[str]]] = []
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] == " ":
            blocks[-1][1].append(line.strip())
        else:
            blocks.append((line.strip(), []))
    return blocks


def make_frame(name: str, body: str, endings: list[str], macros: dict[str, str]) -> Frame:
    """Parse one frame with its endings."""
    slots: dict[str, list[str]] = {}
    nodes = parse(expand(body.removeprefix("* "), macros), slots)
    tails = [parse(expand(ending, macros), slots) for ending in endings]
    return Frame(name, nodes, tails or [[]], slots, body.startswith("* "))
