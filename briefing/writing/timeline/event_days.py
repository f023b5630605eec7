"""The day of an event: one of the days that its reports name or were published on, chosen by a linear model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from math import log
from typing import NamedTuple, Protocol

from briefing.text.data_files import read_data
from briefing.text.dates.local_times import LocalTime
from briefing.writing.timeline.event_headlines import weights_of

MAX_BEFORE, MAX_AFTER = timedelta(days=6), timedelta(days=3)
"""Time before and after the local day of the first report within which a day that reports name is considered."""
ONE_DAY = timedelta(days=1)
MIN_PROBABILITY = 0.05
"""Probability below which a day that a report names is not considered."""
FORENOON_END = 10
"""Hour of the local day until which it counts how the place is known: later, few events are of the day before."""
HOURS = (0, 4, 7, 10, 14, 18)
"""Hours of the local day from which on fewer events are of the day before."""


class DatedReport(Protocol):
    """What dates a report."""

    @property
    def publisher_number(self) -> int:
        """The number of its independent publisher."""

    @property
    def local(self) -> LocalTime:
        """When it was published, where it happened."""

    @property
    def named_days(self) -> dict[date, float]:
        """The days that it names, each with the probability that the event was on it."""


class DayCandidate(NamedTuple):
    """A day that can be that of an event, with the features that speak for or against it."""

    day: date
    features: dict[str, float]


@cache
def event_day_weights() -> dict[str, float]:
    """Return what each feature of a day adds to its score, from `data/event_day_weights.txt`."""
    return weights_of(read_data("writing/event_day_weights.txt"))


def best_day(first: DatedReport, reports: Sequence[DatedReport]) -> date:
    """Return the likeliest day of an event.

    Args:
        first: Its first plain report.
        reports: All its reports.
    """
    weights = event_day_weights()

    def score(candidate: DayCandidate) -> tuple[float, int]:
        value = sum(weights.get(name, 0.0) * amount for name, amount in candidate.features.items())
        return round(value, 9), candidate.day.toordinal()

    return max(day_candidates(first, reports), key=score).day


def day_candidates(first: DatedReport, reports: Sequence[DatedReport]) -> list[DayCandidate]:
    """Return the days that can be that of an event.

    They are the local day of the first report and the one before, and those near them that reports name or were
    published on.
    """
    start = first.local.moment.date()
    naming: dict[date, dict[int, float]] = {}
    publishing: dict[date, set[int]] = {}
    for report in reports:
        publishing.setdefault(report.local.moment.date(), set()).add(report.publisher_number)
        for day, probability in report.named_days.items():
            by_publisher = naming.setdefault(day, {})
            by_publisher[report.publisher_number] = max(probability, by_publisher.get(report.publisher_number, 0.0))
    size = len({report.publisher_number for report in reports})
    total = sum(sum(sorted(own.values())) for _, own in sorted(naming.items()))
    days = {start, max(start, date.min + ONE_DAY) - ONE_DAY}
    days |= {day for day in publishing if timedelta(0) <= day - start <= MAX_AFTER}
    days |= {
        day
        for day, own in naming.items()
        if -MAX_BEFORE <= day - start <= MAX_AFTER and max(own.values()) > MIN_PROBABILITY
    }
    return [
        DayCandidate(
            day,
            _of_names(naming.get(day, {}), total)
            | {
                "published": len(publishing.get(day, ())) / size,
                "named, share": sum(sorted(naming.get(day, {}).values())) / size,
            }
            | _of_distance((start - day).days, sum(sorted(naming.get(day, {}).values())), first.local)
            | ({"earlier, one publisher": max(naming[day].values())} if size == 1 and (start - day).days > 1 else {}),
        )
        for day in sorted(days)
    ]


def _of_names(named: dict[int, float], total: float) -> dict[str, float]:
    """How many publishers name a day, as what is likely the event's, and how many name others."""
    own = sum(sorted(named.values()))
    return {
        "named": log(1 + own),
        "likeliest": max(named.values(), default=0.0),
        "others named": log(1 + max(0.0, total - own)),
    }


def _of_distance(days: int, named: float, local: LocalTime) -> dict[str, float]:
    """What the number of days before the first report says, and the hour of that one if the day is the one before."""
    if days < 0:
        return {"later": 1.0}
    if days == 0:
        return {"same day": 1.0, "same day, named": log(1 + named)}
    if days > 1:
        return {"earlier": 1.0, "earlier, days": log(days), "earlier, named": log(1 + named)}
    if not local.basis:
        return {"day before": 1.0, "day before, unknown place": 1.0}
    hour = local.moment.hour
    known = {
        "day before": 1.0,
        f"day before, from {max(limit for limit in HOURS if hour >= limit)}:00": 1.0,
        f"day before, {local.region}": 1.0,
    }
    return known | ({f"day before, by {local.basis}": 1.0} if hour < FORENOON_END else {})
