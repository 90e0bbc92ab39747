"""Tiny checkpoints of Llama's kin with random weights, and what their definitions make of them, in PyTorch.

    /usr/bin/python3 tests/data/make_llama_kin.py

Not the reference implementation but a second one, from the papers and the model cards, one token at a time: what is
shared between families (RMS norm, rotary positions, shared keys, gated feed-forward) is held against the reference by
the golden of Llama itself; here it is what the others add. Writes tests/data/<name>/checkpoint, attention.json and
attention/.
"""

import math

import torch

from tiny_checkpoint import Weights, save

VOCAB, HIDDEN, INNER, HEADS, KV_HEADS, LAYERS, LENGTH = 11, 12, 20, 4, 2, 3, 9

COMMON = {
    "vocab_size": VOCAB, "hidden_size": HIDDEN, "intermediate_size": INNER, "num_attention_heads": HEADS,
    "num_key_value_heads": KV_HEADS, "num_hidden_layers": LAYERS, "max_position_embeddings": 64, "hidden_act": "silu",
    "rms_norm_eps": 1e-5,
}  # fmt: skip

MODELS = {
    "mistral": {"model_type": "mistral", "head_dim": 4, "sliding_window": 3, "rope_theta": 100.0},
    "qwen2": {"model_type": "qwen2", "head_dim": 4, "use_sliding_window": True, "sliding_window": 4,
              "max_window_layers": 1, "rope_parameters": {"rope_type": "default", "rope_theta": 50.0}},
    "qwen3": {"model_type": "qwen3", "head_dim": 6, "attention_bias": False, "use_sliding_window": False,
              "sliding_window": None, "rope_theta": 20.0},
    "llama3": {"model_type": "llama", "head_dim": 8, "attention_bias": True, "mlp_bias": True, "rope_theta": 30.0,
               "rope_scaling": {"rope_type": "llama3", "factor": 4.0, "low_freq_factor": 1.0, "high_freq_factor": 2.5,
                                "original_max_position_embeddings": 16}},
    "ministral": {"model_type": "mistral", "head_dim": 4, "sliding_window": 3, "rope_theta": 100.0,
                  "layer_types": ["sliding_attention", "full_attention", "sliding_attention"],
                  "rope_scaling": {"type": "linear", "factor": 2.0}},
}  # fmt: skip


class LlamaWeights(Weights):
    def rms_norm(self, x, name):
        return self[name + ".weight"] * x / torch.sqrt((x * x).mean() + 1e-5)


def make_weights(config, seed):
    weights, kind, dim = LlamaWeights(seed), config["model_type"], config["head_dim"]
    weights.make("model.embed_tokens.weight", VOCAB, HIDDEN, spread=1.0)
    for layer in range(LAYERS):
        at = f"model.layers.{layer}."
        for name, out, inner, bias in (
            ("self_attn.q_proj", HEADS * dim, HIDDEN, kind == "qwen2" or config.get("attention_bias")),
            ("self_attn.k_proj", KV_HEADS * dim, HIDDEN, kind == "qwen2" or config.get("attention_bias")),
            ("self_attn.v_proj", KV_HEADS * dim, HIDDEN, kind == "qwen2" or config.get("attention_bias")),
            ("self_attn.o_proj", HIDDEN, HEADS * dim, config.get("attention_bias")),
            ("mlp.gate_proj", INNER, HIDDEN, config.get("mlp_bias")),
            ("mlp.up_proj", INNER, HIDDEN, config.get("mlp_bias")),
            ("mlp.down_proj", HIDDEN, INNER, config.get("mlp_bias")),
        ):
            weights.make_linear(at + name, out, inner, bias)
        for name, size in (("input_layernorm", HIDDEN), ("post_attention_layernorm", HIDDEN)):
            weights.make(at + name + ".weight", size, around=1.0, spread=0.2)
        if kind == "qwen3":
            for name in ("q_norm", "k_norm"):
                weights.make(at + "self_attn." + name + ".weight", dim, around=1.0, spread=0.3)
    weights.make("model.norm.weight", HIDDEN, around=1.0, spread=0.2)
    return weights


def frequencies(config):
    section = config.get("rope_parameters") or config.get("rope_scaling") or {}
    theta = section.get("rope_theta") or config["rope_theta"]
    result = []
    for pair in range(config["head_dim"] // 2):
        frequency = theta ** (-2 * pair / config["head_dim"])
        if section.get("type") == "linear":
            frequency /= section["factor"]
        if section.get("rope_type") == "llama3":
            context, factor = section["original_max_position_embeddings"], section["factor"]
            low, high = section["low_freq_factor"], section["high_freq_factor"]
            turns = context * frequency / (2 * math.pi)
            share = min(1.0, max(0.0, (turns - low) / (high - low)))
            frequency = (1 - share) * frequency / factor + share * frequency
        result.append(frequency)
    return result


def turn(x, position, angles):
    half = len(angles)
    pairs = torch.complex(x[:half], x[half:])
    turned = pairs * torch.polar(torch.ones(half), torch.tensor([position * angle for angle in angles]).float())
    return torch.cat([turned.real, turned.imag])


def window_of(config, layer):
    if "layer_types" in config:
        return config["sliding_window"] if config["layer_types"][layer] == "sliding_attention" else LENGTH
    if config["model_type"] == "mistral":
        return config["sliding_window"]
    if config.get("use_sliding_window") and layer >= config["max_window_layers"]:
        return config["sliding_window"]
    return LENGTH


def attention(weights, config, layer, normed):
    """Weights [heads, n, n] and what each token takes away."""
    at, dim, n = f"model.layers.{layer}.self_attn.", config["head_dim"], len(normed)
    angles = frequencies(config)

    def heads(name, position):
        x = weights.linear(normed[position], at + name).reshape(-1, dim)
        if name[0] != "v" and config["model_type"] == "qwen3":
            x = torch.stack([weights.rms_norm(head, at + name[0] + "_norm") for head in x])
        return x if name[0] == "v" else torch.stack([turn(head, position, angles) for head in x])

    q, k, v = ([heads(name, i) for i in range(n)] for name in ("q_proj", "k_proj", "v_proj"))
    maps, taken = torch.zeros(HEADS, n, n), []
    for i in range(n):
        blends = []
        for head in range(HEADS):
            shared = head // (HEADS // KV_HEADS)
            seen = [j for j in range(i + 1) if i - j < window_of(config, layer)]
            scores = torch.stack([q[i][head] @ k[j][shared] for j in seen]) / math.sqrt(dim)
            maps[head, i, seen] = torch.softmax(scores, 0)
            blends.append(sum(maps[head, i, j] * v[j][shared] for j in seen))
        taken.append(weights.linear(torch.cat(blends), at + "o_proj"))
    return maps, taken


def forward(weights, config, ids):
    stream = [weights["model.embed_tokens.weight"][i] for i in ids]
    maps = []
    for layer in range(LAYERS):
        at = f"model.layers.{layer}."
        layer_maps, taken = attention(weights, config, layer, [weights.rms_norm(x, at + "input_layernorm") for x in stream])
        maps.append(layer_maps)
        stream = [x + more for x, more in zip(stream, taken)]
        for i, x in enumerate(stream):
            x = weights.rms_norm(x, at + "post_attention_layernorm")
            gate = weights.linear(x, at + "mlp.gate_proj")
            inner = gate * torch.sigmoid(gate) * weights.linear(x, at + "mlp.up_proj")
            stream[i] = stream[i] + weights.linear(inner, at + "mlp.down_proj")
    return torch.stack(maps)


def main():
    for seed, (name, own) in enumerate(MODELS.items()):
        config = {**COMMON, **own}
        weights = make_weights(config, seed)
        texts = [torch.randint(VOCAB, (length,), generator=weights.random).tolist() for length in (1, 4, LENGTH)]
        save(name, config, weights, [(ids, forward(weights, config, ids)) for ids in texts])


if __name__ == "__main__":
    main()
