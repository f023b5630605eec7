"""Learn the weights of writing/data/event_features.toml from articles whose kind a reader labelled.

    python benchmarks/train_events.py SET.jsonl...  # trains on all sets; with two or more also on all but one

A line is {"title", "text", "source", "url", "kind"}; articles of the kind "news" report events. Of each set that was
left out, it prints the area under the ROC curve. numpy is needed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy

from briefing.writing.timeline.event_headlines import OPENING_CHARACTERS, article_parts, event_model, feature_values

RIDGE = 2.0
"""Strength of the penalty on the weights, against one standard deviation of 1."""
STEPS = 40
"""Newton steps: more than it needs."""


def main() -> None:
    sets = [examples(Path(name)) for name in sys.argv[1:]]
    for left_out, (x, y) in enumerate(sets if len(sets) > 1 else ()):
        others = [one for number, one in enumerate(sets) if number != left_out]
        print(f"{sys.argv[1 + left_out]}: AUC {area_under_curve(x @ train(others), y):.3f}")
    for name, weight in zip([*(f.name for f in event_model().features), "bias"], train(sets), strict=True):
        print(f"{name:<22}{weight:+.2f}")


def examples(path: Path) -> tuple[Any, Any]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    x = [
        [
            *feature_values(article_parts(r["title"], r["source"], (r["text"] or "")[:OPENING_CHARACTERS], r["url"])),
            True,
        ]
        for r in rows
    ]
    return numpy.array(x, float), numpy.array([r["kind"] == "news" for r in rows], float)


def train(sets: list[tuple[Any, Any]]) -> Any:
    x, y = (numpy.concatenate(parts) for parts in zip(*sets, strict=True))
    weights, ridge = numpy.zeros(x.shape[1]), RIDGE * numpy.eye(x.shape[1])
    ridge[-1, -1] = 0.0
    for _ in range(STEPS):
        p = 1 / (1 + numpy.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge
        weights += numpy.linalg.solve(hessian, x.T @ (y - p) - ridge @ weights)
    return weights


def area_under_curve(scores: Any, y: Any) -> float:
    ranks = numpy.empty(len(y))
    ranks[numpy.argsort(scores)] = numpy.arange(len(y))
    positive = y.sum()
    return float((ranks[y == 1].sum() - positive * (positive - 1) / 2) / (positive * (len(y) - positive)))


if __name__ == "__main__":
    main()
