"""How well articles are grouped: BCubed and pairwise F1 (Bagga and Baldwin 1998; Amigo et al. 2009)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def bcubed(gold: Sequence[str], ours: Sequence[str]) -> float:
    """BCubed F1 of two labelings of the same articles."""
    golds, made, both = Counter(gold), Counter(ours), Counter(zip(gold, ours, strict=True))
    precision = sum(n * n / made[mine] for (_, mine), n in both.items()) / len(gold)
    recall = sum(n * n / golds[true] for (true, _), n in both.items()) / len(gold)
    return _harmonic(precision, recall)


def pairwise(gold: Sequence[str], ours: Sequence[str]) -> float:
    """F1 of the pairs of articles that are put together."""
    hits, made, wanted = (
        sum(n * (n - 1) // 2 for n in Counter(labels).values())
        for labels in (list(zip(gold, ours, strict=True)), ours, gold)
    )
    return _harmonic(hits / made if made else 1.0, hits / wanted if wanted else 1.0)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
