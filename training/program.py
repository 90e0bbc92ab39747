"""Asks the model through the program itself, as anybody can on its command line."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from .look import Ask, Asker


def word_starts(words: tuple[str, ...]) -> list[int]:
    """Where each word begins, in bytes, in the words joined by spaces."""
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word.encode()) + 1
    return starts


def attend(program: Path, folder: Path, layer: int, one: Ask) -> np.ndarray:
    """One call of ``attnscope attend``; the weights of each word's pieces are added up."""
    starts = word_starts(one.words)

    def call(query: int) -> dict:
        return json.loads(subprocess.run(
            [program, "attend", "--model", folder, "--text", " ".join(one.words), "--layer", str(layer),
             "--head", str(one.head + 1), "--query", f"#{query}", "--format", "json"],
            check=True, capture_output=True, text=True,
        ).stdout)

    # Where no word is cut into pieces, the token is the word; else a second call asks from the right one.
    found = call(one.at + 1)
    token = next(i for i, t in enumerate(found["tokens"], 1) if t["start"] == starts[one.at])
    if token != one.at + 1:
        found = call(token)
    word_of = np.searchsorted(starts, [t["start"] for t in found["tokens"]], side="right") - 1
    return np.bincount(word_of, weights=found["weights"], minlength=len(one.words))


def asker(program: Path, folder: Path) -> Asker:
    """Asks the model in ``folder`` by running ``program``."""
    layer = len(json.loads((folder / "config.json").read_text())["layers"])

    def ask(asked: Sequence[Ask]) -> list[np.ndarray]:
        with ThreadPoolExecutor(os.cpu_count()) as calls:
            return list(calls.map(lambda one: attend(program, folder, layer, one), asked))

    return ask
