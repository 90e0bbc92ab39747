"""Tiny checkpoints like those of T5 1.1 with random weights, and what the published definition makes of them, in PyTorch.

    /usr/bin/python3 tests/data/make_t5_kin.py

What the golden of T5 itself (trim_golden.py) does not show: a gated feed-forward block, buckets of another number and
reach, mT5's defaults. Writes tests/data/<name>, and tests/data/t5_buckets.json: the bucket of every distance.
"""

import json
import math
import pathlib

import torch

from tiny_checkpoint import Weights, save, shifted

VOCAB, HIDDEN, INNER, HEADS, HEAD = 13, 12, 20, 3, 5
EPSILON = 1e-6

CONFIG = {
    "model_type": "t5", "vocab_size": VOCAB, "d_model": HIDDEN, "d_kv": HEAD, "d_ff": INNER, "num_heads": HEADS,
    "num_layers": 2, "num_decoder_layers": 3, "layer_norm_epsilon": EPSILON, "decoder_start_token_id": 0,
    "is_encoder_decoder": True, "tie_word_embeddings": False,
}  # fmt: skip

MODELS = {
    "t5_gated": {**CONFIG, "feed_forward_proj": "gated-gelu", "relative_attention_num_buckets": 8,
                 "relative_attention_max_distance": 12},
    "mt5": {**{k: v for k, v in CONFIG.items() if k != "num_decoder_layers"}, "model_type": "mt5"},
}  # fmt: skip
ACTIVATIONS = {"gated-gelu": lambda x: torch.nn.functional.gelu(x, approximate="tanh")}

TEXTS = [([3], [5]), ([2, 9, 4, 11], [1, 2, 3, 4, 5, 6]),
         ([5, 1, 12, 0, 7, 3, 8, 10, 6, 2, 2, 4, 9, 11, 5, 3, 7, 8, 1, 12, 6, 4], [7, 1, 7, 0, 11, 12, 3, 4, 9, 10])]


def buckets(distance, count, reach, both_ways):
    """The bucket of each distance key - query, in floats of 32 bits as the reference counts."""
    first = torch.zeros_like(distance)
    if both_ways:
        count //= 2
        first = (distance > 0).long() * count
        apart = distance.abs()
    else:
        apart = -torch.minimum(distance, torch.zeros_like(distance))
    exact = count // 2
    far = torch.log(apart.float().clamp(min=1) / exact) / math.log(reach / exact) * (count - exact)
    return first + torch.where(apart < exact, apart, (exact + far.long()).clamp(max=count - 1))


def make_stack(weights, name, layers, decoder):
    blocks = ["SelfAttention", "EncDecAttention"] if decoder else ["SelfAttention"]
    for layer in range(layers):
        at = f"{name}.block.{layer}.layer."
        for index, attention in enumerate(blocks):
            for part in "qkv":
                weights.make(f"{at}{index}.{attention}.{part}.weight", HEADS * HEAD, HIDDEN, spread=0.2)
            weights.make(f"{at}{index}.{attention}.o.weight", HIDDEN, HEADS * HEAD)
            weights.make_norm(f"{at}{index}.layer_norm", HIDDEN, bias=False)
        dense = f"{at}{len(blocks)}."
        weights.make_norm(dense + "layer_norm", HIDDEN, bias=False)
        for part, out, inner in (("wi_0", INNER, HIDDEN), ("wi_1", INNER, HIDDEN), ("wo", HIDDEN, INNER)):
            weights.make(f"{dense}DenseReluDense.{part}.weight", out, inner)
    weights.make_norm(name + ".final_layer_norm", HIDDEN, bias=False)


def norm(weights, x, name):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPSILON) * weights[name + ".weight"]


def attend(weights, at, asking, asked, bias):
    q = weights.linear(asking, at + ".q").reshape(len(asking), HEADS, HEAD).transpose(0, 1)
    k, v = (weights.linear(asked, f"{at}.{part}").reshape(len(asked), HEADS, HEAD).transpose(0, 1) for part in "kv")
    shares = torch.softmax(q @ k.transpose(1, 2) + bias, dim=-1)
    return shares, weights.linear((shares @ v).transpose(0, 1).reshape(len(asking), HEADS * HEAD), at + ".o")


def run_stack(weights, name, config, ids, encoded):
    layers = config["num_layers"] if encoded is None else config.get("num_decoder_layers", config["num_layers"])
    activation = ACTIVATIONS[config.get("feed_forward_proj", "gated-gelu")]
    places = torch.arange(len(ids))
    bucket = buckets(places[None, :] - places[:, None], config.get("relative_attention_num_buckets", 32),
                     config.get("relative_attention_max_distance", 128), encoded is None)
    bias = weights[f"{name}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"][bucket].permute(2, 0, 1)
    if encoded is not None:
        bias = bias + torch.full((len(ids), len(ids)), -math.inf).triu(1)
    x = weights["shared.weight"][ids]
    own, cross = [], []
    for layer in range(layers):
        at = f"{name}.block.{layer}.layer."
        seen = norm(weights, x, at + "0.layer_norm")
        shares, update = attend(weights, at + "0.SelfAttention", seen, seen, bias)
        own.append(shares)
        x = x + update
        if encoded is not None:
            shares, update = attend(weights, at + "1.EncDecAttention", norm(weights, x, at + "1.layer_norm"), encoded,
                                    torch.zeros(1))
            cross.append(shares)
            x = x + update
        dense = at + ("1." if encoded is None else "2.")
        seen = norm(weights, x, dense + "layer_norm")
        inner = activation(weights.linear(seen, dense + "DenseReluDense.wi_0"))
        inner = inner * weights.linear(seen, dense + "DenseReluDense.wi_1")
        x = x + weights.linear(inner, dense + "DenseReluDense.wo")
    return norm(weights, x, name + ".final_layer_norm"), own, cross


def main():
    for seed, (name, config) in enumerate(MODELS.items()):
        weights = Weights(100 + seed)
        weights.make("shared.weight", VOCAB, HIDDEN, spread=1.0)
        count = config.get("relative_attention_num_buckets", 32)
        for stack in ("encoder", "decoder"):
            at = f"{stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"
            weights.make(at, count, HEADS, spread=1.0)
        make_stack(weights, "encoder", config["num_layers"], decoder=False)
        make_stack(weights, "decoder", config.get("num_decoder_layers", config["num_layers"]), decoder=True)
        cases = []
        for ids, pair_ids in TEXTS:
            encoded, encoder, _ = run_stack(weights, "encoder", config, ids, None)
            _, decoder, cross = run_stack(weights, "decoder", config, shifted(pair_ids, config), encoded)
            cases.append(((ids, pair_ids), {"encoder_attentions": torch.stack(encoder),
                                            "decoder_attentions": torch.stack(decoder),
                                            "cross_attentions": torch.stack(cross)}))  # fmt: skip
        unused = {"lm_head.weight": torch.ones(VOCAB, HIDDEN),
                  "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight": torch.ones(count, HEADS)}
        save(name, config, weights, cases, unused=unused)

    rows = []
    for count, reach in ((32, 128), (32, 64), (64, 1000), (8, 12), (12, 20), (128, 4096)):
        for both_ways in (True, False):
            most = min(2 * reach, 1100)
            found = buckets(torch.arange(-most, most + 1), count, reach, both_ways)
            rows.append({"buckets": count, "max_distance": reach, "both_ways": both_ways, "least": -most,
                         "bucket": found.tolist()})  # fmt: skip
    (pathlib.Path(__file__).parent / "t5_buckets.json").write_text(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
