"""Words that do not exist, so that the model has to look instead of remembering."""

from __future__ import annotations

import random

ONSETS = "b bl br c cl cr d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sc sh sk sl sn sp st t th tr v w z".split()
NUCLEI = "a e i o u a e i o u oo ee ai ou y".split()
CODAS = ["", "", "", *"b ck d g k l m n nk p r rd rt s sk t x zz ng".split()]


def syllables(rng: random.Random, count: int) -> str:
    """A pronounceable string."""
    return "".join(rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(count))


def word(rng: random.Random) -> str:
    """An invented word; one in eight is a plain row of letters."""
    if rng.random() < 0.125:
        return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(3, 8)))
    return syllables(rng, rng.choice((1, 2, 2, 3)))


def verb(rng: random.Random) -> str:
    """An invented verb in the past or present."""
    return syllables(rng, rng.choice((1, 1, 2))) + rng.choice(("ed", "ed", "ed", "s", "es"))


def adjective(rng: random.Random) -> str:
    """An invented adjective."""
    return syllables(rng, rng.choice((1, 1, 2))) + rng.choice(("y", "ish", "ed", "ful", "ous", ""))
