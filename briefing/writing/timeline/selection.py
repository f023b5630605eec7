"""Selects the events and days of a topic that matter: widely reported, remembered later, not repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from briefing.writing.sentence_vectors import dot_product
from briefing.writing.timeline.events import Event

# The constants on events were compared on the affairs of one replayed window, without a second one as a check; those
# on days were chosen on Timeline17.
MAX_MAIN_EVENTS = 12
"""Number of events of the default timeline: less than a screen."""
FEW_EVENTS = 3
"""Number of events up to which a timeline is filled with unlikely ones."""
MIN_LIKELIHOOD, MIN_UNLIKELY = 0.5, 0.2
"""Likelihood that the best report of an event needs, and of an event that fills a short timeline."""
MIN_IMPORTANCE = 0.3
"""Importance, less what selected events say too, below which an event is no main one."""
MORE_REPORTS_WEIGHT = 0.3
"""Weight of further reports of a publisher, relative to its first one."""
RETROSPECT_WEIGHT = 0.5
"""Weight of a publisher that mentions an event days later, relative to one that reports it."""
SAME_DAY_FACTOR = 0.85
"""Factor of the importance of an event for each selected event on its day."""
REDUNDANCY = 0.5
"""Share of an event's importance that is lost to a selected event in the same words."""
NEIGHBOUR_DAMPING = 0.6
"""Factor of a day's weight when the day before or after it is selected."""
MAX_DAMPING_DAYS = 4
"""Distance in days up to which a selected day damps others, less and less; shorter if many days are selected."""
_ONE_DAY = timedelta(days=1)


def importance(event: Event) -> float:
    """Return how important an event is: the publishers that report it or look back at it, by likelihood."""
    best: dict[int, float] = {}
    for report in event.reports:
        best[report.publisher] = max(best.get(report.publisher, 0.0), report.likelihood)
    more = sum(report.likelihood for report in event.reports) - sum(best.values())
    return sum(best.values()) + MORE_REPORTS_WEIGHT * more + RETROSPECT_WEIGHT * len(event.retrospective_publishers)


def likely_events(events: Sequence[Event]) -> list[Event]:
    """Return the events without comment, advice and questions; the likeliest ones if few would be left."""
    likely = [event for event in events if event.likelihood >= MIN_LIKELIHOOD]
    if len(likely) < FEW_EVENTS:
        best = sorted(events, key=lambda event: -event.likelihood)[:FEW_EVENTS]
        likely = [event for event in events if event in best and event.likelihood >= MIN_UNLIKELY]
    return likely or list(events[-1:])


def select_events(events: Sequence[Event], limit: int) -> list[Event]:
    """Return at most `limit` events, the most important first; the latest one is always among them."""
    left = {number: importance(event) for number, event in enumerate(events)}
    chosen: list[int] = []
    while left and len(chosen) < limit:
        best = max(left, key=lambda number: (round(left[number], 9), events[number].day, -number))
        if left.pop(best) < MIN_IMPORTANCE and len(chosen) >= FEW_EVENTS:
            break
        chosen.append(best)
        for number in left:
            left[number] *= 1 - REDUNDANCY * dot_product(events[best].vector, events[number].vector)
            left[number] *= SAME_DAY_FACTOR if events[number].day == events[best].day else 1.0
    latest = max(range(len(events)), key=lambda number: (events[number].day, importance(events[number])), default=None)
    if latest is not None and latest not in chosen:
        chosen = [*chosen[: limit - 1], latest]
    return [events[number] for number in chosen]


def select_dates(weight_by_date: Mapping[date, float], count: int) -> list[date]:
    """Return the `count` days with the highest weights, earliest first; a selected day damps its neighbours."""
    left = dict(weight_by_date)
    chosen: list[date] = []
    period = (max(left) - min(left)).days + 1 if left else 0
    reach = max(1.0, min(MAX_DAMPING_DAYS, period / (2 * max(1, count))))
    while left and len(chosen) < count:
        day = max(left, key=lambda d: (left[d], -d.toordinal()))
        chosen.append(day)
        del left[day]
        for distance in range(1, MAX_DAMPING_DAYS + 1):
            damped = 1 - (1 - NEIGHBOUR_DAMPING) * max(0.0, 1 - (distance - 1) / reach)
            for near in (day - distance * _ONE_DAY, day + distance * _ONE_DAY):
                if near in left:
                    left[near] *= damped
    return sorted(chosen)
