"""Train the weights of grouping and write them as a readable table.

    python benchmarks/train_grouping.py DATA > briefing/grouping/weights.toml

DATA contains grouping/*.jsonl; sets without "thread" in their name train the model of two articles of a story. The
model of two threads is set by hand, that of affairs is copied: `train_affairs.py` trains it. The head of the table says
how the weights score on the sets themselves, and how weights trained on the earlier part of each set score on the rest.
Needs numpy and scikit-learn; takes two minutes; gives the same weights every time.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from measures import bcubed, pairwise
from negatives import near_misses
from sklearn.linear_model import LogisticRegression

from briefing.grouping import classifier as tables
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.candidates import MIN_LOOKUP_IDF
from briefing.grouping.classifier import Classifier
from briefing.grouping.features import extract_features
from briefing.grouping.idf import STORY_PRIOR_COUNT, Idf
from briefing.grouping.signals import (
    STORY_SIGNALS,
    THREAD_SIGNALS,
    story_signals,
)
from briefing.grouping.standalone import group_without_store
from briefing.grouping.story_grouper import STORY_WINDOW_HOURS
from briefing.services.pipes import article_from_json

RULES = "5"
"""Version of the grouping rules; raise it when weights or signals change."""
THRESHOLDS = {"story": 0.4, "thread": 0.0, "affair": 0.9}
"""Log-odds above which an article or a story joins; chosen on all sets and on replayed feeds, not fitted to one set."""
MERGE_THRESHOLDS = {"story": 0.1, "thread": 0.0, "affair": 0.9}
"""Mean log-odds above which two groups merge; chosen in the same way."""
THREAD_WEIGHTS, THREAD_INTERCEPT = (30.0, -0.9), -2.1
"""The model of two threads as wholes: they are joined from a mean product of 0.07 on, more if days lie between them.

Set by hand on captured feeds of two years; no trained model of single articles came near to it there."""
ADDED_WEIGHTS = {"leads compared": 1.15}
"""Added to trained weights by hand: with leads, less agreement is enough."""
EARLIER_SHARE = 0.6
"""Share of each set, first in time, on which weights are trained that are scored on the rest."""
NEGATIVES_SHARE = 0.15
"""Weight of the synthetic negatives of a set, relative to its true pairs."""
SET_WEIGHT = 1e4
"""Weight of each set, whatever its size."""
REGULARIZATION = 10
"""C of the logistic regression: weak regularization, for there are many pairs and few signals; not tuned."""
MAX_POSTINGS_READ = 400
"""Number of latest articles read for each term in the search for neighbours; bounds the time."""
STORY_NEIGHBOURS = 60
"""Number of nearest earlier articles with which each article is paired."""
Rows = list[dict[str, Any]]


def rows_of(path: Path) -> Rows:
    """The rows of a set in order of time."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted(rows, key=lambda row: (article_from_json(row).published, str(row["id"])))


def vectors_of(rows: Rows, prior_count: float) -> tuple[list[ArticleVector], Idf]:
    """The vectors of the rows of a set, and the IDF of its terms; `prior_count` is the weight of the background."""
    features = [extract_features(article_from_json(row)) for row in rows]
    idf = Idf(Counter(term for one in features for term in one.terms), len(features), prior_count)
    return [ArticleVector(one, idf) for one in features], idf


def neighbours(
    vectors: Sequence[ArticleVector], idf: Idf, window: float | None, most: int
) -> Iterator[tuple[int, int]]:
    """Yield each article with the earlier articles most similar to it, at most `most`."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        scores: Counter[int] = Counter()
        for term, weight in vector.word_vector.items():
            if idf[term] >= MIN_LOOKUP_IDF:
                for j in postings[term][-MAX_POSTINGS_READ:]:
                    if window is None or vector.published_hour - vectors[j].published_hour <= window:
                        scores[j] += weight * vectors[j].word_vector[term]  # type: ignore[assignment]
        yield from ((i, j) for j, _ in scores.most_common(most))
        for term in vector.word_vector:
            postings[term].append(i)


def fit(values: Any, right: Any, weights: Any = None) -> LogisticRegression:
    return LogisticRegression(C=REGULARIZATION, max_iter=5000).fit(values, right, sample_weight=weights)


def labels(rows: Rows, kind: str) -> list[str]:
    return [str(row[kind]) if row.get(kind) else f"alone {i}" for i, row in enumerate(rows)]


def pairs_of(sets: Sequence[Rows]) -> LogisticRegression:
    """Train a model of pairs of articles of stories; every set has the same weight."""
    values, right, weights = [], [], []
    for rows in sets:
        vectors, idf = vectors_of(rows, STORY_PRIOR_COUNT)
        label = labels(rows, "story")
        found_pairs = list(neighbours(vectors, idf, STORY_WINDOW_HOURS, STORY_NEIGHBOURS))
        values += [story_signals(vectors[i], vectors[j], idf) for i, j in found_pairs]
        right += [label[i] == label[j] for i, j in found_pairs]
        weights += [SET_WEIGHT / len(found_pairs)] * len(found_pairs)
        true = [(i, j) for i, j in found_pairs if label[i] == label[j]]
        negatives = list(near_misses(true, label, vectors, idf))
        values += [story_signals(a, b, idf) for a, b in negatives]
        right += [False] * len(negatives)
        weight = SET_WEIGHT / len(found_pairs) * NEGATIVES_SHARE * len(true) / max(1, len(negatives))
        weights += [weight] * len(negatives)
    return fit(np.array(values), np.array(right), np.array(weights))


def as_model(signals: tuple[str, ...], learned: LogisticRegression) -> Classifier:
    weights = [
        float(weight) + ADDED_WEIGHTS.get(signal, 0.0) for signal, weight in zip(signals, learned.coef_[0], strict=True)
    ]
    return Classifier(signals, tuple(weights), float(learned.intercept_[0]), 0.0)


def table(name: str, learned: Classifier) -> list[str]:
    lines = ["", f"[{name}]", f"intercept = {learned.intercept:.3f}", f"threshold = {THRESHOLDS[name]}"]
    lines += [f"together = {MERGE_THRESHOLDS[name]}", f"[{name}.weights]"]
    return lines + [f'"{s}" = {w:.3f}' for s, w in zip(learned.signal_names, learned.weights, strict=True)]


def learn(sets: dict[str, Rows]) -> str:
    """Train all models on sets and return the table of weights."""
    of_stories = [rows for name, rows in sets.items() if "thread" not in name]
    story = as_model(STORY_SIGNALS, pairs_of(of_stories))
    thread = Classifier(THREAD_SIGNALS, THREAD_WEIGHTS, THREAD_INTERCEPT, 0.0)
    affair = tables.load_classifier("affair")
    made = {"story": story, "thread": thread, "affair": affair}
    return "\n".join(line for name, model in made.items() for line in table(name, model))


def score(weights: str, sets: dict[str, Rows]) -> list[str]:
    """Score a table of weights on sets; returns a line for each set."""
    trained = {"rules": RULES, **tomllib.loads(weights)}
    tables._weights_file = lambda: trained  # type: ignore[assignment]
    tables.load_classifier.cache_clear()
    lines = []
    for name, rows in sets.items():
        made, kind = (
            group_without_store([article_from_json(row) for row in rows]),
            "thread" if "thread" in name else "story",
        )
        ours = [made[str(row["id"])][kind == "thread"] for row in rows]
        gold = labels(rows, kind)
        lines.append(f"#   {name}: {bcubed(gold, ours):.3f} / {pairwise(gold, ours):.3f}")
    return lines


def main() -> int:
    sets = {path.stem: rows_of(path) for path in sorted(Path(sys.argv[1], "grouping").glob("*.jsonl"))}
    earlier = {name: rows[: int(len(rows) * EARLIER_SHARE)] for name, rows in sets.items()}
    later = {name: rows[int(len(rows) * EARLIER_SHARE) :] for name, rows in sets.items()}
    weights = learn(sets)
    print("# Log-odds, written by benchmarks/train_grouping.py; what lies above a threshold is joined.")
    print(f"# Trained {datetime.now(UTC).date()} on {', '.join(sets)}.")
    print("# BCubed / pairwise F1 of these weights on the same sets:")
    print("\n".join(score(weights, sets)))
    print(
        "# and on the latest two fifths of each set, of weights learned from what came before, with these thresholds:"
    )
    print("\n".join(score(learn(earlier), later)))
    print(f'rules = "{RULES}"')
    print(weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
