"""One training run: AdamW, a level rate that falls at the end, a checkpoint now and then so that it can be resumed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .batches import MASKED_TEXTS, Batch, stream
from .corpus import Corpus
from .grammar import AFTER, BEFORE, SELF, VERB, WHERE, WHO
from .model import POSITIONS, WIDTH, Reader, Trace
from .wordpiece import PAD

RISE, FALL, DECAY, CLIP = 200, 25_000, 0.01, 1.0
AT_ZERO = 0.8
BARE = 0.5
WEIGHTS = {"words": 0.5, "who": 1.0, "who_other": 0.3, "where": 0.3, "role": 0.3,
           "before": 0.1, "after": 0.1, "self": 0.1, "verb": 0.15}
CAUSAL_WEIGHTS = {**WEIGHTS, "words": 1.0, "who_other": 1.0}
NEXT_WORDS = 0.25


def word_loss(model: Reader, trace: Trace, batch: Batch) -> Tensor:
    """Masked words; for the causal model, the next word at some places."""
    if not model.causal:
        return F.cross_entropy(model.words(trace.last[batch.hidden]), batch.original[batch.hidden])
    following = batch.original[:, 1:]
    chosen = (following != PAD) & (torch.rand(following.shape) < NEXT_WORDS)
    return F.cross_entropy(model.words(trace.last[:, :-1][chosen]), following[chosen])


def losses(model: Reader, roles: nn.Linear, batch: Batch, offset: int, scale: float) -> dict[str, Tensor]:
    """Every loss by name. None of them sees an attention weight. ``roles`` is thrown away after training. In a
    share BARE of the texts the values of the last layer are made of the embeddings alone.

    An answer is one of the tokens that occur in the batch; its logit is the cosine with what the head wrote, times
    ``scale``.
    """
    padding = (batch.original == PAD)[:, None, None, :]
    trace = model(batch.ids, offset, padding, torch.rand(len(batch.ids)) < BARE)
    found = {"words": word_loss(model, trace, batch)}
    candidates, place_of = torch.unique(batch.original, return_inverse=True)
    named = model.named(candidates, scale)

    def asked(questions: Tensor, head: int) -> Tensor:
        """The loss of questions [q, 3 or more] (text, place asked at, place of the answer) of one head."""
        text, at, answer = questions[:, :3].unbind(1)
        if model.causal:
            seen = answer <= at
            text, at, answer = text[seen], at[seen], answer[seen]
        return F.cross_entropy(model.answers(trace.mixed[text, head, at], head, named), place_of[text, answer])

    head, pronoun = batch.questions[:, 3], batch.questions[:, 4] == 1
    who = head == WHO
    found["who"] = asked(batch.questions[who & pronoun], WHO)
    found["who_other"] = asked(batch.questions[who & ~pronoun], WHO)
    found["where"] = asked(batch.questions[head == WHERE], WHERE)
    for name, index in (("before", BEFORE), ("after", AFTER), ("self", SELF), ("verb", VERB)):
        found[name] = asked(batch.places[batch.places[:, 3] == index], index)
    text, noun, role = batch.roles.unbind(1)
    found["role"] = F.cross_entropy(roles(trace.first[text, noun]), role)
    return {name: loss for name, loss in found.items() if not torch.isnan(loss)}


def start_position(length: int) -> int:
    """Most batches begin at 0, as the program does; the others anywhere, so that every position is trained."""
    if torch.rand(()) < AT_ZERO:
        return 0
    return int(torch.randint(POSITIONS - length + 1, ()))


def rate(step: int, steps: int) -> float:
    """Share of the peak: a linear rise, a level, and a linear fall to nothing over the last steps."""
    rise, fall = min(RISE, steps // 4), min(FALL, steps // 2)
    return min((step + 1) / rise, 1.0, (steps - step) / fall)


@dataclass(frozen=True)
class Stage:
    """Texts, made when they are needed, the steps made with them, and the scale of the answers."""

    corpus: Callable[[], Corpus]
    steps: int
    scale: float


def stages_stream(
    stages: list[Stage], seed: int, vocab_size: int, masked: float, done: int
) -> Iterator[tuple[Batch, float]]:
    """The batches of every stage and the scale of their answers, without the first ``done``."""
    for index, stage in enumerate(stages):
        if done < stage.steps:
            batches = stream(stage.corpus(), seed + 1000 * index, vocab_size, masked)
            for batch in islice(batches, done, stage.steps):
                yield batch, stage.scale
        done = max(0, done - stage.steps)


def train(
    stages: list[Stage], begin: Callable[[], Reader], seed: int, peak: float, checkpoint: Path, every: int = 250
) -> tuple[Reader, float]:
    """Train a model from this seed, or go on from its checkpoint, which is written every so many steps.

    ``begin`` makes the model once the seed is set. Also returns the seconds it took, those before a stop among them.
    """
    steps = sum(stage.steps for stage in stages)
    torch.manual_seed(seed)
    model = begin()
    weights, masked = (CAUSAL_WEIGHTS, 0.0) if model.causal else (WEIGHTS, MASKED_TEXTS)
    roles = nn.Linear(WIDTH, 2)
    parameters = [*model.parameters(), *roles.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=peak, betas=(0.9, 0.98), weight_decay=DECAY)
    done, seconds = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        roles.load_state_dict(state["roles"])
        optimizer.load_state_dict(state["optimizer"])
        done, seconds = state["step"], state["seconds"]
    batches = stages_stream(stages, seed, len(model.token), masked, done)
    began = time.time() - seconds
    for step, (batch, scale) in enumerate(batches, done):
        for group in optimizer.param_groups:
            group["lr"] = peak * rate(step, steps)
        torch.manual_seed(seed * 1_000_003 + step)
        found = losses(model, roles, batch, start_position(batch.ids.shape[1]), scale)
        optimizer.zero_grad(set_to_none=True)
        torch.stack([weights[name] * loss for name, loss in found.items()]).sum().backward()
        torch.nn.utils.clip_grad_norm_(parameters, CLIP)
        optimizer.step()
        if (step + 1) % 100 == 0 or step + 1 == steps:
            shown = "  ".join(f"{name} {loss.item():.3f}" for name, loss in found.items())
            print(f"seed {seed}  step {step + 1}/{steps}  {shown}  {time.time() - began:.0f} s", flush=True)
        seconds = time.time() - began
        if (step + 1) % every == 0 or step + 1 == steps:
            state = {"model": model.state_dict(), "roles": roles.state_dict(),
                     "optimizer": optimizer.state_dict(), "step": step + 1, "seconds": seconds}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").rename(checkpoint)
    return model, seconds
