"""The vocabulary: special tokens, letters and pieces, then every word of the training language."""

from __future__ import annotations

import string
from collections.abc import Iterable
from pathlib import Path

from .grammar import Frame, Node
from .lexicon import Lexicon
from .lists import DATA
from .wordpiece import SPECIAL, pre_tokens

ENDINGS = "s es ed ing er est ly y ies ion tion ness ful less able al en ish ous ment or ar ist ier ty th ght ck"
ONSETS = "bl br ch cl cr dr fl fr gl gr kn pl pr qu sc sh sk sl sm sn sp st str sw th tr tw wh un re".split()
NUCLEI = [v + c for v in "aeiou" for c in "bdgklmnprstz"]


def pieces() -> list[str]:
    """Letters, digits, punctuation and short pieces: no ASCII word is ever [UNK]."""
    single = list(string.ascii_lowercase + string.digits)
    start = single + list(string.punctuation) + ONSETS
    inside = single + ONSETS + NUCLEI + ENDINGS.split() + [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    return start + ["##" + piece for piece in dict.fromkeys(inside)]


def frame_words(nodes: Iterable[Node]) -> Iterable[str]:
    """Every literal word of a parsed frame."""
    for node in nodes:
        if node.kind in ("word", "agrees"):
            yield node.value
        for option in node.options:
            yield from frame_words(option)


def build(lexicon: Lexicon, frames: list[Frame], data: Path = DATA) -> list[str]:
    """All tokens in order of their ids."""
    words: list[str] = []
    common = (line for line in (data / "common.txt").read_text().splitlines() if not line.startswith("#"))
    words += " ".join(common).split()
    for frame in frames:
        words += frame_words(frame.body)
        for ending in frame.endings:
            words += frame_words(ending)
    for entries in (*lexicon.classes.values(), *lexicon.traits.values()):
        words += [word for word in " ".join(entries).split() if not word.startswith("+")]
    words += lexicon.pasts + lexicon.adverbs + lexicon.adjectives
    nouns = [noun for section in lexicon.sections for noun in lexicon.nouns[section] + lexicon.more[section]]
    singular = {noun.word for noun in nouns}
    for section in lexicon.sections:
        for noun in lexicon.nouns[section] + lexicon.more[section]:
            words.append(noun.word)
            if noun.plural and noun.plural not in (noun.word + "s", noun.word + "es"):
                words.append(noun.plural)
    parts = [part for word in words for part in pre_tokens(word)]
    plurals = {noun.plural for noun in nouns} - singular
    regular = {p for p in plurals if p and (p[:-1] in singular or p[:-2] in singular)}
    return list(dict.fromkeys(SPECIAL + pieces() + [part for part in parts if part not in regular]))
