"""Chance-corrected pattern scores, as the program defines them: 0 for an even head, 1 for a perfect one."""

from __future__ import annotations

import numpy as np


def above_chance(weights: np.ndarray, seen: np.ndarray, cells: np.ndarray) -> float:
    """Mean of (w - 1/m) / (1 - 1/m) over the cells whose row sees them and m >= 2 tokens in all; nan without any.

    weights, seen, cells [n, n]
    """
    even = 1 / seen.sum(1, keepdims=True)
    cells = cells & seen & (even < 1)
    return float(((weights - even) / np.where(even < 1, 1 - even, 1))[cells].mean()) if cells.any() else float("nan")


def scores(weights: np.ndarray, causal: bool) -> dict[str, float]:
    """Every pattern of one head. weights [n, n], n >= 2; the best column is one that half of the rows see."""
    n = len(weights)
    seen = np.tri(n, dtype=bool) if causal else np.ones((n, n), bool)
    targets = {"diagonal": np.eye(n, dtype=bool), "previous token": np.eye(n, k=-1, dtype=bool),
               "next token": np.eye(n, k=1, dtype=bool)}
    columns = [above_chance(weights, seen, np.arange(n)[None, :] == j) for j in range(n) if 2 * seen[:, j].sum() >= n]
    found = {name: above_chance(weights, seen, cells) for name, cells in targets.items()}
    return found | {"column": max(columns), "first token": columns[0]}


def entropy_bits(weights: np.ndarray) -> float:
    """Mean entropy of the rows. weights [n, n]"""
    safe = np.where(weights > 0, weights, 1.0)
    return float(-(weights * np.log2(safe)).sum(1).mean())
