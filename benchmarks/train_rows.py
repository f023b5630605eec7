"""Learn the weights of writing/timeline/row_odds.py from threads that readers made into timelines; score each window.

    python benchmarks/train_rows.py THREADS.jsonl TABLES

A line of the file is a thread:

    {"window": "a name", "articles": [{"id", "title", "text", "source", "published", "lang", "url"}, ...],
     "lines": [["A", "id", ...], ...]}

A line of the timeline has a letter and the ids of its articles: "A" is an event that the timeline must tell, "B" one
that it may tell, "N" what is no event, "X" what is of another topic; an article in none has no label. It prints the
weights, and for each window, with weights that were learned on the others, what the selected rows are. TABLES is a
folder with the weights of headlines for each window, "NAME.txt", which `train_events.py --without` learned from the
other windows: with headlines that it knows, a thread would seem easier than it is. Needs scikit-learn; gives the same
weights each time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from linear_weights import bias_and_weights
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.model.threads import MAX_MAIN_EVENTS
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
ROW_SHARES = {"A": 1.0, "B": 0.5}
"""How far an event with a letter is worth a row; others are not."""
Line = tuple[str, int]
"""The letter of a line of a timeline, and its place."""


class Labelled(NamedTuple):
    """An event with its measures beside more widely reported ones, and its label; "" if it has none."""

    event: Event
    measures: RowMeasures
    label: str
    line: Line | None


class Thread(NamedTuple):
    """The events of a thread, the most widely reported first, and the lines that its timeline must tell."""

    window: str
    events: Sequence[Labelled]
    wanted: frozenset[Line]


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
        print(f"    {name}={weight:.2f},")
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
    lines = {id: (letter, place) for place, (letter, *ids) in enumerate(row["lines"]) for id in ids}
    wanted = frozenset(line for line in lines.values() if line[0] == "A")
    ordered = sorted(zip(events, row_measures(events), strict=True), key=lambda pair: _width(pair[0]), reverse=True)
    labelled: list[Labelled] = []
    for event, measures in ordered:
        repetition = max((event.likeness.get(one.event, 0.0) for one in labelled), default=0.0)
        line = line_of(event, lines)
        is_told = line is not None and line[0] in ROW_SHARES and line in [one.line for one in labelled]
        label = "twice" if is_told else line[0] if line else ""
        labelled.append(Labelled(event, measures._replace(repetition=repetition), label, line))
    return Thread(row["window"], labelled, wanted)


def _width(event: Event) -> tuple[int, float]:
    """What orders events, those that many publishers report last, of equals the first one."""
    return len(event.publishers), -event.start[0].timestamp()


def line_of(event: Event, lines: dict[str, Line]) -> Line | None:
    """Return the line that an event tells: that of most of its reports, of events if half of them are of one."""
    counts = Counter(lines[report.article.id] for report in event.reports if report.article.id in lines)
    told = {line: count for line, count in counts.items() if line[0] in ROW_SHARES}
    chosen = told if 2 * sum(told.values()) >= counts.total() else counts
    return max(chosen, key=lambda line: (chosen[line], -line[1]), default=None)


def trained(threads: Iterable[Thread]) -> Pipeline:
    """Return a model of the labelled events of threads; an event of a long thread counts less, a thread more."""
    examples: list[tuple[RowMeasures, bool, float]] = []
    for thread in threads:
        for one in thread.events:
            share = ROW_SHARES.get(one.label, 0.0)
            weights = {True: share, False: 1 - share} if one.label else {}
            examples += [(one.measures, is_row, w / len(thread.events) ** 0.5) for is_row, w in weights.items() if w]
    measures, is_row, weights = zip(*examples, strict=True)
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARIZATION, max_iter=1000))
    return pipeline.fit([list(map(float, one)) for one in measures], is_row, logisticregression__sample_weight=weights)


def use(model: Pipeline) -> None:
    """Let the code use the weights of a model."""
    row_odds.BIAS, weights = bias_and_weights(model)
    row_odds.WEIGHTS = RowMeasures(*weights)


def scores(threads: Sequence[Thread]) -> str:
    """Return what the selected rows of threads are, how many of the wanted events they tell, and how many are whole."""
    kinds: Counter[str] = Counter()
    told = clean = complete = 0
    for thread in threads:
        of_rows, lines = _rows_of(thread)
        kinds.update(of_rows)
        told += len(thread.wanted & lines)
        is_clean = all(kind in ("", *ROW_SHARES) for kind in of_rows)
        clean += is_clean
        complete += is_clean and thread.wanted <= lines
    shares = ", ".join(f"{kind} {kinds[kind] / kinds.total():.3f}" for kind in sorted(kinds))
    wanted = sum(len(thread.wanted) for thread in threads)
    return (
        f"{kinds.total()} rows of {len(threads)} threads: {shares}; {told / wanted:.3f} of {wanted} events told; "
        f"threads without a bad row {clean}, and with every event {complete}"
    )


def _rows_of(thread: Thread) -> tuple[list[str], set[Line]]:
    """The labels of the selected rows of a thread, those that tell an event again as "twice"; the lines they tell."""
    for one in thread.events:
        one.event.odds = row_odds.row_odds(one.measures._replace(repetition=0.0))
    selected = select_events([one.event for one in thread.events], MAX_MAIN_EVENTS)
    kinds: list[str] = []
    lines: set[Line] = set()
    for line in (one.line for one in thread.events if one.event in selected):
        kinds.append("twice" if line in lines and line[0] in ROW_SHARES else line[0] if line else "")
        lines |= {line} if line else set()
    return kinds, lines


if __name__ == "__main__":
    main()
