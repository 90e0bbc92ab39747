"""Whether head 2·1 is right as often as it is sure.

    python3 -m training.calibration [folder of the model]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import evaluate, look
from .model import Reader
from .probes import Probe, Prober
from .wordpiece import WordPiece

CALIBRATION_SEED = 80_000
EDGES = (0.0, 0.5, 0.7, 0.9, 0.97, 1.0)


@dataclass(frozen=True)
class Bin:
    """Answers whose largest weight of a word lies between two edges: how many, its mean, share right."""

    low: float
    high: float
    count: int
    weight: float
    right: float


def probes(pairs: int) -> list[Probe]:
    """Some of every kind."""
    prober = Prober(CALIBRATION_SEED)
    return [probe for how in evaluate.SETS for probe in prober.pairs(how, pairs)]


def measure(model: Reader, tokenizer: WordPiece, asked: list[Probe]) -> list[Bin]:
    """One bin for each stretch between edges that has answers in it."""
    rows = look.asker(model, tokenizer)(evaluate.pronouns(asked))
    weight = np.array([min(row.max(), 1.0) for row in rows])
    right = np.array([row.argmax() == probe.answer for probe, row in zip(asked, rows)])
    found: list[Bin] = []
    for low, high in zip(EDGES, EDGES[1:]):
        inside = (weight > low) & (weight <= high)
        if inside.any():
            found.append(Bin(low, high, int(inside.sum()), float(weight[inside].mean()), float(right[inside].mean())))
    return found


def rows(found: list[Bin]) -> list[str]:
    """Lines of the card's table."""
    return [f"| {b.low:g} to {b.high:g} | {b.count} | {b.weight:.2f} | {b.right:.2f} |" for b in found]


def main() -> None:
    _, model, tokenizer = evaluate.asked_for()
    print("| largest weight of a word | answers | its mean | right |")
    print("\n".join(rows(measure(model, tokenizer, probes(evaluate.PAIRS)))))


if __name__ == "__main__":
    main()
