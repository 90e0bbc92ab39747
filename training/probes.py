"""Held-out sentences made by the grammar: nouns that never met, were never seen, or do not exist."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import invent
from .grammar import Frame
from .language import THINGS, Language, Mix
from .lexicon import Noun
from .sampler import NothingFits, Referent, Sentence


@dataclass(frozen=True)
class Probe:
    """Words, the place of a pronoun and the place of its noun; probes of one pair differ in the ending.

    ``clue``: a place after the pronoun where the same noun is asked for again, where there is one.
    """

    words: tuple[str, ...]
    at: int
    answer: int
    pair: int
    kind: str
    clue: int | None = None


def probe(sentence: Sentence, pair: int) -> Probe | None:
    """The first pronoun of a sentence's ending as a probe."""
    asked = [link for link in sentence.links if link.pronoun and link.head == 0 and link.at in sentence.kept]
    if not asked:
        return None
    words = tuple(sentence.words) + (() if sentence.words[-1] == "." else (".",))
    at, answer = asked[0].at, asked[0].answer
    clues = [k.at for k in sentence.links if k.head == 0 and not k.pronoun and k.at > at and k.answer == answer]
    return Probe(words, at, answer, pair, sentence.kind, min(clues, default=None))


class Prober:
    """Makes probes from a stream that training does not use."""

    def __init__(self, seed: int = 20_000) -> None:
        self.language = Language(random.Random(seed), Mix(clear=True))
        self.rng = self.language.rng
        self.plain()

    def plain(self) -> None:
        """Sentences as their frames are written, without insertions."""
        sampler = self.language.sampler
        sampler.clause_rate = sampler.owner_rate = sampler.compound_rate = 0.0
        sampler.adverb_rate = sampler.adjunct_rate = 0.0

    def referent(self, noun: Noun, form: str | None = None) -> Referent:
        return self.language.sampler.referent([], noun, form)

    def any_noun(self, types: list[str]) -> Noun:
        return self.language.lexicon.pick(self.rng, self.rng.choice(types))

    def never_met(self, frame: Frame) -> dict[str, Referent] | None:
        """Known nouns, every two of them a held-out pair."""
        self.language.sampler.invented_rate = 0.0
        found = {slot: self.referent(self.any_noun(types)) for slot, types in frame.slots.items()}
        x, y = found["x"].lexical, found["y"].lexical
        return found if x and y and x != y and self.language.heldout.pair(x, y) else None

    def never_seen(self, frame: Frame) -> dict[str, Referent] | None:
        """Nouns x and y are real words that no training text holds."""
        heldout = self.language.heldout.nouns
        found: dict[str, Referent] = {}
        for slot, types in frame.slots.items():
            noun = self.any_noun(types)
            if slot not in "xy":
                found[slot] = self.referent(noun)
                continue
            if noun.section not in heldout:
                return None
            found[slot] = self.referent(noun, self.rng.choice(heldout[noun.section]))
        return found if found["x"].form != found["y"].form else None

    def invented(self, frame: Frame) -> dict[str, Referent] | None:
        """Nouns x and y are invented strings."""
        nouns = {slot: self.any_noun(types) for slot, types in frame.slots.items()}
        found = {slot: self.referent(noun, invent.word(self.rng)) for slot, noun in nouns.items()}
        return None if any(self.language.sampler.is_bare(r) for r in found.values()) else found

    def same_kind(self, frame: Frame) -> dict[str, Referent] | None:
        """Known nouns of one kind that never met and agree with the same pronoun."""
        found = self.never_met(frame)
        if found and found["x"].section == found["y"].section and found["x"].pronoun == found["y"].pronoun:
            return found
        return None

    def pairs(self, how: str, count: int) -> list[Probe]:
        """``count`` minimal pairs: the same beginning, two endings, two answers."""
        frames = [f for name in THINGS for f in self.language.frames[name] if "x" in f.slots and "y" in f.slots]
        probes: list[Probe] = []
        while len(probes) < 2 * count:
            frame = self.rng.choice(frames)
            referents = getattr(self, how)(frame)
            if referents is None:
                continue
            try:
                made = [probe(s, len(probes) // 2) for s in self.language.of_frame(frame, referents, plain=True)]
            except NothingFits:
                continue
            if len(made) == 2 and made[0] and made[1] and made[0].answer != made[1].answer:
                probes += [made[0], made[1]]
        return probes
