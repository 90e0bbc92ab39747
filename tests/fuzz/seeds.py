"""What a fuzzer starts from: small files of tests/data as they are, small ones of every kind of tokenizer.

usage: seeds.py safetensors|checkpoint|tokenizer|scene|worked FOLDER
"""

import json
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
ASSETS = DATA.parents[1] / "assets"
#: Larger files teach a fuzzer nothing that smaller ones do not, and cost it time.
MOST = 40_000

TEXT = "Cats sat, na\u00efve \u4e2d <s>12 \U0001f3c6.".encode()
SPECIAL = {"lstrip": True, "rstrip": False, "single_word": False, "normalized": False, "special": True}
ADDED = [{"id": 0, "content": "<s>", **SPECIAL}, {"id": 1, "content": "<unk>", **SPECIAL}]
VOCABULARY = {piece: index for index, piece in enumerate(["<s>", "<unk>", "c", "a", "t", "##t", "at", "\u2581", "\u2581c", "\u0120"])}
FRAME = {
    "type": "TemplateProcessing",
    "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
    "pair": [],
    "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}},
}
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
        {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        {"type": "BPE", "vocab": VOCABULARY, "merges": ["a t"], "ignore_merges": True},
    ),
    (
        {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "\u2581"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"},
        ]},
        None,
        FRAME,
        {"type": "BPE", "unk_token": "<unk>", "fuse_unk": True, "byte_fallback": True, "vocab": VOCABULARY,
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
)
SCENES = (
    b'{"format": "attnscope scene", "version": 1, "text": "a b", "scale": 2.5, "mask": {"kind": "window", "window": 2}}',
    b'{"format": "attnscope scene", "version": 1, "text": "", "query": {"word": "it", "index": 3},'
    b' "head": {"layer": 1, "head": 2}}',
)


def tokenizers() -> list[bytes]:
    names = ("normalizer", "pre_tokenizer", "post_processor", "model")
    documents = [{"added_tokens": ADDED, **dict(zip(names, parts))} for parts in TOKENIZERS]
    return [json.dumps(document).encode() + b"\0" + TEXT for document in documents]


def seeds(what: str) -> list[bytes]:
    weights = [path for path in sorted(DATA.glob("*/checkpoint/model.safetensors")) if path.stat().st_size <= MOST]
    if what == "safetensors":
        return [path.read_bytes() for path in weights]
    if what == "checkpoint":
        configs = [path.read_bytes() for path in sorted(DATA.glob("*/checkpoint/config.json"))]
        return configs + [path.with_name("config.json").read_bytes() + b"\0" + path.read_bytes() for path in weights]
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
