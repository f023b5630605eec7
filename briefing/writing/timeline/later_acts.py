"""Reports of a later act that were taken for the event of an earlier one: they make an event of their own.

The words of the next step are often those of the one before. Where such a report would give the event its headline, the
earlier act would be in no row, and the later one under its day.

A toll and other news of one accident or attack are no later act.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.timeline.event_titles import earlier_act, reports_act, stated_toll
from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.headline_acts import acts_in
from briefing.writing.timeline.report_pairs import same_event_probabilities
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.tolls import is_on_new_toll

MIN_PUBLISHERS = 4
"""Number of publishers of an event from which on something is taken out of it: of fewer, what is said hours later is as
often the same in other words."""
MAX_ALIKE = 0.5
"""Probability of being of one happening with an earlier report below which such a report is taken out: in timelines
that readers edited, 22 of 28 were of another happening then, below 0.6 32 of 47."""


def take_out_later_act(event: Event, titled: Report) -> Event | None:
    """Take a report of a later act out of an event, with the others of that act.

    Args:
        event: An event, which is changed.
        titled: The report whose headline stands, or could stand, over it.

    Returns:
        The event of the later act; None if the report is of no other act.
    """
    early = earlier_act(titled, event.reports) if len(event.publishers) >= MIN_PUBLISHERS else []
    if not early or not _names_another_act(titled, early) or any(map(_is_on_toll, event.reports)):
        return None
    place = {id(report): number for number, report in enumerate(event.reports)}
    alike = same_event_probabilities(event.reports)
    known = [place[id(report)] for report in early]
    own = alike[place[id(titled)]]
    if max(own.get(number, 0.0) for number in known) >= MAX_ALIKE:
        return None

    def is_later(report: Report) -> bool:
        if report is titled or place[id(report)] in known or report.language != titled.language:
            return report is titled
        number = place[id(report)]
        nearest = max(alike[number].get(other, 0.0) for other in known)
        return number > known[0] and (reports_act(report, titled) or own.get(number, 0.0) >= nearest)

    later = [report for report in event.reports if is_later(report)]
    rest = [report for report in event.reports if not is_later(report)]
    later_event = Event(day_of(later), later)
    for other, value in event.likeness.items():
        later_event.likeness[other] = other.likeness[later_event] = value
    pairs = [alike[place[id(one)]].get(place[id(other)], 0.0) for one in later for other in rest]
    if (likeness := sum(pairs) / len(pairs)) > 0:
        later_event.likeness[event] = event.likeness[later_event] = likeness
    event.narrow(day_of(rest), rest)
    return later_event


def _names_another_act(titled: Report, early: Sequence[Report]) -> bool:
    """Whether a headline names an act that none of the earlier ones names, and these name acts too."""
    known = frozenset[str]().union(*(acts_in(report.headline.text) for report in early))
    return bool(known and acts_in(titled.headline.text) - known)


def _is_on_toll(report: Report) -> bool:
    return stated_toll(report) is not None or is_on_new_toll(report.headline.text)
