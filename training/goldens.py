"""Golden values: what PyTorch computes from the shipped files, for tests of other implementations."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from . import look, safetensors
from .model import Reader
from .wordpiece import WordPiece

TEXTS = [
    "The trophy did not fit in the suitcase because it was too big.",
    "The trophy did not fit in the suitcase because it was too small.",
    "The cat sat on the mat.",
    "Hello",
    "The florpy wugglezib hid under the table because it was scared.",
    "Caf\u00e9 na\u00efve \u00dcber \U0001f600 the \u732b sat, (quietly)\u2026 on my m\u00e0t!",
    "When the old farmer came home in the evening, he saw that the brown dog was asleep under the table, "
    "but the cat did not sit on the mat because it was wet, and the milk was gone because she was thirsty.",
    "It's late; they didn't know he'd won't-ever come, we're sure she can't!",
]


def write(model: Reader, tokenizer: WordPiece, folder: Path) -> None:
    """Write expected.json and one safetensors file a text."""
    folder.mkdir(parents=True, exist_ok=True)
    expected: list[dict[str, object]] = []
    for index, text in enumerate(TEXTS):
        ids = tokenizer.encode(text)
        name = f"{index:02d}.safetensors"
        attentions = np.stack(look.attend(model, ids))
        safetensors.write(folder / name, {"input_ids": np.array(ids, np.int64), "attentions": attentions})
        expected.append({"file": name, "text": text, "ids": ids, "tokens": [tokenizer.vocabulary[i] for i in ids]})
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
