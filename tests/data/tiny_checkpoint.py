"""What the make_*.py have in common: tiny checkpoints with random weights, and what a definition makes of them."""

import json
import pathlib

import torch

import safetensors_file

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64}


class Weights(dict):
    """Named tensors, rounded to what the file will hold of them.

    spread is that of the matrices: where it is large, layer upon layer, attention is so sharp that the last digit of a
    float changes the fifth of a weight.
    """

    def __init__(self, seed, dtype="F32", spread=0.5):
        super().__init__()
        self.random = torch.Generator().manual_seed(seed)
        self.dtype = dtype
        self.spread = spread

    def make(self, name, *shape, around=0.0, spread=0.5):
        numbers = around + spread * torch.randn(shape, generator=self.random)
        self[name] = numbers.to(TYPES[self.dtype]).float()

    def make_linear(self, name, out, inner, bias=True):
        self.make(name + ".weight", out, inner, spread=self.spread)
        if bias:
            self.make(name + ".bias", out)

    def make_norm(self, name, size, bias=True):
        self.make(name + ".weight", size, around=1.0, spread=0.2)
        if bias:
            self.make(name + ".bias", size)

    def linear(self, x, name):
        y = (self[name + ".weight"] @ x.t()).t()
        return y + self[name + ".bias"] if name + ".bias" in self else y

    def norm(self, x, name, eps):
        weight = self[name + ".weight"]
        return torch.nn.functional.layer_norm(x, weight.shape, weight, self.get(name + ".bias"), eps)


def stored(tensor, dtype):
    data = tensor.to(TYPES[dtype]).contiguous()
    raw = data.view(torch.int16) if dtype == "BF16" else data
    return dtype, list(tensor.shape), raw.numpy().tobytes()


def tokenizer(size):
    """One that reads "t3 t5" as 3, 5."""
    vocabulary = {f"t{token}": token for token in range(size)}
    model = {"type": "WordLevel", "unk_token": "t0", "vocab": vocabulary}
    return {"pre_tokenizer": {"type": "WhitespaceSplit"}, "model": model}


def as_text(ids):
    return " ".join(f"t{token}" for token in ids)


def shifted(ids, config):
    """What a decoder reads of a text: the token that starts it, and all but the last."""
    return [config["decoder_start_token_id"], *ids[:-1]]


def save(name, config, weights, cases, prefix="", unused=None):
    """cases: the ids of each text, with its maps [layers, heads, n, n]; of two texts, the ids of both, with the maps by
    name. unused: tensors that no attention depends on."""
    target = pathlib.Path(__file__).parent / name
    (target / "checkpoint").mkdir(parents=True, exist_ok=True)
    (target / "attention").mkdir(exist_ok=True)
    (target / "checkpoint/config.json").write_text(json.dumps(config, indent=2) + "\n")
    tensors = {prefix + tensor: numbers for tensor, numbers in weights.items()}
    tensors.update(unused or {})
    stored_tensors = {tensor: stored(numbers, weights.dtype) for tensor, numbers in tensors.items()}
    safetensors_file.write(target / "checkpoint/model.safetensors", stored_tensors)
    (target / "tokenizer.json").write_text(json.dumps(tokenizer(config["vocab_size"])) + "\n")
    rows = []
    for number, (texts, maps) in enumerate(cases):
        file = f"attention/{number}.safetensors"
        ids, *second = texts if isinstance(texts, tuple) else (texts,)
        named = {"input_ids": torch.tensor(ids)}
        row = {"file": file, "text": as_text(ids), "ids": ids}
        for pair_ids in second:
            row.update(text_pair=as_text(pair_ids), pair_ids=pair_ids, decoder_input_ids=shifted(pair_ids, config))
            named["decoder_input_ids"] = torch.tensor(row["decoder_input_ids"])
        expected = {tensor: stored(numbers, "I64") for tensor, numbers in named.items()}
        named = maps if second else {"attentions": maps}
        expected.update({tensor: stored(numbers, "F32") for tensor, numbers in named.items()})
        safetensors_file.write(target / file, expected)
        rows.append(row)
    (target / "attention.json").write_text(json.dumps(rows) + "\n")
