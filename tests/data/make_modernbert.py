"""Tiny ModernBERT checkpoints with random weights, and what its definition makes of them, in PyTorch.

    /usr/bin/python3 tests/data/make_modernbert.py

A second implementation, from the paper and the published definition. One checkpoint is written as the first
generation of config.json has it, the other as the second and with the biases that published ones do without.
Writes tests/data/modernbert and tests/data/modernbert_typed.
"""

import torch

from tiny_checkpoint import Weights, save

VOCAB, HIDDEN, INNER, HEADS = 13, 16, 10, 2
DIM = HIDDEN // HEADS
EPSILON = 1e-5
TEXTS = [[3], [2, 9, 4, 11], [5, 1, 12, 0, 7, 3, 8, 10, 6, 2, 4]]

COMMON = {
    "model_type": "modernbert", "vocab_size": VOCAB, "hidden_size": HIDDEN, "intermediate_size": INNER,
    "num_attention_heads": HEADS, "max_position_embeddings": 64, "norm_eps": EPSILON, "hidden_activation": "gelu",
}  # fmt: skip
MODELS = {
    "modernbert": {
        "config": {**COMMON, "num_hidden_layers": 4, "global_attn_every_n_layers": 3, "local_attention": 4,
                   "global_rope_theta": 500.0, "local_rope_theta": 20.0, "norm_bias": False, "attention_bias": False,
                   "mlp_bias": False},
        "local": [False, True, True, False], "reach": 2, "thetas": (500.0, 20.0), "bias": False, "prefix": "model.",
        "unused": {"head.dense.weight": torch.ones(HIDDEN, HIDDEN), "decoder.bias": torch.ones(VOCAB)},
    },
    "modernbert_typed": {
        "config": {**COMMON, "num_hidden_layers": 3, "local_attention": 7, "norm_bias": True, "attention_bias": True,
                   "mlp_bias": True, "layer_types": ["sliding_attention", "full_attention", "sliding_attention"],
                   "rope_parameters": {"full_attention": {"rope_type": "default", "rope_theta": 300.0},
                                       "sliding_attention": {"rope_type": "linear", "factor": 2.0,
                                                             "rope_theta": 30.0}}},
        "local": [True, False, True], "reach": 3, "thetas": (300.0, 30.0), "local_factor": 2.0, "bias": True,
    },
}  # fmt: skip


def make_weights(seed, layers, bias):
    weights = Weights(seed, spread=0.3)
    weights.make("embeddings.tok_embeddings.weight", VOCAB, HIDDEN, spread=1.0)
    weights.make_norm("embeddings.norm", HIDDEN, bias)
    for layer in range(layers):
        at = f"layers.{layer}."
        if layer > 0:
            weights.make_norm(at + "attn_norm", HIDDEN, bias)
        weights.make_linear(at + "attn.Wqkv", 3 * HIDDEN, HIDDEN, bias)
        weights.make_linear(at + "attn.Wo", HIDDEN, HIDDEN, bias)
        weights.make_norm(at + "mlp_norm", HIDDEN, bias)
        weights.make_linear(at + "mlp.Wi", 2 * INNER, HIDDEN, bias)
        weights.make_linear(at + "mlp.Wo", HIDDEN, INNER, bias)
    weights.make_norm("final_norm", HIDDEN, bias)
    return weights


def turn(x, theta, factor):
    """x: [heads, n, dim]; dimension i and i + dim/2 are one complex number."""
    half = x.shape[-1] // 2
    frequencies = 1.0 / theta ** (torch.arange(half).float() / half) / factor  # floats, as the definition has them
    angles = torch.outer(torch.arange(x.shape[1]).float(), frequencies)
    turned = torch.complex(x[..., :half], x[..., half:]) * torch.polar(torch.ones_like(angles), angles)
    return torch.cat([turned.real, turned.imag], dim=-1)


def forward(weights, ids, model):
    n = len(ids)
    x = weights.norm(weights["embeddings.tok_embeddings.weight"][ids], "embeddings.norm", EPSILON)
    place = torch.arange(n)
    near = (place[:, None] - place[None, :]).abs() <= model["reach"]
    maps = []
    for layer, local in enumerate(model["local"]):
        at = f"layers.{layer}."
        normed = x if layer == 0 else weights.norm(x, at + "attn_norm", EPSILON)
        q, k, v = weights.linear(normed, at + "attn.Wqkv").reshape(n, 3, HEADS, DIM).permute(1, 2, 0, 3)
        theta, factor = model["thetas"][local], model.get("local_factor", 1.0) if local else 1.0
        scores = turn(q, theta, factor) @ turn(k, theta, factor).transpose(1, 2) / DIM**0.5
        if local:
            scores = scores.masked_fill(~near, float("-inf"))
        maps.append(torch.softmax(scores, dim=-1))
        x = x + weights.linear((maps[-1] @ v).transpose(0, 1).reshape(n, HIDDEN), at + "attn.Wo")
        bent, straight = weights.linear(weights.norm(x, at + "mlp_norm", EPSILON), at + "mlp.Wi").split(INNER, dim=-1)
        x = x + weights.linear(torch.nn.functional.gelu(bent) * straight, at + "mlp.Wo")
    return torch.stack(maps)


def main():
    for seed, (name, model) in enumerate(MODELS.items()):
        weights = make_weights(seed, len(model["local"]), model["bias"])
        cases = [(ids, forward(weights, ids, model)) for ids in TEXTS]
        save(name, model["config"], weights, cases, model.get("prefix", ""), model.get("unused"))


if __name__ == "__main__":
    main()
