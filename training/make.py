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

from . import card, evaluate, export, goldens, look, train, writer_card
from .corpus import Corpus, make
from .language import Language, Mix
from .model import Reader
from .probes import Prober
from .wordpiece import WordPiece

ROOT = Path(__file__).parent.parent
CHOICE_SEED = 40_000
TEXTS, STEPS = 50_000, 1_000
#: First much of everything, then more of what people try first, then more that is unknown, mistyped and unforeseen;
#: then half old frames and half those of language.LATER; at last what is seldom, unknown and never open.
BROAD, COMMON = Mix(core=3.0), Mix(core=6.0)
STRANGE = Mix(core=3.0, slips=0.04, invented=0.35, in_pieces=0.15, telling=0.25)
WIDER = Mix(core=3.0, slips=0.05, invented=0.35, in_pieces=0.2, telling=0.2, later=0.45, strange=0.12)
SELDOM = Mix(core=1.0, slips=0.04, invented=0.4, in_pieces=0.25, later=0.25, strange=0.08, things=2.0, clear=True)
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
    much. ``part``: how much its file counts in the mean that is shipped.
    """

    stages: tuple[Stage, ...]
    peak: float
    begins: tuple[int, ...] = ()
    part: int = 1

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
    Phase(stages(100, (13, BROAD, LOOSE), (62, COMMON, LOOSE)), 2e-3, part=5),
    Phase(stages(200, (16, STRANGE, EXACT)), 1e-3),
    Phase(stages(300, (8, WIDER, FIRM), texts=20_000), 1.2e-3, begins=(1, 1), part=6),
    Phase(stages(400, (5, SELDOM, EXACT), texts=20_000), 6e-4, begins=(5, 1, 12)),
)
WRITER = (Phase(stages(100, (8, BROAD, LOOSE), (4, COMMON, EXACT)), 2e-3),)
QUICK = (
    Phase((Stage(2_000, 2, 20, BROAD, LOOSE), Stage(2_000, 3, 20, COMMON, LOOSE)), 2e-3),
    Phase((Stage(2_000, 4, 20, STRANGE, EXACT),), 1e-3),
    Phase((Stage(2_000, 5, 20, WIDER, FIRM),), 1e-3, begins=(1, 1)),
    Phase((Stage(2_000, 6, 20, SELDOM, EXACT),), 6e-4, begins=(5, 1, 12)),
)


@dataclass(frozen=True)
class Plan:
    """How much to do, and where to put it."""

    phases: tuple[Phase, ...]
    seeds: tuple[int, ...]
    pairs: int
    work: Path
    model: Path
    goldens: Path
    causal: bool


def full_plan(causal: bool) -> Plan:
    name = "writer" if causal else "reader"
    return Plan(
        WRITER if causal else READER, (1,), evaluate.PAIRS, ROOT / "build" / "training",
        ROOT / "assets" / "models" / name, ROOT / "tests" / "data" / name, causal,
    )


def quick_plan(folder: Path, causal: bool) -> Plan:
    return Plan(QUICK, (1,), 10, folder, folder / ("writer" if causal else "reader"), folder / "goldens", causal)


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
    """Train one seed; a folder for what each phase ends with, and one more for their mean, which is what counts."""
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
    mean = plan.work / f"{name}-mean"
    export.write(mean_of(folders, [phase.part for phase in plan.phases]), vocabulary, mean)
    return [*folders, mean]


def begun(vocab_size: int, causal: bool, folder: Path | None) -> Reader:
    """The model a phase begins with: a new one, or what this folder holds."""
    return export.read(folder)[0] if folder else Reader(vocab_size, causal)


def mean_of(folders: list[Path], parts: list[int] | None = None) -> Reader:
    """The mean of some models, each counted ``parts`` times: between phases it answers as well as the last, and leaves
    the scale some room."""
    models = [export.read(folder)[0] for folder in folders]
    states = [model.state_dict() for model in models]
    parts = parts or [1] * len(states)

    def mean(name: str) -> torch.Tensor:
        return torch.stack([part * state[name] for part, state in zip(parts, states)]).sum(0) / sum(parts)

    models[0].load_state_dict({name: mean(name) for name in states[0]})
    return models[0]


def choice_scores(plan: Plan, folders: list[Path]) -> dict[str, float]:
    """Share right plus mean weight of each model, by the name of its folder, on probes used for nothing else."""
    sets = [Prober(CHOICE_SEED).pairs(how, plan.pairs) for how in evaluate.SETS]
    found: dict[str, float] = {}
    for folder in folders:
        model, tokenizer = export.read(folder)
        scores = [evaluate.score(look.asker(model, tokenizer), probes) for probes in sets]
        found[folder.name] = sum(s.right + s.weight for s in scores) / len(scores)
        print(f"{folder.name}: choice score {found[folder.name]:.4f}")
    return found


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
    scores = choice_scores(plan, [folder for folders in runs for folder in folders])
    *phases, best = max(runs, key=lambda folders: scores[folders[-1].name])
    model, tokenizer = ship(plan, best, vocabulary)
    training = card.Training(
        texts=sum(phase.texts for phase in plan.phases),
        steps=sum(phase.steps for phase in plan.phases),
        seconds=sum(int((folder / "seconds.txt").read_text()) for folder in phases),
        seeds=len(plan.seeds),
        scores=scores,
    )
    (writer_card if causal else card).write(model, tokenizer, plan.model, plan.pairs, training)
    print((plan.model / "CARD.md").read_text())


if __name__ == "__main__":
    main()
