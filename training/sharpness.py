"""How sharply head 2·1 looks when its scores are multiplied, as the program's scale does.

    python3 -m training.sharpness [folder of the model]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import evaluate, look
from .model import Reader
from .patterns import entropy_bits
from .probes import Probe, Prober
from .wordpiece import WordPiece

SHARPNESS_SEED = 60_000
SCALES = (0.0, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class Sharpness:
    """Means over pronouns at one scale: weight on the right word, largest weight of a token, entropy in bits."""

    scale: float
    right: float
    largest: float
    entropy: float


def probes(pairs: int) -> list[Probe]:
    return Prober(SHARPNESS_SEED).pairs("never_met", pairs)


def measure(model: Reader, tokenizer: WordPiece, asked: list[Probe]) -> list[Sharpness]:
    """Scaling the scores before the softmax is raising its weights to a power."""
    rows_of = look.rows_of_pieces(model, tokenizer, evaluate.pronouns(asked))
    found = [(probe, pieces, row.astype(np.float64)) for probe, (pieces, row) in zip(asked, rows_of)]
    curve: list[Sharpness] = []
    for scale in SCALES:
        sums = np.zeros(3)
        for probe, pieces, row in found:
            raised = (row / row.max()) ** scale
            weights = raised / raised.sum()
            sums += (look.by_word(weights, pieces)[probe.answer], weights.max(), entropy_bits(weights[None]))
        curve.append(Sharpness(scale, *(sums / len(found))))
    return curve


def rows(curve: list[Sharpness]) -> list[str]:
    """Lines of the card's table."""
    return [f"| {s.scale:g}\u00d7 | {s.right:.2f} | {s.largest:.2f} | {s.entropy:.2f} |" for s in curve]


def main() -> None:
    _, model, tokenizer = evaluate.asked_for()
    print("| scale | weight on the right word | largest weight | entropy, bits |")
    print("\n".join(rows(measure(model, tokenizer, probes(evaluate.PAIRS)))))


if __name__ == "__main__":
    main()
