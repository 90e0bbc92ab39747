"""The model card: how the model was made, what it can do, what it gets wrong."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from pathlib import Path

from . import calibration, choice, coverage, evaluate, knockout, look, sharpness
from .grammar import WHO
from .model import HEADS, INNER, WIDTH, Reader
from .probes import Prober
from .wordpiece import WordPiece

TEXT = (Path(__file__).parent / "data" / "card.md").read_text()
OPEN = "The dog chased the cat and then it ran away."


@dataclass(frozen=True)
class Training:
    """What the card says of the run: texts, steps, seconds, seeds tried, what was chosen from, and the chosen one."""

    texts: int
    steps: int
    seconds: int
    seeds: int
    candidates: list[choice.Candidate]
    shipped: str


def shape() -> str:
    """The heads of both layers, in words."""
    return ", then ".join(f"{heads} heads of {size}" for heads, size in HEADS)


def wrong_answers(answers: list[evaluate.Answer]) -> list[str]:
    """What the model got wrong of the sentences that were looked at while it was made."""
    return [
        f"- {a.question.text} At \"{a.question.words[a.question.at]}\" it looks at *{a.looked_at}*; "
        f"right is *{a.question.answer}* ({a.weight:.2f})."
        for a in answers if not a.right and not a.question.section.startswith("test")
    ]


def head_rows(model: Reader, tokenizer: WordPiece, pairs: int) -> list[str]:
    """Pattern scores of every head."""
    texts = [probe.words for probe in Prober(seed=30_000).pairs("never_met", min(pairs, 100))]
    return [
        f"| {layer}\u00b7{head} | " + " | ".join("" if isnan(v) else f"{v:.2f}" for v in found.values()) + " |"
        for (layer, head), found in evaluate.head_patterns(model, tokenizer, texts).items()
    ]


def divided(model: Reader, tokenizer: WordPiece) -> str:
    """What "it" gives to either noun of a sentence that leaves it open."""
    words = tuple(tokenizer.words(OPEN))
    (row,) = look.asker(model, tokenizer)([look.Ask(words, words.index("it"), WHO)])
    return ", ".join(f"{noun} {row[words.index(noun)]:.2f}" for noun in ("dog", "cat")) + "."


def write(model: Reader, tokenizer: WordPiece, folder: Path, pairs: int, training: Training) -> None:
    """Measure the shipped model and write CARD.md."""
    rows, answers = evaluate.table(look.asker(model, tokenizer), pairs)
    asked = knockout.probes(pairs)
    text = TEXT.format(
        parameters=sum(p.numel() for p in model.parameters()),
        width=WIDTH,
        inner=INNER,
        shape=shape(),
        vocabulary=len(tokenizer.vocabulary),
        texts=training.texts,
        steps=training.steps,
        minutes=round(training.seconds / 60),
        tried="One seed was" if training.seeds == 1 else f"{training.seeds} seeds were",
        choice="\n".join(candidate.row for candidate in training.candidates),
        shipped=training.shipped,
        rows="\n".join(f"| {row.title} | {row.value} | {row.floor} |" for row in rows),
        pairs=pairs,
        coverage="\n".join(coverage.rows(tokenizer)),
        knockout="\n".join(knockout.rows(knockout.measure(model, tokenizer, asked))),
        sharpness="\n".join(sharpness.rows(sharpness.measure(model, tokenizer, sharpness.probes(pairs)))),
        calibration="\n".join(calibration.rows(calibration.measure(model, tokenizer, calibration.probes(pairs)))),
        open=OPEN,
        divided=divided(model, tokenizer),
        wrong="\n".join(wrong_answers(answers)) or "None of the sentences above.",
        heads="\n".join(head_rows(model, tokenizer, pairs)),
    )
    (folder / "CARD.md").write_text(text)
