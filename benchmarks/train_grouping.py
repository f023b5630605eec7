"""Train the weights of two articles of a story and write the table of weights with a report at its head.

    pip install '.[train]'
    python benchmarks/train_grouping.py DATA [--check] > weights.toml; mv weights.toml briefing/grouping/weights.toml

DATA contains grouping/*.jsonl; the sets with stories of several rows are read. Every set has the same weight. The
models of two threads and of affairs are copied: `thread_calibration.py` tests the one, `train_affairs.py` trains the
other. The report names the data by their hashes and the libraries by their versions, and scores the weights three
times: on the sets themselves, on each set with weights of all others, and on the later part of each set with weights
of the earlier parts. Takes three minutes; gives the same table every time, byte for byte with the same rules and
libraries. With --check the exit code is 1 if its weights are not the shipped ones: train anew if a signal has changed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from measures import bcubed, bcubed_interval, pairwise
from negatives import near_misses
from sklearn.linear_model import LogisticRegression

from briefing.grouping import classifier as tables
from briefing.grouping import story_grouper, story_split, thread_grouper
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.candidates import MIN_LOOKUP_IDF
from briefing.grouping.classifier import Classifier, load_classifier, rules_version
from briefing.grouping.features import extract_features
from briefing.grouping.idf import Idf
from briefing.grouping.signals import STORY_SIGNALS, sigmoid, story_signals
from briefing.grouping.standalone import group_without_store
from briefing.grouping.story_grouper import STORY_WINDOW_HOURS
from briefing.services.pipes import article_from_json
from briefing.text.publishers.house_phrase_learning import without_own_phrases

EARLIER_SHARE = 0.6
"""Share of each set, first in time, on which weights are trained that are scored on the rest."""
NEGATIVES_SHARE = 0.3
"""Weight of the synthetic negatives of a set, relative to its true pairs."""
SET_WEIGHT = 1e4
"""Weight of each set, whatever its size."""
REGULARIZATION = 10
"""C of the logistic regression: weak regularization, for there are many pairs and few signals; not tuned."""
MAX_POSTINGS_READ = 400
"""Number of latest articles read for each term in the search for neighbours; bounds the time."""
STORY_NEIGHBOURS = 60
"""Number of nearest earlier articles with which each article is paired."""
BINS = 10
"""Number of bins of equal width of a reliability table."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Examples:
    """Pairs of articles of one set: their signals, whether they are one story, and their weights."""

    values: Any
    right: Any
    weights: Any


def rows_of(path: Path) -> Rows:
    """The rows of a set in order of time; none if no two of them are one story."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: (article_from_json(row).published, str(row["id"])))
    return rows if len(set(labels(rows))) < len(rows) else []


def labels(rows: Rows) -> list[str]:
    """The story of each row; a row without one stands alone."""
    return [str(row["story"]) if row.get("story") else f"alone {i}" for i, row in enumerate(rows)]


def neighbours(vectors: Sequence[ArticleVector], idf: Idf) -> Iterator[tuple[int, int]]:
    """Yield each article with the most similar earlier articles of the time that a story may last."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        scores: dict[int, float] = defaultdict(float)
        for term, weight in vector.word_vector.items():
            if idf[term] >= MIN_LOOKUP_IDF:
                for j in postings[term][-MAX_POSTINGS_READ:]:
                    if vector.published_hour - vectors[j].published_hour <= STORY_WINDOW_HOURS:
                        scores[j] += weight * vectors[j].word_vector[term]
        nearest = sorted(scores, key=lambda j: -scores[j])[:STORY_NEIGHBOURS]
        yield from ((i, j) for j in nearest)
        for term in vector.word_vector:
            postings[term].append(i)


def examples_of(rows: Rows) -> Examples:
    """The neighbours in a set, and near misses made of its true pairs, as grouping sees them: without house phrases."""
    articles = {one.id: one for one in without_own_phrases([article_from_json(row) for row in rows])}
    features = [extract_features(articles[str(row["id"])]) for row in rows]
    idf = Idf(Counter(term for one in features for term in one.terms), len(features))
    vectors, label = [ArticleVector(one, idf) for one in features], labels(rows)
    pairs = list(neighbours(vectors, idf))
    right = [label[i] == label[j] for i, j in pairs]
    true = [pair for pair, is_right in zip(pairs, right, strict=True) if is_right]
    negatives = list(near_misses(true, label, vectors, idf))
    values = [story_signals(vectors[i], vectors[j], idf) for i, j in pairs]
    values += [story_signals(a, b, idf) for a, b in negatives]
    weight = SET_WEIGHT / len(pairs)
    of_negatives = weight * NEGATIVES_SHARE * len(true) / max(1, len(negatives))
    weights = [weight] * len(pairs) + [of_negatives] * len(negatives)
    return Examples(np.array(values), np.array(right + [False] * len(negatives)), np.array(weights))


def train(sets: Sequence[Examples]) -> Classifier:
    """Train the model of two articles; thresholds are those of the present table."""
    learned = LogisticRegression(C=REGULARIZATION, max_iter=5000).fit(
        np.vstack([one.values for one in sets]),
        np.concatenate([one.right for one in sets]),
        sample_weight=np.concatenate([one.weights for one in sets]),
    )
    weights = tuple(round(float(weight), 3) for weight in learned.coef_[0])
    return replace(load_classifier("story"), weights=weights, intercept=round(float(learned.intercept_[0]), 3))


def use(model: Classifier) -> None:
    """Let grouping use a model of two articles instead of the shipped one."""

    def load(name: tables.ClassifierName) -> Classifier:
        return model if name == "story" else load_classifier(name)

    for module in (story_grouper, story_split, thread_grouper):
        if hasattr(module, "load_classifier"):
            module.load_classifier = load


def score(name: str, model: Classifier, rows: Rows) -> str:
    """Score a model on a set; returns a line of the report."""
    use(model)
    homes = group_without_store([article_from_json(row) for row in rows])
    gold, ours = labels(rows), [homes[str(row["id"])][0] for row in rows]
    by_article, by_pair = bcubed(gold, ours), pairwise(gold, ours)
    low, high = bcubed_interval(gold, ours)
    return (
        f"{name:<16} {by_article.precision:.3f} {by_article.recall:.3f} {by_article.f1:.3f} ({low:.3f}-{high:.3f})"
        f"   {by_pair.precision:.3f} {by_pair.recall:.3f} {by_pair.f1:.3f}"
    )


def calibration(model: Classifier, held_out: Examples) -> tuple[Any, Any, Any]:
    """The weight, the summed probability and the weight of true pairs in each bin, of the pairs of a set."""
    probability = np.array([sigmoid(model.logit(values)) for values in held_out.values.tolist()])
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    return tuple(  # type: ignore[return-value]
        np.bincount(bins, held_out.weights * factor, BINS) for factor in (1.0, probability, held_out.right)
    )


def reliability(parts: Sequence[tuple[Any, Any, Any]]) -> list[str]:
    """The lines of a reliability table over several sets, and the expected calibration error."""
    weight, probability, right = (sum(part[n] for part in parts) for n in range(3))
    error = float(np.abs(probability - right).sum() / weight.sum())
    filled = [n for n in range(BINS) if weight[n]]
    table = "  ".join(f"{probability[n] / weight[n]:.2f}:{right[n] / weight[n]:.2f}" for n in filled)
    return ["probability:share of one story", table, f"expected calibration error {error:.3f}"]


def report(paths: Mapping[str, Path], sets: Mapping[str, Rows], model: Classifier) -> Iterator[str]:
    """Yield the lines at the head of the table."""
    yield "Log-odds; what lies above a threshold is joined. [story] is written by benchmarks/train_grouping.py with"
    yield f"numpy {version('numpy')}, scikit-learn {version('scikit-learn')}, of these sets (SHA-256):"
    yield from (f"{name:<16} {sha256(paths[name].read_bytes()).hexdigest()[:16]}" for name in sets)
    header = "BCubed precision, recall, F1 (95 %); the same of pairs:"
    examples = {name: examples_of(rows) for name, rows in sets.items()}
    yield f"On the sets themselves, {header}"
    yield from (score(name, model, rows) for name, rows in sets.items())
    others = {name: train([one for other, one in examples.items() if other != name]) for name in sets}
    yield "On each set, with weights of all others:"
    yield from (score(name, others[name], rows) for name, rows in sets.items())
    yield from reliability([calibration(others[name], examples[name]) for name in sets])
    cuts = {name: int(len(rows) * EARLIER_SHARE) for name, rows in sets.items()}
    earlier = train([examples_of(rows[: cuts[name]]) for name, rows in sets.items()])
    yield "On the latest two fifths of each set, with weights of what came before:"
    yield from (score(name, earlier, rows[cuts[name] :]) for name, rows in sets.items())


def story_table(model: Classifier) -> list[str]:
    """The lines of the table of the model of two articles."""
    lines = ["[story]", f"intercept = {model.intercept:.3f}", f"threshold = {model.threshold}"]
    lines += [f"together = {model.merge_threshold}", "[story.weights]"]
    return lines + [f'"{name}" = {weight:.3f}' for name, weight in zip(STORY_SIGNALS, model.weights, strict=True)]


def main() -> int:
    """Train, score and print."""
    paths = {path.stem: path for path in sorted(Path(sys.argv[1], "grouping").glob("*.jsonl"))}
    sets = {name: rows for name, path in paths.items() if (rows := rows_of(path))}
    present = Path(tables.__file__).with_name("weights.toml").read_text(encoding="utf-8")
    model = train([examples_of(rows) for rows in sets.values()])
    changed = model != load_classifier("story")
    lines = [f"# {line}".rstrip() for line in report(paths, sets, model)]
    lines += [f'rules = "{int(rules_version()) + changed}"', "", *story_table(model), ""]
    others = re.sub(r"\A.*?(?=^(# [^\n]*\n)*\[thread\])", "", present, flags=re.DOTALL | re.MULTILINE)
    print("\n".join([*lines, others]), end="")
    return int("--check" in sys.argv and changed)


if __name__ == "__main__":
    sys.exit(main())
