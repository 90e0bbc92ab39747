"""What happens to the answer when one head of layer 1 looks at every word alike.

    python3 -m training.knockout [folder of the model]
"""

from __future__ import annotations

from dataclasses import dataclass

from . import evaluate, look
from .model import Reader
from .probes import Probe, Prober
from .wordpiece import WordPiece

KNOCKOUT_SEED = 50_000


@dataclass(frozen=True)
class Knockout:
    """The score of head 2·1 with one head of layer 1 made uniform; head 0: none, -1: all of them."""

    head: int
    score: evaluate.Score


def probes(pairs: int) -> list[Probe]:
    return Prober(KNOCKOUT_SEED).pairs("never_met", pairs)


def measure(model: Reader, tokenizer: WordPiece, asked: list[Probe]) -> list[Knockout]:
    """With every head, without each one, without any."""
    layer = model.layers[0]
    found: list[Knockout] = []
    for head in [0, *range(1, layer.heads + 1), -1]:
        layer.uniform = {0: (), -1: tuple(range(layer.heads))}.get(head, (head - 1,))
        found.append(Knockout(head, evaluate.score(look.asker(model, tokenizer), asked)))
    layer.uniform = ()
    return found


def rows(found: list[Knockout]) -> list[str]:
    """Lines of the card's table."""
    names = {0: "none", -1: "all"}
    return [
        f"| {names.get(k.head, f'1·{k.head}')} | {k.score.right:.3f} | {k.score.weight:.2f} | {k.score.crossed:.3f} |"
        for k in found
    ]


def main() -> None:
    _, model, tokenizer = evaluate.asked_for()
    print("| made uniform | right | weight | both of a pair |")
    print("\n".join(rows(measure(model, tokenizer, probes(evaluate.PAIRS)))))


if __name__ == "__main__":
    main()
