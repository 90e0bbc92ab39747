"""The language in which sentence frames are written, and its parser.

    {x:animal thing}   first mention of slot x, a noun of one of these types; {x} is a later mention
    [big]              a word of a class             (a b|c|)   one of several
    %x  ^x  &x         the pronoun that agrees with slot x: as subject, as object, possessive
    was%x              a verb that agrees with slot x
    !x                 something that can be said of slot x and not of the other nouns: "was thirsty", "leaked"
    #x                 the same of a part of slot x: after &x, "tail was wet"
    ~                  here a time, a place or the like may stand
    $not  $not:y       a macro of macros.txt, made for slot x or y
    word@x  word>x     "who?" asked at this word is answered by slot x; "what, where?" by slot x

A block is one or more lines, each a frame; indented lines below are endings, of which one is used with one of the
frames. A line that begins with ``*`` is a core frame: one of those that people try first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

WHO, WHERE, BEFORE, AFTER, SELF, VERB = range(6)

SLOT = r"[a-zA-Z][0-9]?"
LINK = re.compile(rf"([@>])({SLOT})")
ITEM = re.compile(
    rf"\s*(?:(?P<open>\()|(?P<mention>\{{[^}}]*\}})|\[(?P<word_class>[^\]]*)\]|%(?P<subject>{SLOT})"
    rf"|\^(?P<object>{SLOT})|&(?P<possessive>{SLOT})|!(?P<trait>{SLOT})|#(?P<part>{SLOT})|(?P<adjunct>~)"
    rf"|(?P<word>[^\s()|{{}}\[\]@>%^&!#~]+)(?:%(?P<agrees>{SLOT}))?)"
)
NAMED = re.compile(rf"[{{%]({SLOT})")
PRONOUNS = ("subject", "object", "possessive")
EVERY_TYPE = (
    "animal animal person namedhuman path building opening container vehicle furniture object tool device instrument "
    "food drink clothing plant text nature group substance event"
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
    """A sentence frame: slots with their types, a body, endings, and whether it is a core frame.

    ``joint`` is the place of the connective in a body that ends with one (else None).
    """

    name: str
    body: list[Node]
    endings: list[list[Node]]
    slots: dict[str, list[str]]
    core: bool
    joint: int | None = None


def read_macros(path: Path) -> dict[str, str]:
    """Macros by name."""
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): text.strip() for name, text in pairs}


def expand(text: str, macros: dict[str, str]) -> str:
    """Replace ``$name`` (made for the slot last named before it) and ``$name:slot``, and the type A by every type."""

    def replacement(match: re.Match[str]) -> str:
        body = macros[match[1]]
        if "$" in body:
            body = expand(body, macros)
        adjunct = "~ " if body.startswith("~") else ""
        before = NAMED.findall(text[: match.start()])
        slot = match[2] or (before[-1] if before else "x")
        return adjunct + "(" + re.sub(r"%x", "%" + slot, body.removeprefix("~")) + ")"

    text = re.sub(rf"\$([a-z]+)(?::({SLOT}))?", replacement, text)
    return text.replace(":A}", f":{EVERY_TYPE}}}")


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
        elif kind := next((kind for kind in PRONOUNS if match[kind]), None):
            node = Node(kind, slot=match[kind], links=((WHO, match[kind]),))
        elif match["trait"]:
            node = Node("trait", slot=match["trait"])
        elif match["part"]:
            node = Node("part", slot=match["part"])
        elif match["adjunct"]:
            node = Node("adjunct")
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


def renamed(node: Node, names: dict[str, str], count: int) -> Node:
    """A node whose slots are new ones, so that a phrase can be used twice in a sentence."""

    def new(slot: str) -> str:
        return names.setdefault(slot, f"{slot}{count}") if slot else slot

    return Node(node.kind, node.value, new(node.slot),
                [[renamed(inner, names, count) for inner in option] for option in node.options],
                tuple((head, new(slot)) for head, slot in node.links))


def read_blocks(path: Path) -> list[tuple[list[str], list[str]]]:
    """(frame lines, ending lines) of a file."""
    blocks: list[tuple[list[str], list[str]]] = []
    fresh = True
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("# "):
            fresh = True
        elif line[0] == " ":
            blocks[-1][1].append(line.strip())
        elif fresh:
            blocks.append(([line.strip()], []))
            fresh = False
        else:
            blocks[-1][0].append(line.strip())
    return blocks


def mentioned(nodes: list[Node]) -> set[str]:
    """Every slot that some nodes speak of."""
    found: set[str] = set()
    for node in nodes:
        found |= {node.slot, *(slot for _, slot in node.links)} - {""}
        for option in node.options:
            found |= mentioned(option)
    return found


def make_frame(name: str, body: str, endings: list[str], macros: dict[str, str]) -> Frame:
    """Parse one frame with its endings, but those that speak of nouns which this body lacks."""
    slots: dict[str, list[str]] = {}
    text = body.removeprefix("* ")
    nodes = parse(expand(text, macros), slots)
    tails = []
    for ending in endings:
        known = dict(slots)
        tail = parse(expand(ending, macros), known)
        if mentioned(tail) <= set(known):
            slots.update(known)
            tails.append(tail)
    assert tails or not endings, body
    joint = len(nodes) - 2 if text.endswith("$because") else None
    return Frame(name, nodes, tails or [[]], slots, body.startswith("* "), joint)


def make_frames(path: Path, macros: dict[str, str]) -> list[list[Frame]]:
    """The frames of each block of a file."""
    return [
        [make_frame(f"{path.stem}:{i}.{j}", body, endings, macros) for j, body in enumerate(bodies, 1)]
        for i, (bodies, endings) in enumerate(read_blocks(path), 1)
    ]
