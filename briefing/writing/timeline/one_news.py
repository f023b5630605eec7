"""Whether two events are one news: what one publisher reports in other words, or later, than the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import timedelta

from briefing.writing.timeline.event_odds import MIN_REPETITION, Happening, repetition
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.happenings import meant_share
from briefing.writing.timeline.reports import Report

# The constants on quiet days were compared on 1,384 pairs of events, of one day or of neighbouring ones, from 44 topics
# of two windows whose stories an editor labelled. Of one quiet day 22 of 24 pairs that they join are one story, of
# other days two in three; a logistic model of 19 measures, fitted on one year, ranked those of the other one worse.
FEW_REPORTS, MAX_NEWS_DELAY, MIN_NEWS_REPETITION = 10, timedelta(hours=24), 0.3
"""Number of reports of a topic below which what follows within that time is most often the same news; probability of a
repetition from which on it is."""
QUIET_REPORTS = 12
"""Number of reports of a topic within MAX_NEWS_DELAY of two events below which their days are quiet: most often one
thing has happened."""
MIN_STATED_BY_DAYS = (0.35, 0.6)
"""Share of a headline of the wider event, by rarity, that a report of its day, or of the next one, has if it is the
same news of quiet days. A report of an earlier day is of something else."""
MIN_KNOWN = 0.2
"""Share of its own headline that the wider event has."""
MIN_QUIET_REPETITION = 0.1
"""Probability of a repetition below which they are not, whatever the words."""
MAX_COMPARED_REPORTS = 8
"""Number of reports of an event that are compared, which bounds the cost."""


class ReportTimes:
    """When the reports of a topic were published."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._times = sorted(report.article.published for event in events for report in event.reports)

    def are_few(self) -> bool:
        """Return whether the topic has few reports."""
        return len(self._times) < FEW_REPORTS

    def are_few_around(self, one: Event, other: Event) -> bool:
        """Return whether the days of two events are quiet."""
        starts = sorted((one.start[0], other.start[0]))
        first = bisect_left(self._times, starts[0] - MAX_NEWS_DELAY)
        return bisect_right(self._times, starts[1] + MAX_NEWS_DELAY) - first < QUIET_REPORTS


def are_one_news(one: Happening, other: Happening, times: ReportTimes) -> bool:
    """Return whether two events of about one time are one news, of which some publishers heard later.

    Args:
        one: An event.
        other: Another one.
        times: When the reports of the topic were published.
    """
    if abs(one.event.start[0] - other.event.start[0]) > MAX_NEWS_DELAY:
        return False
    if times.are_few():
        least = MIN_NEWS_REPETITION if min(one.publisher_count, other.publisher_count) == 1 else MIN_REPETITION
        if repetition(one, other) >= least:
            return True
    return are_one_in_other_words(one, other, times)


def are_one_in_other_words(one: Happening, other: Happening, times: ReportTimes) -> bool:
    """Return whether one publisher reports an event of quiet days in other words than the rest.

    "Old foes seal a treaty" is one with "Norland and Calder sign access agreement" if its opening names the agreement.
    """
    wider, single = (one, other) if _extent(one) >= _extent(other) else (other, one)
    days = (single.event.day - wider.event.day).days
    is_near = 0 <= days < len(MIN_STATED_BY_DAYS) and abs(one.event.start[0] - other.event.start[0]) <= MAX_NEWS_DELAY
    return (
        is_near
        and single.publisher_count == 1
        and times.are_few_around(one.event, other.event)
        and _best_share(wider.event.reports, single.terms) >= MIN_STATED_BY_DAYS[days]
        and _best_share(single.event.reports, wider.terms) >= MIN_KNOWN
        and repetition(one, other) >= MIN_QUIET_REPETITION
    )


def _extent(event: Happening) -> tuple[int, float, int, float]:
    """Return what makes an event the wider one of two; of equal ones the earlier."""
    start = event.event.start[0].timestamp()
    return event.publisher_count, event.event.likelihood, len(event.event.reports), -start


def _best_share(reports: Sequence[Report], terms: frozenset[str]) -> float:
    return max(meant_share(report, terms) for report in reports[:MAX_COMPARED_REPORTS])
