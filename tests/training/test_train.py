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
        from training.language import Language, Mix
        from training.model import Reader
        from training.train import Stage, train

        torch.set_num_threads(1)
        vocabulary = len(Language(random.Random(0)).tokenizer().vocabulary)
        corpora = [make(200, seed, Mix(core=3.0, in_pieces=0.5)) for seed in (2, 3)]
        stop = True

        def second():
            if stop:
                raise Stopped
            return corpora[1]

        def run(name: str) -> Reader:
            return train(stages, lambda: Reader(vocabulary), 1, 2e-3, Path(folder) / name, every=2)[0]

        stages = [Stage(lambda: corpora[0], 4, 12.0), Stage(second, 3, 6.0)]
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaises(Stopped):
                run("stopped.pt")
            stop = False
            resumed, whole = run("stopped.pt"), run("whole.pt")
        for name, value in whole.state_dict().items():
            self.assertTrue(torch.equal(value, resumed.state_dict()[name]), name)


if __name__ == "__main__":
    unittest.main()
