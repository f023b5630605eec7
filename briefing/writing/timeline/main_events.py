"""Selects the main events of a topic: worth a row of the default timeline, and different from each other."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.timeline.events import MIN_EVENT_LIKELIHOOD, Event
from briefing.writing.timeline.row_odds import odds_beside, probability

# The limits were chosen on the threads of which row_odds.py tells, each window with weights that were learned on the
# others. From 0.3 to 0.5 about as many timelines have no bad row and miss nothing: a lower limit tells more of what
# happened, and more comment and trifles. With 0.4, a reader called more timelines not fit to print.
MIN_ROW_PROBABILITY = 0.46
"""Probability of being worth a row, beside those that have one, from which on an event has one."""
MIN_ONLY_ROW_PROBABILITY = 0.25
"""The same, of the only row of a timeline: below are reviews, opinion and lists."""


def likely_events(events: Sequence[Event]) -> list[Event]:
    """Return the events that are reports rather than comment, advice or questions, and those that are worth a row all
    the same; if there is none, the likeliest.
    """
    likely = [
        event
        for event in events
        if event.likelihood >= MIN_EVENT_LIKELIHOOD or probability(event.odds) >= MIN_ROW_PROBABILITY
    ]
    return likely or sorted(events, key=lambda event: event.odds)[-1:]


def select_events(events: Sequence[Event], limit: int, known: Sequence[Event] = ()) -> list[Event]:
    """Return at most `limit` main events of a topic, the likeliest one first; the newest of those likely is among them.

    No event is chosen if not even the likeliest one is worth a row.

    Args:
        events: The events to choose from.
        limit: The number of main events at most.
        known: The main events that stand before others are chosen.
    """
    left = [_Candidate(event) for event in events if event not in known]
    chosen = _likeliest(known, limit)
    for one in left:
        for other in chosen:
            one.note(other)
    while left:
        best = max(left, key=_Candidate.rank)
        if best.probability < (MIN_ROW_PROBABILITY if chosen else MIN_ONLY_ROW_PROBABILITY):
            break
        if len(chosen) == limit:
            newest = max((one for one in left if one.probability >= MIN_ROW_PROBABILITY), key=lambda one: one.event.day)
            if newest.event.day > max(one.event.day for one in chosen):
                chosen[-1] = newest
            break
        chosen.append(best)
        left.remove(best)
        for one in left:
            one.note(best)
    return [one.event for one in chosen]


def _likeliest(known: Sequence[Event], limit: int) -> list[_Candidate]:
    """Return at most `limit` of the main events that stand, the likeliest beside those before it first."""
    left, chosen = [_Candidate(event) for event in known], list[_Candidate]()
    while left and len(chosen) < limit:
        best = max(left, key=_Candidate.rank)
        chosen.append(best)
        left.remove(best)
        for one in left:
            one.note(best)
    return chosen


class _Candidate:
    """An event that can have a row.

    Attributes:
        probability: The probability that it is worth a row beside the chosen ones.
    """

    def __init__(self, event: Event) -> None:
        self.event = event
        self.probability = probability(event.odds)
        self._repeated = 0.0

    def rank(self) -> tuple[object, ...]:
        """Return what orders candidates; of equals the newest one is first."""
        return round(self.probability, 9), self.event.day, self.event.start

    def note(self, chosen: _Candidate) -> None:
        """Note that an event is chosen, which this one may repeat."""
        self._repeated = max(self._repeated, self.event.likeness.get(chosen.event, 0.0))
        self.probability = probability(odds_beside(self.event.odds, self._repeated))
