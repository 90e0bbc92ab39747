"""Makes the built-in models from nothing, or goes on from where it was stopped.

    python3 -m training.make            the reader: texts, training of every seed, choice, files, golden values, card
    python3 -m training.make --writer   its causal sibling, the same way
    python3 -m training.make --quick    either in a minute or two, a bad model, written elsewhere
"""

from __future__ import annotations

import argparse
import os
import random
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch

from . import card, evaluate, export, goldens, look, train, writer_card
from .corpus import Corpus, make
from .language import Language
from .model import Reader
from .probes import Prober
from .wordpiece import WordPiece

ROOT = Path(__file__).parent.parent
CHOICE_SEED = 40_000
SLIPS = 0.02
TEXTS, STEPS = 50_000, 1_000
#: ``core`` of so many stages: what people try first becomes more frequent.
READER = ((3.0, 13), (6.0, 62))
WRITER = ((3.0, 13), (6.0, 7))


@dataclass(frozen=True)
class Stage:
    """Training texts and the steps made with them; what ``core`` means is said in language.py."""

    texts: int
    seed: int
    steps: int
    core: float


@dataclass(frozen=True)
class Plan:
    """How much to do, and where to put it."""

    stages: tuple[Stage, ...]
    seeds: tuple[int, ...]
    pairs: int
    work: Path
    model: Path
    goldens: Path
    causal: bool


def full_plan(causal: bool) -> Plan:
    name = "writer" if causal else "reader"
    cores = [core for core, count in (WRITER if causal else READER) for _ in range(count)]
    stages = tuple(Stage(TEXTS, 100 + i, STEPS, core) for i, core in enumerate(cores))
    return Plan(
        stages, (1,), evaluate.PAIRS, ROOT / "build" / "training", ROOT / "assets" / "models" / name,
        ROOT / "tests" / "data" / name, causal,
    )


def quick_plan(folder: Path, causal: bool) -> Plan:
    stages = tuple(Stage(2_000, seed, 20, 3.0) for seed in (2, 3))
    return Plan(stages, (1,), 10, folder, folder / ("writer" if causal else "reader"), folder / "goldens", causal)


def corpus_of(plan: Plan, stage: Stage) -> Corpus:
    """The training texts of a stage, made once and on disk afterwards."""
    path = plan.work / f"texts-{stage.texts}-{stage.seed}-{stage.core}.npz"
    if not path.exists():
        part = path.with_name(f"part-{os.getpid()}.npz")
        make(stage.texts, stage.seed, stage.core, SLIPS).save(part)
        part.rename(path)
    return Corpus.load(path)


def train_seed(plan: Plan, seed: int, vocabulary: list[str]) -> Path:
    """Train one seed and export it to its own folder."""
    folder = plan.work / f"{'writer' if plan.causal else 'seed'}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "model.safetensors").exists():
        began = time.time()
        stages = [train.Stage(partial(corpus_of, plan, stage), stage.steps) for stage in plan.stages]
        model = train.train(stages, len(vocabulary), seed, folder / "checkpoint.pt", plan.causal)
        export.write(model, vocabulary, folder)
        (folder / "seconds.txt").write_text(f"{time.time() - began:.0f}\n")
    return folder


def choose(plan: Plan, folders: list[Path]) -> tuple[Path, dict[int, float]]:
    """The seed with the highest share right plus mean weight on probes used for nothing else."""
    sets = [Prober(CHOICE_SEED).pairs(how, plan.pairs) for how in evaluate.SETS]
    found: dict[int, float] = {}
    for seed, folder in zip(plan.seeds, folders):
        model, tokenizer = export.read(folder)
        scores = [evaluate.score(look.asker(model, tokenizer), probes) for probes in sets]
        found[seed] = sum(s.right + s.weight for s in scores) / len(scores)
        print(f"seed {seed}: choice score {found[seed]:.4f}")
    best = max(found, key=found.__getitem__)
    return folders[plan.seeds.index(best)], found


def ship(plan: Plan, best: Path, vocabulary: list[str]) -> tuple[Reader, WordPiece]:
    """Write the chosen model's files and golden values."""
    trained, _ = export.read(best)
    export.write(trained, vocabulary, plan.model)
    model, tokenizer = export.read(plan.model)
    goldens.write(model, tokenizer, plan.goldens)
    return model, tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="check the whole way with a tiny run")
    parser.add_argument("--writer", action="store_true", help="the causal sibling")
    quick_folder = ROOT / "build" / "training" / "quick"
    parser.add_argument("--folder", type=Path, default=quick_folder, help="where --quick writes")
    parser.add_argument("--only", type=int, help="train this seed and stop, so that seeds can be trained side by side")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    causal = arguments.writer
    plan = quick_plan(arguments.folder, causal) if arguments.quick else full_plan(causal)
    plan.work.mkdir(parents=True, exist_ok=True)
    vocabulary = Language(random.Random(0)).tokenizer().vocabulary
    if arguments.only is not None:
        train_seed(plan, arguments.only, vocabulary)
        return
    folders = [train_seed(plan, seed, vocabulary) for seed in plan.seeds]
    texts, steps = (sum(getattr(stage, name) for stage in plan.stages) for name in ("texts", "steps"))
    if causal:
        model, tokenizer = ship(plan, folders[0], vocabulary)
        writer_card.write(model, tokenizer, plan.model, plan.pairs, texts, steps)
    else:
        best, scores = choose(plan, folders)
        model, tokenizer = ship(plan, best, vocabulary)
        card.write(model, tokenizer, plan.model, plan.pairs, card.Training(texts, steps, scores))
    print((plan.model / "CARD.md").read_text())


if __name__ == "__main__":
    main()
