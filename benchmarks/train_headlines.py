"""Learn the weights of timeline/row_headlines.py and titles/title_odds.py from timelines that readers wrote.

    python benchmarks/train_headlines.py THREADS.jsonl

A line of the file is a thread:

    {"window": "a name", "articles": [{"id", "title", "text", "source", "published", "lang", "url"}, ...],
     "events": [["id", ...], ...], "main": [true, ...], "others": ["id", ...]}

"events" are lists of ids of the articles that report one happening, that whose headline states it best first; "main"
says which of them a timeline must have, "others" are articles that report none. The headline of a row is learned from
the main events that the code finds, in which the reader's first one is chosen; the title of a thread from its states
every twelve hours, whose title is to tell the newest main event known by then. It prints the weights, and how often
each choice is the reader's with weights that were fitted on the other windows. Needs scipy, which scikit-learn brings;
gives the same weights each time. Train the rows first: titles use their weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from briefing.model.articles import Article
from briefing.services.pipes import article_from_json
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.row_headlines import HeadlineMeasures, headline_measures
from briefing.writing.timeline.thread_timeline import topic_events
from briefing.writing.titles.title_odds import TitleMeasures, measured_reports

PENALTY_OF_ROWS, PENALTY_OF_TITLES = 2.0, 3.0
"""Weight of the squared weights, for measures of a standard deviation of 1."""
SHARE_OF_OTHERS = 0.25
"""Weight of another headline of the newest main event as a title, against that of the one that states it best."""
STEP = timedelta(hours=12)
MIN_REPORTS, MIN_LABELLED = 4, 0.8
"""Number of reports of a state from which on it is used, and share of them that are labelled."""
MOST = {"days_late": -0.8, "is_untimely": -3.0, "is_reaction": -2.0}
"""Upper limits of weights: readers let a preview, a reaction or a later headline stand for the act that it implies."""


class Choice(NamedTuple):
    """The measures of headlines of which one is to be chosen, and how right each one is."""

    window: str
    measures: Any
    right: Any
    weight: float


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    of_rows = [one for row in rows for one in choices_of_rows(row)]
    report("row_headlines.py", HeadlineMeasures._fields, of_rows, PENALTY_OF_ROWS)
    of_titles = [one for row in rows for one in choices_of_titles(row)]
    report("title_odds.py", TitleMeasures._fields, of_titles, PENALTY_OF_TITLES)


def report(name: str, fields: Sequence[str], choices: Sequence[Choice], penalty: float) -> None:
    """Print how often the right headline is chosen in each window, and the weights that are learned from all."""
    print(f"{name}: {len(choices)} choices")
    for window in sorted({one.window for one in choices}):
        weights = trained([one for one in choices if one.window != window], fields, penalty)
        own = [one for one in choices if one.window == window]
        hits = sum(one.right[int(np.argmax(one.measures @ weights))] == one.right.max() for one in own)
        print(f"  {window}: the reader's choice in {hits / len(own):.3f} of {len(own)}")
    for field, weight in zip(fields, trained(choices, fields, penalty), strict=True):
        print(f"  {field:<12}{weight:+.2f}")


def choices_of_rows(row: Mapping[str, Any]) -> Iterator[Choice]:
    """Yield the choices of the main events that the code finds in a thread: of its largest labelled event."""
    place_of = {id: place for place, ids in enumerate(row["events"]) for id in ids}
    main = topic_events([article_from_json(one) for one in row["articles"]]).main
    for event in (one for one in main if isinstance(one, Event) and len(one.reports) > 1):
        ids = [report.article.id for report in event.reports]
        counts = Counter(place_of[id] for id in ids if id in place_of)
        if not counts:
            continue
        best = row["events"][max(counts, key=lambda place: (counts[place], row["main"][place], -place))][0]
        if best in ids:
            right = np.array([float(id == best) for id in ids])
            yield Choice(row["window"], np.array(headline_measures(event), dtype=float), right, 1.0)


def choices_of_titles(row: Mapping[str, Any]) -> list[Choice]:
    """Return the choices of the states of a thread, which weigh less if it has many."""
    articles = sorted(map(article_from_json, row["articles"]), key=lambda article: (article.published, article.id))
    place_of = {id: place for place, ids in enumerate(row["events"]) for id in ids}
    choices = []
    for known in states_of(articles):
        newest = _newest_main(row, known, place_of)
        measured = measured_reports(topic_events(known))
        if newest is None or len(measured) < MIN_REPORTS:
            continue
        ids = [report.article.id for report, _, _ in measured]
        of_event = np.array([float(place_of.get(id) == newest) for id in ids])
        right = of_event * np.array([1.0 if id == row["events"][newest][0] else SHARE_OF_OTHERS for id in ids])
        if right.any() and sum(id in place_of or id in row["others"] for id in ids) >= MIN_LABELLED * len(ids):
            measures = np.array([measures for _, _, measures in measured], dtype=float)
            choices.append(Choice(row["window"], measures, right / right.sum(), 1.0))
    return [one._replace(weight=1 / sqrt(len(choices))) for one in choices]


def states_of(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Yield the articles that are known at seven in the morning and in the evening, each time that there are more."""
    moment = articles[0].published.replace(hour=7, minute=0, second=0, microsecond=0)
    seen = 0
    while seen < len(articles):
        known = [article for article in articles if article.published <= moment]
        if len(known) > seen:
            seen = len(known)
            yield known
        moment += STEP


def _newest_main(row: Mapping[str, Any], known: Sequence[Article], place_of: Mapping[str, int]) -> int | None:
    """The place of the main event whose first report is the newest one of those known."""
    begun: dict[int, int] = {}
    for number, article in enumerate(known):
        place = place_of.get(article.id)
        if place is not None and row["main"][place]:
            begun.setdefault(place, number)
    return max(begun, key=lambda place: begun[place], default=None)


def trained(choices: Sequence[Choice], fields: Sequence[str], penalty: float) -> Any:
    """Return the weights of a conditional logistic model of choices."""
    scale = np.vstack([one.measures for one in choices]).std(axis=0) + 1e-9
    scaled = [one._replace(measures=one.measures / scale) for one in choices]

    def loss(weights: Any) -> tuple[float, Any]:
        total, gradient = penalty * weights @ weights, 2 * penalty * weights
        for one in scaled:
            odds = one.measures @ weights
            shares = np.exp(odds - odds.max())
            shares /= shares.sum()
            total -= one.weight * (one.right * np.log(shares + 1e-12)).sum()
            gradient = gradient - one.weight * (one.measures.T @ (one.right - shares))
        return total, gradient

    limits = zip(fields, scale, strict=True)
    bounds = [(None, MOST[field] * one if field in MOST else None) for field, one in limits]
    return minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B", bounds=bounds).x / scale


if __name__ == "__main__":
    main()
