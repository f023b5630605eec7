"""Selects the main events of a topic: worth an entry, different from each other, one at least of each day with news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import sqrt

from briefing.writing.sentence_vectors import dot_product
from briefing.writing.timeline.event_odds import happening, repeats, repetition, support, worth
from briefing.writing.timeline.events import MIN_LIKELIHOOD, Event
from briefing.writing.timeline.selection import importance

# Constants of this module were chosen by reading timelines of the first days of two replayed windows, and compared on
# 950 of their events that an editor labelled.
MAX_MAIN_EVENTS = 12
"""Number of events of the default timeline: less than a screen."""
LEAST = 0.4
"""Probability of being worth an entry, beside the chosen ones, from which on an event is a main one."""
MIN_UNLIKELY = 0.3
"""Likelihood of the best report of an event of several publishers that has an entry if the title names it."""
NARROW = 3
"""Number of publishers, weighed by their reports, up to which single publishers are all there is."""
MIN_QUALITY, LIKELY = 0.6, 0.7
"""Quality of a headline below which it quotes, asks or comments; likelihood of a report from which on it is plain."""
SMALL = 10
"""Number of events of a topic below which an unlikely one can be a main event."""
LARGE, FEW_EVENTS = 20, 3
"""Number of reports of a topic that has more than one or two events; number of its main events."""
LONG, SEVERAL = 12, 2
"""Number of reports of a topic from which on an event of one publisher needs support or a high likelihood; number of
publishers, weighed by their reports, from which on others could have reported it."""
MIN_SUPPORT, VERY_LIKELY = 0.15, 0.95
"""How much of it other publishers must report; likelihood that it needs if they do not."""
MAX_OF_DAY, SAME_DAY_FACTOR = 3, 0.85
"""Number of main events of one day; factor of the probability of an event for each selected event on its day."""
SUPPORT_WEIGHT = 0.5
"""Weight of other publishers' reports close to a single publisher's event, relative to one that reports the event."""
MAX_ANNOUNCED, MIN_SIMILARITY_ANNOUNCED = timedelta(days=10), 0.2
"""Time after an announcement within which it can come true; its least cosine to what happened."""
WIDE, WIDELY_ANNOUNCED = 3, 4
"""Number of publishers from which on an event is reported widely; from which on an announcement is news of its day even
if it comes true on a later one."""
MIN_SHARE_HAPPENED = 0.34
"""Publishers of what happened, relative to those of an announcement that it makes superfluous."""
FEW_REPORTS, MAX_NEWS_DELAY, MIN_NEWS_REPETITION = 10, timedelta(hours=24), 0.2
"""Number of reports of a topic below which what follows within that time is most often the same news; probability of a
repetition from which on it is."""


def likely_events(events: Sequence[Event]) -> list[Event]:
    """Return the events without comment, advice and questions, unless many report it; one event at least."""
    likely = [event for event in events if event.likelihood >= MIN_LIKELIHOOD or worth(event) >= LEAST]
    return likely or list(events[-1:])


def select_events(events: Sequence[Event], limit: int) -> list[Event]:
    """Return at most `limit` main events: the most important one, then those that are probably worth an entry and new.

    What several publishers report comes first, then the best event of each day that has none. What else single
    publishers report counts in a topic with few publishers, else as far as there is room. The latest event is one if it
    is plainly reported.
    """
    candidates = [event for event in events if not _has_happened(event, events)] or list(events)
    if not candidates:
        return []
    candidates = _supported(candidates) or candidates
    selection = _Selection(candidates, limit, sum(len(event.reports) for event in events))
    selection.fill(lambda candidate: candidate.publisher_count > 1 and selection.is_main(candidate))
    selection.fill(selection.stands_for_day)
    if selection.breadth <= NARROW:
        selection.fill(selection.is_main)
    room = room_for(selection.report_count, len({event.day for event in events}))
    selection.fill(lambda candidate: candidate.is_plain and selection.is_new(candidate), room)
    selection.add_latest()
    return selection.events


def room_for(report_count: int, day_count: int) -> int:
    """Return the number of entries that a topic's reports have room for: two for four reports, six for forty."""
    return max(round(sqrt(report_count)), FEW_EVENTS if report_count >= LARGE and day_count > 2 else 1)


class _Candidate:
    """An event that can be a main one.

    Attributes:
        worth: The probability that it is worth an entry.
        weight: How important it is.
        repeated: The probability that it repeats a chosen event.
        is_repetition: Whether it repeats one; what many publishers report repeats none of another day.
        is_sure: Whether it is likely, or several publishers report it.
    """

    def __init__(self, event: Event) -> None:
        self.event = event
        self.day = event.day
        self.happening = happening(event)
        self.publisher_count = self.happening.publisher_count
        self.worth = worth(event)
        self.weight = importance(event) + (SUPPORT_WEIGHT * support(event) if self.publisher_count == 1 else 0.0)
        self.repeated = 0.0
        self.is_repetition = False
        self.is_plain = is_plain(event)
        self.is_sure = event.likelihood >= LIKELY or self.publisher_count > 1


class _Selection:
    """Main events that are chosen one by one, and how probable the others are beside them.

    Attributes:
        breadth: The number of publishers, each weighed by how many reports it has.
        report_count: The number of reports.
    """

    def __init__(self, events: Sequence[Event], limit: int, topic_reports: int) -> None:
        self.report_count, self.breadth = _size(events)
        self._limit = limit
        self._topic_reports = topic_reports
        self._left = [_Candidate(event) for event in events]
        self._is_small = len(events) < SMALL
        self._chosen: list[_Candidate] = []
        self._of_day: Counter[date] = Counter()
        self._latest_day = max(event.day for event in events)
        self._choose(max(self._left, key=self._rank))

    @property
    def events(self) -> list[Event]:
        """Return the chosen events."""
        return [candidate.event for candidate in self._chosen]

    def is_new(self, candidate: _Candidate) -> bool:
        """Return whether an event repeats none, and is probably worth an entry beside the chosen ones."""
        return not candidate.is_repetition and self._probability(candidate) >= LEAST

    def is_main(self, candidate: _Candidate) -> bool:
        """Return whether an event is new and no reaction; an unlikely one only of a small topic."""
        is_certain = (self._is_small or candidate.is_sure) and not candidate.event.is_reaction
        return is_certain and self.is_new(candidate)

    def stands_for_day(self, candidate: _Candidate) -> bool:
        """Return whether an event is plainly reported, and can be the main one of its day."""
        return candidate.is_plain and not self._of_day[candidate.day] and self.is_new(candidate)

    def fill(self, suits: Callable[[_Candidate], bool], limit: int = MAX_MAIN_EVENTS) -> None:
        """Choose the most important events that suit, one after the other."""
        while len(self._chosen) < min(limit, self._limit):
            suitable = [one for one in self._left if self._of_day[one.day] < MAX_OF_DAY and suits(one)]
            if not suitable:
                return
            self._choose(max(suitable, key=self._rank))

    def add_latest(self) -> None:
        """Choose the latest event if it is plain, in place of the least important one if there is no room."""
        newest = max(candidate.day for candidate in self._chosen)
        later = [one for one in self._left if one.day > newest and one.is_plain and self.is_new(one)]
        if later:
            del self._chosen[self._limit - 1 :]
            self._choose(max(later, key=self._rank))

    def _probability(self, candidate: _Candidate) -> float:
        """How probable it is that an event is worth an entry beside the chosen ones."""
        return candidate.worth * (1 - candidate.repeated) * SAME_DAY_FACTOR ** self._of_day[candidate.day]

    def _rank(self, candidate: _Candidate) -> tuple[object, ...]:
        """How important an event is, and new; on the latest day by likelihood: others have yet to report it."""
        if candidate.day == self._latest_day and candidate.publisher_count == 1:
            value = candidate.event.likelihood * (1 - candidate.repeated)
        else:
            value = candidate.weight * self._probability(candidate)
        return round(value, 9), candidate.day, candidate.event.start

    def _choose(self, candidate: _Candidate) -> None:
        self._left.remove(candidate)
        self._chosen.append(candidate)
        self._of_day[candidate.day] += 1
        for other in self._left:
            probability = repetition(other.happening, candidate.happening)
            other.repeated = max(other.repeated, probability)
            other.is_repetition |= are_one_news(other.event, candidate.event, self._topic_reports)
            if other.day == candidate.day or other.publisher_count < WIDELY_ANNOUNCED:
                other.is_repetition |= repeats(other.happening, candidate.happening, probability)


def are_one_news(one: Event, other: Event, report_count: int) -> bool:
    """Return whether two events of a topic with few reports are one news, of which some publishers heard later."""
    if report_count >= FEW_REPORTS or abs(one.start[0] - other.start[0]) > MAX_NEWS_DELAY:
        return False
    return repetition(happening(one), happening(other)) >= MIN_NEWS_REPETITION


def _supported(events: Sequence[Event]) -> list[Event]:
    """The events without what one of several publishers alone reports, unless it is very likely or reports are few."""
    report_count, breadth = _size(events)
    if report_count < LONG or breadth < SEVERAL:
        return list(events)
    return [event for event in events if support(event) >= MIN_SUPPORT or event.likelihood >= VERY_LIKELY]


def _size(events: Sequence[Event]) -> tuple[int, float]:
    """The number of reports, and that of publishers, each weighed by how many reports it has."""
    counts = Counter(report.publisher for event in events for report in event.reports)
    total = sum(counts.values())
    return total, total**2 / sum(count**2 for count in counts.values())


def is_plain(event: Event) -> bool:
    """Return whether a well made headline of an event reports what happened, as no reaction and no announcement."""
    return any(
        report.likelihood >= LIKELY
        and report.headline.quality >= MIN_QUALITY
        and not report.is_reaction
        and not report.is_preview
        for report in event.reports
    )


def _has_happened(event: Event, events: Sequence[Event]) -> bool:
    """Whether an event is only announced, and it happened: later, or on its day if many announce it."""
    last = timedelta(0) if len(event.publishers) >= WIDELY_ANNOUNCED else MAX_ANNOUNCED
    return event.is_preview and any(
        timedelta(0) <= later.day - event.day <= last
        and not later.is_preview
        and len(later.publishers) >= MIN_SHARE_HAPPENED * len(event.publishers)
        and dot_product(event.vector, later.vector) >= MIN_SIMILARITY_ANNOUNCED
        for later in events
        if later is not event
    )
