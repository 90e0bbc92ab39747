"""Which model is shipped."""

from __future__ import annotations

import importlib.util
import unittest

HAS_TORCH = importlib.util.find_spec("torch") is not None
ROOM = (0.3, 0.95, 0.99)


@unittest.skipUnless(HAS_TORCH, "torch is not installed")
class Choice(unittest.TestCase):
    def chosen(self, *scored: tuple[str, float, tuple[float, float, float]]) -> str:
        from training.choice import Candidate, best

        return best([Candidate(name, score, largest, 0.2) for name, score, largest in scored]).name

    def test_the_best_that_leaves_the_scale_room(self) -> None:
        self.assertEqual(self.chosen(("a", 1.7, ROOM), ("b", 1.8, ROOM)), "b")
        for sharp in ((0.4, 0.95, 0.99), (0.3, 0.98, 0.99), (0.3, 0.95, 0.9)):
            self.assertEqual(self.chosen(("a", 1.7, ROOM), ("b", 1.8, sharp)), "a", sharp)

    def test_the_best_where_none_leaves_room(self) -> None:
        self.assertEqual(self.chosen(("a", 1.7, (0.5, 0.99, 1.0)), ("b", 1.8, (0.4, 0.98, 1.0))), "b")


if __name__ == "__main__":
    unittest.main()
