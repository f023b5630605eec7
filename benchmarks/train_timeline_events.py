"""Train the weights by which timelines join events that are one happening; score them by thread.

    python benchmarks/train_timeline_events.py THREADS.jsonl

A line of the file is a thread, labelled by a reader:

    {"thread": "a name", "articles": [{"id", "title", "text", "source", "published", "lang", "url"}, ...],
     "events": [["id", ...], ...], "pairs": [[0, 1, true], ...]}

"events" are lists of ids of articles that report the same in similar words, as timelines first cluster them; a pair has
the places of two of them, and whether both are one happening. Pairs of which the reader is not sure are left out. It
prints the weights of briefing/writing/timeline/event_odds.py, and precision and recall of pairs: those of each of eight
parts of the threads with weights that were trained on the others. Needs scikit-learn; gives the same weights each time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.services.pipes import article_from_json
from briefing.writing.timeline.event_finding import MIN_COSINE, MIN_REPETITION
from briefing.writing.timeline.event_odds import are_other_events, compared, repetition_measures
from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.linkage import NEVER, clusters_of
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.reports import read_reports

REGULARIZATION = 0.3
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""
FOLDS = 8
"""Number of parts of the threads; each is scored with weights that were trained on the others."""
DATED_SENTENCES = 8
"""Number of sentences of an article that can name a day."""
NAMES = ("COSINE", "SHARE", "DAYS", "GAP", "SAME_PUBLISHER")


class Pair(NamedTuple):
    """Two events of a thread, by their places, and what is known of them."""

    one: int
    other: int
    measures: tuple[float, ...]
    is_other: bool
    label: bool


Pairs = list[Pair]


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    threads = [pairs_of(json.loads(line)) for line in lines]
    pairs = [pair for thread in threads for pair in thread]
    print(f"{len(threads)} threads, {len(pairs)} pairs, {sum(pair.label for pair in pairs)} one happening")
    scaler, model = (step for _, step in trained(pairs).steps)
    weights = model.coef_[0] / scaler.scale_
    print(f"SAME_BIAS {model.intercept_[0] - weights @ scaler.mean_:+.2f}")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name}_WEIGHT {weight:+.2f}")
    joined = [pair for fold in range(FOLDS) for pair in joined_pairs(threads, fold)]
    right, positive = sum(pair.label for pair in joined), sum(pair.label for pair in pairs)
    print(f"by thread: precision {right / max(1, len(joined)):.2f}, recall {right / max(1, positive):.2f}")


def pairs_of(row: dict[str, Any]) -> Pairs:
    """Return the labelled pairs of events of a thread."""
    articles = [article_from_json(one) for one in row["articles"]]
    by_id = {one.article.id: one for one in read_reports(articles, dated_sentences(articles, DATED_SENTENCES))}
    reports = [sorted((by_id[id] for id in ids), key=lambda one: one.article.published) for ids in row["events"]]
    compared_events = [compared(Event(day_of(group), group)) for group in reports]
    return [
        Pair(
            one,
            other,
            repetition_measures(compared_events[one], compared_events[other]),
            are_other_events(compared_events[one], compared_events[other]),
            bool(label),
        )
        for one, other, label in row["pairs"]
    ]


def trained(pairs: Pairs) -> Pipeline:
    """Return a model of the pairs."""
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION))
    return pipeline.fit([pair.measures for pair in pairs], [pair.label for pair in pairs])


def joined_pairs(threads: Sequence[Pairs], fold: int) -> Pairs:
    """Return the pairs of the threads of one part that a model of the other threads joins."""
    model = trained([pair for place, thread in enumerate(threads) if place % FOLDS != fold for pair in thread])
    return [pair for thread in threads[fold::FOLDS] if thread for pair in linked(thread, model)]


def linked(pairs: Pairs, model: Pipeline) -> Pairs:
    """Return the pairs of a thread whose events average linkage joins."""
    values: list[dict[int, float]] = [{} for _ in range(1 + max(max(pair.one, pair.other) for pair in pairs))]
    for pair, (_, probability) in zip(pairs, model.predict_proba([pair.measures for pair in pairs]), strict=True):
        value = NEVER if pair.is_other else float(probability) if pair.measures[0] >= MIN_COSINE else 0.0
        values[pair.one][pair.other] = values[pair.other][pair.one] = value
    cluster = {place: number for number, places in enumerate(clusters_of(values, MIN_REPETITION)) for place in places}
    return [pair for pair in pairs if cluster[pair.one] == cluster[pair.other]]


if __name__ == "__main__":
    main()
