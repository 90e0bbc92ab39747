"""The card of the causal sibling: what a model that cannot look ahead can and cannot know."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from . import look
from .card import Training, head_rows, shape
from .grammar import WHO
from .model import INNER, WIDTH, Reader
from .probes import Prober
from .wordpiece import WordPiece

TEXT = (Path(__file__).parent / "data" / "writer_card.md").read_text()
WRITER_SEED = 70_000


def measure(model: Reader, tokenizer: WordPiece, pairs: int) -> dict[str, tuple[float, float]]:
    """Share right and mean weight of head 2·1 at the pronoun, and at the clue that follows it."""
    prober = Prober(WRITER_SEED)
    sums: dict[str, list[tuple[bool, float]]] = {"pronoun": [], "clue": []}
    for probe in prober.pairs("never_met", pairs):
        pieces = look.cut(probe.words, tokenizer)
        weights = look.attend(model, pieces.ids)[-1][WHO]
        places = {"pronoun": probe.at, "clue": probe.clue}
        for name, at in places.items():
            if at is not None:
                row = look.by_word(weights[pieces.spans[at][0]], pieces)
                sums[name].append((bool(row.argmax() == probe.answer), float(row[probe.answer])))
    return {name: tuple(np.mean(np.array(found), axis=0)) for name, found in sums.items()}  # type: ignore[misc]


def first_sentences(model: Reader, tokenizer: WordPiece) -> list[str]:
    """What head 2·1 gives to both nouns at "it" and at the adjective."""
    lines: list[str] = []
    for clue in ("big", "small"):
        words = tuple(f"the trophy did not fit in the suitcase because it was too {clue} .".split())
        pieces = look.cut(words, tokenizer)
        weights = look.attend(model, pieces.ids)[-1][WHO]
        for asked in ("it", clue):
            row = look.by_word(weights[pieces.spans[words.index(asked)][0]], pieces)
            lines.append(f"| ... because it was too {clue}. | {asked} | {row[1]:.2f} | {row[7]:.2f} |")
    return lines


def write(model: Reader, tokenizer: WordPiece, folder: Path, pairs: int, training: Training) -> None:
    """Measure the causal model and write its CARD.md."""
    found = measure(model, tokenizer, pairs)
    text = TEXT.format(
        parameters=sum(p.numel() for p in model.parameters()), width=WIDTH, inner=INNER, shape=shape(),
        vocabulary=len(tokenizer.vocabulary), texts=training.texts, steps=training.steps,
        minutes=round(training.seconds / 60), pairs=pairs,
        pronoun=f"{found['pronoun'][0]:.3f} | {found['pronoun'][1]:.2f}",
        clue=f"{found['clue'][0]:.3f} | {found['clue'][1]:.2f}",
        first="\n".join(first_sentences(model, tokenizer)),
        heads="\n".join(head_rows(model, tokenizer, pairs)),
    )
    (folder / "CARD.md").write_text(text)
