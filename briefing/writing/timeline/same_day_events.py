"""Joins the events of one day or night that are one happening in different words, so that all publishers count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from briefing.writing.sentence_vectors import dot_product
from briefing.writing.timeline.event_odds import Happening, happening, repeats, repetition
from briefing.writing.timeline.events import EVENING_HOUR, MIN_LIKELIHOOD, WIDELY_ANNOUNCED, Event

MIN_REPETITION = 0.6
"""Probability from which on two events of one day are one: of 84 such pairs of 44 topics whose stories an editor
labelled four in five are one story."""
MIN_NIGHT_REPETITION, MIN_MOVING_REPETITION = 0.6, 0.8
"""The same for what is reported in the evening and, by the clock of UTC, on the next day; the same if more publishers
report it on the next day, which the evening's report moves. Of 26 such pairs of three windows 22 are one happening."""
MAX_NIGHT = timedelta(hours=12)
"""Time between the first reports of an evening and of the next day."""
MIN_COSINE = 0.15
"""Cosine below which two events are not compared, which bounds the cost."""

Probability = Callable[[Happening, Happening], float]


def with_joined_days(events: Sequence[Event]) -> list[Event]:
    """Return events, oldest first, of which those that repeat a larger one of their day or night are part of that one.

    What rather comments stays apart. A larger event is compared as it was before others joined it. What happened in a
    night has the day of the evening, unless a report names the next one.
    """
    likely = [event for event in events if event.likelihood >= MIN_LIKELIHOOD]
    others = [event for event in events if event.likelihood < MIN_LIKELIHOOD]
    joined = _joined(_joined(likely, _of_one_day), _of_one_night)
    return sorted([*others, *joined], key=lambda event: (event.day, event.start))


def _joined(events: Sequence[Event], probability: Probability) -> list[Event]:
    rows: list[Happening] = []
    parts: dict[int, list[Event]] = {}
    for event in sorted(events, key=lambda event: (-len(event.publishers), -len(event.reports), event.start)):
        own = happening(event)
        if larger := _larger_event(own, rows, probability):
            parts.setdefault(id(larger), []).append(event)
        else:
            rows.append(own)
    for row in rows:
        _add(row.event, parts.get(id(row.event), ()))
    return [row.event for row in rows]


def _add(event: Event, parts: Sequence[Event]) -> None:
    day = min(event.day, *(part.day for part in parts)) if parts else event.day
    for part in parts:
        event.add(part.reports)
        event.nearest = max(event.nearest, part.nearest)
    event.day = day


def _larger_event(own: Happening, rows: Sequence[Happening], probability: Probability) -> Event | None:
    """The event that another one most probably repeats; None: it repeats none."""
    scored = [
        (round(value, 9), -number)
        for number, row in enumerate(rows)
        if dot_product(own.event.vector, row.event.vector) >= MIN_COSINE and (value := probability(own, row))
    ]
    value, place = max(scored, default=(0.0, 0))
    return rows[-place].event if value and repeats(own, rows[-place], value) else None


def _of_one_day(one: Happening, other: Happening) -> float:
    """The probability that two events of one day are one, if it is high enough; else 0."""
    if one.event.day != other.event.day or _is_news_of_its_own(one, other) or _is_news_of_its_own(other, one):
        return 0.0
    value = repetition(one, other)
    return value if value >= MIN_REPETITION else 0.0


def _is_news_of_its_own(one: Happening, other: Happening) -> bool:
    """Return whether an event is an announcement of many publishers, and the other one is none."""
    return one.event.is_preview and not other.event.is_preview and one.publisher_count >= WIDELY_ANNOUNCED


def _of_one_night(one: Happening, other: Happening) -> float:
    """The probability that an event of an evening and one of the next day are one, if it is high enough; else 0."""
    earlier, later = sorted((one.event, other.event), key=lambda event: event.day)
    is_named = any(report.is_day_named and report.day == later.day for report in later.reports)
    is_near = abs(earlier.start[0] - later.start[0]) <= MAX_NIGHT and later.day - earlier.day == timedelta(days=1)
    is_of_evening = earlier.start[0].hour >= EVENING_HOUR or earlier.start[0].date() > earlier.day
    if not (is_near and is_of_evening) or is_named or "victory" in (one.kind, other.kind):
        return 0.0
    value = repetition(one, other, is_one_night=True)
    least = MIN_MOVING_REPETITION if len(later.publishers) > len(earlier.publishers) else MIN_NIGHT_REPETITION
    return value if value >= least else 0.0
