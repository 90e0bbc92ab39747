"""Typed nouns, word classes and traits: own lists from ``data/``, more words from WordNet."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from . import wordnet
from .lists import DATA, read_sections

IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "mouse": "mice", "goose": "geese", "foot": "feet",
    "tooth": "teeth", "wolf": "wolves", "knife": "knives", "shelf": "shelves", "thief": "thieves", "calf": "calves",
    "wife": "wives", "leaf": "leaves", "loaf": "loaves", "tomato": "tomatoes", "potato": "potatoes", "fox": "foxes",
    "ox": "oxen", "person": "people", "hero": "heroes",
}
PASTS = {"begin": "began", "beat": "beat", "drink": "drank", "show": "showed", "address": "addressed", "melt": "melted"}
SAME_IN_THE_PAST = {"read", "hit", "cut", "spread", "burst", "cast", "shut", "split", "spit", "upset", "set", "put", "let"}
NO_PLURAL = {"sheep", "deer", "fish", "moose", "scissors", "pliers", "rice", "pasta", "bread", "luggage"}
UNCOUNTED = {"drink", "substance", "manname", "womanname", "feeling"}
MASS_SECTIONS = {"drink", "food", "substance"}
NAME_SECTIONS = {"manname", "womanname"}
MALE_SECTIONS = {"man", "manname"}
FEMALE_SECTIONS = {"woman", "womanname"}
MORE_SHARE = 0.3


@dataclass(frozen=True)
class Noun:
    """A noun, the section it is listed under, and its plural (None where it has none)."""

    word: str
    section: str
    plural: str | None

    @property
    def is_name(self) -> bool:
        return self.section in NAME_SECTIONS


def plural_of(word: str) -> str | None:
    """The plural of a noun, or None where a regular ending would be wrong."""
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if word in NO_PLURAL or re.search(r"(fe?|us|s)$", word) and not word.endswith(("ss", "ff")):
        return None
    if word.endswith("man"):
        return word[:-3] + "men"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"(ss|x|z|ch|sh)$", word):
        return word + "es"
    return word + "s"


def past_of(verb: str, irregular: dict[str, str]) -> str:
    """The past of a verb."""
    if verb in SAME_IN_THE_PAST:
        return verb
    if verb in PASTS:
        return PASTS[verb]
    if verb in irregular:
        return irregular[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + "ed"


TRYING = ("wanted to", "could not", "had to", "began to", "did not", "tried to", "would not", "refused to")


def said_of_doers(verbs: list[str], irregular: dict[str, str]) -> list[str]:
    """ "complained" and "wanted to complain": each verb twice."""
    past = [past_of(verb, irregular) for verb in verbs]
    return past + [f"{TRYING[i % len(TRYING)]} {verb}" for i, verb in enumerate(verbs)]


def flat(words: list[str], lists: dict[str, list[str]]) -> list[str]:
    """A list in which +name is replaced by the words of that list."""
    found = [inner for word in words for inner in (lists[word] if word.startswith("+") else [word])]
    return list(dict.fromkeys(found))


def make_noun(word: str, section: str) -> Noun:
    return Noun(word, section, None if section in UNCOUNTED else plural_of(word))


class Lexicon:
    """Every noun by type, every word class, and what may be said of each type.

    ``nouns`` are the own lists, ``more`` those of WordNet, both by section and by wider type.
    """

    def __init__(self, data: Path = DATA) -> None:
        self.classes = read_sections(data / "words.txt")
        lists = read_sections(data / "traits.txt")
        self.traits = {name: flat(words, lists) for name, words in lists.items() if not name.startswith("+")}
        self.wordnet = wordnet.read()
        for kind, verbs in self.wordnet.doings.items():
            for name in ("person did", "animal did") if kind == "living" else ("person did",):
                self.traits[name] = list(dict.fromkeys(self.traits[name] + said_of_doers(verbs, self.wordnet.past)))
        own = read_sections(data / "nouns.txt")
        taken = {word for words in own.values() for word in words}
        taken |= {word for words in read_sections(data / "heldout_nouns.txt").values() for word in words}
        self.sections = list(dict.fromkeys([*own, *self.wordnet.nouns]))
        self.nouns: dict[str, list[Noun]] = {}
        self.more: dict[str, list[Noun]] = {}
        for section in self.sections:
            self.nouns[section] = [make_noun(word, section) for word in dict.fromkeys(own.get(section, []))]
            extra = [word for word in self.wordnet.nouns.get(section, []) if word not in taken]
            self.more[section] = [make_noun(word, section) for word in extra]
        for line in (data / "types.txt").read_text().splitlines():
            if "=" in line:
                name, parts = (side.strip() for side in line.split("="))
                for table in (self.nouns, self.more):
                    table[name] = [noun for part in parts.split() for noun in table.get(part, [])]
        self.adjectives = [word for word in self.wordnet.adjectives if word not in taken]
        self.adverbs = self.wordnet.adverbs
        self.pasts = [past_of(verb, self.wordnet.past) for verb in self.wordnet.verbs] or self.classes["see"]
        self._by_form: dict[str, Noun] = {}
        for section in self.sections:
            for noun in self.nouns[section] + self.more[section]:
                self._by_form.setdefault(noun.word, noun)
                if noun.plural:
                    self._by_form.setdefault(noun.plural, noun)
        for name, words in read_sections(data / "kinds.txt").items():
            self.nouns[name] = [noun for word in words if (noun := self._by_form.get(word)) and noun.word == word]
            self.more[name] = []
        self._fitting: dict[tuple[str, str, frozenset[str]], list[str]] = {}

    def noun(self, form: str) -> Noun | None:
        """The noun a word is a form of, or None."""
        return self._by_form.get(form)

    def pick(self, rng: random.Random, kind: str) -> Noun:
        """A noun of a type, mostly of the own lists."""
        own, more = self.nouns[kind], self.more[kind]
        return rng.choice(more if more and (not own or rng.random() < MORE_SHARE) else own)

    def trait_type(self, section: str) -> str:
        """The type under which what can be said of a section is listed."""
        return "person" if section in MALE_SECTIONS | FEMALE_SECTIONS else section

    def fitting(self, section: str, kind: str, others: frozenset[str]) -> list[str]:
        """What (``is`` or ``did``) can be said of a section and of none of the other sections."""
        key = (section, kind, others)
        if key not in self._fitting:
            own = self.traits.get(f"{self.trait_type(section)} {kind}", [])
            ends = ("part",) if kind == "part" else ("is", "did")
            theirs = {
                word for other in others for end in ends
                for word in self.traits.get(f"{self.trait_type(other)} {end}", [])
            }
            self._fitting[key] = [word for word in own if word not in theirs]
        return self._fitting[key]
