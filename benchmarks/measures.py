"""Measures of clusterings: BCubed and pairwise precision, recall and F1 (Bagga and Baldwin 1998; Amigo et al. 2009)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

RESAMPLES = 200
"""Number of resamplings of an interval: the ends of a 95 % interval are each the mean of ten."""


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def bcubed(gold: Sequence[str], predicted: Sequence[str]) -> Score:
    """Return BCubed precision and recall.

    Args:
        gold: The true label of each article.
        predicted: The label that grouping gave each article, in the same order.
    """
    gold_sizes, sizes, shared = Counter(gold), Counter(predicted), Counter(zip(gold, predicted, strict=True))
    precision = sum(n * n / sizes[label] for (_, label), n in shared.items()) / len(gold)
    recall = sum(n * n / gold_sizes[label] for (label, _), n in shared.items()) / len(gold)
    return Score(precision, recall)


def pairwise(gold: Sequence[str], predicted: Sequence[str]) -> Score:
    """Return precision and recall over all pairs of articles with the same label; arguments as for `bcubed`."""
    hits, joined, true = (
        sum(n * (n - 1) // 2 for n in Counter(labels).values())
        for labels in (list(zip(gold, predicted, strict=True)), predicted, gold)
    )
    return Score(hits / joined if joined else 1.0, hits / true if true else 1.0)


def bcubed_interval(gold: Sequence[str], predicted: Sequence[str]) -> tuple[float, float]:
    """Return the 95 % interval of BCubed F1 by the bootstrap over true groups; arguments as for `bcubed`.

    Precision and recall of each article stay as they are in the whole set; the true groups are drawn with replacement.
    """
    gold_sizes, sizes, shared = Counter(gold), Counter(predicted), Counter(zip(gold, predicted, strict=True))
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for (label, group), n in shared.items():
        parts = (n, n * n / sizes[group], n * n / gold_sizes[label])
        sums[label] = [total + part for total, part in zip(sums[label], parts, strict=True)]
    groups, random = list(sums.values()), Random(0)
    scores = []
    for _ in range(RESAMPLES):
        count, precision, recall = map(sum, zip(*random.choices(groups, k=len(groups)), strict=True))
        scores.append(Score(precision / count, recall / count).f1)
    scores.sort()
    return scores[round(RESAMPLES * 0.025)], scores[round(RESAMPLES * 0.975) - 1]
