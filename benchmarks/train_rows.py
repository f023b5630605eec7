"""Learn the weights of writing/timeline/row_odds.py from events that a reader labelled; score them by window.

    python benchmarks/train_rows.py THREADS.jsonl TABLES

A line of the file is a thread:

    {"window": "a name", "articles": [{"id", "title", "text", "source", "published", "lang", "url"}, ...],
     "events": [["id", ...], ...], "labels": ["row", "minor", "no", "foreign", "twice:0", ...]}

"events" are lists of ids of articles, as `event_finding.find_events` made them; an event whose articles the code now
groups in another way has the label of the one that is likeliest to title it. "row" is an event that a reader of the
thread wants in a timeline of 12 rows, "minor" a trifle, "no" none, "foreign" one of another thread, "twice:0" the same
as the event at place 0. It prints the weights, and precision and recall of rows of each window with weights that were
fitted on the others. TABLES is a folder with the weights of headlines for each window, "NAME.txt", which
`train_events.py --without` learned from the other windows: with headlines that it knows, a thread would seem easier
than it is. Needs scikit-learn; gives the same weights each time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.services.pipes import article_from_json
from briefing.writing.timeline import event_headlines, row_odds
from briefing.writing.timeline.event_finding import find_events
from briefing.writing.timeline.event_headlines import weights_of
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.main_events import select_events
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.row_odds import RowMeasures, row_measures
from briefing.writing.timeline.thread_timeline import READ_SENTENCES

REGULARIZATION = 0.1
"""Inverse strength of the penalty on the weights, against one standard deviation of 1."""
EVENTS = ("row", "minor")
"""Labels of what is told twice if two events have it."""
MAX_ROWS = 12
"""Number of rows of a timeline."""


class Thread(NamedTuple):
    """The events of a thread, their measures beside more widely reported ones, and their labels."""

    window: str
    events: Sequence[Any]
    measures: Sequence[RowMeasures]
    labels: Sequence[str]


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    threads = []
    for window in sorted({row["window"] for row in rows}):
        use_table(Path(sys.argv[2]) / f"{window}.txt")
        threads += [thread_of(row) for row in rows if row["window"] == window]
    for window in sorted({thread.window for thread in threads}):
        use(trained(thread for thread in threads if thread.window != window))
        print(f"{window}: {scores([thread for thread in threads if thread.window == window])}")
    use(trained(threads))
    print(f"BIAS = {row_odds.BIAS:.2f}")
    for name, weight in row_odds.WEIGHTS._asdict().items():
        print(f"{name:<12}{weight:+.2f}")
    print(f"all, with these weights: {scores(threads)}")


def use_table(path: Path) -> None:
    """Let the code judge headlines by a table."""
    weights = weights_of(path.read_text(encoding="utf-8"))
    event_headlines.event_weights = lambda: weights
    event_headlines._likelihood.cache_clear()


def thread_of(row: dict[str, Any]) -> Thread:
    """Return a labelled thread."""
    articles = [article_from_json(one) for one in row["articles"]]
    events = find_events(read_reports(articles, dated_sentences(articles, READ_SENTENCES)))
    measures = list(row_measures(events))
    for place, one in enumerate(events):
        wider = [other for other in one.likeness if _width(other) > _width(one)]
        repeated = max((one.likeness[other] for other in wider), default=0.0)
        measures[place] = measures[place]._replace(repetition=repeated)
    return Thread(row["window"], events, measures, labels_of(events, row))


def _width(event: Event) -> tuple[int, float]:
    """What orders events, those that many publishers report last, of equals the first one."""
    return len(event.publishers), -event.start[0].timestamp()


def labels_of(events: Sequence[Event], row: dict[str, Any]) -> list[str]:
    """Return the label of each event: that of the report which is likeliest to title it.

    Of several events with one labelled event, or with those that are the same as it, the others than the largest one
    are "twice".
    """
    place_of = {id: place for place, ids in enumerate(row["events"]) for id in ids}
    labels: list[str] = row["labels"]
    places = [_labelled_event(event, place_of, labels) for event in events]
    largest: dict[int, int] = {}
    for number, place in enumerate(places):
        if place is not None and len(events[number].reports) > len(events[largest.get(place, number)].reports):
            largest[place] = number
        if place is not None:
            largest.setdefault(place, number)
    found = []
    for number, place in enumerate(places):
        label = "" if place is None else labels[place].split(":")[0]
        found.append("twice" if place is not None and label in EVENTS and largest[place] != number else label)
    return found


def _labelled_event(event: Event, place_of: dict[str, int], labels: Sequence[str]) -> int | None:
    """The place of the labelled event that an event is, the one that it repeats in its stead; None: it has no label."""
    title = max(event.reports, key=lambda report: report.likelihood * report.headline.quality)
    ids = [title.article.id, *(report.article.id for report in event.reports)]
    place = next((place_of[id] for id in ids if id in place_of), None)
    while place is not None and labels[place].startswith("twice:") and int(labels[place][6:]) != place:
        place = int(labels[place][6:])
    return place


def trained(threads: Iterable[Thread]) -> Pipeline:
    """Return a model of the labelled events of threads."""
    pairs = [
        (measures, label == "row")
        for thread in threads
        for measures, label in zip(thread.measures, thread.labels, strict=True)
        if label not in ("", "skip")
    ]
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION, max_iter=1000))
    return pipeline.fit([list(map(float, measures)) for measures, _ in pairs], [is_row for _, is_row in pairs])


def use(model: Pipeline) -> None:
    """Let the code use the weights of a model."""
    scaler, logistic = (step for _, step in model.steps)
    weights = logistic.coef_[0] / scaler.scale_
    row_odds.WEIGHTS = RowMeasures(*map(float, weights))
    row_odds.BIAS = float(logistic.intercept_[0] - weights @ scaler.mean_)


def scores(threads: Sequence[Thread]) -> str:
    """Return what the rows of threads are: precision, recall, and the shares of the labels."""
    counts: Counter[str] = Counter()
    for thread in threads:
        label_of = {id(event): label for event, label in zip(thread.events, thread.labels, strict=True)}
        for event, measures in zip(thread.events, thread.measures, strict=True):
            event.odds = row_odds.row_odds(measures._replace(repetition=0.0))
        counts.update(label_of[id(event)].split(":")[0] for event in select_events(thread.events, MAX_ROWS))
    size = max(1, sum(counts.values()))
    wanted = max(1, sum(label == "row" for thread in threads for label in thread.labels))
    shares = ", ".join(f"{label or 'unlabelled'} {count / size:.2f}" for label, count in counts.most_common())
    return f"{size} rows, precision {counts['row'] / size:.2f}, recall {counts['row'] / wanted:.2f} ({shares})"


if __name__ == "__main__":
    main()
