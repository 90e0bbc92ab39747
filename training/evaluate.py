"""The table of what the shipped model does on sentences, nouns and pairs it never saw.

    python3 -m training.evaluate [folder of the model] [--program build/release/bin/attnscope]

With --program every number comes from the program's own ``attend`` command rather than from PyTorch.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from . import export, look, patterns, program
from .grammar import WHO
from .heldout import Question, read_questions
from .model import Reader
from .probes import Probe, Prober
from .wordpiece import WordPiece

SHIPPED = Path(__file__).parent.parent / "assets" / "models" / "reader"
PAIRS = 250
SETS = {
    "never_met": ("known nouns never seen together", ".993, .87; pairs .84"),
    "never_seen": ("nouns never seen in training (both)", ".987, .84"),
    "invented": ("invented nouns (both)", ".923, .72"),
    "same_kind": ("two nouns of one kind", ".70"),
}
SECTIONS = {
    "inside": "sentences inside the grammar, by the author of the frames",
    "outside": "sentences outside it, by the author of the frames",
    "dev negation": "looked at while the frames were written: negation and its variants",
    "dev outside": "looked at: other verbs, orders, clauses, 5 to 40 words",
    "dev messy": "looked at: slips, lower case, unknown words",
    "dev pronouns": "looked at: he, she, they, its, his, her, their; two pronouns",
    "dev clauses": "looked at: clauses with that, which, who (at the verb and the pronoun)",
    "dev where": "looked at: what, where? (head 2·2)",
    "dev pairs": "looked at: minimal pairs",
    "test negation": "**never looked at**: negation and its variants",
    "test outside": "**never looked at**: other verbs, orders, clauses, 5 to 40 words",
    "test messy": "**never looked at**: slips, lower case, unknown words",
    "test pronouns": "**never looked at**: he, she, they, its, his, her, their; two pronouns",
    "test clauses": "**never looked at**: clauses with that, which, who",
    "test where": "**never looked at**: what, where? (head 2·2)",
    "test pairs": "**never looked at**: minimal pairs",
}


@dataclass
class Answer:
    """Where the asked head looks: weight on the right word, its best word, whether that is right."""

    question: Question
    weight: float
    looked_at: str
    right: bool


@dataclass
class Score:
    """Over a set of probes: share right, mean weight, share of minimal pairs with both right."""

    right: float
    weight: float
    crossed: float


@dataclass
class Row:
    """One line of the table; ``floor`` is what an early experiment reached."""

    title: str
    value: str
    floor: str


def answers_to(ask: look.Asker, questions: Sequence[Question]) -> list[Answer]:
    """Ask evaluation sentences."""
    found: list[Answer] = []
    rows = ask([look.Ask(question.words, question.at, question.head) for question in questions])
    for question, row in zip(questions, rows):
        right = [i for i, word in enumerate(question.words) if word == question.answer]
        best = int(row.argmax())
        found.append(Answer(question, float(row[right].sum()), question.words[best], best in right))
    return found


def pronouns(probes: Sequence[Probe]) -> list[look.Ask]:
    """Each probe's pronoun asks the head that finds its noun."""
    return [look.Ask(probe.words, probe.at, WHO) for probe in probes]


def score(ask: look.Asker, probes: Sequence[Probe]) -> Score:
    """Ask a set of generated probes."""
    rows = ask(pronouns(probes))
    weight = np.array([row[probe.answer] for probe, row in zip(probes, rows)])
    right = np.array([row.argmax() == probe.answer for probe, row in zip(probes, rows)])
    both = right.reshape(-1, 2).all(1)
    return Score(float(right.mean()), float(weight.mean()), float(both.mean()))


def head_patterns(
    model: Reader, tokenizer: WordPiece, texts: list[tuple[str, ...]]
) -> dict[tuple[int, int], dict[str, float]]:
    """Mean pattern scores and entropy of each (layer, head), counted from 1."""
    sums: dict[tuple[int, int], dict[str, float]] = {}
    for words in texts:
        for layer, maps in enumerate(look.attend(model, look.cut(words, tokenizer).ids), 1):
            for head, weights in enumerate(maps, 1):
                found = patterns.scores(weights, model.causal) | {"entropy": patterns.entropy_bits(weights)}
                mean = sums.setdefault((layer, head), dict.fromkeys(found, 0.0))
                for name, value in found.items():
                    mean[name] += value / len(texts)
    return sums


def table(ask: look.Asker, pairs: int = PAIRS) -> tuple[list[Row], list[Answer]]:
    """Every row, and every answer to the evaluation sentences."""
    answers = answers_to(ask, read_questions())
    first = [a for a in answers if a.question.section in ("first", "where")]
    floors = ["trophy .72", "suitcase .83", "animal .81", "road .87", "cat .87", "cat .93", "cat .95", "mat .98"]
    rows = [
        Row(f"{a.question.text} ({'2·1' if a.question.head == WHO else '2·2'}, {a.question.words[a.question.at]})",
            f"{a.looked_at} {a.weight:.2f}" if a.right else f"WRONG: {a.looked_at}, right {a.weight:.2f}", floor)
        for a, floor in zip(first, floors)
    ]
    prober = Prober()
    for how, (title, floor) in SETS.items():
        s = score(ask, prober.pairs(how, pairs))
        value = f"right {s.right:.3f}, weight {s.weight:.2f}; both of a minimal pair {s.crossed:.3f}"
        rows.append(Row(title, value, floor))
    floors_by_hand = {"inside": "35/35", "outside": "15/20"}
    for section, title in SECTIONS.items():
        asked = [a for a in answers if a.question.section == section]
        if asked:
            rows.append(Row(title, hand_written(asked), floors_by_hand.get(section, "")))
    return rows, answers


def hand_written(asked: list[Answer]) -> str:
    """How many are right, and the mean weight on the right word."""
    right, count = sum(a.right for a in asked), len(asked)
    return f"{right}/{count} = {right / count:.2f}, weight {sum(a.weight for a in asked) / count:.2f}"


def asked_for(parser: argparse.ArgumentParser | None = None) -> tuple[argparse.Namespace, Reader, WordPiece]:
    """The model whose folder was named on the command line, else the shipped one; on one thread, so that figures repeat."""
    parser = parser or argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED, help="the model (default: the shipped one)")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    return arguments, *export.read(arguments.folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, help="ask through this attnscope instead of PyTorch")
    arguments, model, tokenizer = asked_for(parser)
    by_program = arguments.program and program.asker(arguments.program, arguments.folder)
    rows, answers = table(by_program or look.asker(model, tokenizer))
    for row in rows:
        print(f"{row.title:100} {row.value:62} floor {row.floor}")
    print("\nwrong:")
    for a in answers:
        if not a.right and not a.question.section.startswith("test"):
            found = f"{a.question.answer} {a.weight:.2f}, looks at {a.looked_at}"
            print(f"  [{a.question.section}] {a.question.text}  {found}")
    print("\npatterns, mean over held-out sentences:")
    texts = [probe.words for probe in Prober(seed=30_000).pairs("never_met", 100)]
    for (layer, head), found in head_patterns(model, tokenizer, texts).items():
        print(f"  {layer}·{head}  " + "  ".join(f"{name} {value:.2f}" for name, value in found.items()))


if __name__ == "__main__":
    main()
