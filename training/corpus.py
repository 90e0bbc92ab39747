"""Training texts as flat arrays: made once, read by every training run."""

from __future__ import annotations

import random
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .language import Language, Mix
from .sampler import Sentence
from .wordpiece import WordPiece


@dataclass
class Corpus:
    """T texts, in groups which stay together in a batch.

    tokens [sum of lengths] int16, starts [T + 1], groups [G + 1] (indices of texts),
    verbs [sum of lengths] int16: for each token the place of the main verb of its sentence, or -1
    links [L, 4]: place of the question, place of the answer (both in the text), head, pronoun or not
    link_starts [T + 1]
    """

    tokens: np.ndarray
    starts: np.ndarray
    groups: np.ndarray
    verbs: np.ndarray
    links: np.ndarray
    link_starts: np.ndarray

    def save(self, path: Path) -> None:
        np.savez(path, **self.__dict__)

    @staticmethod
    def load(path: Path) -> Corpus:
        with np.load(path) as arrays:
            return Corpus(**{name: arrays[name] for name in arrays.files})


@dataclass
class Encoded:
    """Token ids of a text, links between first pieces (question, answer, head, pronoun), verbs as in Corpus."""

    ids: list[int]
    links: list[tuple[int, int, int, int]]
    verbs: list[int]


def encode(sentence: Sentence, tokenizer: WordPiece, strange: Container[int] = ()) -> Encoded:
    """Cut a text into pieces, and let its questions speak of pieces instead of words.

    The words at ``strange`` places are cut as if the vocabulary did not have them.
    """
    ids: list[int] = []
    first: list[int] = []
    for place, word in enumerate(sentence.words):
        first.append(len(ids))
        ids += tokenizer.encode(word, whole=place not in strange)
    first.append(len(ids))
    verbs = [-1] * len(ids)
    for start, end, place in sentence.verbs:
        verbs[first[start] : first[end]] = [first[place]] * (first[end] - first[start])
    return Encoded(ids, [(first[k.at], first[k.answer], k.head, int(k.pronoun)) for k in sentence.links], verbs)


def made_strange(sentence: Sentence, share: float, rng: random.Random) -> set[int]:
    """Places of a share of the nouns that questions ask for."""
    return {place for place in sorted({link.answer for link in sentence.links}) if share and rng.random() < share}


def make(texts: int, seed: int, mix: Mix, longest: int = 60) -> Corpus:
    """Draw texts of the training language."""
    rng = random.Random(seed)
    language = Language(rng, mix)
    tokenizer = language.tokenizer()
    tokens: list[int] = []
    verbs: list[int] = []
    links: list[tuple[int, int, int, int]] = []
    starts, groups, link_starts = [0], [0], [0]
    while len(starts) <= texts:
        for sentence in language.texts():
            found = encode(sentence, tokenizer, made_strange(sentence, mix.in_pieces, rng))
            if len(found.ids) > longest:
                continue
            tokens += found.ids
            verbs += found.verbs
            links += found.links
            starts.append(len(tokens))
            link_starts.append(len(links))
        groups.append(len(starts) - 1)
    return Corpus(
        np.array(tokens, np.int16), np.array(starts), np.unique(groups), np.array(verbs, np.int16),
        np.array(links, np.int16), np.array(link_starts),
    )
