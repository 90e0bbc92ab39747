#!/usr/bin/env python3
"""Holds attnscope against Hugging Face transformers: the same checkpoint, the same texts, ids and attention side by side.

Needs transformers and torch, which attnscope itself does not. Exits 0 where all agree, 1 where something differs, 2
where it could not be asked.
"""

from __future__ import annotations

import argparse
import json
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Iterator

PROGRAM = Path(__file__).resolve().parent.parent / "build" / "release" / "bin" / "attnscope"
TOLERANCE = 1e-5
TEXTS = (
    "The trophy did not fit in the suitcase because it was too big.",
    "  two  spaces,\ttabs\nand lines ",
    "Na\u00efve caf\u00e9 \u2014 it\u2019s \u4e2d\u6587, \u0928\u092e\u0938\u094d\u0924\u0947, \U0001f3c6 and 1234567890!",
    "donaudampfschifffahrtsgesellschaft I'LL don't they've <pad> [MASK] </s>",
)
TEXT_B = "Der Pokal passte nicht in den Koffer."
#: What dump calls a map, and what transformers calls it.
MAPS = {
    "attentions": "attentions",
    "encoder_attentions": "encoder_attentions",
    "decoder_attentions": "decoder_attentions",
    "cross_attentions": "cross_attentions",
}
FORMATS = {"F32": "f", "I64": "q"}

Tensors = dict[str, list[float]]


def read_safetensors(path: Path) -> Tensors:
    """Every tensor of a file that dump wrote, as flat lists."""
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    found: Tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            form = FORMATS[entry["dtype"]]
            found[name] = list(struct.unpack(f"<{(end - begin) // struct.calcsize(form)}{form}", data[begin:end]))
    return found


def ours(program: Path, model: Path, text: str, text_b: str | None) -> Tensors:
    """What attnscope's dump says."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "dump.safetensors"
        call = [str(program), "dump", "--model", str(model), "--text", text, "--out", str(out)]
        if text_b is not None:
            call += ["--text-b", text_b]
        done = subprocess.run(call, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{program.name}: {done.stderr.strip()}")
        return read_safetensors(out)


def flat(numbers: Any) -> Iterator[float]:
    """The numbers of nested lists, in order."""
    if isinstance(numbers, list):
        for each in numbers:
            yield from flat(each)
    else:
        yield numbers


class Theirs:
    """A checkpoint as transformers reads it: eager attention, 32-bit floats."""

    def __init__(self, model: Path) -> None:
        import torch
        import transformers

        self.torch = torch
        self.tokenizer = transformers.AutoTokenizer.from_pretrained(str(model), use_fast=True)
        options = {"torch_dtype": torch.float32}
        try:
            self.model = transformers.AutoModel.from_pretrained(str(model), attn_implementation="eager", **options)
        except TypeError:  # before 4.36 every attention was eager
            self.model = transformers.AutoModel.from_pretrained(str(model), **options)
        self.model.eval()
        self.two_texts = bool(self.model.config.is_encoder_decoder)

    def decoder_ids(self, text: str) -> list[int]:
        """The ids of a second text, one place later: the start token first (the last, where there is none), the last
        left out."""
        *ids, last = self.tokenizer(text)["input_ids"]
        start = self.model.config.decoder_start_token_id
        return [last if start is None else start, *ids]

    def dump(self, text: str, text_b: str | None) -> Tensors:
        found: Tensors = {"input_ids": self.tokenizer(text)["input_ids"]}
        inputs = {"input_ids": self.torch.tensor([found["input_ids"]])}
        if text_b is not None:
            found["decoder_input_ids"] = self.decoder_ids(text_b)
            inputs["decoder_input_ids"] = self.torch.tensor([found["decoder_input_ids"]])
        with self.torch.no_grad():
            answer = self.model(**inputs, output_attentions=True)
        for name, theirs in MAPS.items():
            layers = getattr(answer, theirs, None)
            if layers is not None:
                found[name] = list(flat([layer.tolist() for layer in layers]))
        return found


def differences(a: Tensors, b: Tensors) -> dict[str, str]:
    """Where the two do not agree, in words, by the tensor's name."""
    found = {name: "only one of them has it" for name in a.keys() ^ b.keys()}
    for name in sorted(a.keys() & b.keys()):
        if len(a[name]) != len(b[name]):
            found[name] = f"{len(a[name])} numbers here, {len(b[name])} there"
        elif name.endswith("ids") and a[name] != b[name]:
            at = next(i for i, pair in enumerate(zip(a[name], b[name])) if pair[0] != pair[1])
            found[name] = f"token {at + 1} is {a[name][at]} here, {b[name][at]} there"
        elif (worst := largest(a[name], b[name])) > TOLERANCE:
            found[name] = f"differ by up to {worst:.2g}"
    return found


def largest(a: list[float], b: list[float]) -> float:
    return max((abs(x - y) for x, y in zip(a, b)), default=0.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="the folder of a checkpoint")
    parser.add_argument("--text", action="append", help="a text to compare; may be given again (a few awkward ones)")
    parser.add_argument("--text-b", default=TEXT_B, help="the second text, for models that read two")
    parser.add_argument("--attnscope", type=Path, default=PROGRAM, help="the program (build/release/bin/attnscope)")
    arguments = parser.parse_args()
    if not arguments.attnscope.exists():
        parser.error(f"{arguments.attnscope} is not there; scripts/build.sh makes it")
    try:
        theirs = Theirs(arguments.model)
    except ImportError as missing:
        parser.error(f"{missing.name} is not installed; try it in an environment that has transformers and torch")
    text_b = arguments.text_b if theirs.two_texts else None
    failed = False
    for text in arguments.text or TEXTS:
        a = ours(arguments.attnscope, arguments.model, text, text_b)
        b = theirs.dump(text, text_b)
        found = differences(a, b)
        failed |= bool(found)
        worst = max((largest(a[name], b[name]) for name in MAPS if name in a and name in b), default=0.0)
        print(f"{'DIFFERS' if found else 'agrees '}  {len(a['input_ids']):4} tokens  {worst:.1e}  {text!r}")
        for name, what in found.items():
            print(f"         {name}: {what}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
