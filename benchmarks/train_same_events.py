"""Learn the weights by which two reports are of one happening, from pairs that readers labelled; score them by window.

    python benchmarks/train_same_events.py TOPICS.jsonl [TABLES]

A line of the file is a topic:

    {"window": "a name", "articles": [{"id", "title", "text", "source", "published", "lang", "url"}, ...],
     "pairs": [["id", "id", "s"], ...]}

"s" is a pair of reports of one happening, which one row of a timeline would tell; every other label is none: "u" for
what follows up on it without an event of its own, "t" for another happening of the topic, "p" and "x" for others. It
prints the weights of writing/timeline/report_pairs.py and, for each window with weights that were learned on the
others, the average precision of pairs, and precision and recall of those that clusters join ("u" left out). TABLES is a
folder with the weights of headlines for each window, "NAME.txt", which `train_events.py --without` learned from the
other windows: whether a headline that it knows reports an event would seem surer than it is. made_up_pairs.tsv, beside
this file, has more pairs to learn from, of kinds that news have too rarely: two countries, exchanged sides, steps of an
affair on two days. They are in no score. Needs scikit-learn; gives
the same weights each time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from linear_weights import bias_and_weights
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.services.pipes import article_from_json
from briefing.writing.timeline import event_headlines
from briefing.writing.timeline.event_headlines import weights_of
from briefing.writing.timeline.linkage import clusters_of
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.report_pairs import PairSignals, pair_signals, same_event_probabilities
from briefing.writing.timeline.reports import Report, read_reports
from briefing.writing.timeline.thread_timeline import READ_SENTENCES

MADE_UP = Path(__file__).with_name("made_up_pairs.tsv")
REGULARIZATION = 0.1
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""
SAME, FOLLOW_UP = "s", "u"
MADE_UP_DAY = datetime(2026, 3, 11)
"""A Wednesday, on which the first report of a made-up pair is published."""


def made_up_topics() -> list[Topic]:
    """Return pairs of reports of our own: lines of a label, hours between them, and a headline and text of each."""
    topics = []
    for number, line in enumerate(MADE_UP.read_text(encoding="utf-8").splitlines()):
        label, hours, *texts = line.split("\t")
        articles = [
            {
                "id": id,
                "title": title,
                "text": text,
                "source": f"Sample {id}",
                "lang": "en",
                "url": "",
                "published": when,
            }
            for id, title, text, when in (
                ("a", *texts[:2], f"{MADE_UP_DAY + timedelta(hours=8):%Y-%m-%dT%H:00:00Z}"),
                ("b", *texts[2:], f"{MADE_UP_DAY + timedelta(hours=8 + int(hours)):%Y-%m-%dT%H:00:00Z}"),
            )
        ]
        topics.append(topic_of({"window": f"made up {number}", "articles": articles, "pairs": [["a", "b", label]]}))
    return topics


class Topic(NamedTuple):
    """The reports of a topic, the signals of their pairs, and the labels of some."""

    window: str
    reports: Sequence[Report]
    signals: dict[tuple[int, int], PairSignals]
    labels: dict[tuple[int, int], str]


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    windows = sorted({row["window"] for row in rows})
    topics = []
    for window in windows:
        if len(sys.argv) > 2:
            use_table(Path(sys.argv[2]) / f"{window}.txt")
        topics += [topic_of(row) for row in rows if row["window"] == window]
    made_up = made_up_topics()
    count = sum(len(topic.labels) for topic in topics)
    same = sum(label == SAME for topic in topics for label in topic.labels.values())
    print(f"{len(topics)} topics, {count} pairs, {same} of one happening")
    for window in windows:
        model = trained([*made_up, *(topic for topic in topics if topic.window != window)])
        print(f"{window}: {scores([topic for topic in topics if topic.window == window], model)}")
    bias, weights = bias_and_weights(trained([*made_up, *topics]))
    print(f"BIAS = {bias:.2f}")
    for name, weight in zip(PairSignals._fields, weights, strict=True):
        print(f"    {name}={weight:.2f},")


def use_table(path: Path) -> None:
    """Let the code judge headlines by a table."""
    weights = weights_of(path.read_text(encoding="utf-8"))
    event_headlines.event_weights = lambda: weights
    event_headlines._likelihood.cache_clear()


def topic_of(row: dict[str, Any]) -> Topic:
    """Return a labelled topic."""
    articles = [article_from_json(one) for one in row["articles"]]
    reports = read_reports(articles, dated_sentences(articles, READ_SENTENCES))
    place_of = {report.article.id: place for place, report in enumerate(reports)}
    labels = {
        (min(places), max(places)): label
        for one, other, label in row["pairs"]
        if len(places := {place_of[id] for id in (one, other) if id in place_of}) == 2
    }
    return Topic(row["window"], reports, pair_signals(reports), labels)


def trained(topics: Iterable[Topic]) -> Pipeline:
    """Return a model of the labelled pairs of topics."""
    pairs = [
        (topic.signals[places], label == SAME)
        for topic in topics
        for places, label in topic.labels.items()
        if places in topic.signals
    ]
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION, max_iter=1000))
    return pipeline.fit([signals for signals, _ in pairs], [is_same for _, is_same in pairs])


def scores(topics: Sequence[Topic], model: Pipeline) -> str:
    """Return how well a model tells the labelled pairs of topics, and the clusters that the product makes with it."""
    bias, weights = bias_and_weights(model)
    odds: list[float] = []
    truth: list[bool] = []
    joined = dict.fromkeys((True, False), 0)
    for topic in topics:
        known = same_event_probabilities(topic.reports, bias, weights)
        odds += [known[one].get(other, 0.0) for one, other in topic.labels]
        truth += [label == SAME for label in topic.labels.values()]
        cluster_of = {place: n for n, places in enumerate(clusters_of(known).members) for place in places}
        for (one, other), label in topic.labels.items():
            if label != FOLLOW_UP and cluster_of[one] == cluster_of[other]:
                joined[label == SAME] += 1
    ranked = [max(-1.0, value) for value in odds]
    return (
        f"{len(truth)} pairs, average precision {average_precision_score(truth, ranked):.3f}; "
        f"joined: precision {joined[True] / max(1, sum(joined.values())):.2f}, recall {joined[True] / sum(truth):.2f}"
    )


if __name__ == "__main__":
    main()
