"""Tiny checkpoints of BERT's kin with random weights, and what their definitions make of them, in PyTorch.

    /usr/bin/python3 tests/data/make_bert_kin.py

A second implementation, from the papers and the published definitions: RoBERTa's positions, which depend on where the
padding is; ELECTRA's narrow embeddings; DistilBERT's names. Writes tests/data/<name>.
"""

import torch

from tiny_checkpoint import Weights, save

VOCAB, HIDDEN, NARROW, INNER, HEADS, LAYERS, POSITIONS = 13, 12, 8, 20, 3, 2, 14
EPSILON = 1e-5

BERT_CONFIG = {
    "vocab_size": VOCAB, "hidden_size": HIDDEN, "intermediate_size": INNER, "num_attention_heads": HEADS,
    "num_hidden_layers": LAYERS, "max_position_embeddings": POSITIONS, "hidden_act": "gelu", "layer_norm_eps": EPSILON,
}  # fmt: skip
DISTILBERT_CONFIG = {
    "vocab_size": VOCAB, "dim": HIDDEN, "hidden_dim": INNER, "n_heads": HEADS, "n_layers": LAYERS,
    "max_position_embeddings": POSITIONS, "activation": "gelu", "sinusoidal_pos_embds": False, "pad_token_id": 0,
}  # fmt: skip

BERT_NAMES = {
    "layer": "encoder.layer.{}.", "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm", "in": "intermediate.dense",
    "out": "output.dense", "feed_forward_norm": "output.LayerNorm",
}  # fmt: skip
DISTILBERT_NAMES = {
    "layer": "transformer.layer.{}.", "q": "attention.q_lin", "k": "attention.k_lin", "v": "attention.v_lin",
    "output": "attention.out_lin", "attention_norm": "sa_layer_norm", "in": "ffn.lin1", "out": "ffn.lin2",
    "feed_forward_norm": "output_layer_norm",
}  # fmt: skip

PLAIN = [[3], [2, 9, 4, 11], [5, 1, 12, 0, 7, 3, 8, 10, 6]]
PADDED = [[0, 2], [0, 5, 9, 7, 2], [0, 1, 4, 1, 1, 11, 2, 1], [0, 12, 3, 4, 5, 6, 7, 8, 9, 10, 11, 2]]  # 1: the padding

MODELS = {
    "roberta": {
        "config": {"model_type": "roberta", "pad_token_id": 1, "type_vocab_size": 1, **BERT_CONFIG},
        "prefix": "roberta.", "texts": PADDED, "types": 1,
        "unused": {"lm_head.bias": torch.ones(VOCAB), "lm_head.dense.weight": torch.ones(HIDDEN, HIDDEN)},
    },
    "electra": {
        "config": {"model_type": "electra", "embedding_size": NARROW, "type_vocab_size": 2, **BERT_CONFIG},
        "prefix": "electra.", "texts": PLAIN, "types": 2, "width": NARROW,
        "unused": {"discriminator_predictions.dense.weight": torch.ones(HIDDEN, HIDDEN)},
    },
    "electra_base": {
        "config": {"model_type": "electra", "embedding_size": HIDDEN, "type_vocab_size": 2, **BERT_CONFIG},
        "texts": PLAIN, "types": 2,
    },
    "distilbert": {
        "config": {"model_type": "distilbert", **DISTILBERT_CONFIG}, "names": DISTILBERT_NAMES, "epsilon": 1e-12,
        "texts": PLAIN, "types": 0,
    },
}  # fmt: skip


def make_weights(seed, names, width, types):
    weights = Weights(seed)
    weights.make("embeddings.word_embeddings.weight", VOCAB, width, spread=1.0)
    weights.make("embeddings.position_embeddings.weight", POSITIONS, width, spread=1.0)
    if types > 0:
        weights.make("embeddings.token_type_embeddings.weight", types, width, spread=1.0)
    weights.make_norm("embeddings.LayerNorm", width)
    if width != HIDDEN:
        weights.make_linear("embeddings_project", HIDDEN, width)
    for layer in range(LAYERS):
        at = names["layer"].format(layer)
        for part in ("q", "k", "v", "output"):
            weights.make_linear(at + names[part], HIDDEN, HIDDEN)
        weights.make_norm(at + names["attention_norm"], HIDDEN)
        weights.make_linear(at + names["in"], INNER, HIDDEN)
        weights.make_linear(at + names["out"], HIDDEN, INNER)
        weights.make_norm(at + names["feed_forward_norm"], HIDDEN)
    return weights


def positions(ids, padding):
    """Without padding 0, 1, ...; with it, behind its own row: padding stays there and is not counted."""
    if padding is None:
        return list(range(len(ids)))
    rows, used = [], padding
    for token in ids:
        used += token != padding
        rows.append(padding if token == padding else used)
    return rows


def embed(weights, ids, padding, epsilon):
    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][positions(ids, padding)]
    if "embeddings.token_type_embeddings.weight" in weights:
        x = x + weights["embeddings.token_type_embeddings.weight"][0]
    x = weights.norm(x, "embeddings.LayerNorm", epsilon)
    return weights.linear(x, "embeddings_project") if "embeddings_project.weight" in weights else x


def forward(weights, ids, names, padding, epsilon):
    x = embed(weights, ids, padding, epsilon)
    maps = []
    for layer in range(LAYERS):
        at = names["layer"].format(layer)
        q, k, v = (weights.linear(x, at + names[part]).reshape(len(ids), HEADS, -1).transpose(0, 1) for part in "qkv")
        maps.append(torch.softmax(q @ k.transpose(1, 2) / (HIDDEN // HEADS) ** 0.5, dim=-1))
        blend = (maps[-1] @ v).transpose(0, 1).reshape(len(ids), HIDDEN)
        x = weights.norm(x + weights.linear(blend, at + names["output"]), at + names["attention_norm"], epsilon)
        inner = torch.nn.functional.gelu(weights.linear(x, at + names["in"]))
        x = weights.norm(x + weights.linear(inner, at + names["out"]), at + names["feed_forward_norm"], epsilon)
    return torch.stack(maps)


def main():
    for seed, (name, model) in enumerate(MODELS.items()):
        config, names, epsilon = model["config"], model.get("names", BERT_NAMES), model.get("epsilon", EPSILON)
        weights = make_weights(seed, names, model.get("width", HIDDEN), model["types"])
        padding = config["pad_token_id"] if config["model_type"] == "roberta" else None
        cases = [(ids, forward(weights, ids, names, padding, epsilon)) for ids in model["texts"]]
        save(name, config, weights, cases, model.get("prefix", ""), model.get("unused"))


if __name__ == "__main__":
    main()
