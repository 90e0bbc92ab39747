"""The training language: every frame, how often it is used, and how sentences become texts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from . import noise
from .clues import Clues
from .grammar import Frame, Node, expand, make_frames, parse, read_macros
from .heldout import HeldOut
from .lexicon import Lexicon
from .lists import DATA
from .phrases import Phrases
from .sampler import Draw, Link, NothingFits, Referent, Sampler, Sentence
from .vocabulary import build
from .wordpiece import WordPiece, pre_tokens

FILES = {"size": 0.15, "cross": 0.08, "rest": 0.07, "carry": 0.08, "eat": 0.09, "people": 0.10, "plain": 0.06,
         "daily": 0.15, "mix": 0.22}
#: What the third phase adds. The vocabulary is that of FILES: words that come here only are read in pieces.
LATER = {"reasons": 0.3, "events": 0.2, "enough": 0.24, "turns": 0.26}
#: Things and where they go, who eats what, who crosses what.
THINGS = ("size", "cross", "carry", "eat")
FRONTED = 0.1
ENDS = ["."] * 15 + [""] * 4 + ["!"]
INTROS = ["maybe", "yes ,", "no ,", "and", "but", "so", "then", "however ,", "well ,", "often", "sometimes"]


@dataclass(frozen=True)
class Mix:
    """How often things come up in texts.

    core       how many times as often core frames come as they would otherwise
    slips      how often a word of a text in a hurry is mistyped
    invented   share of the nouns that are invented
    in_pieces  share of the nouns asked for that are cut into pieces as if they were unknown
    telling    share of the sentences that end with something that fits only one of their nouns, whatever the verb
    later      share of the sentences that are of the frames of LATER
    strange    share of the adjectives that are invented
    things     how many times as often the frames of THINGS come as they would otherwise
    clear      whether endings that leave it open who is meant are left out
    """

    core: float = 1.0
    slips: float = 0.02
    invented: float = 0.25
    in_pieces: float = 0.0
    telling: float = 0.15
    later: float = 0.0
    strange: float = 0.03
    things: float = 1.0
    clear: bool = False


class Language:
    """Everything that can be said, drawn from one random stream."""

    def __init__(self, rng: random.Random, mix: Mix = Mix(), data: Path = DATA) -> None:
        self.rng, self.mix, self.lexicon = rng, mix, Lexicon(data)
        self.heldout = HeldOut(self.lexicon)
        self.macros = read_macros(data / "frames" / "macros.txt")
        self.frames: dict[str, list[Frame]] = {}
        self.weights: dict[str, list[float]] = {}
        self.rates = {name: (1 - mix.later) * rate for name, rate in FILES.items()}
        self.rates |= {name: mix.things * self.rates[name] for name in THINGS}
        self.rates |= {name: mix.later * rate for name, rate in LATER.items()}
        for name in self.rates:
            blocks = make_frames(data / "frames" / f"{name}.txt", self.macros)
            self.frames[name] = [frame for block in blocks for frame in block]
            self.weights[name] = [
                (1 + 0.5 * len(frame.endings)) * (mix.core if frame.core else 1) / len(block) ** 0.6
                for block in blocks for frame in block
            ]
        self.phrases = Phrases(data)
        self.sampler = Sampler(self.lexicon, self.heldout, rng, self.phrases, mix.invented, strange_rate=mix.strange)
        self.clues = Clues(self.lexicon.classes, (self.macros["too"] + "|" + self.macros["very"]).split("|"))
        if mix.clear:
            self.sampler.inventable = frozenset()
        self.front = parse(expand("$front", self.macros), {})
        self.link = parse(expand("$link", self.macros), {})
        said = {slot: (f"%{slot} !{slot}", f"%{slot} !{slot}", f"&{slot} #{slot}") for slot in "abdpxyz"}
        self.said_of = {slot: [[*self.link, *parse(text, {})] for text in texts] for slot, texts in said.items()}

    def all_frames(self) -> list[Frame]:
        """Every frame of FILES, and the short phrases as frames."""
        frames = [frame for name in FILES for frame in self.frames[name]]
        phrases = [*self.phrases.clauses, *self.phrases.adjuncts, self.phrases.state("x"), self.front, self.link,
                   parse(" ".join(INTROS), {})]
        return frames + [Frame("phrase", nodes, [], {}, False) for nodes in phrases]

    def tokenizer(self) -> WordPiece:
        """The tokenizer whose vocabulary covers this language."""
        return WordPiece(build(self.lexicon, self.all_frames()))

    def referents(self, frame: Frame) -> dict[str, Referent]:
        """Nouns for all slots of a frame, no two a held-out pair."""
        while True:
            found = {slot: self.sampler.filler(types) for slot, types in frame.slots.items()}
            forms = [r.form for r in found.values()]
            nouns = [r.lexical for r in found.values() if r.lexical]
            if len(set(forms)) == len(forms) and not self.heldout.any_pair(nouns):
                return found

    def pair(self) -> list[Sentence]:
        """One sentence, or two with the same beginning and different endings."""
        rng = self.rng
        while True:
            name = rng.choices(list(self.rates), list(self.rates.values()))[0]
            frame = rng.choices(self.frames[name], self.weights[name])[0]
            try:
                return self.of_frame(frame, self.referents(frame))
            except NothingFits:
                continue

    def of_frame(self, frame: Frame, referents: dict[str, Referent], count: int = 2, plain: bool = False) -> list[Sentence]:
        """Sentences of one frame with these nouns, a different ending each; ``plain`` ones only as they are written."""
        rng = self.rng
        dice = 1.0 if plain else rng.random()
        body = Draw(self.sampler, referents)
        if frame.joint is not None and dice < self.mix.telling + FRONTED:
            body.run(frame.body[: frame.joint])
        else:
            dice = 1.0
            body.run(frame.body)
        if dice < self.mix.telling:
            return self.said_of_some(body, frame, count)
        endings = rng.sample(frame.endings, min(count, len(frame.endings)))
        if dice < 1.0:
            return [self.fronted(frame, ending, body, referents).finish(frame.name) for ending in endings]
        draws = [body.twin() for _ in endings]
        for draw, ending in zip(draws, endings):
            start = len(draw.words)
            self.end(frame, ending, draw)
            draw.kept = set(range(start, len(draw.words)))
        return [draw.finish(frame.name) for draw in draws]

    def end(self, frame: Frame, ending: list[Node], draw: Draw) -> None:
        """Add an ending; with Mix.clear only one that says who is meant."""
        start = len(draw.words)
        draw.run(ending)
        pronouns = {slot: referent.pronoun for slot, referent in draw.referents.items()}
        if self.mix.clear and not self.clues.tell(frame, ending, draw.words[start:], pronouns):
            raise NothingFits

    def said_of_some(self, body: Draw, frame: Frame, count: int) -> list[Sentence]:
        """A body and something that can be said of one of its nouns only."""
        slots = [slot for slot in frame.slots if slot in body.place and slot in self.said_of]
        draws = []
        for slot in self.rng.sample(slots, min(count, len(slots))):
            draw = body.twin()
            draw.run(self.rng.choice(self.said_of[slot]))
            draw.kept = set(range(len(body.words), len(draw.words)))
            draws.append(draw)
        return [draw.finish(frame.name) for draw in draws]

    def fronted(self, frame: Frame, ending: list[Node], body: Draw, referents: dict[str, Referent]) -> Draw:
        """The reason first: "because it was hungry, the fox stole a hen"."""
        reason = Draw(self.sampler, referents)
        reason.run(self.front)
        reason.called = dict.fromkeys(referents, True)
        self.end(frame, ending, reason)
        return reason.before(body, self.rng.random() < 0.85)

    def text(self, sentence: Sentence, room: int) -> Sentence | None:
        """A sentence with punctuation, a beginning, neighbours; None where it would show what is held out."""
        rng, parts = self.rng, [sentence]
        while rng.random() < 0.15 and sum(len(p.words) for p in parts) < room:
            parts.insert(rng.randrange(len(parts) + 1), self.pair()[0])
        nouns = [noun for part in parts for noun in part.nouns]
        if len(parts) > 1 and self.heldout.any_pair(nouns):
            return None
        whole = Sentence([], [], nouns, sentence.kind)
        for part in parts:
            if rng.random() < 0.12:
                whole.words += self.beginning()
            shift = len(whole.words)
            whole.words += part.words
            whole.links += [Link(k.at + shift, k.answer + shift, k.head, k.pronoun) for k in part.links]
            whole.verbs += [(first + shift, end + shift, place + shift) for first, end, place in part.verbs]
            whole.kept |= {k.answer for k in whole.links} | {k.at for k in whole.links} | {i + shift for i in part.kept}
            if part is not parts[-1]:
                whole.words += [rng.choice((".", ".", ".", ", and", ";", "and"))]
            elif part.words[-1] not in ".!?":
                whole.words += [end for end in (rng.choice(ENDS),) if end]
        whole.words = noise.add(whole.words, rng, self.mix.slips, whole.kept)
        if tuple(p for w in whole.words for p in pre_tokens(w)) in self.heldout.sentences:
            return None
        return whole

    def beginning(self) -> list[str]:
        classes = self.lexicon.classes
        if self.rng.random() < 0.5:
            return self.rng.choice(classes["when"]).split() + self.rng.choice(([","], []))
        return (self.rng.choice(classes["intro"]) if self.rng.random() < 0.5 else self.rng.choice(INTROS)).split()

    def texts(self) -> list[Sentence]:
        """One or two related training texts."""
        return [text for s in self.pair() if (text := self.text(s, room=30)) is not None]
