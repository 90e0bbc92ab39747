"""What a fuzzer starts from: small files of tests/data as they are, small ones of every kind of tokenizer.

usage: seeds.py safetensors|checkpoint|shards|tokenizer|scene|lesson|worked FOLDER
"""

import base64
import json
import math
import struct
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
ASSETS = DATA.parents[1] / "assets"
sys.path.append(str(DATA))

import safetensors_file  # noqa: E402: it lies beside the data

#: Larger files teach a fuzzer nothing that smaller ones do not, and cost it time.
MOST = 48_000

TEXT = "Cats sat at atcat, na\u00efve \u4e2d <s>12 \U0001f3c6.".encode()
SPECIAL = {"lstrip": True, "rstrip": False, "single_word": False, "normalized": False, "special": True}
ADDED = [
    {"id": 0, "content": "<s>", **SPECIAL},
    {"id": 1, "content": "<unk>", **SPECIAL},
    {"id": 6, "content": "at", "lstrip": False, "rstrip": True, "single_word": True, "normalized": True},
    {"id": 99, "content": "sat", "normalized": True},
]
VOCABULARY = {piece: index for index, piece in enumerate(["<s>", "<unk>", "c", "a", "t", "##t", "at", "\u2581", "\u2581c", "\u0120"])}
#: The same with the three bytes of one letter.
BYTES = VOCABULARY | {piece: 10 + index for index, piece in enumerate(["<0xE4>", "<0xB8>", "<0xAD>"])}
#: A map that makes every "s" a "c": a double array of 0 -> 0xf3 -> 1, and what its leaf stands for.
UNITS = [0] * 0xf4
UNITS[0] = 0x80 << 10
UNITS[0x80 ^ ord("s")] = ord("s") | (0xf3 ^ 1) << 10 | 1 << 8
UNITS[1] = 1 << 31
CHARS_MAP = struct.pack("<I", 4 * len(UNITS)) + struct.pack(f"<{len(UNITS)}I", *UNITS) + b"c\0"
FRAME = {
    "type": "TemplateProcessing",
    "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
    "pair": [],
    "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}},
}
BYTE_LEVEL = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}
BOTH_SIDES = {**FRAME, "single": [*FRAME["single"], FRAME["single"][0]]}
#: What regular expressions of tokenizers may hold, once each.
WORDS = r"(?i:'s|\bat\b)|\w{1,3}|\W\B|[\h\w]+|\H|\v|\s+(?!\S)"
SPLIT = {"type": "Split", "pattern": {"Regex": "\\p{L}+|\\d"}, "behavior": "Isolated", "invert": False}
#: normalizer, pre-tokenizer, post-processor, model
TOKENIZERS = (
    (
        {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": True, "lowercase": True},
        {"type": "BertPreTokenizer"},
        FRAME,
        {"type": "WordPiece", "unk_token": "<unk>", "continuing_subword_prefix": "##", "max_input_chars_per_word": 9,
         "vocab": VOCABULARY},
    ),
    (
        {"type": "NFC"},
        BYTE_LEVEL,
        BYTE_LEVEL,
        {"type": "BPE", "vocab": VOCABULARY, "merges": ["a t"], "ignore_merges": True},
    ),
    (
        {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "\u2581"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"},
        ]},
        None,
        FRAME,
        {"type": "BPE", "unk_token": "<unk>", "fuse_unk": True, "byte_fallback": True, "vocab": BYTES,
         "merges": [["a", "t"], ["\u2581", "c"]]},
    ),
    (
        {"type": "Sequence", "normalizers": [{"type": "NFKD"}, {"type": "StripAccents"}, {"type": "Lowercase"}]},
        {"type": "Sequence", "pretokenizers": [
            {"type": "WhitespaceSplit"}, {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "first"},
        ]},
        None,
        {"type": "Unigram", "unk_id": 1, "byte_fallback": False,
         "vocab": [[piece, -float(index)] for piece, index in VOCABULARY.items()]},
    ),
    (
        {"type": "Strip", "strip_left": True, "strip_right": True},
        {"type": "Sequence", "pretokenizers": [
            SPLIT, {"type": "Whitespace"}, {"type": "Digits", "individual_digits": True},
            {"type": "Punctuation", "behavior": "MergedWithNext"},
        ]},
        {"type": "RobertaProcessing", "sep": ["<unk>", 1], "cls": ["<s>", 0], "trim_offsets": True, "add_prefix_space": False},
        {"type": "WordLevel", "unk_token": "<unk>", "vocab": VOCABULARY},
    ),
    (
        {"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "Nmt"}, {"type": "NFKC"}]},
        {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"String": " "}, "behavior": "Removed", "invert": False},
            {"type": "Split", "pattern": {"Regex": "[a-c]+"}, "behavior": "MergedWithPrevious", "invert": True},
            {"type": "Punctuation", "behavior": "Contiguous"}, {"type": "Digits", "individual_digits": False},
        ]},
        {"type": "BertProcessing", "sep": ["<unk>", 1], "cls": ["<s>", 0]},
        {"type": "BPE", "unk_token": "<unk>", "continuing_subword_prefix": "##", "end_of_word_suffix": "</w>",
         "vocab": VOCABULARY, "merges": ["#version: 0.2", "a ##t"]},
    ),
    (
        {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(CHARS_MAP).decode()},
        {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": True, "split": False},
        BOTH_SIDES,
        {"type": "Unigram", "unk_id": 1, "byte_fallback": True,
         "vocab": [[piece, -float(index)] for piece, index in BYTES.items()]},
    ),
    # As the oldest files are: no model says what it is.
    (
        {"type": "ByteLevel"},
        {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "never"},
        {"type": "Sequence", "processors": [BYTE_LEVEL, FRAME]},
        {"vocab": VOCABULARY, "merges": ["a t"]},
    ),
    (
        {"type": "Lowercase"},
        {"type": "Sequence", "pretokenizers": [
            {"type": "WhitespaceSplit"},
            {"type": "Split", "pattern": {"Regex": WORDS}, "behavior": "MergedWithNext", "invert": False},
        ]},
        None,
        {"unk_token": "<unk>", "continuing_subword_prefix": "##", "max_input_chars_per_word": 9, "vocab": VOCABULARY},
    ),
)
#: The smallest models of the kinds whose files in the tree are too large to start from: config.json, and shapes.
GPT2 = {"model_type": "gpt2", "vocab_size": 5, "n_embd": 4, "n_head": 2, "n_layer": 1, "n_positions": 6,
        "scale_attn_by_inverse_layer_idx": True}  # fmt: skip
GPT2_TENSORS = {
    "wte.weight": [5, 4], "wpe.weight": [6, 4], "ln_f.weight": [4], "ln_f.bias": [4], "h.0.ln_1.weight": [4],
    "h.0.ln_1.bias": [4], "h.0.attn.c_attn.weight": [4, 12], "h.0.attn.c_attn.bias": [12],
    "h.0.attn.c_proj.weight": [4, 4], "h.0.attn.c_proj.bias": [4], "h.0.ln_2.weight": [4], "h.0.ln_2.bias": [4],
    "h.0.mlp.c_fc.weight": [4, 16], "h.0.mlp.c_fc.bias": [16], "h.0.mlp.c_proj.weight": [16, 4],
    "h.0.mlp.c_proj.bias": [4],
}  # fmt: skip
OURS = {
    "model_type": "attnscope", "format_version": 1, "name": "ours", "vocab_size": 5, "hidden_size": 4,
    "intermediate_size": 4, "max_position_embeddings": 6, "layer_norm_eps": 1e-5, "hidden_act": "gelu",
    "norm_placement": "pre", "attention": "causal", "layers": [{"num_heads": 2, "head_dim": 2}],
    "answer_head": {"layer": 1, "head": 2}, "head_roles": [{"layer": 1, "head": 1, "title": "itself"}],
}  # fmt: skip
NORMS = ("final_norm", "layers.0.attention_norm", "layers.0.feed_forward_norm")
LINEARS = [f"layers.0.{name}" for name in ("query", "key", "value", "output", "feed_forward_in", "feed_forward_out")]
OUR_TENSORS = {
    "embeddings.token.weight": [5, 4],
    "embeddings.position.weight": [6, 4],
    **{f"{name}.weight": [4] for name in NORMS},
    **{f"{name}.weight": [4, 4] for name in LINEARS},
    **{f"{name}.bias": [4] for name in (*NORMS, *LINEARS)},
}
#: What no checkpoint of tests/data has in its config.json.
VARIED = {
    "distilbert": {"activation": "quick_gelu"},
    "qwen3": {"layer_types": ["full_attention"] * 3, "pruned_heads": {}, "per_layer_config": {}},
}
SCENES = (
    b'{"format": "attnscope scene", "version": 1, "text": "a b", "scale": 2.5, "mask": {"kind": "window", "window": 2}}',
    b'{"format": "attnscope scene", "version": 1, "text": "", "query": {"word": "it", "index": 3},'
    b' "head": {"layer": 1, "head": 2}}',
)


def tokenizers() -> list[bytes]:
    names = ("normalizer", "pre_tokenizer", "post_processor", "model")
    documents = [{"added_tokens": ADDED, **dict(zip(names, parts))} for parts in TOKENIZERS]
    return [json.dumps(document).encode() + b"\0" + TEXT for document in documents]


def checkpoint(config: dict, shapes: dict[str, list[int]]) -> bytes:
    """One that holds nothing but ones, in halves."""
    ones = {name: ("F16", shape, b"\0\x3c" * math.prod(shape)) for name, shape in shapes.items()}
    return json.dumps(config).encode() + b"\0" + safetensors_file.in_bytes(ones)


def varied() -> list[bytes]:
    folders = [(DATA / family / "checkpoint", more) for family, more in VARIED.items()]
    configs = [json.loads((folder / "config.json").read_text()) | more for folder, more in folders]
    weights = [(folder / "model.safetensors").read_bytes() for folder, _ in folders]
    return [json.dumps(config).encode() + b"\0" + file for config, file in zip(configs, weights)]


def shards(weights: bytes) -> bytes:
    """A list that has the file's tensors where tests/fuzz/shards_fuzz.cpp puts them."""
    header = json.loads(weights[8 : 8 + int.from_bytes(weights[:8], "little")])
    names = [name for name in header if name != "__metadata__"]
    index = {"metadata": {"total_size": len(weights)}, "weight_map": dict.fromkeys(names, "a.safetensors")}
    return json.dumps(index).encode() + b"\0" + weights


def seeds(what: str) -> list[bytes]:
    weights = [path for path in sorted(DATA.glob("*/checkpoint/model.safetensors")) if path.stat().st_size <= MOST]
    if what == "safetensors":
        return [path.read_bytes() for path in weights]
    if what == "checkpoint":
        configs = [path.read_bytes() for path in sorted(DATA.glob("*/checkpoint/config.json"))]
        whole = [path.with_name("config.json").read_bytes() + b"\0" + path.read_bytes() for path in weights]
        return [*configs, *whole, *varied(), checkpoint(GPT2, GPT2_TENSORS), checkpoint(OURS, OUR_TENSORS)]
    if what == "shards":
        return [shards(path.read_bytes()) for path in weights if path.stat().st_size <= MOST // 3]
    if what == "lesson":
        return [path.read_bytes() for path in sorted((DATA.parents[1] / "assets/lessons").glob("*.json"))]
    if what == "tokenizer":
        return tokenizers()
    if what == "worked":
        return [path.read_bytes() for path in sorted(ASSETS.glob("worked/*.json"))]
    return list(SCENES)


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    found = seeds(what)
    assert found, f"no seeds for {what}"
    for index, seed in enumerate(found):
        (folder / f"{index:02}").write_bytes(seed)


if __name__ == "__main__":
    main()
