"""Draws sentences from frames: words, and which word answers "who?" and "what, where?" at which word."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field

from . import invent
from .grammar import WHERE, WHO, Node, renamed
from .heldout import HeldOut
from .lexicon import FEMALE_SECTIONS, MALE_SECTIONS, MASS_SECTIONS, NAME_SECTIONS, Lexicon, Noun
from .phrases import Phrases

AGREEMENT = {"was": "were", "is": "are", "does": "do", "doesn't": "don't", "'s": "'re", "has": "have",
             "wasn't": "weren't", "isn't": "aren't"}
OBJECT_CASE = {"it": "it", "he": "him", "she": "her", "they": "them"}
POSSESSIVE = {"it": "its", "he": "his", "she": "her", "they": "their"}
REFLEXIVE = {"it": "itself", "he": "himself", "she": "herself", "they": "themselves"}
PRONOUNS = frozenset(OBJECT_CASE) | frozenset(OBJECT_CASE.values()) | frozenset(POSSESSIVE.values())
DETERMINERS = ["the"] * 15 + ["a"] * 4 + ["my", "my", "his", "her", "our", "this", "that", "their", "your", "another"]
PLURAL_DETERMINERS = ["the"] * 8 + ["some", "two", "my", "these", "three", "many", "our", "those", "his", "her"]
THAN = ("expected", "before", "ever", "usual", "we thought", "the other one", "it looked", "the others", "last year")
PREPOSITIONS = frozenset(
    "in on at under over near behind beside into onto inside through across around to from with for off past along "
    "towards after before during between against of".split()
)
SHORTENED = {"was", "were", "is", "are"}


class NothingFits(Exception):
    """No word can be said of one noun and not of the others."""


@dataclass
class Link:
    """Question ``head`` asked at word ``at`` is answered by word ``answer``."""

    at: int
    answer: int
    head: int
    pronoun: bool


@dataclass
class Sentence:
    """Words and questions; ``nouns`` are the lexicon nouns in it, ``kind`` the frame's name.

    ``verbs``: the main verb of each stretch of words, as (first, end, place). ``kept``: places of the clue.
    """

    words: list[str]
    links: list[Link]
    nouns: list[str]
    kind: str
    verbs: list[tuple[int, int, int]] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)


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
        self.referents = dict(referents)
        self.words: list[str] = []
        self.asked: list[tuple[int, int, str]] = []
        self.place: dict[str, int] = {}
        self.called: dict[str, bool] = {}  # slots last named by a pronoun
        self.verb: int | None = None
        self.clause = 0
        self.kept: set[int] = set()

    def twin(self) -> Draw:
        """A copy that can be continued by itself."""
        other = copy.copy(self)
        for name in ("referents", "words", "asked", "place", "called", "kept"):
            setattr(other, name, copy.copy(getattr(self, name)))
        return other

    def run(self, nodes: list[Node]) -> None:
        for node in nodes:
            start = len(self.words)
            if node.links and node.kind == "word" and self.rng.random() < self.sampler.adverb_rate and start:
                self.words += self.rng.choice(self.sampler.adverbs).split()
                start = len(self.words)
            getattr(self, node.kind)(node)
            if len(self.words) > start and node.links:
                self.asked.extend((start, head, slot) for head, slot in node.links)
                if node.kind in ("word", "group", "word_class", "agrees") and not self.clause and (
                    self.verb is None or node.links[-1][0] == WHERE and not self.is_asked_where(self.verb)
                ):
                    self.verb = start

    def is_asked_where(self, at: int) -> bool:
        return any(place == at and head == WHERE for place, head, _ in self.asked)

    def word(self, node: Node) -> None:
        self.push(node.value)

    def push(self, word: str) -> None:
        """Append a word, sometimes contracted with the one before it."""
        before = self.words[-1] if self.words else ""
        if word == "not" and before in SHORTENED and self.rng.random() < 0.4:
            self.words[-1] = before + "n't"
        elif word in ("is", "are") and before in ("it", "he", "she", "they") and self.rng.random() < 0.5:
            self.words[-1] = before + ("'s" if word == "is" else "'re")
        elif word in ("'s", "'re"):
            self.words[-1] = before + word
        else:
            self.words.append(word)

    def group(self, node: Node) -> None:
        self.run(self.rng.choice(node.options))

    def call(self, node: Node, forms: dict[str, str]) -> None:
        self.called[node.slot] = True
        pronoun = self.referents[node.slot].pronoun
        self.words.append(forms.get(pronoun, pronoun))

    def subject(self, node: Node) -> None:
        self.call(node, {})

    def object(self, node: Node) -> None:
        self.call(node, OBJECT_CASE)

    def possessive(self, node: Node) -> None:
        self.call(node, POSSESSIVE)

    def many(self, slot: str) -> bool:
        """Whether a verb after this slot's noun or pronoun is plural."""
        referent = self.referents[slot]
        return referent.pronoun == "they" if self.called.get(slot) else referent.plural

    def agrees(self, node: Node) -> None:
        if node.value == "itself":
            self.push(REFLEXIVE[self.referents[node.slot].pronoun])
        else:
            self.push(AGREEMENT.get(node.value, node.value) if self.many(node.slot) else node.value)

    def again(self, node: Node) -> None:
        referent = self.referents[node.slot]
        self.called[node.slot] = False
        self.words += [referent.form] if self.sampler.is_bare(referent) else ["the", referent.form]

    def first(self, node: Node) -> None:
        """Determiner, sometimes adjectives, noun, sometimes a short clause."""
        rng, sampler = self.rng, self.sampler
        if node.slot not in self.referents:
            self.referents[node.slot] = self.guest(node.value.split())
        referent = self.referents[node.slot]
        self.called[node.slot] = False
        if self.words and self.words[-1] in PREPOSITIONS:
            self.asked.append((len(self.words) - 1, WHERE, node.slot))
        if not sampler.is_bare(referent):
            self.words += self.determiner(referent)
            adjectives = 0
            while adjectives < 3 and rng.random() < sampler.adjective_rate:
                self.asked.append((len(self.words), WHO, node.slot))
                self.words += sampler.adjective(referent.section).split()
                adjectives += 1
            if rng.random() < sampler.compound_rate:
                modifier = self.guest(["goods", "building", "substance", "container"], False)
                self.stand_by(modifier)
                self.words.append(modifier.form)
        self.place[node.slot] = len(self.words)
        self.words.append(referent.form)
        if self.clause == 0 and rng.random() < sampler.clause_rate:
            self.follow(node.slot, sampler.phrases.clauses)

    def determiner(self, referent: Referent) -> list[str]:
        """An article or a possessive, now and then "Anna's"."""
        rng = self.rng
        if rng.random() < self.sampler.owner_rate and referent.section not in MALE_SECTIONS | FEMALE_SECTIONS:
            owner = self.guest(["namedhuman"], False)
            if all(owner.pronoun != other.pronoun for other in self.referents.values()):
                self.stand_by(owner)
                return [*([] if self.sampler.is_bare(owner) else [rng.choice(("my", "the", "his"))]), owner.form + "'s"]
        if self.place and not self.clause and rng.random() < self.sampler.owner_rate:
            slot = next(iter(self.place))
            if slot in self.referents and self.lexicon.trait_type(self.referents[slot].section) in ("person", "animal"):
                self.ask(slot)
                return [POSSESSIVE[self.referents[slot].pronoun]]
        word = rng.choice(PLURAL_DETERMINERS if referent.plural else DETERMINERS)
        return ["the" if word in ("a", "another") and referent.section in MASS_SECTIONS else word]

    def follow(self, slot: str, texts: list[list[Node]]) -> None:
        """What comes after a noun and belongs to it; slot H of the text is the noun."""
        text = self.rng.choice(texts)
        names = {"H": slot}
        self.clause += 1
        self.run([renamed(node, names, len(self.referents)) for node in text])
        self.clause -= 1

    def adjunct(self, _: Node) -> None:
        if self.rng.random() < self.sampler.adjunct_rate:
            self.follow("H", self.sampler.phrases.adjuncts)

    def stand_by(self, referent: Referent) -> None:
        """Remember a noun that is never asked for."""
        self.referents[f"beside {len(self.referents)}"] = referent

    def guest(self, types: list[str], plural: bool | None = None) -> Referent:
        """A noun besides those of the frame, none that may not meet the others."""
        present = [r.lexical for r in self.referents.values() if r.lexical]
        forms = {r.form for r in self.referents.values()}
        for _ in range(8):
            found = self.sampler.referent(types, plural=plural)
            clear = not found.lexical or not self.sampler.heldout.any_pair([*present, found.lexical], found.lexical)
            if clear and found.form not in forms:
                break
        else:
            found = self.sampler.referent(types, form=invent.word(self.rng))
        return found

    def trait(self, node: Node) -> None:
        """What can be said of this slot's noun and of no other that agrees with the same pronoun."""
        kind, words = self.only_of(node.slot, self.rng.choice((["is", "did"], ["is", "did"], ["did", "is"])))
        if self.verb is None and not self.clause and not self.called.get(node.slot):
            self.verb = len(self.words)
        if kind == "is":
            self.run(self.sampler.phrases.state(node.slot))
            self.ask(node.slot)
            word = self.rng.choice(words)
            if self.rng.random() < self.sampler.compare_rate and " " not in word:
                word = comparative(word) + " than " + self.rng.choice(THAN)
            self.words += word.split()
        else:
            head, *tail = self.rng.choice(words).split()
            if self.rng.random() < self.sampler.adverb_rate:
                self.words += self.rng.choice(self.sampler.adverbs).split()
            self.ask(node.slot)
            self.words += [AGREEMENT.get(head, head) if self.many(node.slot) else head, *tail]

    def only_of(self, slot: str, kinds: list[str]) -> tuple[str, list[str]]:
        """The first of these kinds of which something fits this slot's noun and no other with the same pronoun."""
        referent = self.referents[slot]
        others = frozenset(
            other.section for name, other in self.referents.items()
            if name != slot and not name.startswith("beside") and other.pronoun == referent.pronoun
        )
        for kind in kinds:
            words = self.lexicon.fitting(referent.section, kind, others)
            if words:
                return kind, words
        raise NothingFits

    def part(self, node: Node) -> None:
        """A part of this slot's noun that no other noun has, and what is the matter with it."""
        _, words = self.only_of(node.slot, ["part"])
        word = self.rng.choice(words)
        self.ask(node.slot)
        self.words.append(word)
        many = word.endswith("s") and not word.endswith("ss")
        if self.rng.random() < 0.7:
            self.words += ["were" if many else "was", *self.rng.choice(self.lexicon.classes["partis"]).split()]
            return
        head, *tail = self.rng.choice(self.lexicon.classes["partdid"]).split()
        self.words += [AGREEMENT.get(head, head) if many else head, *tail]

    def ask(self, slot: str) -> None:
        self.asked.append((len(self.words), WHO, slot))

    def word_class(self, node: Node) -> None:
        self.words += self.choose(node.value).split()

    def choose(self, name: str) -> str:
        """A word of a class, now and then an invented one."""
        rng = self.rng
        if name == "florpy":
            return invent.verb(rng) if self.words and self.words[-1] not in SHORTENED else invent.adjective(rng)
        if name == "anyverb":
            return rng.choice(self.sampler.verbs) if rng.random() < 0.9 else invent.verb(rng)
        if name in self.sampler.inventable and rng.random() < 0.03:
            return invent.adjective(rng)
        return rng.choice(self.lexicon.classes[name])

    def before(self, other: Draw, comma: bool) -> Draw:
        """This draw's words put before another's, which names the nouns."""
        whole = other.twin()
        shift = len(self.words) + comma
        whole.words = self.words + [","] * comma + other.words
        whole.asked = self.asked + [(at + shift, head, slot) for at, head, slot in other.asked]
        whole.place = {**self.place, **{slot: at + shift for slot, at in other.place.items()}}
        whole.referents = {**other.referents, **self.referents}
        whole.verb = None if other.verb is None else other.verb + shift
        whole.kept = set(range(shift))
        return whole

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
        nouns = [r.lexical for s, r in self.referents.items() if r.lexical and (s in self.place or s.startswith("beside"))]
        verbs = [] if self.verb is None else [(0, len(self.words), self.verb)]
        return Sentence(self.words, links, nouns, kind, verbs, self.kept)


def comparative(word: str) -> str:
    """ "bigger", "happier", "more expensive"."""
    if len(word) > 6 or word.endswith(("ed", "ing", "ful", "en", "ous", "id", "ic", "re")):
        return "more " + word
    if word.endswith("y"):
        return word[:-1] + "ier"
    if len(word) < 5 and word[-1] in "gtdnm" and word[-2] in "aeiou" and word[-3] not in "aeiou":
        return word + word[-1] + "er"
    return word + ("r" if word.endswith("e") else "er")


class Sampler:
    """Fills frames with nouns and words."""

    adjective_rate, compound_rate, clause_rate, owner_rate = 0.13, 0.035, 0.07, 0.035
    adverb_rate, adjunct_rate, compare_rate = 0.05, 0.14, 0.06
    inventable = frozenset({"awake", "tired", "neutral", "waywide", "see", "use"})

    def __init__(self, lexicon: Lexicon, heldout: HeldOut, rng: random.Random, phrases: Phrases,
                 invented_rate: float, plural_rate: float = 0.1, strange_rate: float = 0.03) -> None:
        self.lexicon, self.heldout, self.rng, self.phrases = lexicon, heldout, rng, phrases
        self.invented_rate, self.plural_rate, self.strange_rate = invented_rate, plural_rate, strange_rate
        self.adverbs = lexicon.classes["adverb"] * 4 + lexicon.adverbs
        self.verbs = lexicon.pasts

    @staticmethod
    def is_bare(referent: Referent) -> bool:
        """Names have no determiner."""
        return referent.section in NAME_SECTIONS

    def adjective(self, section: str) -> str:
        """An adjective that may stand before a noun."""
        rng, lexicon = self.rng, self.lexicon
        dice = rng.random()
        if dice < self.strange_rate:
            return invent.adjective(rng)
        if dice < 0.27 + self.strange_rate and lexicon.adjectives:
            return rng.choice(lexicon.adjectives)
        fitting = [word for word in lexicon.fitting(section, "is", frozenset()) if " " not in word]
        if dice < 0.65 and fitting:
            return rng.choice(fitting)
        name = {"animal": "animaladj", "person": "peopleadj", "man": "peopleadj", "woman": "peopleadj"}
        return rng.choice(lexicon.classes[name.get(section, "neutral")])

    def filler(self, types: list[str]) -> Referent:
        """A noun for a slot of these types; of several where "many" is among them."""
        if "many" not in types:
            return self.referent(types)
        types = [kind for kind in types if kind != "many"]
        while not (found := self.referent(types, plural=True)).plural:
            pass
        return found

    def referent(self, types: list[str], noun: Noun | None = None, form: str | None = None,
                 plural: bool | None = None) -> Referent:
        """A noun for a slot of these types; ``form`` overrides how it is written."""
        rng = self.rng
        noun = noun or self.lexicon.pick(rng, rng.choice(types))
        section = noun.section
        lexical: str | None = noun.word
        rate = self.invented_rate * (0.4 if noun.is_name else 1.0)
        if form is not None or rng.random() < rate:
            form = form or invent.word(rng) + ("s" if plural else "")
            lexical = None
        if plural is None:
            plural = lexical is not None and noun.plural is not None and rng.random() < self.plural_rate
        plural = plural and noun.plural is not None
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
            return self.rng.choice(("he", "she") * 5 + ("they",))
        if section == "animal":
            return self.rng.choice(("it",) * 12 + ("he", "she"))
        if section == "group":
            return self.rng.choice(("they", "it"))
        return "it"
