"""Pattern scores: an even head scores nothing, a perfect one 1, whatever it may see."""

from __future__ import annotations

import importlib.util
import unittest


@unittest.skipUnless(importlib.util.find_spec("numpy") is not None, "numpy is not installed")
class Patterns(unittest.TestCase):
    def test_an_even_head_scores_nothing(self) -> None:
        import numpy as np

        from training import patterns

        for causal, weights in ((False, np.full((5, 5), 0.2)), (True, np.tri(5) / np.arange(1, 6)[:, None])):
            for name, score in patterns.scores(weights, causal).items():
                if not (causal and name == "next token"):
                    self.assertAlmostEqual(score, 0.0, msg=name)

    def test_a_perfect_head_scores_one(self) -> None:
        import numpy as np

        from training import patterns

        self.assertAlmostEqual(patterns.scores(np.eye(5), False)["diagonal"], 1.0)
        self.assertAlmostEqual(patterns.scores(np.roll(np.eye(5), -1, 0), False)["next token"], 1.0)
        back = np.eye(5, k=-1)
        back[0, 0] = 1.0  # the first row of a causal head has no choice, and does not count
        self.assertAlmostEqual(patterns.scores(back, True)["previous token"], 1.0)
        first = np.zeros((5, 5))
        first[:, 0] = 1.0
        self.assertAlmostEqual(patterns.scores(first, True)["first token"], 1.0)
        self.assertAlmostEqual(patterns.scores(first, True)["column"], 1.0)
        self.assertTrue(np.isnan(patterns.scores(first, True)["next token"]))


if __name__ == "__main__":
    unittest.main()
