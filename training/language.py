"""The training language: every frame, how often it is used, and how sentences become texts."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

from .grammar import Frame, Node, make_frame, parse, read_blocks, read_macros
from .heldout import HeldOut
from .lexicon import DATA, Lexicon
from .sampler import Link, Referent, Sampler, Sentence
from .vocabulary import build
from .wordpiece import WordPiece, normalize, pre_tokenize

FILES = {"size": 0.24, "cross": 0.13, "rest": 0.12, "carry": 0.12, "eat": 0.14, "people": 0.11, "plain": 0.08}
TRAITS_SHARE = 0.13
CLAUSES = {
    False: ["that (he|she|they|we|you) (bought|saw|found|liked|knew|had seen|wanted)", "in the (corner|middle)",
            "from (the shop|the market|school|work)", "over there", "(that|which) was very old", "of (mine|ours)"],
    True: ["that (he|she|they|we|you) (bought|saw|found|liked|knew|had seen|wanted)", "over there",
           "(that|which) were very old", "of (mine|ours)"],
}
ENDS = ["."] * 15 + [""] * 4 + ["!"]
INTROS = ["maybe", "yes ,", "no ,", "and", "but", "so", "then", "however ,", "well ,", "often", "sometimes"]


def ends_in_enough(ending: list[Node]) -> bool:
    """Whether an ending is of the kind "it was not big enough"."""
    return bool(ending) and ending[-1].value == "enough"


class Language:
    """Everything that can be said, drawn from one random stream.

    Core frames come ``core`` times as often; endings with "enough" are kept with probability ``enough``.
    """

    def __init__(self, rng: random.Random, core: float = 1.0, enough: float = 1.0, data: Path = DATA) -> None:
        self.rng, self.enough, self.lexicon = rng, enough, Lexicon(data)
        self.heldout = HeldOut(self.lexicon)
        self.macros = read_macros(data / "frames" / "macros.txt")
        self.frames: dict[str, list[Frame]] = {}
        for name in FILES:
            blocks = read_blocks(data / "frames" / f"{name}.txt")
            self.frames[name] = [
                make_frame(f"{name}:{i + 1}", body, endings, self.macros) for i, (body, endings) in enumerate(blocks)
            ]
        self.weights = {
            name: [(1 + 0.6 * len(frame.endings)) * (core if frame.core else 1) for frame in frames]
            for name, frames in self.frames.items()
        }
        self.trait_blocks = read_blocks(data / "frames" / "traits.txt")
        self.trait_frame = lru_cache(maxsize=None)(self._trait_frame)
        clauses = {plural: [parse(text, {}) for text in texts] for plural, texts in CLAUSES.items()}
        self.sampler = Sampler(self.lexicon, rng, clauses)

    def all_frames(self) -> list[Frame]:
        """Every frame, the trait frames made for one pair of types."""
        traits = [self.trait_frame(i, "animal", "object", "a", "is") for i in range(len(self.trait_blocks))]
        return [frame for frames in self.frames.values() for frame in frames] + traits

    def tokenizer(self) -> WordPiece:
        """The tokenizer whose vocabulary covers this language."""
        sides = [parse(side, {}) for texts in CLAUSES.values() for side in texts]
        extra = Frame("clauses", [node for side in sides for node in side], [], {}, False)
        intros = Frame("intros", parse(" ".join(INTROS), {}), [], {}, False)
        return WordPiece(build(self.lexicon, self.all_frames() + [extra, intros]))

    def _trait_frame(self, index: int, a: str, b: str, owner: str, kind: str) -> Frame:
        """A trait frame for two types; what is said fits only the owner's type."""
        body, endings = self.trait_blocks[index]
        one, other = (a, b) if owner == "a" else (b, a)
        if kind == "is":
            trait = f"(was%{owner}|is%{owner}) (|||very|so|really) [{one}.{other}.is]@{owner}"
        else:
            trait = f"[{one}.{other}.did]@{owner}"

        def fill(text: str) -> str:
            text = text.replace("$trait", trait).replace("%T", "%" + owner)
            return text.replace("{a:A}", f"{{a:{a}}}").replace("{b:B}", f"{{b:{b}}}")

        return make_frame(f"traits:{index + 1}", fill(body), [fill(e) for e in endings], self.macros)

    def choose_traits(self) -> list[Frame]:
        """Two frames alike but for the one of two nouns of which something is said."""
        rng = self.rng
        a, b = rng.sample(self.lexicon.trait_types, 2)
        if {a, b} == {"animal", "person"}:
            return self.choose_traits()
        index = rng.randrange(len(self.trait_blocks))
        kinds = [rng.choice(("is", "did")) for _ in "ab"]
        return [self.trait_frame(index, a, b, owner, kind) for owner, kind in zip("ab", kinds)]

    def referents(self, frame: Frame, known: int = 0) -> dict[str, Referent]:
        """Nouns for all slots of a frame, at least ``known`` of them no inventions, no two a held-out pair."""
        while True:
            found = {slot: self.sampler.referent(types) for slot, types in frame.slots.items()}
            forms = [r.form for r in found.values()]
            nouns = [r.lexical for r in found.values() if r.lexical]
            if len(set(forms)) == len(forms) and len(nouns) >= known and not self.heldout.any_pair(nouns):
                return found

    def pair(self) -> list[Sentence]:
        """One sentence, or two with the same beginning and different endings."""
        rng = self.rng
        if rng.random() < TRAITS_SHARE:
            frames = self.choose_traits()
            referents = self.referents(frames[0], known=len(frames[0].slots) - 1)
            place = rng.randrange(len(frames[0].endings))
            draws = [self.sampler.draw(frame, referents, frame.endings[place]) for frame in frames]
            return [draw.finish(frames[0].name) for draw in draws]
        name = rng.choices(list(FILES), list(FILES.values()))[0]
        frame = rng.choices(self.frames[name], self.weights[name])[0]
        return self.of_frame(frame, self.referents(frame))

    def of_frame(self, frame: Frame, referents: dict[str, Referent], count: int = 2) -> list[Sentence]:
        """Sentences of one frame with these nouns, a different ending each."""
        kept = [ending for ending in frame.endings if not ends_in_enough(ending) or self.keeps_enough()]
        endings = self.rng.sample(kept, min(count, len(kept)))
        body = self.sampler.draw(frame, referents, [])
        return [self.sampler.draw(frame, referents, ending, body).finish(frame.name) for ending in endings]

    def keeps_enough(self) -> bool:
        """Whether an ending with "enough" is used this time."""
        return self.enough == 1 or self.rng.random() < self.enough

    def text(self, sentence: Sentence, room: int) -> Sentence | None:
        """A sentence with punctuation, a beginning, neighbours; None where it would show what is held out."""
        rng, parts = self.rng, [sentence]
        while rng.random() < 0.22 and sum(len(p.words) for p in parts) < room:
            parts.insert(rng.randrange(len(parts) + 1), self.pair()[0])
        nouns = [noun for part in parts for noun in part.nouns]
        if len(parts) > 1 and self.heldout.any_pair(nouns):
            return None
        whole = Sentence([], [], nouns, sentence.kind)
        for part in parts:
            if rng.random() < 0.14:
                whole.words += self.beginning()
            shift = len(whole.words)
            whole.words += part.words
            whole.links += [Link(k.at + shift, k.answer + shift, k.head, k.pronoun) for k in part.links]
            if part is not parts[-1]:
                whole.words += [rng.choice((".", ".", ".", ", and", ";", "and"))]
            elif part.words[-1] not in ".!?":
                whole.words += [end for end in (rng.choice(ENDS),) if end]
        if tuple(p for w in whole.words for p in pre_tokenize(normalize(w))) in self.heldout.sentences:
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
