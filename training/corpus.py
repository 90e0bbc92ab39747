"""Training texts as flat arrays: made once, read by every training run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .language import Language
from .sampler import Sentence
from .wordpiece import WordPiece


@dataclass
class Corpus:
    """T texts, in groups which stay together in a batch.

    tokens [sum of lengths] int16, starts [T + 1], groups [G + 1] (indices of texts),
    links [L, 4]: place of the question, place of the answer (both in the text), head, pronoun or not
    link_starts [T + 1]
    """

    tokens: np.ndarray
    starts: np.ndarray
    groups: np.ndarray
    links: np.ndarray
    link_starts: np.ndarray

    def save(self, path: Path) -> None:
        np.savez(path, **self.__dict__)

    @staticmethod
    def load(path: Path) -> Corpus:
        with np.load(path) as arrays:
            return Corpus(**{name: arrays[name] for name in arrays.files})


def encode(sentence: Sentence, tokenizer: WordPiece) -> tuple[list[int], list[tuple[int, int, int, int]]]:
    """Token ids, and links between first pieces: (question, answer, head, pronoun)."""
    ids: list[int] = []
    first: list[int] = []
    for word in sentence.words:
        first.append(len(ids))
        ids += tokenizer.encode(word)
    return ids, [(first[k.at], first[k.answer], k.head, int(k.pronoun)) for k in sentence.links]


def make(texts: int, seed: int, core: float, enough: float, longest: int = 60) -> Corpus:
    """Draw texts of the training language (what ``core`` and ``enough`` mean is said there)."""
    language = Language(random.Random(seed), core, enough)
    tokenizer = language.tokenizer()
    tokens: list[int] = []
    links: list[tuple[int, int, int, int]] = []
    starts, groups, link_starts = [0], [0], [0]
    while len(starts) <= texts:
        for sentence in language.texts():
            ids, asked = encode(sentence, tokenizer)
            if len(ids) > longest:
                continue
            tokens += ids
            links += asked
            starts.append(len(tokens))
            link_starts.append(len(links))
        groups.append(len(starts) - 1)
    return Corpus(
        np.array(tokens, np.int16), np.array(starts), np.unique(groups),
        np.array(links, np.int16), np.array(link_starts),
    )
