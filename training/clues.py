"""Whether the end of a sentence tells who is meant.

"The key did not turn in the lock because it was rusty": the frame lets either of them rust, so the sentence is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from .grammar import Frame, Node
from .sampler import AGREEMENT, OBJECT_CASE, POSSESSIVE, REFLEXIVE

FORMS = {"subject": OBJECT_CASE, "object": OBJECT_CASE.values(), "possessive": POSSESSIVE.values()}
NOTHING, ANYTHING = "(?!)", ".*"


def plain(words: str) -> str:
    """Contractions written out, each word with a space after it."""
    words = words.replace("n't", " not").replace("'s", " is").replace("'re", " are").strip()
    return words + " " if words else ""


def either(texts: Iterable[str]) -> str:
    """A pattern for one of some texts."""
    return "(?:" + "|".join(re.escape(plain(text)) for text in texts) + ")"


class Clues:
    """Answers which endings leave it open who is meant.

    ``degrees``: words that say how much ("too", "very", ""); they are no clue, so each may stand for any other.
    """

    def __init__(self, classes: Mapping[str, Sequence[str]], degrees: Iterable[str]) -> None:
        self.classes, self.degrees = classes, frozenset(degrees)
        self.known: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def pattern(self, nodes: list[Node]) -> str:
        """A regular expression for everything some nodes can say."""
        return "".join(self.of_node(node) for node in nodes)

    def of_node(self, node: Node) -> str:
        """The same for one node. What fits one noun only, and what is invented, nobody else can say."""
        if node.kind == "group":
            words = {" ".join(n.value if n.kind == "word" else "?" for n in option) for option in node.options}
            if words <= self.degrees:
                return either(self.degrees)
            return "(?:" + "|".join(self.pattern(option) for option in node.options) + ")"
        if node.kind == "word":
            return either([node.value])
        if node.kind == "word_class":
            return either(self.classes[node.value]) if node.value in self.classes else NOTHING
        if node.kind == "agrees":
            own = REFLEXIVE.values() if node.value == "itself" else (node.value, AGREEMENT.get(node.value, node.value))
            return either(own)
        if node.kind in FORMS:
            return either(FORMS[node.kind])
        return NOTHING if node.kind in ("trait", "part") else ANYTHING

    def of(self, frame: Frame) -> list[tuple[str, re.Pattern[str]]]:
        """For each ending that begins with a pronoun, its slot and all that it can say."""
        if frame.name not in self.known:
            starts = [ending for ending in frame.endings if ending and ending[0].kind in ("subject", "possessive")]
            self.known[frame.name] = [(ending[0].slot, re.compile(self.pattern(ending))) for ending in starts]
        return self.known[frame.name]

    def tell(self, frame: Frame, ending: list[Node], said: Sequence[str], pronouns: Mapping[str, str]) -> bool:
        """Whether no other noun that agrees with the same pronoun has an ending that can say the same."""
        slot = ending[0].slot if ending else ""
        text = "".join(plain(word) for word in said)
        return not any(
            other != slot and pronouns.get(other) == pronouns.get(slot) and all_of.fullmatch(text)
            for other, all_of in self.of(frame)
        )
