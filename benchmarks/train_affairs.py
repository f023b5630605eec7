"""Train the weights by which threads are parts of affairs, print them as a table, and score them.

    python benchmarks/train_affairs.py TRAIN.jsonl... [--score OTHER.jsonl...]

Each line of a set is an article with a "thread_path", the labels of its topic from the largest to the smallest. The
sets are grouped by the present rules; pairs of threads with the same first label are examples. For each set it prints
precision and recall of pairs of articles in one affair, of threads alone and with affairs. Put the table into
briefing/grouping/weights.toml. Needs numpy and scikit-learn; gives the same weights every time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from train_grouping import REGULARIZATION, Rows

from briefing.grouping.affair_comparer import AffairComparer
from briefing.grouping.affairs import size_order
from briefing.grouping.features import extract_features
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.plan import place_articles
from briefing.grouping.signals import AFFAIR_SIGNALS
from briefing.grouping.standalone import EmptyArchive, homes_without_store
from briefing.grouping.story_grouper import StoryGrouper, resolve_placements
from briefing.grouping.thread_grouper import ThreadGrouper
from briefing.services.pipes import article_from_json
from briefing.text.publishers.house_phrase_learning import without_own_phrases

SET_WEIGHT = 1000.0
"""Weight of each set, whatever its size."""
MAX_PAIR_WEIGHT = 20
"""Number of pairs of articles up to which a pair of threads gains weight, as its square root."""


def rows_by_time(path: Path) -> Rows:
    """The rows of a set in order of time."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted(rows, key=lambda row: (article_from_json(row).published, str(row["id"])))


def roots(rows: Rows) -> dict[str, str]:
    """The first label of each article; one without a label stands alone."""
    return {str(row["id"]): (row.get("thread_path") or [row.get("thread") or f"alone {row['id']}"])[0] for row in rows}


def examples(rows: Rows) -> tuple[list[tuple[float, ...]], list[bool], list[float]]:
    """The signals of compared pairs of threads, whether both are one affair, and the weight of each pair."""
    articles = without_own_phrases([article_from_json(row) for row in rows])
    features = [extract_features(one) for one in sorted(articles, key=lambda one: (one.published, one.id))]
    counts = Counter(term for one in features for term in one.terms)
    stories = StoryGrouper(EmptyArchive(), Idf(counts, len(features)))
    thread_idf = Idf(counts, len(features), THREAD_PRIOR_COUNT)
    threads = ThreadGrouper(EmptyArchive(), thread_idf)
    place_articles(features, stories, threads, Idf(counts, len(features)))
    thread_of = {place.child: place.parent for place in resolve_placements(threads.placements, threads.index)}
    root_of, labels = roots(rows), defaultdict[str, Counter[str]](Counter)
    for place in resolve_placements(stories.placements, stories.index):
        labels[thread_of[place.parent]][root_of[place.child]] += 1
    pairs = {
        tuple(sorted({threads.index.resolve(one), threads.index.resolve(name)}, key=size_order))
        for one, others in threads.compared_threads.items()
        for name in others
    }
    comparer = AffairComparer(thread_idf)
    values, right, weights = [], [], []
    for part, affair in sorted((pair for pair in pairs if len(pair) == 2), key=lambda pair: [one.id for one in pair]):
        if signals := comparer.signals(part, affair):
            own, other = labels[part.id], labels[affair.id]
            agreement = sum(count * other[label] for label, count in own.items()) / (own.total() * other.total())
            weight = min(MAX_PAIR_WEIGHT, own.total() * other.total()) ** 0.5
            values += [signals, signals]
            right += [True, False]
            weights += [weight * agreement, weight * (1 - agreement)]
    return values, right, [weight * SET_WEIGHT / sum(weights) for weight in weights]


def pair_scores(rows: Rows) -> str:
    """Precision and recall of pairs of articles with one first label: of threads, and of affairs."""
    gold, homes = roots(rows), homes_without_store([article_from_json(row) for row in rows])
    lines = []
    for level in ("thread", "affair"):
        found = {id: str(getattr(home, level)) for id, home in homes.items()}
        both = Counter((found[id], gold[id]) for id in gold)
        hits, made, true = (
            sum(n * (n - 1) // 2 for n in Counter(labels).values())
            for labels in (both.elements(), found.values(), gold.values())
        )
        lines.append(f"{level}s {hits / made if made else 1.0:.3f} / {hits / true if true else 1.0:.3f}")
    return ", ".join(lines)


def train(sets: Sequence[Rows]) -> LogisticRegression:
    """Train the model; every set has the same weight."""
    values: list[Any] = []
    right: list[bool] = []
    weights: list[float] = []
    for rows in sets:
        for target, more in zip((values, right, weights), examples(rows), strict=True):
            target += more
    model = LogisticRegression(C=REGULARIZATION, max_iter=5000)
    return model.fit(np.array(values), np.array(right), sample_weight=np.array(weights))


def main() -> int:
    names = [name for name in sys.argv[1:] if name != "--score"]
    split = sys.argv.index("--score") - 1 if "--score" in sys.argv else len(names)
    model = train([rows_by_time(Path(name)) for name in names[:split]])
    print(f"[affair]\nintercept = {model.intercept_[0]:.2f}\n[affair.weights]")
    print("\n".join(f'"{name}" = {weight:.2f}' for name, weight in zip(AFFAIR_SIGNALS, model.coef_[0], strict=True)))
    for name in names:
        print(f"# {Path(name).stem}, present weights, pairs P / R: {pair_scores(rows_by_time(Path(name)))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
