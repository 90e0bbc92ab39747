"""Tiny checkpoints of BART's kin with random weights, and what their definitions make of them, in PyTorch.

    /usr/bin/python3 tests/data/make_bart_kin.py

A second implementation, from the papers and the published definitions: BART, mBART, which norms before its blocks, and
Marian, whose positions are sinusoids. Encoder and decoder differ in layers, heads and inner width. Writes
tests/data/<name>.
"""

import math

import torch

from tiny_checkpoint import Weights, save, shifted

VOCAB, HIDDEN, POSITIONS = 13, 12, 24
EPSILON = 1e-5  # config.json has no say in it
OFFSET = 2  # rows of the position table that belong to no token

CONFIG = {
    "vocab_size": VOCAB, "d_model": HIDDEN, "encoder_layers": 2, "decoder_layers": 3, "encoder_attention_heads": 3,
    "decoder_attention_heads": 4, "encoder_ffn_dim": 20, "decoder_ffn_dim": 14, "max_position_embeddings": POSITIONS,
    "activation_function": "gelu", "decoder_start_token_id": 2, "pad_token_id": 1, "eos_token_id": 2,
    "is_encoder_decoder": True,
}  # fmt: skip

MODELS = {
    "bart": {"config": {"model_type": "bart", "scale_embedding": False, **CONFIG}, "prefix": "model."},
    "bart_before": {
        "config": {"model_type": "bart", "normalize_before": True, "add_final_layer_norm": True,
                   "normalize_embedding": False, **CONFIG},
        "before": True, "final": True, "embedding_norm": False,
    },
    "mbart": {
        "config": {"model_type": "mbart", "scale_embedding": True, **CONFIG, "activation_function": "relu"},
        "before": True, "final": True, "prefix": "model.",
    },
    "marian": {
        "config": {"model_type": "marian", "scale_embedding": True, "static_position_embeddings": True, **CONFIG,
                   "activation_function": "swish", "decoder_start_token_id": 12, "pad_token_id": 12, "eos_token_id": 0},
        "embedding_norm": False, "sinusoids": True, "prefix": "model.",
    },
    "marian_apart": {
        "config": {"model_type": "marian", "scale_embedding": True, "share_encoder_decoder_embeddings": False,
                   "decoder_vocab_size": 15, **CONFIG, "decoder_start_token_id": 10, "pad_token_id": 10},
        "embedding_norm": False, "sinusoids": True, "apart": True,
    },
}  # fmt: skip
ACTIVATIONS = {"gelu": torch.nn.functional.gelu, "relu": torch.relu, "swish": torch.nn.functional.silu}

TEXTS = [([3], [5]), ([2, 9, 4, 11], [1, 2, 3, 4, 5, 6]), ([5, 1, 12, 1, 7, 3, 8, 10, 6, 2], [7, 1, 7])]


def make_stack(weights, name, config, model):
    decoder = name == "decoder"
    if not model.get("sinusoids"):
        weights.make(f"{name}.embed_positions.weight", POSITIONS + OFFSET, HIDDEN, spread=1.0)
    if model.get("embedding_norm", True):
        weights.make_norm(f"{name}.layernorm_embedding", HIDDEN)
    for layer in range(config[f"{name}_layers"]):
        at = f"{name}.layers.{layer}."
        for attention in ["self_attn", "encoder_attn"] if decoder else ["self_attn"]:
            for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
                weights.make_linear(f"{at}{attention}.{part}", HIDDEN, HIDDEN)
            weights.make_norm(f"{at}{attention}_layer_norm", HIDDEN)
        weights.make_linear(at + "fc1", config[f"{name}_ffn_dim"], HIDDEN)
        weights.make_linear(at + "fc2", HIDDEN, config[f"{name}_ffn_dim"])
        weights.make_norm(at + "final_layer_norm", HIDDEN)
    if model.get("final"):
        weights.make_norm(f"{name}.layer_norm", HIDDEN)


def sinusoids(count):
    """The sines of all frequencies, then their cosines."""
    rows = []
    for position in range(count):
        angles = [position / 10000 ** (2 * pair / HIDDEN) for pair in range(HIDDEN // 2)]
        rows.append([math.sin(angle) for angle in angles] + [math.cos(angle) for angle in angles])
    return torch.tensor(rows, dtype=torch.float64).float()


def embed(weights, name, config, model, ids):
    table = weights[f"{name}.embed_tokens.weight"] if model.get("apart") else weights["shared.weight"]
    x = table[ids] * (math.sqrt(HIDDEN) if config.get("scale_embedding") else 1.0)
    if model.get("sinusoids"):
        x = x + sinusoids(len(ids))
    else:
        x = x + weights[f"{name}.embed_positions.weight"][OFFSET : OFFSET + len(ids)]
    return weights.norm(x, f"{name}.layernorm_embedding", EPSILON) if model.get("embedding_norm", True) else x


def attend(weights, at, heads, asking, asked, mask):
    size = HIDDEN // heads
    q = (weights.linear(asking, at + ".q_proj") * size**-0.5).reshape(len(asking), heads, size).transpose(0, 1)
    k = weights.linear(asked, at + ".k_proj").reshape(len(asked), heads, size).transpose(0, 1)
    v = weights.linear(asked, at + ".v_proj").reshape(len(asked), heads, size).transpose(0, 1)
    shares = torch.softmax(q @ k.transpose(1, 2) + mask, dim=-1)
    return shares, weights.linear((shares @ v).transpose(0, 1).reshape(len(asking), HIDDEN), at + ".out_proj")


def run_stack(weights, name, config, model, ids, encoded=None):
    heads, activation = config[f"{name}_attention_heads"], ACTIVATIONS[config["activation_function"]]
    mask = torch.zeros(1) if encoded is None else torch.full((len(ids), len(ids)), -math.inf).triu(1)
    x = embed(weights, name, config, model, ids)
    own, cross = [], []

    def block(x, norm, inside):
        if model.get("before"):
            return x + inside(weights.norm(x, norm, EPSILON))
        return weights.norm(x + inside(x), norm, EPSILON)

    def looking(at, asked, mask, maps):
        def inside(seen):
            shares, update = attend(weights, at, heads, seen, seen if asked is None else asked, mask)
            maps.append(shares)
            return update

        return inside

    for layer in range(config[f"{name}_layers"]):
        at = f"{name}.layers.{layer}."
        x = block(x, at + "self_attn_layer_norm", looking(at + "self_attn", None, mask, own))
        if encoded is not None:
            x = block(x, at + "encoder_attn_layer_norm", looking(at + "encoder_attn", encoded, torch.zeros(1), cross))
        x = block(x, at + "final_layer_norm",
                  lambda seen, at=at: weights.linear(activation(weights.linear(seen, at + "fc1")), at + "fc2"))
    return weights.norm(x, f"{name}.layer_norm", EPSILON) if model.get("final") else x, own, cross


def main():
    for seed, (name, model) in enumerate(MODELS.items()):
        config = model["config"]
        weights = Weights(200 + seed)
        if model.get("apart"):
            weights.make("encoder.embed_tokens.weight", VOCAB, HIDDEN, spread=1.0)
            weights.make("decoder.embed_tokens.weight", config["decoder_vocab_size"], HIDDEN, spread=1.0)
        else:
            weights.make("shared.weight", VOCAB, HIDDEN, spread=1.0)
        for stack in ("encoder", "decoder"):
            make_stack(weights, stack, config, model)
        cases = []
        for ids, pair_ids in TEXTS:
            encoded, encoder, _ = run_stack(weights, "encoder", config, model, ids)
            _, decoder, cross = run_stack(weights, "decoder", config, model, shifted(pair_ids, config), encoded)
            cases.append(((ids, pair_ids), {"encoder_attentions": torch.stack(encoder),
                                            "decoder_attentions": torch.stack(decoder),
                                            "cross_attentions": torch.stack(cross)}))  # fmt: skip
        unused = {"final_logits_bias": torch.ones(1, VOCAB), "lm_head.weight": torch.ones(VOCAB, HIDDEN)}
        save(name, config, weights, cases, model.get("prefix", ""), unused)


if __name__ == "__main__":
    main()
