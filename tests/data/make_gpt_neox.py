"""Tiny GPT-NeoX checkpoints with random weights, and what its definition makes of them, in PyTorch.

    /usr/bin/python3 tests/data/make_gpt_neox.py

A second implementation, from the paper and the published definition: one like Pythia, in F16 and with the buffers that
its files hold, and one whose blocks follow each other, in BF16 and with the newer names in config.json. Writes
tests/data/gpt_neox and tests/data/gpt_neox_serial.
"""

import torch

from tiny_checkpoint import Weights, save

VOCAB, HIDDEN, INNER, HEADS, LAYERS = 13, 24, 20, 3, 2
DIM = HIDDEN // HEADS
EPSILON = 1e-5
TEXTS = [[3], [2, 9, 4, 11], [5, 1, 12, 0, 7, 3, 8, 10, 6]]

COMMON = {
    "model_type": "gpt_neox", "vocab_size": VOCAB, "hidden_size": HIDDEN, "intermediate_size": INNER,
    "num_attention_heads": HEADS, "num_hidden_layers": LAYERS, "max_position_embeddings": 64,
    "layer_norm_eps": EPSILON,
}  # fmt: skip
MODELS = {
    "gpt_neox": {
        "config": {**COMMON, "hidden_act": "gelu", "rotary_pct": 0.5, "rotary_emb_base": 50,
                   "use_parallel_residual": True, "torch_dtype": "float16"},
        "dtype": "F16", "turned": 4, "theta": 50.0, "parallel": True, "bias": True, "tanh": False,
        "prefix": "gpt_neox.",
        "unused": {"embed_out.weight": torch.ones(VOCAB, HIDDEN),
                   "gpt_neox.layers.0.attention.bias": torch.ones(1, 1, 4, 4),
                   "gpt_neox.layers.0.attention.masked_bias": torch.tensor(-1e4),
                   "gpt_neox.layers.0.attention.rotary_emb.inv_freq": torch.ones(2)},
    },
    "gpt_neox_serial": {
        "config": {**COMMON, "hidden_act": "gelu_fast", "attention_bias": False, "use_parallel_residual": False,
                   "rope_parameters": {"rope_type": "default", "rope_theta": 30.0, "partial_rotary_factor": 0.8},
                   "dtype": "bfloat16"},
        "dtype": "BF16", "turned": 6, "theta": 30.0, "parallel": False, "bias": False, "tanh": True,
    },
}  # fmt: skip


def make_weights(seed, dtype, bias):
    weights = Weights(seed, dtype)
    weights.make("embed_in.weight", VOCAB, HIDDEN, spread=1.0)
    for layer in range(LAYERS):
        at = f"layers.{layer}."
        weights.make_norm(at + "input_layernorm", HIDDEN)
        weights.make_linear(at + "attention.query_key_value", 3 * HIDDEN, HIDDEN, bias)
        weights.make_linear(at + "attention.dense", HIDDEN, HIDDEN, bias)
        weights.make_norm(at + "post_attention_layernorm", HIDDEN)
        weights.make_linear(at + "mlp.dense_h_to_4h", INNER, HIDDEN)
        weights.make_linear(at + "mlp.dense_4h_to_h", HIDDEN, INNER)
    weights.make_norm("final_layer_norm", HIDDEN)
    return weights


def turn(x, model):
    """The first dimensions of x, [heads, n, dim]: i and i + half of those are one complex number."""
    half = model["turned"] // 2
    frequencies = 1.0 / model["theta"] ** (torch.arange(half).float() / half)  # floats, as the definition has them
    angles = torch.outer(torch.arange(x.shape[1]).float(), frequencies)
    first, second, rest = x.split([half, half, DIM - 2 * half], dim=-1)
    turned = torch.complex(first.contiguous(), second.contiguous()) * torch.polar(torch.ones_like(angles), angles)
    return torch.cat([turned.real, turned.imag, rest], dim=-1)


def feed_forward(weights, x, at, tanh):
    inner = weights.linear(weights.norm(x, at + "post_attention_layernorm", EPSILON), at + "mlp.dense_h_to_4h")
    inner = torch.nn.functional.gelu(inner, approximate="tanh" if tanh else "none")
    return weights.linear(inner, at + "mlp.dense_4h_to_h")


def forward(weights, ids, model):
    n = len(ids)
    x = weights["embed_in.weight"][ids]
    ahead = torch.ones(n, n, dtype=torch.bool).triu(1)
    maps = []
    for layer in range(LAYERS):
        at = f"layers.{layer}."
        fused = weights.linear(weights.norm(x, at + "input_layernorm", EPSILON), at + "attention.query_key_value")
        q, k, v = fused.reshape(n, HEADS, 3, DIM).permute(2, 1, 0, 3)
        scores = turn(q, model) @ turn(k, model).transpose(1, 2) / DIM**0.5
        maps.append(torch.softmax(scores.masked_fill(ahead, float("-inf")), dim=-1))
        taken = weights.linear((maps[-1] @ v).transpose(0, 1).reshape(n, HIDDEN), at + "attention.dense")
        x, seen = x + taken, x if model["parallel"] else x + taken
        x = x + feed_forward(weights, seen, at, model["tanh"])
    return torch.stack(maps)


def main():
    for seed, (name, model) in enumerate(MODELS.items()):
        weights = make_weights(seed, model["dtype"], model["bias"])
        cases = [(ids, forward(weights, ids, model)) for ids in TEXTS]
        save(name, model["config"], weights, cases, model.get("prefix", ""), model.get("unused"))


if __name__ == "__main__":
    main()
