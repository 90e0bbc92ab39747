"""The shipped files: config.json, tokenizer.json, model.safetensors, and reading them back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from . import safetensors, wordpiece
from .model import EPS, HEADS, INNER, POSITIONS, WIDTH, Reader

SHIPPED_NAMES = {"token": "embeddings.token.weight", "position": "embeddings.position.weight"}


def config(vocab_size: int) -> dict[str, object]:
    """What the program needs to know of the model. Layers and heads are counted from 1."""
    return {
        "model_type": "attnscope",
        "format_version": 1,
        "name": "reader",
        "title": "Built-in model",
        "vocab_size": vocab_size,
        "hidden_size": WIDTH,
        "intermediate_size": INNER,
        "max_position_embeddings": POSITIONS,
        "layer_norm_eps": EPS,
        "hidden_act": "gelu",
        "norm_placement": "pre",
        "attention": "bidirectional",
        "layers": [{"num_heads": heads, "head_dim": head_dim} for heads, head_dim in HEADS],
        "answer_head": {"layer": 2, "head": 1},
        "head_roles": [
            {"layer": 2, "head": 1, "title": "who?"},
            {"layer": 2, "head": 2, "title": "what, where?"},
        ],
    }


def write(model: Reader, vocabulary: list[str], folder: Path) -> None:
    """Write the three files; weights are rounded to half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(config(len(vocabulary)), indent=2)
    (folder / "config.json").write_text(text + "\n")
    wordpiece.save(vocabulary, folder / "tokenizer.json")
    tensors = {
        SHIPPED_NAMES.get(name, name): value.detach().numpy().astype(np.float16)
        for name, value in model.state_dict().items()
    }
    safetensors.write(folder / "model.safetensors", tensors, {"format": "pt"})


def read(folder: Path) -> tuple[Reader, wordpiece.WordPiece]:
    """The shipped model, in single precision, and its tokenizer."""
    tokenizer = wordpiece.load(folder / "tokenizer.json")
    model = Reader(len(tokenizer.vocabulary))
    shipped = safetensors.read(folder / "model.safetensors")
    state = {
        name: torch.from_numpy(shipped[SHIPPED_NAMES.get(name, name)].astype(np.float32))
        for name in model.state_dict()
    }
    model.load_state_dict(state)
    return model.eval(), tokenizer
