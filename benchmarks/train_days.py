"""Learn the weights of writing/timeline/named_days.py and event_days.py from labelled days; score them by window.

    python benchmarks/train_days.py THREADS.jsonl [--write]

A line of the file is a thread:

    {"window": "a name", "articles": [{"id", "title", "text", "source", "published", "lang", "url"}, ...],
     "events": [{"articles": ["id", ...], "days": ["2026-03-01", ...], "sure": true}, ...]}

"days" are those on which a reader says that the event happened, most often one; only events whose reader was sure are
learned from, and scored apart from the others. Threads made up from made_up_days.tsv, beside this program, are learned
from too, since labelled events hold few causes and plans. It prints for each window how many days are right with
weights that were learned on the others, and with --write writes the tables in briefing/writing/data from all windows.
Needs scikit-learn; gives the same tables each time.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from briefing.services.pipes import article_from_json
from briefing.writing.timeline import event_days, named_days
from briefing.writing.timeline.day_features import named_days as days_named_by
from briefing.writing.timeline.event_days import day_candidates
from briefing.writing.timeline.event_headlines import BIAS
from briefing.writing.timeline.events import day_of, plain_reports
from briefing.writing.timeline.mentions import DatedSentence, dated_sentences
from briefing.writing.timeline.named_days import DAY_SENTENCES, day_probabilities
from briefing.writing.timeline.reports import Report, read_reports, with_event_clock

DATA = Path(__file__).parents[1] / "briefing/writing/data"
NAMED_TABLE, EVENT_TABLE = DATA / "named_day_weights.txt", DATA / "event_day_weights.txt"
NAMED_HEAD = (
    "What each feature of a day that a report names (see timeline/day_features.py) adds to the log-odds that its event",
    "was on it, in hundredths. Written by benchmarks/train_days.py; do not edit.",
)
EVENT_HEAD = (
    "What each feature of a day (see timeline/event_days.py) adds to its score among the days that can be that of an",
    "event, in hundredths. Written by benchmarks/train_days.py; do not edit.",
)
NAMED_REGULARIZATION, EVENT_REGULARIZATION = 0.3, 1.0
"""Inverse strengths of the penalties on the squares of weights."""
MIN_COUNT = 5
"""Number of named days from which on a feature has a weight."""
MADE_UP = Path(__file__).with_name("made_up_days.tsv")
MADE_UP_WINDOW = "made up"
MADE_UP_START = datetime(2026, 1, 1, 15, tzinfo=UTC)
MADE_UP_GAPS = {
    "cause": ((-1, 1), (-1, 3), (-2, 2), (-3, 1), (-3, 3)),
    "alone": ((-3, 3), (-3, 4)),
    "eve": ((-1, 4), (-1, 6)),
    "main": ((-1, 1), (-1, 3), (-2, 1), (-3, 1), (-3, 2), (-3, 4)),
    "plan": ((5, 5), (4, 3), (1, 5)),
}
"""For each kind of made-up thread, the days from publication to the named day, and the number of publishers."""
FOLDS = 5
"""Number of parts of the threads; the days of each have the probabilities that were learned on the others."""

Weights = dict[str, float]


class Example(NamedTuple):
    """A labelled event."""

    window: str
    thread: int
    reports: list[Report]
    openings: dict[str, list[DatedSentence]]
    days: frozenset[date]
    is_sure: bool


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = [*map(json.loads, lines), *made_up_rows()]
    examples = [one for number, row in enumerate(rows) for one in examples_of(number, row)]
    figures = []
    for window in sorted({one.window for one in examples} - {MADE_UP_WINDOW}):
        use(*learned([one for one in examples if one.window != window]))
        figures.append(f"{window}: {scores([one for one in examples if one.window == window])}")
        print(figures[-1], flush=True)
    if "--write" in sys.argv:
        digest = hashlib.sha256(Path(sys.argv[1]).read_bytes()).hexdigest()[:16]
        notes = [f"Learned from {len(examples)} events, sha256 {digest}. Each window by the others:", *figures]
        named, choice = learned(examples)
        write(NAMED_TABLE, [*NAMED_HEAD, *notes], named)
        write(EVENT_TABLE, [*EVENT_HEAD, *notes], choice)


def made_up_rows() -> Iterable[dict[str, Any]]:
    """Yield threads of one event each, whose reports name a day: of their event, of its cause or of a plan.

    A line of the file is the kind of day, a headline and a text. The right day is the named one for "main" and
    "eve", else that of publication; days of kind "alone" and "eve" are those that only one of several reports names.
    """
    for number, line in enumerate(MADE_UP.read_text(encoding="utf-8").splitlines()):
        kind, title, text = line.split("\t")
        for turn, (gap, width) in enumerate(MADE_UP_GAPS[kind]):
            published = MADE_UP_START + timedelta(days=3 * number + turn)
            named = published + timedelta(days=gap)
            articles = [
                {
                    "id": f"a{one}",
                    "title": title.format(f"{named:%A}"),
                    "text": text.format(f"{named:%A}") if kind not in ("alone", "eve") or not one else "",
                    "source": f"Sample {one}",
                    "published": (published + timedelta(minutes=one)).isoformat(),
                    "lang": "",
                    "url": "",
                }
                for one in range(width)
            ]
            day = named if kind in ("main", "eve") else published
            event = {"articles": [f"a{one}" for one in range(width)], "days": [str(day.date())], "sure": True}
            yield {"window": MADE_UP_WINDOW, "articles": articles, "events": [event]}


def write(path: Path, head: Iterable[str], weights: Weights) -> None:
    rows = [f"{name}\t{round(100 * weight)}" for name, weight in sorted(weights.items())]
    path.write_text("\n".join([*(f"# {line}" for line in head), *rows, ""]), encoding="utf-8")


def examples_of(number: int, row: dict[str, Any]) -> Iterable[Example]:
    """Yield the labelled events of a thread."""
    articles = [article_from_json(one) for one in row["articles"]]
    sentences = dated_sentences(articles, DAY_SENTENCES)
    reports = {report.article.id: report for report in read_reports(articles, sentences)}
    openings: dict[str, list[DatedSentence]] = {}
    for sentence in sentences:
        openings.setdefault(sentence.article_id, []).append(sentence)
    for event in row["events"]:
        own = [reports[id] for id in event["articles"] if id in reports]
        own.sort(key=lambda report: (report.article.published, report.article.id))
        own = with_event_clock(own)
        days = frozenset(map(date.fromisoformat, event["days"]))
        if own:
            yield Example(row["window"], number, own, openings, days, event["sure"])


def learned(examples: Sequence[Example]) -> tuple[Weights, Weights]:
    """Return the weights of features of named days, and those of candidates, for which these are held out."""
    sure = [one for one in examples if one.is_sure]
    candidates = []
    for fold in range(FOLDS):
        weights = learned_names(one for one in sure if one.thread % FOLDS != fold)
        for one in (one for one in sure if one.thread % FOLDS == fold):
            reports = dated(one, weights)
            candidates.append((day_candidates(plain_reports(reports)[0], reports), one.days))
    return learned_names(sure), learned_choice(candidates)


def learned_names(examples: Iterable[Example]) -> Weights:
    """Return the weights of features of named days, and that of the bias."""
    rows = [
        (one.features, one.mention.first_day in example.days)
        for example in examples
        for report in example.reports
        for one in days_named_by(report.headline, opening(example, report), report.article.lang, report.local)
    ]
    counts = Counter(feature for features, _ in rows for feature in features)
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([{name: 1 for name in own if counts[name] >= MIN_COUNT} for own, _ in rows])
    model = LogisticRegression(C=NAMED_REGULARIZATION, max_iter=3000).fit(x, [is_right for _, is_right in rows])
    weights = dict(zip(vectorizer.feature_names_, map(float, model.coef_[0]), strict=True))
    return {BIAS: float(model.intercept_[0]), **weights}


def learned_choice(candidates: Sequence[tuple[Any, frozenset[date]]]) -> Weights:
    """Return the weights by which the labelled days are likeliest among their candidates."""
    known = [(own, days) for own, days in candidates if any(one.day in days for one in own)]
    vectorizer = DictVectorizer(sparse=False).fit([one.features for own, _ in known for one in own])
    groups = [
        (vectorizer.transform([one.features for one in own]), numpy.array([one.day in days for one in own]))
        for own, days in known
    ]

    def loss(weights: Any) -> tuple[float, Any]:
        total, gradient = weights @ weights / (2 * EVENT_REGULARIZATION), weights / EVENT_REGULARIZATION
        for x, is_right in groups:
            p = numpy.exp(x @ weights - (x @ weights).max())
            p /= p.sum()
            right = p[is_right].sum()
            total -= numpy.log(right)
            gradient = gradient + x.T @ (p - p * is_right / right)
        return float(total), gradient

    best = minimize(loss, numpy.zeros(len(vectorizer.feature_names_)), jac=True, method="L-BFGS-B")
    return dict(zip(vectorizer.feature_names_, map(float, best.x), strict=True))


def dated(example: Example, weights: Weights) -> list[Report]:
    """Return the reports of an event with the probabilities of the days that they name."""
    named_days.named_day_weights = lambda: weights
    return [
        replace(one, named_days=day_probabilities(one.headline, opening(example, one), one.article.lang, one.local))
        for one in example.reports
    ]


def opening(example: Example, report: Report) -> list[DatedSentence]:
    return example.openings.get(report.article.id, [])


def use(named: Weights, choice: Weights) -> None:
    """Let the code use weights."""
    named_days.named_day_weights = lambda: named
    event_days.event_day_weights = lambda: choice


def scores(examples: Sequence[Example]) -> str:
    """Return how many days are right, too late and too early."""
    texts = []
    for name, is_sure in (("sure", True), ("unsure", False)):
        counts: Counter[str] = Counter()
        for one in (one for one in examples if one.is_sure == is_sure):
            day = day_of(dated(one, named_days.named_day_weights()))
            counts["right" if day in one.days else "late" if day > max(one.days) else "early"] += 1
        size = sum(counts.values())
        right = counts["right"] / max(1, size)
        texts.append(f"{size} {name} events, right {right:.3f}, late {counts['late']}, early {counts['early']}")
    return "; ".join(texts)


if __name__ == "__main__":
    main()
