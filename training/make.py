"""Makes the built-in models from nothing, or goes on from where it was stopped.

    python3 -m training.make            the reader: texts, training of every seed, choice, files, golden values, card
    python3 -m training.make --writer   its causal sibling, the same way
    python3 -m training.make --quick    either in a minute or two, a bad model, written elsewhere
"""

from __future__ import annotations

import argparse
import os
import random
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path

import torch

from . import card, choice, evaluate, export, goldens, train, writer_card
from .corpus import Corpus, make
from .language import Language, Mix
from .model import Reader
from .wordpiece import WordPiece

ROOT = Path(__file__).parent.parent
TEXTS, STEPS = 50_000, 1_000
#: First much of everything, then more of what people try first, then more that is unknown, mistyped and unforeseen;
#: then half old frames and half those of language.LATER; then what is seldom and unknown, and at last something of
#: all. The last two leave nothing open.
BROAD, COMMON = Mix(core=3.0), Mix(core=6.0)
STRANGE = Mix(core=3.0, slips=0.04, invented=0.35, in_pieces=0.15, telling=0.25)
WIDER = Mix(core=3.0, slips=0.05, invented=0.35, in_pieces=0.2, telling=0.2, later=0.45, strange=0.12)
SELDOM = Mix(core=1.0, slips=0.04, invented=0.4, in_pieces=0.25, later=0.25, strange=0.08, things=2.0, clear=True)
LAST = Mix(
    core=2.0, slips=0.06, invented=0.4, in_pieces=0.3, telling=0.2, later=0.45, strange=0.12, things=1.5, clear=True
)
#: Scales of the answers. With the first a head names a noun surely while it still looks elsewhere too, so learning is
#: easy; with the second it names a noun only as surely as it looks at it. The third is between them.
LOOSE, EXACT, FIRM = 12.0, 6.0, 8.0


@dataclass(frozen=True)
class Stage:
    """Training texts, the steps made with them, and the scale of the answers."""

    texts: int
    seed: int
    steps: int
    mix: Mix
    scale: float


@dataclass(frozen=True)
class Phase:
    """Stages under one learning rate, which rises to ``peak`` and falls.

    Begins from the file of the phase before, or with ``begins`` from the mean of all before, in which they count that
    much.
    """

    stages: tuple[Stage, ...]
    peak: float
    begins: tuple[int, ...] = ()

    @property
    def texts(self) -> int:
        return sum(stage.texts for stage in self.stages)

    @property
    def steps(self) -> int:
        return sum(stage.steps for stage in self.stages)


def stages(seed: int, *blocks: tuple[int, Mix, float], texts: int = TEXTS) -> tuple[Stage, ...]:
    """So many stages of each mix and scale, each with texts of its own."""
    each = [(mix, scale) for count, mix, scale in blocks for _ in range(count)]
    return tuple(Stage(texts, seed + i, STEPS, mix, scale) for i, (mix, scale) in enumerate(each))


READER = (
    Phase(stages(100, (13, BROAD, LOOSE), (62, COMMON, LOOSE)), 2e-3),
    Phase(stages(200, (16, STRANGE, EXACT)), 1e-3),
    Phase(stages(300, (8, WIDER, FIRM), texts=20_000), 1.2e-3, begins=(1, 1)),
    Phase(stages(400, (4, SELDOM, EXACT), texts=20_000), 6e-4, begins=(5, 1, 12)),
    Phase(stages(500, (2, LAST, FIRM), texts=20_000), 5e-4, begins=(1, 1, 4, 4)),
)
#: How much each phase counts in the means of which the shipped one is chosen.
SHARES = (
    (5, 1, 6, 0, 0), (5, 1, 12, 0, 0), (1, 2, 4, 0, 0), (5, 1, 12, 6, 0), (2, 0, 1, 2, 0), (1, 0, 0, 0, 3),
    (1, 0, 0, 1, 2), (3, 0, 0, 2, 8), (3, 0, 2, 2, 8), (1, 0, 2, 1, 6), (1, 0, 1, 1, 4), (1, 0, 1, 0, 4),
    (5, 0, 5, 2, 16), (3, 0, 3, 2, 10),
)
WRITER = (Phase(stages(100, (8, BROAD, LOOSE), (4, COMMON, EXACT)), 2e-3),)
QUICK = (
    Phase((Stage(2_000, 2, 20, BROAD, LOOSE), Stage(2_000, 3, 20, COMMON, LOOSE)), 2e-3),
    Phase((Stage(2_000, 4, 20, STRANGE, EXACT),), 1e-3),
    Phase((Stage(2_000, 5, 20, WIDER, FIRM),), 1e-3, begins=(1, 1)),
    Phase((Stage(2_000, 6, 20, SELDOM, EXACT),), 6e-4, begins=(5, 1, 12)),
    Phase((Stage(2_000, 7, 20, LAST, FIRM),), 5e-4, begins=(1, 1, 4, 4)),
)


@dataclass(frozen=True)
class Plan:
    """How much to do, and where to put it."""

    phases: tuple[Phase, ...]
    shares: tuple[tuple[int, ...], ...]
    seeds: tuple[int, ...]
    pairs: int
    work: Path
    model: Path
    goldens: Path
    causal: bool


def full_plan(causal: bool) -> Plan:
    name = "writer" if causal else "reader"
    return Plan(
        WRITER if causal else READER, ((1,),) if causal else SHARES, (1,), evaluate.PAIRS, ROOT / "build" / "training",
        ROOT / "assets" / "models" / name, ROOT / "tests" / "data" / name, causal,
    )


def quick_plan(folder: Path, causal: bool) -> Plan:
    model = folder / ("writer" if causal else "reader")
    return Plan(QUICK, SHARES[-1:], (1,), 10, folder, model, folder / "goldens", causal)


def corpus_of(plan: Plan, stage: Stage) -> Corpus:
    """The training texts of a stage, made once and on disk afterwards."""
    name = "-".join(str(part) for part in ("texts", stage.texts, stage.seed, *astuple(stage.mix)))
    path = plan.work / f"{name}.npz"
    if not path.exists():
        part = path.with_name(f"part-{os.getpid()}.npz")
        make(stage.texts, stage.seed, stage.mix).save(part)
        part.rename(path)
    return Corpus.load(path)


def train_seed(plan: Plan, seed: int, vocabulary: list[str]) -> list[Path]:
    """Train one seed; a folder for what each phase ends with."""
    folders: list[Path] = []
    name = f"{'writer' if plan.causal else 'reader'}-{seed}"
    for number, phase in enumerate(plan.phases, 1):
        folder = plan.work / f"{name}-phase-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "model.safetensors").exists():
            if phase.begins:
                export.write(mean_of(folders, list(phase.begins)), vocabulary, folder / "begin")
            before = folder / "begin" if phase.begins else folders[-1] if folders else None
            begin = partial(begun, len(vocabulary), plan.causal, before)
            todo = [train.Stage(partial(corpus_of, plan, s), s.steps, s.scale) for s in phase.stages]
            model, seconds = train.train(todo, begin, seed, phase.peak, folder / "checkpoint.pt")
            export.write(model, vocabulary, folder)
            (folder / "seconds.txt").write_text(f"{seconds:.0f}\n")
        folders.append(folder)
    return folders


def means(plan: Plan, folders: list[Path], vocabulary: list[str]) -> list[Path]:
    """A folder for each mean of a seed's phases."""
    found: list[Path] = []
    for parts in plan.shares:
        used = [(folder, part) for folder, part in zip(folders, parts) if part]
        name = folders[0].name.replace("-phase-1", "-mean-" + "-".join(map(str, parts)))
        export.write(mean_of(*map(list, zip(*used))), vocabulary, plan.work / name)
        found.append(plan.work / name)
    return found


def begun(vocab_size: int, causal: bool, folder: Path | None) -> Reader:
    """The model a phase begins with: a new one, or what this folder holds."""
    return export.read(folder)[0] if folder else Reader(vocab_size, causal)


def mean_of(folders: list[Path], parts: list[int]) -> Reader:
    """The mean of some models, each counted ``parts`` times: it answers as well as the last, and less sharply."""
    models = [export.read(folder)[0] for folder in folders]
    states = [model.state_dict() for model in models]

    def mean(name: str) -> torch.Tensor:
        return torch.stack([part * state[name] for part, state in zip(parts, states)]).sum(0) / sum(parts)

    models[0].load_state_dict({name: mean(name) for name in states[0]})
    return models[0]


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
    runs = [train_seed(plan, seed, vocabulary) for seed in plan.seeds]
    mixed = [folder for folders in runs for folder in means(plan, folders, vocabulary)]
    candidates = [] if causal else choice.measure([folder for run in runs for folder in run] + mixed, plan.pairs)
    best = plan.work / choice.best(candidates[-len(mixed) :]).name if candidates else mixed[0]
    model, tokenizer = ship(plan, best, vocabulary)
    training = card.Training(
        texts=sum(phase.texts for phase in plan.phases),
        steps=sum(phase.steps for phase in plan.phases),
        seconds=sum(int((folder / "seconds.txt").read_text()) for run in runs for folder in run),
        seeds=len(plan.seeds),
        candidates=candidates,
        shipped=best.name,
    )
    (writer_card if causal else card).write(model, tokenizer, plan.model, plan.pairs, training)
    print((plan.model / "CARD.md").read_text())


if __name__ == "__main__":
    main()
