"""scripts/compare_with_transformers.py against the goldens: a stand-in for transformers hands out what the real one gave."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from window import PROGRAM, ROOT

DATA = ROOT / "tests/data/bert"

TORCH = """
import contextlib
float32 = None
no_grad = contextlib.nullcontext
tensor = list
"""

# Knows the texts of attention.json alone; adds OFF to its last number.
TRANSFORMERS = """
import json, os, pathlib, struct
from types import SimpleNamespace

DATA = pathlib.Path(os.environ["DATA"])
CASES = {case["text"]: case for case in json.loads((DATA / "attention.json").read_text())}

class Layer(list):
    def tolist(self):
        return list(self)

class Model:
    config = SimpleNamespace(is_encoder_decoder=False)
    def eval(self): pass
    def __call__(self, input_ids, output_attentions):
        case = next(case for case in CASES.values() if case["ids"] == input_ids[0])
        data = (DATA / case["file"]).read_bytes()
        (length,) = struct.unpack_from("<Q", data)
        begin, end = json.loads(data[8:8 + length])["attentions"]["data_offsets"]
        numbers = list(struct.unpack(f"<{(end - begin) // 4}f", data[8 + length + begin:8 + length + end]))
        numbers[-1] += float(os.environ["OFF"])
        return SimpleNamespace(attentions=[Layer(numbers)])

class AutoModel:
    @staticmethod
    def from_pretrained(folder, torch_dtype):
        return Model()

class AutoTokenizer:
    @staticmethod
    def from_pretrained(folder, use_fast):
        wrong = os.environ.get("WRONG")
        return lambda text: {"input_ids": [int(wrong)] + CASES[text]["ids"][1:] if wrong else CASES[text]["ids"]}
"""


class CompareTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.model = self.folder / "bert"
        shutil.copytree(DATA / "checkpoint", self.model)
        shutil.copy(DATA / "tokenizer.json", self.model)

    def compare(self, modules, **environment):
        for name, text in modules.items():
            (self.folder / f"{name}.py").write_text(text)
        script = ROOT / "scripts/compare_with_transformers.py"
        return subprocess.run(
            [sys.executable, "-S", "-B", script, self.model, "--attnscope", PROGRAM, "--text", "The cat sat"],
            env={**os.environ, "PYTHONPATH": str(self.folder), "DATA": str(DATA), "OFF": "0", **environment},
            capture_output=True, text=True, timeout=120)

    def test_what_agrees_is_told_with_the_largest_difference(self):
        done = self.compare({"torch": TORCH, "transformers": TRANSFORMERS})
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        self.assertRegex(done.stdout, r"^agrees +6 tokens +\d\.\de-\d\d  'The cat sat'\n$")

    def test_a_weight_that_differs_is_told(self):
        done = self.compare({"torch": TORCH, "transformers": TRANSFORMERS}, OFF="1e-3")
        self.assertEqual(done.returncode, 1)
        self.assertIn("attentions: differ by up to 0.001", done.stdout)

    def test_a_token_that_differs_is_told(self):
        done = self.compare({"torch": TORCH, "transformers": TRANSFORMERS.replace("input_ids[0])", "[2] + input_ids[0][1:])")},
                            WRONG="7")
        self.assertEqual(done.returncode, 1)
        self.assertIn("input_ids: token 1 is 2 here, 7 there", done.stdout)

    def test_without_transformers_there_is_one_line(self):
        done = self.compare({"torch": TORCH})
        self.assertEqual(done.returncode, 2)
        self.assertIn("transformers is not installed", done.stderr)


if __name__ == "__main__":
    unittest.main()
