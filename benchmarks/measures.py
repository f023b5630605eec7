"""Measures of clusterings: BCubed and pairwise F1 (Bagga and Baldwin 1998; Amigo et al. 2009)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def bcubed(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """Return BCubed F1.

    Args:
        gold: The true label of each article.
        predicted: The label that grouping gave each article, in the same order.
    """
    gold_sizes, sizes, shared = Counter(gold), Counter(predicted), Counter(zip(gold, predicted, strict=True))
    precision = sum(n * n / sizes[label] for (_, label), n in shared.items()) / len(gold)
    recall = sum(n * n / gold_sizes[label] for (label, _), n in shared.items()) / len(gold)
    return _harmonic(precision, recall)


def pairwise(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """Return F1 over all pairs of articles with the same label; arguments as for `bcubed`."""
    hits, found, true = (
        sum(n * (n - 1) // 2 for n in Counter(labels).values())
        for labels in (list(zip(gold, predicted, strict=True)), predicted, gold)
    )
    return _harmonic(hits / found if found else 1.0, hits / true if true else 1.0)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
