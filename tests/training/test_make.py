"""The whole way from texts to shipped files, tiny; and the files that are shipped."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MODELS, GOLDENS = ROOT / "assets" / "models", ROOT / "tests" / "data"
PROGRAM = Path(os.environ.get("ATTNSCOPE_BUILD", ROOT / "build" / "release")) / "bin" / "attnscope"
HAS_TORCH = importlib.util.find_spec("torch") is not None


@unittest.skipUnless(HAS_TORCH, "torch is not installed")
class Quick(unittest.TestCase):
    def test_quick_run_writes_files_that_can_be_read(self) -> None:
        from training import export

        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "training.make", "--quick", "--folder", folder]
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            self.assertTrue((Path(folder) / "reader-1-mean-3-0-3-2-10" / "model.safetensors").exists())
            model, tokenizer = export.read(Path(folder) / "reader")
            self.assertEqual(len(tokenizer.vocabulary), model.token.shape[0])
            self.assertTrue((Path(folder) / "reader" / "CARD.md").read_text())
            self.assertTrue((Path(folder) / "goldens" / "00.safetensors").exists())


@unittest.skipUnless(HAS_TORCH, "torch is not installed")
class Shipped(unittest.TestCase):
    def test_shipped_files_give_the_golden_values(self) -> None:
        import numpy as np

        from training import export, look, safetensors

        for name in ("reader", "writer"):
            model, tokenizer = export.read(MODELS / name)
            for case in json.loads((GOLDENS / name / "expected.json").read_text()):
                expected = safetensors.read(GOLDENS / name / case["file"])
                self.assertEqual(tokenizer.encode(case["text"]), case["ids"])
                self.assertEqual(expected["input_ids"].tolist(), case["ids"])
                attentions = np.stack(look.attend(model, case["ids"]))
                self.assertLess(np.abs(attentions - expected["attentions"]).max(), 1e-5)

    def test_the_first_sentences_work_and_flip(self) -> None:
        from training import evaluate, export, look
        from training.heldout import read_questions

        asked = [question for question in read_questions() if question.section in ("first", "where")]
        for found in evaluate.answers_to(look.asker(*export.read(evaluate.SHIPPED)), asked):
            self.assertTrue(found.right, found.question.text)
            self.assertGreater(found.weight, 0.6, found.question.text)

    @unittest.skipUnless(PROGRAM.exists(), "the program is not built")
    def test_the_program_gives_the_same_answers(self) -> None:
        import numpy as np

        from training import evaluate, export, look, program
        from training.heldout import read_questions

        asked = [look.Ask(q.words, q.at, q.head) for q in read_questions()[::9]]
        ours = look.asker(*export.read(evaluate.SHIPPED))(asked)
        for one, expected, found in zip(asked, ours, program.asker(PROGRAM, evaluate.SHIPPED)(asked)):
            self.assertLess(np.abs(expected - found).max(), 1e-5, one)


if __name__ == "__main__":
    unittest.main()
