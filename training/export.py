"""The shipped files: config.json, tokenizer.json, model.safetensors, and reading them back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from . import safetensors, wordpiece
from .model import EPS, HEADS, INNER, POSITIONS, WIDTH, Reader

SHIPPED_NAMES = {"token": "embeddings.token.weight", "position": "embeddings.position.weight"}


ROLES = ("who?", "what, where?", "word before", "word after", "itself", "verb")
CAUSAL_ROLES = {1: "who? so far", 2: "what, where? so far"}
NOT_ASKED_CAUSAL = 4


def roles(causal: bool) -> list[dict[str, object]]:
    """What each head of layer 2 was asked. Layers and heads are counted from 1."""
    return [
        {"layer": 2, "head": head, "title": CAUSAL_ROLES.get(head, title) if causal else title}
        for head, title in enumerate(ROLES, 1)
        if not (causal and head == NOT_ASKED_CAUSAL)
    ]


def config(vocab_size: int, causal: bool) -> dict[str, object]:
    """What the program needs to know of the model."""
    return {
        "model_type": "attnscope",
        "format_version": 1,
        "name": "writer" if causal else "reader",
        "title": "Built-in model, looking back only" if causal else "Built-in model",
        "vocab_size": vocab_size,
        "hidden_size": WIDTH,
        "intermediate_size": INNER,
        "max_position_embeddings": POSITIONS,
        "layer_norm_eps": EPS,
        "hidden_act": "gelu",
        "norm_placement": "pre",
        "attention": "causal" if causal else "bidirectional",
        "layers": [{"num_heads": heads, "head_dim": head_dim} for heads, head_dim in HEADS],
        "answer_head": {"layer": 2, "head": 1},
        "head_roles": roles(causal),
    }


def write(model: Reader, vocabulary: list[str], folder: Path) -> None:
    """Write the three files; weights are rounded to half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(config(len(vocabulary), model.causal), indent=2)
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
    causal = json.loads((folder / "config.json").read_text())["attention"] == "causal"
    model = Reader(len(tokenizer.vocabulary), causal)
    shipped = safetensors.read(folder / "model.safetensors")
    state = {
        name: torch.from_numpy(shipped[SHIPPED_NAMES.get(name, name)].astype(np.float32))
        for name in model.state_dict()
    }
    model.load_state_dict(state)
    return model.eval(), tokenizer
