"""Chance-corrected pattern scores: 0 for a uniform head, 1 for a perfect one."""

from __future__ import annotations

import numpy as np


def shifted(weights: np.ndarray, shift: int) -> float:
    """Mean over rows i of (w[i, i + shift] - 1/n) / (1 - 1/n). weights [n, n]"""
    n = len(weights)
    found = np.diagonal(weights, shift)
    return float(((found - 1 / n) / (1 - 1 / n)).mean())


def scores(weights: np.ndarray) -> dict[str, float]:
    """Every pattern of one head. weights [n, n], n >= 2"""
    n = len(weights)
    columns = (weights.mean(0) - 1 / n) / (1 - 1 / n)
    return {
        "diagonal": shifted(weights, 0),
        "previous token": shifted(weights, -1),
        "next token": shifted(weights, 1),
        "column": float(columns.max()),
        "first token": float(columns[0]),
    }


def entropy_bits(weights: np.ndarray) -> float:
    """Mean entropy of the rows. weights [n, n]"""
    safe = np.where(weights > 0, weights, 1.0)
    return float(-(weights * np.log2(safe)).sum(1).mean())
