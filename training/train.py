"""One training run: AdamW, cosine schedule, a checkpoint now and then so that it can be resumed."""

from __future__ import annotations

import math
import time
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from .batches import Batch, stream
from .corpus import Corpus
from .grammar import WHERE, WHO
from .model import POSITIONS, Reader
from .wordpiece import PAD

PEAK, WARMUP, DECAY, CLIP = 2e-3, 200, 0.01, 1.0
BARE = 0.5
WEIGHTS = {"words": 0.5, "who": 1.0, "who_other": 0.3, "where": 0.3}


def losses(model: Reader, batch: Batch, offset: int) -> dict[str, Tensor]:
    """The four losses. None of them sees an attention weight."""
    padding = (batch.original == PAD)[:, None, None, :]
    trace = model(batch.ids, offset, padding, torch.rand(len(batch.ids)) < BARE)
    found = {"words": F.cross_entropy(model.words(trace.hidden[batch.hidden]), batch.original[batch.hidden])}
    text, asked, answer, head, pronoun = batch.questions.unbind(1)
    targets = batch.original[text, answer]
    who = head == WHO
    for name, chosen, index in (
        ("who", who & (pronoun == 1), WHO), ("who_other", who & (pronoun == 0), WHO), ("where", head == WHERE, WHERE),
    ):
        mixed = trace.mixed[text[chosen], index, asked[chosen]]
        found[name] = F.cross_entropy(model.answers(mixed, index), targets[chosen])
    return {name: loss for name, loss in found.items() if not torch.isnan(loss)}


def rate(step: int, steps: int) -> float:
    """Learning rate: linear warm-up, then half a cosine to nothing."""
    warmup = min(WARMUP, steps // 10 + 1)
    if step < warmup:
        return PEAK * (step + 1) / warmup
    return PEAK * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


def train(corpus: Corpus, vocab_size: int, steps: int, seed: int, checkpoint: Path) -> Reader:
    """Train from this seed, or go on from its checkpoint."""
    torch.manual_seed(seed)
    model = Reader(vocab_size)
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK, betas=(0.9, 0.98), weight_decay=DECAY)
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    offsets = torch.Generator().manual_seed(seed)
    drawn = torch.rand(steps, generator=offsets)
    began = time.time()
    for step, batch in enumerate(islice(stream(corpus, seed, vocab_size), done, steps), done):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, steps)
        offset = int(drawn[step] * (POSITIONS - batch.ids.shape[1] + 1))
        found = losses(model, batch, offset)
        optimizer.zero_grad()
        torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
        if (step + 1) % 100 == 0 or step + 1 == steps:
            shown = "  ".join(f"{name} {loss.item():.3f}" for name, loss in found.items())
            print(f"seed {seed}  step {step + 1}/{steps}  {shown}  {time.time() - began:.0f} s", flush=True)
        if (step + 1) % 500 == 0 or step + 1 == steps:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").rename(checkpoint)
    return model
