"""What the training data must never hold: evaluation sentences, pairs of nouns, and some nouns."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from .grammar import WHERE, WHO
from .lexicon import Lexicon
from .lists import DATA, read_sections
from .wordpiece import normalize, pre_tokenize

QUESTION = re.compile(r"\*([^*]+)\*=([A-Za-z]+)")
ONE_PAIR_IN = 24
FILES = ("sentences", "dev", "test")


@dataclass(frozen=True)
class Question:
    """A sentence, the word at which something is asked (its place among the words), and the answer."""

    section: str
    text: str
    words: tuple[str, ...]
    at: int
    answer: str
    head: int


def read_questions(files: tuple[str, ...] = FILES, folder: Path = DATA) -> list[Question]:
    """The evaluation sentences of these files, as far as they are there."""
    paths = [folder / f"{name}.txt" for name in files]
    return [question for path in paths if path.exists() for question in read_file(path)]


def read_file(path: Path) -> list[Question]:
    """The evaluation sentences of one file; a line that asks several things makes several questions."""
    questions: list[Question] = []
    section, prefix = path.stem, "" if path.stem == "sentences" else path.stem + " "
    for line in path.read_text().splitlines():
        if line.startswith("["):
            section = prefix + line[1:-1]
        elif line.strip() and not line.startswith("#"):
            text = QUESTION.sub(r"\1", line).strip()
            for match in QUESTION.finditer(line):
                before = QUESTION.sub(r"\1", line[: match.start()])
                at = len(pre_tokenize(normalize(before)))
                head = WHERE if section.endswith("where") else WHO
                words = tuple(pre_tokenize(normalize(text)))
                questions.append(Question(section, text, words, at, match[2].lower(), head))
    return questions


class HeldOut:
    """Answers whether two nouns may meet in training."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.questions = read_questions()
        self.sentences = {question.words for question in self.questions}
        self.pairs: set[tuple[str, str]] = set()
        for question in self.questions:
            found = [lexicon.noun(word) for word in question.words]
            nouns = sorted({noun.word for noun in found if noun})
            self.pairs.update(combinations(nouns, 2))
        self.nouns = read_sections(DATA / "heldout_nouns.txt")

    def pair(self, a: str, b: str) -> bool:
        """Whether training never shows these two nouns in one text."""
        if a == b:
            return False
        a, b = min(a, b), max(a, b)
        return (a, b) in self.pairs or zlib.crc32(f"{a} {b}".encode()) % ONE_PAIR_IN == 0

    def any_pair(self, nouns: list[str], new: str | None = None) -> bool:
        """Whether any two of these nouns are a held-out pair; with ``new``, only pairs with it are looked at."""
        if new is not None:
            return any(self.pair(noun, new) for noun in nouns)
        return any(self.pair(a, b) for a, b in combinations(nouns, 2))
