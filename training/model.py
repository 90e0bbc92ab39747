"""The reader and the writer: pre-LN transformers with learned positions and tied embeddings.

The reader looks in both directions; the writer, its causal sibling, only at what came before.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, INNER, POSITIONS, EPS = 128, 512, 256, 1e-5
HEADS = ((6, 32), (6, 32))


@dataclass
class Trace:
    """What a pass produced. n: tokens, H: heads of a layer.

    first    [batch, n, WIDTH]      after the first layer
    last     [batch, n, WIDTH]      after the attention of the last layer, before its feed-forward
    weights  per layer [batch, H, n, n]
    mixed    [batch, H, n, head_dim] what each head of the last layer blended
    """

    first: Tensor
    last: Tensor
    weights: list[Tensor]
    mixed: Tensor


class Layer(nn.Module):
    """Attention and feed-forward, each after its norm and added to the stream."""

    def __init__(self, heads: int, head_dim: int) -> None:
        super().__init__()
        self.heads, self.head_dim = heads, head_dim
        self.uniform: tuple[int, ...] = ()  # heads that look at every word alike: for training/knockout.py
        inner = heads * head_dim
        self.attention_norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.query = nn.Linear(WIDTH, inner)
        self.key = nn.Linear(WIDTH, inner)
        self.value = nn.Linear(WIDTH, inner)
        self.output = nn.Linear(inner, WIDTH)
        self.feed_forward_norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.feed_forward_in = nn.Linear(WIDTH, INNER)
        self.feed_forward_out = nn.Linear(INNER, WIDTH)

    def split(self, x: Tensor) -> Tensor:
        """[batch, n, H * head_dim] -> [batch, H, n, head_dim]"""
        return x.view(x.shape[0], x.shape[1], self.heads, self.head_dim).transpose(1, 2)

    def attend(
        self, x: Tensor, hidden_keys: Tensor | None, told: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The stream after attention, weights [batch, H, n, n], what each head blended [batch, H, n, head_dim].

        x [batch, n, WIDTH], hidden_keys [batch, 1, 1 or n, n] true where a query may not look; values are made of ``told``, else of x.
        """
        normed = self.attention_norm(x)
        values = normed if told is None else self.attention_norm(told)
        q, k, v = self.split(self.query(normed)), self.split(self.key(normed)), self.split(self.value(values))
        scores = q @ k.transpose(-1, -2) / math.sqrt(self.head_dim)
        if self.uniform:
            scores[:, list(self.uniform)] *= 0
        if hidden_keys is not None:
            scores = scores.masked_fill(hidden_keys, float("-inf"))
        weights = scores.softmax(-1)
        mixed = weights @ v
        return x + self.output(mixed.transpose(1, 2).flatten(2)), weights, mixed

    def feed(self, x: Tensor) -> Tensor:
        """The stream after the feed-forward block: [..., WIDTH]"""
        return x + self.feed_forward_out(F.gelu(self.feed_forward_in(self.feed_forward_norm(x))))


def waves() -> Tensor:
    """Sines and cosines of many lengths, from which the learned positions begin: [POSITIONS, WIDTH]"""
    places = torch.arange(POSITIONS)[:, None]
    turns = places / torch.logspace(0, 3, WIDTH // 2)[None, :]
    return torch.cat([turns.sin(), turns.cos()], dim=1)


class Reader(nn.Module):
    """Tokens in, attention out."""

    def __init__(self, vocab_size: int, causal: bool = False) -> None:
        super().__init__()
        self.causal = causal
        self.token = nn.Parameter(torch.randn(vocab_size, WIDTH) * 0.1)
        self.position = nn.Parameter(0.1 * waves())
        self.layers = nn.ModuleList(Layer(*heads) for heads in HEADS)
        self.final_norm = nn.LayerNorm(WIDTH, eps=EPS)

    def forward(
        self, ids: Tensor, offset: int = 0, hidden_keys: Tensor | None = None, bare: Tensor | None = None
    ) -> Trace:
        """ids [batch, n]; positions are offset .. offset + n - 1.

        bare [batch]: in training, texts in which the values of the last layer are made of the words alone,
        without what the first layer gathered there. A head can then only learn of a word by looking at it.
        """
        if self.causal:
            ahead = torch.ones(ids.shape[1], ids.shape[1], dtype=torch.bool).triu(1)
            hidden_keys = ahead if hidden_keys is None else hidden_keys | ahead
        embedded = self.token[ids] + self.position[offset : offset + ids.shape[1]]
        first, last = self.layers
        x, first_weights, _ = first.attend(embedded, hidden_keys)
        x = first.feed(x)
        told = None if bare is None else torch.where(bare[:, None, None], embedded, x)
        last_stream, last_weights, mixed = last.attend(x, hidden_keys, told)
        return Trace(x, last_stream, [first_weights, last_weights], mixed)

    def words(self, last: Tensor) -> Tensor:
        """Logits of the word at a place, from the stream before the last feed-forward: [m, WIDTH] -> [m, vocab]."""
        return self.final_norm(self.layers[-1].feed(last)) @ self.token.T

    def named(self, candidates: Tensor, scale: float) -> Tensor:
        """The directions by which a head can name these tokens, of length ``scale``: [candidates, WIDTH]."""
        return scale * F.normalize(self.token[candidates], dim=-1)

    def answers(self, mixed: Tensor, head: int, named: Tensor) -> Tensor:
        """Logits of some tokens from what one head of the last layer blended: [m, head_dim] -> [m, candidates]."""
        last = self.layers[-1]
        size = last.head_dim
        written = mixed @ last.output.weight[:, head * size : (head + 1) * size].T
        return F.normalize(written, dim=-1) @ named.T
