"""Draws sentences from frames: words, and which word answers "who?" and "what, where?" at which word."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import invent
from .grammar import WHO, Frame, Node
from .lexicon import FEMALE_SECTIONS, MALE_SECTIONS, MASS_SECTIONS, Lexicon, Noun

PLURAL_AGREEMENT = {"was": "were", "is": "are", "does": "do", "doesn't": "don't", "'s": "'re"}
OBJECT_CASE = {"it": "it", "he": "him", "she": "her", "they": "them"}
PRONOUNS = frozenset(OBJECT_CASE) | frozenset(OBJECT_CASE.values())
DETERMINERS = ["the"] * 17 + ["a"] * 3 + ["my", "his", "her", "our", "this", "that", "their", "your", "another"]
PLURAL_DETERMINERS = ["the"] * 8 + ["some", "two", "my", "these", "three", "many", "our"]
VERBS_SHORTENED = {"was", "were", "is", "are"}


@dataclass
class Link:
    """Question ``head`` asked at word ``at`` is answered by word ``answer``."""

    at: int
    answer: int
    head: int
    pronoun: bool


@dataclass
class Sentence:
    """Words and questions; ``nouns`` are the lexicon nouns in it, ``kind`` the frame's name."""

    words: list[str]
    links: list[Link]
    nouns: list[str]
    kind: str


@dataclass
class Referent:
    """What fills a slot."""

    form: str
    section: str
    plural: bool
    pronoun: str
    lexical: str | None


class Draw:
    """The state while one sentence is drawn."""

    def __init__(self, sampler: Sampler, referents: dict[str, Referent]) -> None:
        self.sampler, self.rng, self.lexicon = sampler, sampler.rng, sampler.lexicon
        self.referents = referents
        self.words: list[str] = []
        self.asked: list[tuple[int, int, str]] = []
        self.place: dict[str, int] = {}

    def run(self, nodes: list[Node]) -> None:
        for node in nodes:
            start = len(self.words)
            getattr(self, node.kind)(node)
            if len(self.words) > start:
                self.asked.extend((start, head, slot) for head, slot in node.links)

    def word(self, node: Node) -> None:
        self.push(node.value)

    def push(self, word: str) -> None:
        """Append a word, sometimes contracted with the one before it."""
        before = self.words[-1] if self.words else ""
        if word == "not" and before in VERBS_SHORTENED and self.rng.random() < 0.4:
            self.words[-1] = before + "n't"
        elif word in ("is", "are") and before in ("it", "he", "she", "they") and self.rng.random() < 0.5:
            self.words[-1] = before + ("'s" if word == "is" else "'re")
        elif word in ("'s", "'re"):
            self.words[-1] = before + word
        else:
            self.words.append(word)

    def group(self, node: Node) -> None:
        self.run(self.rng.choice(node.options))

    def subject(self, node: Node) -> None:
        self.words.append(self.referents[node.slot].pronoun)

    def object(self, node: Node) -> None:
        self.words.append(OBJECT_CASE[self.referents[node.slot].pronoun])

    def agrees(self, node: Node) -> None:
        plural = self.referents[node.slot].pronoun == "they"
        self.push(PLURAL_AGREEMENT.get(node.value, node.value) if plural else node.value)

    def again(self, node: Node) -> None:
        referent = self.referents[node.slot]
        self.words += [referent.form] if self.sampler.is_bare(referent) else ["the", referent.form]

    def first(self, node: Node) -> None:
        """Determiner, sometimes an adjective, noun, sometimes a short clause."""
        rng, referent = self.rng, self.referents[node.slot]
        if not self.sampler.is_bare(referent):
            choices = PLURAL_DETERMINERS if referent.plural else DETERMINERS
            determiner = rng.choice(choices)
            if determiner == "a" and referent.section in MASS_SECTIONS:
                determiner = "the"
            self.words.append(determiner)
            if rng.random() < self.sampler.adjective_rate:
                self.asked.append((len(self.words), WHO, node.slot))
                self.words += rng.choice(self.sampler.adjectives_for(referent.section)).split()
        self.place[node.slot] = len(self.words)
        self.words.append(referent.form)
        if rng.random() < self.sampler.clause_rate:
            self.run(rng.choice(self.sampler.clauses[referent.plural]))

    def word_class(self, node: Node) -> None:
        self.words += self.choose(node.value).split()

    def choose(self, name: str) -> str:
        """A word of a class, now and then an invented one."""
        rng = self.rng
        if name == "florpy":
            return invent.verb(rng) if self.words[-1] not in VERBS_SHORTENED else invent.adjective(rng)
        if name in self.sampler.inventable and rng.random() < 0.04:
            return invent.adjective(rng)
        return rng.choice(self.lexicon.word_list(name))

    def finish(self, kind: str) -> Sentence:
        """Resolve slots to words, and write "an" where it is due."""
        for i, word in enumerate(self.words[:-1]):
            if word == "a" and self.words[i + 1][0] in "aeiou":
                self.words[i] = "an"
        links = [
            Link(at, self.place[slot], head, self.words[at].split("'")[0] in PRONOUNS)
            for at, head, slot in self.asked
            if slot in self.place and self.place[slot] != at
        ]
        nouns = [r.lexical for s, r in self.referents.items() if r.lexical and s in self.place]
        return Sentence(self.words, links, nouns, kind)


class Sampler:
    """Fills frames with nouns and words."""

    adjective_rate = 0.12
    clause_rate = 0.02
    inventable = frozenset({"awake", "tired", "neutral", "waywide", "see", "use"})

    def __init__(self, lexicon: Lexicon, rng: random.Random, clauses: dict[bool, list[list[Node]]],
                 invented_rate: float = 0.3, plural_rate: float = 0.1) -> None:
        self.lexicon, self.rng, self.clauses = lexicon, rng, clauses
        self.invented_rate, self.plural_rate = invented_rate, plural_rate

    @staticmethod
    def is_bare(referent: Referent) -> bool:
        """Names have no determiner."""
        return referent.section in ("manname", "womanname")

    def adjectives_for(self, section: str) -> list[str]:
        name = {"animal": "animaladj", "person": "peopleadj", "man": "peopleadj", "woman": "peopleadj"}
        return self.lexicon.classes[name.get(section, "neutral")]

    def referent(self, types: list[str], noun: Noun | None = None, form: str | None = None) -> Referent:
        """A noun for a slot of these types; ``form`` overrides how it is written."""
        rng = self.rng
        noun = noun or rng.choice(self.lexicon.nouns[rng.choice(types)])
        section = noun.section
        lexical: str | None = noun.word
        if form is not None or not noun.is_name and rng.random() < self.invented_rate:
            form = form or invent.word(rng)
            lexical = None
        plural = lexical is not None and noun.plural is not None and rng.random() < self.plural_rate
        if form is None:
            form = noun.plural if plural and noun.plural else noun.word
        return Referent(form, section, plural, self.pronoun(section, plural), lexical)

    def pronoun(self, section: str, plural: bool) -> str:
        if plural:
            return "they"
        if section in MALE_SECTIONS:
            return "he"
        if section in FEMALE_SECTIONS:
            return "she"
        if section == "person":
            return self.rng.choice(("he", "she"))
        if section == "animal":
            return self.rng.choice(("it",) * 12 + ("he", "she"))
        return "it"

    def draw(self, frame: Frame, referents: dict[str, Referent], ending: list[Node], body: Draw | None = None) -> Draw:
        """One sentence of a frame; ``body`` continues from words drawn before."""
        draw = Draw(self, referents)
        if body is not None:
            draw.words, draw.asked, draw.place = list(body.words), list(body.asked), dict(body.place)
        else:
            draw.run(frame.body)
        draw.run(ending)
        return draw
