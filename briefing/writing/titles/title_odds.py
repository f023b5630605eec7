"""How well each headline of a thread names it as it stands now: a logistic model of a few measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import log
from operator import mul
from typing import NamedTuple

from briefing.writing.sentences.sentence_vectors import Vector, dot_product, normalize
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.row_headlines import odds_of_headlines
from briefing.writing.timeline.thread_timeline import TopicEvents

AGE_HOURS = 12
"""Number of hours by which ages differ that count as much as the first such hours."""


class TitleMeasures(NamedTuple):
    """What shows how well a headline names a thread.

    Attributes:
        stating: The log-odds that it states its event best.
        worth: The log-odds that its event is worth a row of the timeline.
        newer: Number of main events that began later.
        centrality: The cosine of the terms of its report and of all reports.
        age: Its age from the newest article, by a logarithm: the first hours count most.
    """

    stating: float
    worth: float
    newer: float
    centrality: float
    age: float


class RatedReport(NamedTuple):
    """A report of a thread, its event, and the log-odds that its headline is the best title."""

    report: Report
    event: Event
    odds: float


# The weights were fitted by `benchmarks/train_headlines.py` on 1,160 states of 461 threads of three replayed windows,
# of which readers marked the main events: a title states the newest one of those known by then, best in the headline
# that they chose.
WEIGHTS = TitleMeasures(stating=0.27, worth=0.34, newer=-0.83, centrality=1.11, age=-0.63)


def rated_reports(events: TopicEvents) -> list[RatedReport]:
    """Return the reports of a thread with their log-odds, the likeliest title first; the newest of equals is first."""
    rated = [
        RatedReport(report, event, round(sum(map(mul, WEIGHTS, measures)), 9))
        for report, event, measures in measured_reports(events)
    ]
    return sorted(rated, key=lambda one: (-one.odds, -one.report.article.published.timestamp(), one.report.article.id))


def measured_reports(events: TopicEvents) -> list[tuple[Report, Event, TitleMeasures]]:
    """Return the reports of a thread with their events and the measures of their headlines."""
    every = [*events.reported, *events.unlikely]
    reports = [report for event in every for report in event.reports]
    if not reports:
        return []
    end = max(report.article.published for report in reports)
    starts = [event.start for event in events.main if isinstance(event, Event)]
    centre = _centre(reports)
    return [
        (report, event, measures)
        for event in every
        for report, measures in zip(event.reports, _title_measures(event, starts, centre, end), strict=True)
    ]


def _title_measures(
    event: Event, starts: Sequence[tuple[datetime, str]], centre: Vector, end: datetime
) -> list[TitleMeasures]:
    """The measures of the headline of each report of an event.

    Args:
        event: An event of the thread.
        starts: When the main events of the thread began.
        centre: The sum of the vectors of all its reports, scaled to length 1.
        end: When its newest article was published.
    """
    stating, newer = odds_of_headlines(event), sum(start > event.start for start in starts)
    return [
        TitleMeasures(
            stating=stating[report.article.id],
            worth=event.odds,
            newer=newer,
            centrality=dot_product(report.vector, centre),
            age=log(1 + (end - report.article.published).total_seconds() / 3600 / AGE_HOURS),
        )
        for report in event.reports
    ]


def _centre(reports: Sequence[Report]) -> Vector:
    total: Vector = {}
    for report in reports:
        for term, value in report.vector.items():
            total[term] = total.get(term, 0.0) + value
    return normalize(total)
