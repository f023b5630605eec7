"""Selects the main events of a topic: worth an entry, and different from each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from briefing.writing.headlines import is_statement
from briefing.writing.sentence_vectors import dot_product
from briefing.writing.timeline.event_odds import MIN_SURE_REPETITION, compared, repetition, support, worth
from briefing.writing.timeline.events import MIN_LIKELIHOOD, WIDELY_ANNOUNCED, Event
from briefing.writing.timeline.selection import importance
from briefing.writing.timeline.side_events import side_events

# Constants of this module were compared on events of the first days of two replayed windows that an editor labelled,
# and on 21 of their threads whose happenings a reader listed: each figure holds on both years.
LEAST = 0.2
"""Probability of being worth an entry, beside the chosen ones, from which on an event is a main one. It is low: at .4 a
third of what had happened was missing, and about as many entries were right."""
LEAST_UNLIKELY = 0.3
"""The same, beside no others, for an event that no report makes likely: most often comment or advice."""
MIN_UNLIKELY = 0.3
"""Likelihood of the best report of an event of several publishers that has an entry if the title names it."""
MIN_ALONE = 0.05
"""Likelihood of the best report of an event below which it makes no timeline of its own: reviews and opinions have up
to .03, and what somebody says from .07 on."""
MIN_LIKELY_ALONE = 0.6
"""Likelihood that an event of one publisher needs: below, readers met features and comment in every third such row."""
MIN_QUALITY, LIKELY = 0.6, 0.7
"""Quality of a headline below which it quotes, asks or comments; likelihood of a report from which on it is plain."""
MAX_OF_DAY, SAME_DAY_FACTOR = 4, 0.85
"""Number of main events of one day; factor of the probability of an event for each selected event on its day."""
MAX_REPEATED = 0.2
"""Probability of repeating a chosen event from which on an event has no row beside it."""
SUPPORT_WEIGHT = 0.5
"""Weight of other publishers' reports close to a single publisher's event, relative to one that reports the event."""
MAX_ANNOUNCED, MIN_SIMILARITY_ANNOUNCED = timedelta(days=10), 0.2
"""Time after an announcement within which it can come true; its least cosine to what happened."""
WIDE = 3
"""Number of publishers from which on an event is reported widely."""
MIN_SHARE_HAPPENED = 0.34
"""Publishers of what happened, relative to those of an announcement that it makes superfluous."""


def likely_events(events: Sequence[Event]) -> list[Event]:
    """Return the events without comment, advice and questions, unless many report it; one event at least."""
    likely = [event for event in events if event.likelihood >= MIN_LIKELIHOOD or worth(event) >= LEAST_UNLIKELY]
    return likely or list(events[-1:])


def may_stand_alone(event: Event) -> bool:
    """Return whether an event can be the only one of a timeline; a review or an opinion of few publishers cannot.

    The likelihood is learned from English headlines, so that in other languages every event can.
    """
    is_comment = event.likelihood < MIN_ALONE and all(report.article.lang == "en" for report in event.reports)
    return not is_comment or len(event.publishers) >= WIDE


def select_events(events: Sequence[Event], limit: int) -> list[Event]:
    """Return at most `limit` main events: the most important one, then those that are probably worth an entry and new.

    The number of publishers decides which come first, and not whether one alone is enough. The latest event is one if
    it is plainly reported.
    """
    beside = side_events(events)
    candidates = [event for event in events if id(event) not in beside and not _has_happened(event, events)]
    candidates = candidates or list(events)
    if not any(map(may_stand_alone, candidates)):
        return []
    selection = _Selection(candidates, limit)
    selection.fill()
    selection.add_latest()
    return selection.events


class _Candidate:
    """An event that can be a main one.

    Attributes:
        worth: The probability that it is worth an entry.
        weight: How important it is.
        repeated: The probability that it repeats a chosen event; what is reported widely repeats none of another day.
    """

    def __init__(self, event: Event) -> None:
        self.event = event
        self.day = event.day
        self.compared = compared(event)
        self.publisher_count = len(self.compared.publishers)
        self.worth = worth(event)
        self.weight = importance(event) + (SUPPORT_WEIGHT * support(event) if self.publisher_count == 1 else 0.0)
        self.repeated = 0.0


class _Selection:
    """Main events that are chosen one by one, and how probable the others are beside them."""

    def __init__(self, events: Sequence[Event], limit: int) -> None:
        self._limit = limit
        self._left = [_Candidate(event) for event in events]
        self._chosen: list[_Candidate] = []
        self._of_day: Counter[date] = Counter()
        self._wide_days = {event.day for event in events if len(event.publishers) >= WIDE and not event.is_reaction}
        self._latest_day = max(event.day for event in events)
        self._choose(max(self._left, key=self._rank))

    @property
    def events(self) -> list[Event]:
        """Return the chosen events."""
        return [candidate.event for candidate in self._chosen]

    def fill(self) -> None:
        """Choose the most important events that are new and no reactions, one after the other."""
        while len(self._chosen) < self._limit:
            suitable = [one for one in self._left if self._of_day[one.day] < MAX_OF_DAY and self._is_new(one)]
            if not suitable:
                return
            self._choose(max(suitable, key=self._rank))

    def add_latest(self) -> None:
        """Choose the latest event if it is plain, in place of the least important one if there is no room."""
        newest = max(candidate.day for candidate in self._chosen)
        later = [one for one in self._left if one.day > newest and is_plain(one.event) and self._is_new(one)]
        if later:
            del self._chosen[self._limit - 1 :]
            self._choose(max(later, key=self._rank))

    def _is_new(self, candidate: _Candidate) -> bool:
        """Whether an event is no reaction, repeats none, and is probably worth an entry beside the chosen ones."""
        event = candidate.event
        is_supported = candidate.publisher_count > 1 or event.likelihood >= MIN_LIKELY_ALONE
        limit = MAX_REPEATED if candidate.publisher_count < WIDE else MIN_SURE_REPETITION
        is_other = is_supported and candidate.repeated < limit and not event.is_reaction
        return is_other and not self._is_overshadowed(candidate) and self._probability(candidate) >= LEAST

    def _is_overshadowed(self, candidate: _Candidate) -> bool:
        """Whether one publisher reports what somebody asks for or expects, on the day of what is reported widely."""
        is_narrow = candidate.publisher_count == 1 and candidate.day in self._wide_days
        return is_narrow and all(is_statement(report.headline.text) for report in candidate.event.reports)

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
            if other.publisher_count < WIDE or other.day == candidate.day:
                other.repeated = max(other.repeated, repetition(other.compared, candidate.compared))


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
