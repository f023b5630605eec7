"""Learn how likely two articles are about one topic from labelled pairs; write the table.

    python benchmarks/train_topic_pairs.py PAIRS.jsonl [--write | --without SET TABLE]

A line of PAIRS is a pair of reports whose words resemble each other:

    {"set": "a window of time", "a": {an article}, "b": {an article}, "label": "t"}

An article is an object as `briefing group` reads it. The labels "s" (one happening), "u" (a follow-up) and "t" (another
happening of one topic) mean that a reader who follows the one wants the other in the thread; "p" (only one very large
matter) and "x" (nothing) that he does not. A line with a "text" instead of these is another report of a set: it counts
for how rare terms are.

It prints, for each set, how well weights that were learned on the others rank its pairs, and with --write writes
briefing/grouping/data/topic_pair_weights.txt from all sets. --without writes a table that was learned without a set.
Needs scikit-learn; gives the same table each time.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.topic_pairs import BIAS, HUNDREDTHS, odds_of, topic_pair_features
from briefing.services.pipes import article_from_json

TABLE = Path(__file__).parents[1] / "briefing/grouping/data/topic_pair_weights.txt"
ONE_TOPIC = "sut"
"""The labels of pairs that a reader wants in one thread."""
REGULARIZATION = 0.05
"""Inverse strength of the penalty on the squares of weights, against one standard deviation of a measure."""
STORE_STEPS = (1, 10)
"""Each pair is learned from as in a store of all articles of its set, and in one of every tenth: where there are few,
the names of a topic that fills the news are still rare."""
MIN_COUNT = 5
"""Number of labelled pairs from which on a feature has a weight."""
MIN_WEIGHT = 2
"""Hundredths of log-odds from which on a weight is written."""
HEAD = (
    "What each feature of two articles (see topic_pairs.py) adds to the log-odds that they are about one topic,",
    "in hundredths. Written by benchmarks/train_topic_pairs.py; do not edit.",
)

Name = tuple[str, str]
"""The kind and the name of a feature."""
Weights = dict[str, dict[str, float]]


class Pair(NamedTuple):
    """Two labelled articles: their set, their features, and whether they are about one topic."""

    set: str
    features: dict[Name, float]
    is_one_topic: bool


def main() -> None:
    source = Path(sys.argv[1])
    pairs = read_pairs(source)
    if "--without" in sys.argv:
        left_out, path = sys.argv[sys.argv.index("--without") + 1 :][:2]
        write(Path(path), learned([one for one in pairs if one.set != left_out]), [f"Learned without {left_out}."])
        return
    figures = []
    for name in sorted({one.set for one in pairs}):
        weights = learned([one for one in pairs if one.set != name])
        figures.append(f"{name}: {scores([one for one in pairs if one.set == name], weights)}")
        print(figures[-1], flush=True)
    if "--write" in sys.argv:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
        count, one_topic = len(pairs) // len(STORE_STEPS), sum(one.is_one_topic for one in pairs) // len(STORE_STEPS)
        size = f"{count} pairs, {one_topic} of them of one topic, sha256 {digest}."
        write(TABLE, learned(pairs), [f"Learned from {size}", "Each set by the others:", *figures])


def read_pairs(path: Path) -> list[Pair]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["set"], []).append(row)
    return [pair for name, own in sorted(rows.items()) for pair in pairs_of(name, own)]


def pairs_of(name: str, rows: list[dict[str, Any]]) -> list[Pair]:
    """Return the pairs of a set; how rare terms are is counted in all its articles."""
    articles = {one["id"]: one for row in rows for one in ((row["a"], row["b"]) if "label" in row else (row,))}
    features = {id: extract_features(article_from_json(one)) for id, one in articles.items()}
    labelled = [row for row in rows if "label" in row]
    pairs = []
    for step in STORE_STEPS:
        counted = [features[id] for id in sorted(features)][::step]
        idf = Idf(Counter(term for one in counted for term in one.terms), len(counted), THREAD_PRIOR_COUNT)
        vectors = {id: ArticleVector(one, idf) for id, one in features.items()}
        for row in labelled:
            found: dict[Name, float] = {}
            for kind, feature, value in topic_pair_features(vectors[row["a"]["id"]], vectors[row["b"]["id"]], idf):
                found[kind, feature] = found.get((kind, feature), 0.0) + value
            pairs.append(Pair(name, found, row["label"] in ONE_TOPIC))
    return pairs


def learned(pairs: list[Pair]) -> Weights:
    """Return the weights of features; measures are standardised before they are learned."""
    counts = Counter(feature for one in pairs for feature in one.features)
    known = sorted(feature for feature, count in counts.items() if count >= MIN_COUNT * len(STORE_STEPS))
    place_of = {feature: place for place, feature in enumerate(known)}
    measures = [place for place, (kind, _) in enumerate(known) if kind == "measure"]
    dense = numpy.array([[one.features.get(known[place], 0.0) for place in measures] for one in pairs])
    mean, deviation = numpy.zeros(len(known)), numpy.ones(len(known))
    mean[measures], deviation[measures] = dense.mean(0), dense.std(0)
    rows, columns, values = [], [], []
    for row, one in enumerate(pairs):
        for place in measures:
            rows.append(row)
            columns.append(place)
            values.append((one.features.get(known[place], 0.0) - mean[place]) / deviation[place])
        for feature, value in sorted(one.features.items()):
            if feature in place_of and feature[0] != "measure":
                rows.append(row)
                columns.append(place_of[feature])
                values.append(value)
    x = csr_matrix((values, (rows, columns)), (len(pairs), len(known)))
    model = LogisticRegression(C=REGULARIZATION, max_iter=1000).fit(
        x, [one.is_one_topic for one in pairs], [1 / len(STORE_STEPS)] * len(pairs)
    )
    scaled = model.coef_[0] / deviation
    weights: Weights = {BIAS: {BIAS: float(model.intercept_[0] - scaled @ mean)}}
    for (kind, name), weight in zip(known, scaled, strict=True):
        weights.setdefault(kind, {})[name] = float(weight)
    return weights


def written(weights: Weights) -> dict[Name, int]:
    """Return the weights that are written, in hundredths."""
    rounded = {
        (kind, name): round(HUNDREDTHS * weight) for kind, own in weights.items() for name, weight in own.items()
    }
    return {
        (kind, name): weight
        for (kind, name), weight in rounded.items()
        if kind in (BIAS, "measure") or abs(weight) >= MIN_WEIGHT
    }


def scores(pairs: list[Pair], weights: Weights) -> str:
    """Return how well weights tell pairs of one topic."""
    table: Weights = {kind: {} for kind in weights}
    for (kind, name), weight in written(weights).items():
        table[kind][name] = weight / HUNDREDTHS
    odds = [odds_of(((*feature, value) for feature, value in one.features.items()), table) for one in pairs]
    p = 1 / (1 + numpy.exp(-numpy.array(odds)))
    y = numpy.array([one.is_one_topic for one in pairs])
    chosen = p >= 0.5
    right = (chosen & y).sum()
    return (
        f"{len(y)} pairs, AUC {roc_auc_score(y, p):.3f}, precision {right / chosen.sum():.2f}, "
        f"recall {right / y.sum():.2f}, log loss {log_loss(y, p):.3f}"
    )


def write(path: Path, weights: Weights, notes: list[str]) -> None:
    rows = [f"{kind}\t{name}\t{weight}" for (kind, name), weight in sorted(written(weights).items())]
    path.write_text("\n".join([*(f"# {line}" for line in [*HEAD, *notes]), *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
