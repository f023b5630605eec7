"""Weighs the events of a topic and selects its days: those widely reported and remembered later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from briefing.writing.timeline.events import Event

# The constants on events were compared on the affairs of one replayed window, without a second one as a check; those
# on days were chosen on Timeline17.
MORE_REPORTS_WEIGHT = 0.3
"""Weight of further reports of a publisher, relative to its first one."""
RETROSPECT_WEIGHT = 0.5
"""Weight of a publisher that mentions an event days later, relative to one that reports it."""
NEIGHBOUR_DAMPING = 0.6
"""Factor of a day's weight when the day before or after it is selected."""
MAX_DAMPING_DAYS = 4
"""Distance in days up to which a selected day damps others, less and less; shorter if many days are selected."""
_ONE_DAY = timedelta(days=1)


def importance(event: Event) -> float:
    """Return how important an event is: the publishers that report it or look back at it, by likelihood."""
    best: dict[int, float] = {}
    for report in event.reports:
        best[report.publisher_number] = max(best.get(report.publisher_number, 0.0), report.likelihood)
    more = sum(report.likelihood for report in event.reports) - sum(best.values())
    return sum(best.values()) + MORE_REPORTS_WEIGHT * more + RETROSPECT_WEIGHT * len(event.retrospective_publishers)


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
