"""Cuts a golden of shared/goldens down to what the tree can carry.

    python3 tests/data/trim_golden.py ../shared/goldens/gpt2

Keeps the first layers, the first positions of a position table and a few cases; no number is changed, and the first
layers know nothing of those after them. Writes tests/data/<family>/checkpoint, attention.json and attention/.
"""

import json
import pathlib
import re
import struct
import sys

from safetensors_file import write

LAYERS = 2
POSITIONS = 64
CASES = (0, 1, 7)
LAYER_COUNTS = ("num_hidden_layers", "n_layer", "num_layers", "num_decoder_layers")
POSITION_COUNTS = ("n_positions", "n_ctx", "max_position_embeddings")
POSITION_TABLES = ("wpe.weight", "position_embeddings.weight")


def read(path):
    """A safetensors file as {name: (dtype, shape, bytes)}."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    body = data[8 + length :]
    header.pop("__metadata__", None)
    return {n: (t["dtype"], t["shape"], body[slice(*t["data_offsets"])]) for n, t in header.items()}


def first(tensor, count):
    """The first rows of a tensor."""
    dtype, shape, data = tensor
    return dtype, [count, *shape[1:]], data[: len(data) // shape[0] * count]


def trim_weights(tensors):
    kept = {}
    for name, tensor in tensors.items():
        layer = re.search(r"\bblock\.(\d+)\.", name) or re.search(r"\b(?:h|layer|layers)\.(\d+)\.", name)
        if (layer and int(layer[1]) >= LAYERS) or name == "lm_head.weight":
            continue
        if name.endswith(POSITION_TABLES):
            tensor = first(tensor, POSITIONS)
        if len(tensor[1]) == 4:  # a mask that is kept as a buffer: that it is there is what matters
            tensor = tensor[0], [1, 1, 1, 1], tensor[2][:4]
        kept[name] = tensor
    return kept


def main():
    source = pathlib.Path(sys.argv[1])
    target = pathlib.Path(__file__).parent / source.name
    (target / "checkpoint").mkdir(parents=True, exist_ok=True)
    (target / "attention").mkdir(exist_ok=True)

    config = json.loads((source / "checkpoint/config.json").read_text())
    config.update({name: LAYERS for name in LAYER_COUNTS if name in config})
    config.update({name: POSITIONS for name in POSITION_COUNTS if name in config})
    (target / "checkpoint/config.json").write_text(json.dumps(config, indent=2) + "\n")
    write(target / "checkpoint/model.safetensors", trim_weights(read(source / "checkpoint/model.safetensors")))

    cases = []
    for case in (json.loads((source / "expected.json").read_text())[i] for i in CASES):
        tensors = read(source / case["file"])
        for maps in (tensor for tensor in tensors if tensor.endswith("attentions")):
            tensors[maps] = first(tensors[maps], LAYERS)
        name = f"attention/{pathlib.Path(case['file']).name}"
        write(target / name, tensors)
        kept = {key: case[key] for key in ("text_pair", "pair_ids", "decoder_input_ids") if case.get(key) is not None}
        cases.append({"file": name, "text": case["text"], "ids": case["ids"], **kept})
    (target / "attention.json").write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
