"""Attention over words: runs the shipped model and sums weights over the pieces of a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from .model import Reader
from .wordpiece import PAD, WordPiece


@dataclass(frozen=True)
class Ask:
    """The word at ``at`` asks through a head of the last layer (counted from 0)."""

    words: tuple[str, ...]
    at: int
    head: int


#: What each asking word gives to every word of its text, whoever computes it.
Asker = Callable[[Sequence[Ask]], "list[np.ndarray]"]
BATCH = 100


@dataclass
class Pieces:
    """Token ids of a text and, for each word, the span [first, end) of its pieces."""

    ids: list[int]
    spans: list[tuple[int, int]]


def cut(words: list[str] | tuple[str, ...], tokenizer: WordPiece) -> Pieces:
    """Encode words one by one."""
    pieces = Pieces([], [])
    for word in words:
        ids = tokenizer.encode(word)
        pieces.spans.append((len(pieces.ids), len(pieces.ids) + len(ids)))
        pieces.ids += ids
    return pieces


@torch.no_grad()
def attend(model: Reader, ids: list[int]) -> list[np.ndarray]:
    """Weights of one text, a layer an array [heads, n, n]."""
    return [weights[0].numpy() for weights in model(torch.tensor([ids])).weights]


@torch.no_grad()
def attend_last(model: Reader, texts: list[list[int]]) -> list[np.ndarray]:
    """Weights of the last layer for many texts, each [heads, n, n], positions from 0."""
    n = max(len(ids) for ids in texts)
    ids = torch.full((len(texts), n), PAD)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
    padding = torch.zeros(ids.shape, dtype=torch.bool)
    for row, text in enumerate(texts):
        padding[row, len(text) :] = True
    weights = model(ids, 0, padding[:, None, None, :]).weights[-1].numpy()
    return [weights[row, :, : len(text), : len(text)] for row, text in enumerate(texts)]


def by_word(row: np.ndarray, pieces: Pieces) -> np.ndarray:
    """One row of weights [n], summed over the pieces of each word."""
    return np.array([row[first:end].sum() for first, end in pieces.spans])


def rows_of_pieces(model: Reader, tokenizer: WordPiece, asked: Sequence[Ask]) -> Iterator[tuple[Pieces, np.ndarray]]:
    """The pieces of each text, and what the asking word's first one gives to every one of them."""
    for start in range(0, len(asked), BATCH):
        batch = asked[start : start + BATCH]
        cuts = [cut(one.words, tokenizer) for one in batch]
        maps = attend_last(model, [pieces.ids for pieces in cuts])
        for one, pieces, weights in zip(batch, cuts, maps):
            yield pieces, weights[one.head, pieces.spans[one.at][0]]


def asker(model: Reader, tokenizer: WordPiece) -> Asker:
    """Asks the model in PyTorch."""
    return lambda asked: [by_word(row, pieces) for pieces, row in rows_of_pieces(model, tokenizer, asked)]
