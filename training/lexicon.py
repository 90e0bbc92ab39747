"""Typed nouns, word classes and traits, read from the text files in ``data/``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"

IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "mouse": "mice", "goose": "geese",
    "wolf": "wolves", "knife": "knives", "shelf": "shelves", "thief": "thieves", "calf": "calves",
    "wife": "wives", "baby": "babies", "lady": "ladies", "puppy": "puppies", "city": "cities",
    "butterfly": "butterflies", "toy": "toys", "boy": "boys", "key": "keys", "ray": "rays",
    "bakery": "bakeries", "library": "libraries", "factory": "factories", "story": "stories",
    "trophy": "trophies", "cherry": "cherries", "strawberry": "strawberries", "body": "bodies",
    "pony": "ponies", "fly": "flies", "lorry": "lorries", "ferry": "ferries", "battery": "batteries",
    "diary": "diaries", "essay": "essays", "tomato": "tomatoes", "potato": "potatoes",
    "cookie": "cookies", "fox": "foxes",
}
NO_PLURAL = {"sheep", "deer", "fish", "moose", "ox", "scissors", "pliers", "rice", "pasta", "bread", "luggage"}
MASS_SECTIONS = {"drink", "food"}
NAME_SECTIONS = {"manname", "womanname"}
MALE_SECTIONS = {"man", "manname"}
FEMALE_SECTIONS = {"woman", "womanname"}


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
    if word in NO_PLURAL or re.search(r"([^aeiou]y|fe?|man|us|s)$", word) and not word.endswith("ss"):
        return None
    if re.search(r"(ss|x|z|ch|sh)$", word):
        return word + "es"
    return word + "s"


def read_sections(path: Path) -> dict[str, list[str]]:
    """``[name]`` headed word lists; ``_`` joins the words of one entry."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text().splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            current = sections.setdefault(line[1:-1], [])
        else:
            current.extend(word.replace("_", " ") for word in line.split())
    return sections


class Lexicon:
    """Every noun by type, every word class, and what may be said of each type."""

    def __init__(self, data: Path = DATA) -> None:
        self.nouns: dict[str, list[Noun]] = {}
        for section, words in read_sections(data / "nouns.txt").items():
            self.nouns[section] = [
                Noun(w, section, None if section in NAME_SECTIONS else plural_of(w)) for w in dict.fromkeys(words)
            ]
        self.sections = list(self.nouns)
        for line in (data / "types.txt").read_text().splitlines():
            if "=" in line:
                name, parts = (side.strip() for side in line.split("="))
                self.nouns[name] = [noun for part in parts.split() for noun in self.nouns[part]]
        self.classes = read_sections(data / "words.txt")
        self.traits = read_sections(data / "traits.txt")
        self.trait_types = [name.split()[0] for name in self.traits if name.endswith(" is")]
        self._by_form: dict[str, Noun] = {}
        for section in self.sections:
            for noun in self.nouns[section]:
                self._by_form.setdefault(noun.word, noun)
                if noun.plural:
                    self._by_form.setdefault(noun.plural, noun)

    def noun(self, form: str) -> Noun | None:
        """The noun a word is a form of, or None."""
        return self._by_form.get(form)

    def distinguishing(self, a: str, b: str, kind: str) -> list[str]:
        """What (``is`` or ``did``) can be said of type a but not of type b."""
        others = set(self.traits[f"{b} is"]) | set(self.traits[f"{b} did"])
        return [word for word in self.traits[f"{a} {kind}"] if word not in others]

    def word_list(self, name: str) -> list[str]:
        """A word class, or ``A.B.is``: what is said of type A and not of type B."""
        if name in self.classes:
            return self.classes[name]
        a, b, kind = name.split(".")
        return self.distinguishing(a, b, kind)
