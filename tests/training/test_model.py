"""The transformer: what a causal one cannot see, heads made uniform, what is written and read back."""

from __future__ import annotations

import importlib.util
import tempfile
import unittest
from pathlib import Path

HAS_TORCH = importlib.util.find_spec("torch") is not None
IDS = [[5, 6, 7, 8, 9]]


@unittest.skipUnless(HAS_TORCH, "torch is not installed")
class Model(unittest.TestCase):
    def setUp(self) -> None:
        import torch

        torch.manual_seed(1)

    def test_a_causal_model_does_not_see_what_comes(self) -> None:
        import torch

        from training.model import Reader

        for causal in (True, False):
            model = Reader(20, causal).eval()
            with torch.no_grad():
                one = model(torch.tensor(IDS))
                other = model(torch.tensor([[5, 6, 7, 8, 4]]))
            same = torch.allclose(one.last[:, :4], other.last[:, :4], atol=1e-6)
            self.assertEqual(same, causal)
            ahead = one.weights[1].triu(1).abs().max().item()
            self.assertEqual(ahead == 0, causal)

    def test_a_head_made_uniform_looks_at_every_word_alike(self) -> None:
        import torch

        from training.model import Reader

        model = Reader(20).eval()
        model.layers[0].uniform = (1,)
        with torch.no_grad():
            weights = model(torch.tensor(IDS)).weights[0][0]
        self.assertTrue(torch.allclose(weights[1], torch.full((5, 5), 0.2)))
        self.assertFalse(torch.allclose(weights[0], torch.full((5, 5), 0.2)))

    def test_written_and_read_back_it_is_the_same_to_half_precision(self) -> None:
        import torch

        from training import export
        from training.model import Reader
        from training.wordpiece import SPECIAL

        vocabulary = SPECIAL + [chr(ord("a") + i) for i in range(17)]
        for causal in (True, False):
            model = Reader(len(vocabulary), causal)
            with tempfile.TemporaryDirectory() as folder:
                export.write(model, vocabulary, Path(folder))
                read, tokenizer = export.read(Path(folder))
            self.assertEqual(read.causal, causal)
            self.assertEqual(tokenizer.vocabulary, vocabulary)
            self.assertTrue(torch.allclose(read.token, model.token, atol=1e-3))


@unittest.skipUnless(HAS_TORCH, "torch is not installed")
class Batches(unittest.TestCase):
    def test_questions_are_answered_by_the_words_they_mean(self) -> None:
        import numpy as np

        from training.batches import stream
        from training.corpus import make
        from training.language import Mix
        from training.grammar import AFTER, BEFORE, SELF
        from training.wordpiece import PAD

        batch = next(stream(make(200, 7, Mix(core=3.0)), 1, 9000))
        for text, at, answer, head in batch.places.tolist():
            self.assertNotEqual(int(batch.original[text, answer]), PAD)
            if head in (BEFORE, AFTER, SELF):
                self.assertEqual(answer - at, {BEFORE: -1, AFTER: 1, SELF: 0}[head])
        self.assertTrue(np.all(batch.questions[:, 1].numpy() != batch.questions[:, 2].numpy()))


if __name__ == "__main__":
    unittest.main()
