"""What people do when they type: slips, apostrophes and commas left out, words nobody knows."""

from __future__ import annotations

import random

from . import invent

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORT_WORDS = frozenset(
    "the and but because since that which who whom whose into onto from with near under over behind beside through "
    "across until while when after before although though not never too very enough much more than was were has had "
    "have does did will would could should can cannot they them their him her his she its this these those".split()
)
COMMON_SLIPS = {"because": ("becuase", "becasue", "bc", "cause", "cos", "cuz", "coz", "bcs", "becaus", "beacuse"), "too": ("to", "tooo"),
                "the": ("teh", "th"), "did": ("dit",), "not": ("nto", "no"), "was": ("wass", "wsa")}


def slip(word: str, rng: random.Random) -> str:
    """A word with one letter swapped, lost, doubled, replaced or added."""
    if word in COMMON_SLIPS and rng.random() < 0.7:
        return rng.choice(COMMON_SLIPS[word])
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(5)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    letter = rng.choice(LETTERS)
    return word[:at] + letter + word[at + (kind == 3) :]


def add(words: list[str], rng: random.Random, slips: float, kept: set[int]) -> list[str]:
    """The words as somebody in a hurry would type them; words at ``kept`` places are not replaced by unknown ones."""
    found = list(words)
    hurry = rng.random() < 0.15
    for i, word in enumerate(found):
        if "'" in word and word.isascii() and rng.random() < (0.5 if hurry else 0.05):
            found[i] = word.replace("'", "")
        elif len(word) > 3 and word.isalpha() and rng.random() < slips * (4 if hurry else 0.5):
            found[i] = slip(word, rng)
        elif word in COMMON_SLIPS and hurry and rng.random() < slips * 2:
            found[i] = slip(word, rng) if len(word) > 2 else word
        elif i not in kept and len(word) > 3 and word.isalpha() and word not in SHORT_WORDS and rng.random() < 0.015:
            found[i] = invent.word(rng)
    return found
