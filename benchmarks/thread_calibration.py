"""Test whether the score by which words join two threads is true: `benchmarks/thread_calibration.py`.

`thread_pairs.tsv` beside this file holds pairs of threads near the threshold, from captured feeds of March 2026
and September 2023 that were grouped in steps of twelve hours. Readers who saw only the headlines labelled them. It has
numbers only: the mean product of the words, the days between the threads, the number of pairs of their articles, the
label (1: one topic; 0 also for two parts of one affair), and how many pairs of the archive the row stands for.

Prints for each year a reliability table (the mean probability and the share of pairs that are one topic, in bins of
equal size), the expected calibration error, and precision and recall of what is joined. What is shown is not this:
other models decide too, and benchmarks/calibrate.py learns how often all of them are right.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from briefing.grouping.classifier import load_classifier
from briefing.grouping.idf import Idf
from briefing.grouping.scoring import ThreadScorer
from briefing.grouping.signals import sigmoid

PAIRS_FILE = Path(__file__).with_name("thread_pairs.tsv")
BINS = 8
"""Number of bins of a reliability table: about 30 to 50 pairs in each."""


@dataclass(frozen=True)
class Pair:
    """A labelled pair of threads with its probability by the present rules."""

    year: str
    probability: float
    is_one_topic: bool
    weight: float


@dataclass(frozen=True)
class Bin:
    """A row of a reliability table: mean probability, share of one topic, and number of pairs."""

    probability: float
    share: float
    count: int


def read_pairs() -> list[Pair]:
    """Read the labelled pairs and weigh each by the present rules."""
    scorer = ThreadScorer(load_classifier("thread"), Idf({}, 0))
    pairs = []
    with PAIRS_FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            _, logit = scorer.weigh_product(float(row["product"]), float(row["pairs"]), float(row["days"]))
            probability = sigmoid(logit - scorer.classifier.threshold)
            pairs.append(Pair(row["window"], probability, row["same"] == "1", float(row["weight"])))
    return pairs


def reliability(pairs: Sequence[Pair]) -> list[Bin]:
    """Divide pairs into bins of equal size by their probability."""
    ordered = sorted(pairs, key=lambda pair: pair.probability)
    bounds = [round(n * len(ordered) / BINS) for n in range(BINS + 1)]
    table = []
    for first, last in pairwise(bounds):
        part = ordered[first:last]
        weight = sum(pair.weight for pair in part)
        probability = sum(pair.weight * pair.probability for pair in part) / weight
        share = sum(pair.weight for pair in part if pair.is_one_topic) / weight
        table.append(Bin(probability, share, len(part)))
    return table


def calibration_error(pairs: Sequence[Pair]) -> float:
    """The expected calibration error: the mean difference of probability and share, by the weight of the bins."""
    ordered = sorted(pairs, key=lambda pair: pair.probability)
    error, position = 0.0, 0
    for part in reliability(pairs):
        weight = sum(pair.weight for pair in ordered[position : position + part.count])
        position += part.count
        error += weight * abs(part.probability - part.share)
    return error / sum(pair.weight for pair in pairs)


def precision_and_recall(pairs: Sequence[Pair]) -> tuple[float, float]:
    """The share of joined pairs that are one topic, and the share of those of one topic that are joined."""
    joined = [pair for pair in pairs if pair.probability > 0.5]
    right = sum(pair.weight for pair in joined if pair.is_one_topic)
    topical = sum(pair.weight for pair in pairs if pair.is_one_topic)
    return right / sum(pair.weight for pair in joined), right / topical


def main() -> None:
    """Print the table of each year."""
    pairs = read_pairs()
    for year in sorted({pair.year for pair in pairs}):
        own = [pair for pair in pairs if pair.year == year]
        print(f"{year}: {len(own)} pairs")
        print("  probability  one topic  pairs")
        for row in reliability(own):
            print(f"  {row.probability:11.2f}  {row.share:9.2f}  {row.count:5}")
        precision, recall = precision_and_recall(own)
        print(f"  expected calibration error {calibration_error(own):.3f}")
        print(f"  joined: precision {precision:.2f}, recall {recall:.2f} of the pairs near the threshold")


if __name__ == "__main__":
    main()
