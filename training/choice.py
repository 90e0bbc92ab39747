"""Which model is shipped: the one that answers best among those that do not look too sharply.

Both are measured on sentences that the table of the card does not have. A model that gives nearly everything to one
word at 1x leaves the program's scale nothing to show, so it is not taken however well it answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import evaluate, export, look, sharpness
from .grammar import WHO
from .heldout import read_questions
from .probes import Prober

CHOICE_SEED, CHOICE_SHARPNESS_SEED = 40_000, 45_000
#: Limits of the mean largest weight of a token: at most so much at 0.2x and at 1x, at least so much at 3x.
UNDECIDED, CLEAR, ONE_HOT = 0.35, 0.97, 0.97


@dataclass(frozen=True)
class Candidate:
    """``score``: share right plus mean weight of head 2·1, half from the generated sets, half from the sentences that
    are marked "looked at".

    ``largest``: mean largest weight of a token at 0.2x, 1x and 3x.
    """

    name: str
    score: float
    largest: tuple[float, float, float]
    entropy: float

    @property
    def leaves_room(self) -> bool:
        """Whether the scale has something to show, either way."""
        undecided, clear, one_hot = self.largest
        return undecided <= UNDECIDED and clear <= CLEAR and one_hot >= ONE_HOT

    @property
    def row(self) -> str:
        """A line of the card's table."""
        found = (f"{self.score:.3f}", *(f"{largest:.3f}" for largest in self.largest), f"{self.entropy:.2f}",
                 "" if self.leaves_room else "no")
        return f"| {self.name} | " + " | ".join(found) + " |"


def measure(folders: list[Path], pairs: int) -> list[Candidate]:
    """Every model by the name of its folder."""
    sets = [Prober(CHOICE_SEED).pairs(how, pairs) for how in evaluate.SETS]
    asked = Prober(CHOICE_SHARPNESS_SEED).pairs("never_met", pairs)
    questions = [question for question in read_questions(("dev",)) if question.head == WHO]
    found: list[Candidate] = []
    for folder in folders:
        model, tokenizer = export.read(folder)
        ask = look.asker(model, tokenizer)
        scores = [evaluate.score(ask, probes) for probes in sets]
        answers = evaluate.answers_to(ask, questions)
        generated = sum(s.right + s.weight for s in scores) / len(scores)
        by_hand = sum(a.right + a.weight for a in answers) / len(answers)
        curve = {point.scale: point for point in sharpness.measure(model, tokenizer, asked)}
        largest = curve[0.2].largest, curve[1.0].largest, curve[3.0].largest
        found.append(Candidate(folder.name, (generated + by_hand) / 2, largest, curve[1.0].entropy))
        print(found[-1].row, flush=True)
    return found


def best(candidates: list[Candidate]) -> Candidate:
    """The highest score among those that leave room; where none does, the highest."""
    return max([c for c in candidates if c.leaves_room] or candidates, key=lambda c: c.score)
