"""Cuts a corpus into batches of about the same number of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .corpus import Corpus
from .grammar import AFTER, BEFORE, SELF, VERB, WHERE, WHO
from .wordpiece import MASK, PAD

BATCH_TOKENS = 2048
POOL = 8192
MASKED_TEXTS, MASKED_TOKENS = 0.4, 0.15
ASKED_PLACES = 0.1


@dataclass
class Batch:
    """B texts of at most n tokens.

    ids [B, n]; hidden [B, n] true at masked or altered places; original [B, n]
    questions [Q, 5]: text, place asked at, place of the answer, head, pronoun or not
    places [P, 4]: text, place asked at, place of the answer, head; of the heads that are asked at any word
    roles [R, 3]: text, place of a noun, 0 where it does something to another and 1 where it is done to or is the place
    """

    ids: Tensor
    hidden: Tensor
    original: Tensor
    questions: Tensor
    places: Tensor
    roles: Tensor


def plan(corpus: Corpus, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Indices of the texts of each batch, one pass over the corpus."""
    order = rng.permutation(len(corpus.groups) - 1)
    lengths = np.diff(corpus.starts)
    longest_of = np.maximum.reduceat(lengths, corpus.groups[:-1])
    for at in range(0, len(order), POOL):
        chosen = order[at : at + POOL]
        chosen = chosen[np.argsort(longest_of[chosen], kind="stable")]
        batches: list[np.ndarray] = []
        texts: list[int] = []
        for group in chosen:
            members = range(corpus.groups[group], corpus.groups[group + 1])
            if texts and longest_of[group] * (len(texts) + len(members)) > BATCH_TOKENS:
                batches.append(np.array(texts))
                texts = []
            texts += members
        batches.append(np.array(texts))
        for index in rng.permutation(len(batches)):
            yield batches[index]


def roles_of(questions: np.ndarray) -> np.ndarray:
    """Who does it and to what, wherever "what, where?" is asked; the layout is that of Batch."""
    text, asked, answer, head, pronoun = questions.T
    at = text * 1000 + asked
    where = head == WHERE
    does = (head == WHO) & (pronoun == 0) & np.isin(at, at[where])
    chosen = where | does
    return np.column_stack([text[chosen], answer[chosen], where[chosen].astype(np.int64)])


def places_of(corpus: Corpus, texts: np.ndarray, original: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Questions asked at some words: the word before, the word after, the word itself, the verb; as in Batch."""
    lengths = corpus.starts[texts + 1] - corpus.starts[texts]
    verbs = np.full(original.shape, -1)
    for row, text in enumerate(texts):
        verbs[row, : lengths[row]] = corpus.verbs[corpus.starts[text] : corpus.starts[text + 1]]
    found: list[np.ndarray] = []
    for head in (BEFORE, AFTER, SELF, VERB):
        text, at = np.nonzero((rng.random(original.shape) < ASKED_PLACES) & (original != PAD))
        answer = {BEFORE: at - 1, AFTER: at + 1, SELF: at, VERB: verbs[text, at]}[head]
        there = (answer >= 0) & (answer < lengths[text])
        found.append(np.column_stack([text, at, answer, np.full(len(at), head)])[there])
    return np.concatenate(found)


def collate(corpus: Corpus, texts: np.ndarray, rng: np.random.Generator, vocab_size: int, masked: float) -> Batch:
    """Pad, mask some words of a share of the texts, and drop questions which masking made unfair."""
    lengths = corpus.starts[texts + 1] - corpus.starts[texts]
    n = int(lengths.max())
    original = np.full((len(texts), n), PAD, np.int64)
    parts: list[np.ndarray] = []
    for row, text in enumerate(texts):
        original[row, : lengths[row]] = corpus.tokens[corpus.starts[text] : corpus.starts[text + 1]]
        links = corpus.links[corpus.link_starts[text] : corpus.link_starts[text + 1]]
        parts.append(np.column_stack([np.full(len(links), row), links]))
    questions = np.concatenate(parts).astype(np.int64)
    hidden = rng.random((len(texts), 1)) < masked
    hidden = hidden & (rng.random(original.shape) < MASKED_TOKENS) & (original != PAD)
    dice = rng.random(original.shape)
    ids = np.where(hidden & (dice < 0.8), MASK, original)
    ids = np.where(hidden & (dice > 0.9), rng.integers(3, vocab_size, original.shape), ids)
    rows = questions[:, 0]
    fair = ~hidden[rows, questions[:, 1]] & ~hidden[rows, questions[:, 2]]
    questions = questions[fair]
    places = places_of(corpus, texts, original, rng)
    places = places[~hidden[places[:, 0], places[:, 2]]]
    return Batch(*(torch.from_numpy(a) for a in (ids, hidden, original, questions, places, roles_of(questions))))


def stream(corpus: Corpus, seed: int, vocab_size: int, masked: float = MASKED_TEXTS) -> Iterator[Batch]:
    """Batches without end, a new order each time round."""
    rng = np.random.default_rng(seed)
    while True:
        for texts in plan(corpus, rng):
            yield collate(corpus, texts, rng, vocab_size, masked)
