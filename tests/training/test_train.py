"""Training is the same run again, whether it was stopped on the way or not."""

from __future__ import annotations

import importlib.util
import random
import tempfile
import unittest
from pathlib import Path

HAS_TORCH = importlib.util.find_spec("torch") is not None


class Stopped(Exception):
    """Somebody stopped the run."""


@unittest.skipUnless(HAS_TORCH, "torch is not installed")
class Train(unittest.TestCase):
    def test_a_run_that_was_stopped_ends_as_one_that_was_not(self) -> None:
        import torch

        from training.corpus import make
        from training.language import Language
        from training.train import Stage, train

        torch.set_num_threads(1)
        vocabulary = len(Language(random.Random(0)).tokenizer().vocabulary)
        corpora = [make(200, seed, 3.0, 0.02) for seed in (2, 3)]
        stop = True

        def second():
            if stop:
                raise Stopped
            return corpora[1]

        stages = [Stage(lambda: corpora[0], 4), Stage(second, 3)]
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaises(Stopped):
                train(stages, vocabulary, 1, Path(folder) / "stopped.pt", every=2)
            stop = False
            resumed = train(stages, vocabulary, 1, Path(folder) / "stopped.pt", every=2)
            whole = train(stages, vocabulary, 1, Path(folder) / "whole.pt", every=2)
        for name, value in whole.state_dict().items():
            self.assertTrue(torch.equal(value, resumed.state_dict()[name]), name)


if __name__ == "__main__":
    unittest.main()
