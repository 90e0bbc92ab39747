"""Writes a checkpoint of random weights with the shapes of GPT-2 small, as transformers would save it.

    checkpoint.py FOLDER [--rotary]     --rotary: the same shapes as GPT-NeoX, for texts of up to 4,096 tokens

Its tokenizer knows single bytes only, so that a text of n letters has n tokens. What is there already stays.
"""

import json
import pathlib
import struct
import sys

import numpy

LAYERS, HEADS, HIDDEN, INNER, VOCABULARY = 12, 12, 768, 3072, 50257


def gpt2():
    """Each tensor's shape by its name, and the config."""
    shapes = {"wte.weight": (VOCABULARY, HIDDEN), "wpe.weight": (1024, HIDDEN)}
    for layer in range(LAYERS):
        for name, out in (("attn.c_attn", 3 * HIDDEN), ("attn.c_proj", HIDDEN), ("mlp.c_fc", INNER), ("mlp.c_proj", HIDDEN)):
            into = INNER if name == "mlp.c_proj" else HIDDEN
            shapes[f"h.{layer}.{name}.weight"] = (into, out)
            shapes[f"h.{layer}.{name}.bias"] = (out,)
        for name in ("ln_1", "ln_2"):
            shapes |= {f"h.{layer}.{name}.weight": (HIDDEN,), f"h.{layer}.{name}.bias": (HIDDEN,)}
    shapes |= {"ln_f.weight": (HIDDEN,), "ln_f.bias": (HIDDEN,)}
    return shapes, {"model_type": "gpt2", "vocab_size": VOCABULARY, "n_positions": 1024, "n_embd": HIDDEN,
                    "n_layer": LAYERS, "n_head": HEADS, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5}


def gpt_neox():
    shapes = {"embed_in.weight": (VOCABULARY, HIDDEN)}
    for layer in range(LAYERS):
        for name, out, into in (("attention.query_key_value", 3 * HIDDEN, HIDDEN), ("attention.dense", HIDDEN, HIDDEN),
                                ("mlp.dense_h_to_4h", INNER, HIDDEN), ("mlp.dense_4h_to_h", HIDDEN, INNER)):
            shapes |= {f"layers.{layer}.{name}.weight": (out, into), f"layers.{layer}.{name}.bias": (out,)}
        for name in ("input_layernorm", "post_attention_layernorm"):
            shapes |= {f"layers.{layer}.{name}.weight": (HIDDEN,), f"layers.{layer}.{name}.bias": (HIDDEN,)}
    shapes |= {"final_layer_norm.weight": (HIDDEN,), "final_layer_norm.bias": (HIDDEN,)}
    return shapes, {"model_type": "gpt_neox", "vocab_size": VOCABULARY, "max_position_embeddings": 4096,
                    "hidden_size": HIDDEN, "intermediate_size": INNER, "num_hidden_layers": LAYERS,
                    "num_attention_heads": HEADS, "hidden_act": "gelu", "rotary_pct": 0.25, "rotary_emb_base": 10000,
                    "layer_norm_eps": 1e-5, "use_parallel_residual": True}


def numbers(name, shape, random):
    if len(shape) == 1:
        return numpy.full(shape, 1.0 if name.endswith("weight") else 0.0, "<f4")
    return 0.02 * random.standard_normal(shape, "<f4")


def write_tensors(path, shapes):
    random = numpy.random.default_rng(1)
    header, at = {}, 0
    for name, shape in shapes.items():
        size = 4 * int(numpy.prod(shape))
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name, shape in shapes.items():
            file.write(numbers(name, shape, random).astype("<f4").tobytes())


def byte_tokenizer():
    """One token a byte, written as byte-level BPE writes it: bytes that cannot be seen move up beyond 255."""
    seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
    unseen = [byte for byte in range(256) if byte not in seen]
    letters = {byte: chr(byte) for byte in seen} | {byte: chr(256 + i) for i, byte in enumerate(unseen)}
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
            "pre_tokenizer": level, "post_processor": None, "decoder": level,
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                      "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False,
                      "vocab": {letters[byte]: byte for byte in range(256)}, "merges": []}}


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    shapes, config = gpt_neox() if "--rotary" in sys.argv else gpt2()
    (folder / "tokenizer.json").write_text(json.dumps(byte_tokenizer()), encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    weights = folder / "model.safetensors"
    if not weights.exists():
        unfinished = folder / "unfinished"
        write_tensors(unfinished, shapes)
        unfinished.rename(weights)


if __name__ == "__main__":
    main()
