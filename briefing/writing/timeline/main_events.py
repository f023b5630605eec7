"""Selects the main events of a topic: supported by enough publishers, different from each other, not overtaken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from briefing.writing.sentence_vectors import dot_product
from briefing.writing.timeline.events import MAX_GAP, MAX_REPEAT_GAP, MAX_SHARE_ABSORBED, MIN_LIKELIHOOD, Event
from briefing.writing.timeline.happenings import are_alike, are_different, contained_share, vocabulary
from briefing.writing.timeline.selection import importance

# Constants of this module were chosen by reading timelines of the first days of two replayed windows, and compared on
# the affairs of one of them.
MAX_MAIN_EVENTS = 12
"""Number of events of the default timeline: less than a screen."""
FEW_EVENTS = 3
"""Number of events up to which a timeline is filled with unlikely ones."""
MIN_UNLIKELY = 0.2
"""Likelihood of the best report of an event that fills a short timeline."""
MIN_IMPORTANCE = 0.3
"""Importance, less what selected events say too, below which an event is no main one."""
MIN_IMPORTANCE_SHARE = 0.15
"""The same, as a share of the importance of the most important event."""
WIDE, WIDE_EVENT = 7, 6
"""Number of publishers of a thread, and of one event, from which on what a single one reports is no main event."""
MAX_ANNOUNCED = timedelta(days=10)
"""Time after an announcement within which it can come true."""
MIN_SIMILARITY_ANNOUNCED = 0.2
"""Cosine of an announced event to what happened."""
NARROW = 3
"""Number of publishers of the widest event below which single publishers are all there is."""
MANY_REPORTS = 3
"""Number of reports of a single publisher that count like several publishers."""
LIKELY = 0.85
"""Likelihood of an event that a single publisher reports once or twice."""
CERTAIN = 0.98
"""Likelihood that the latest event needs if a single publisher reports it."""
MAX_SIMILARITY_SAME_DAY, MAX_SIMILARITY_NEAR = 0.2, 0.3
"""Cosines from which on an event repeats a chosen one: of its day; of days around it, if many more report that."""
MAX_SIMILARITY_SINGLE = 0.24
"""The cosine on the same or the next day for what a single publisher reports."""
MAX_CONTAINED, MIN_SIMILARITY_HELD = 0.6, 0.1
"""Mean share of an event's headlines that a chosen one holds if it repeats that, and the cosine that it then needs."""
SAME_DAY_FACTOR = 0.85
"""Factor of the importance of an event for each selected event on its day."""
REDUNDANCY = 0.5
"""Share of an event's importance that is lost to a selected event in the same words."""


@dataclass(frozen=True, slots=True)
class Breadth:
    """How widely a topic is reported, by which the support is measured that an event of it needs.

    Attributes:
        publisher_count: The number of its independent publishers.
        largest_event: The number of them that report the widest event.
    """

    publisher_count: int
    largest_event: int

    @property
    def is_wide(self) -> bool:
        """Return whether what a single publisher reports is no main event."""
        return self.publisher_count >= WIDE or self.largest_event >= WIDE_EVENT

    def supports(self, event: Event) -> bool:
        """Return whether enough publishers report or remember an event, or a single one often or surely."""
        if len(event.publishers | event.retrospective_publishers) >= 2 or len(event.reports) >= MANY_REPORTS:
            return True
        return not self.is_wide and event.likelihood >= self.least_likelihood

    def excludes(self, event: Event) -> bool:
        """Return whether an event is none where others are: a reaction, or what a single publisher awaits."""
        is_minor = event.is_reaction or (event.is_preview and len(event.publishers) == 1)
        return is_minor and (self.is_wide or self.largest_event >= NARROW)

    @property
    def least_likelihood(self) -> float:
        """Return the likelihood that the latest event needs if a single publisher reports it."""
        if self.is_wide:
            return CERTAIN
        return LIKELY if self.largest_event >= NARROW else 0.0


def likely_events(events: Sequence[Event]) -> list[Event]:
    """Return the events without comment, advice and questions; the likeliest ones if few would be left."""
    likely = [event for event in events if event.likelihood >= MIN_LIKELIHOOD]
    if len(likely) < FEW_EVENTS:
        best = sorted(events, key=lambda event: -event.likelihood)[:FEW_EVENTS]
        likely = [event for event in events if event in best and event.likelihood >= MIN_UNLIKELY]
    return likely or list(events[-1:])


def select_events(events: Sequence[Event], limit: int, publisher_count: int) -> list[Event]:
    """Return at most `limit` main events, which say different things, the most important first.

    Args:
        events: The events of a topic. The latest one is a main event; in a wide topic the latest one that several
            publishers report, or one surely.
        limit: How many main events there can be.
        publisher_count: The number of publishers of the topic.
    """
    breadth = Breadth(publisher_count, max((len(event.publishers) for event in events), default=0))
    events = [e for e in events if not (_has_happened(e, events) or breadth.excludes(e))] or events
    left = {number: importance(event) for number, event in enumerate(events)}
    least = max(MIN_IMPORTANCE, MIN_IMPORTANCE_SHARE * max(left.values(), default=0.0))
    chosen: list[Event] = []
    while left and len(chosen) < limit:
        best = max(left, key=lambda number: (round(left[number], 9), events[number].day, -number))
        if left.pop(best) < least and (len(chosen) >= FEW_EVENTS or breadth.is_wide):
            break
        event = events[best]
        if not chosen or (breadth.supports(event) and _is_new(event, chosen)):
            chosen.append(event)
            _lower_importance(left, events, event)
    latest = _latest(events, chosen, breadth)
    return chosen if latest is None or latest in chosen else [*chosen[: limit - 1], latest]


def _lower_importance(left: dict[int, float], events: Sequence[Event], chosen: Event) -> None:
    """Lower the importance of events in the words or on the day of a chosen one."""
    for number in left:
        left[number] *= 1 - REDUNDANCY * dot_product(chosen.vector, events[number].vector)
        left[number] *= SAME_DAY_FACTOR if events[number].day == chosen.day else 1.0


def _latest(events: Sequence[Event], chosen: Sequence[Event], breadth: Breadth) -> Event | None:
    """The latest event that is chosen, or can be."""
    for event in sorted(events, key=lambda event: (event.day, importance(event)), reverse=True):
        if event in chosen or (event.likelihood >= breadth.least_likelihood and _is_new(event, chosen)):
            return event
    return None


def _has_happened(event: Event, events: Sequence[Event]) -> bool:
    """Whether an event is only announced, and a later one is that it happened."""
    return event.is_preview and any(
        timedelta(0) <= later.day - event.day <= MAX_ANNOUNCED
        and not later.is_preview
        and dot_product(event.vector, later.vector) >= MIN_SIMILARITY_ANNOUNCED
        for later in events
        if later is not event
    )


def _is_new(event: Event, chosen: Sequence[Event]) -> bool:
    return not any(_repeats(event, other) for other in chosen)


def _repeats(event: Event, chosen: Event) -> bool:
    """Whether an event is a side of a chosen one, of the same day or reported by many more, or repeats it."""
    days = abs(event.day - chosen.day)
    if days > MAX_REPEAT_GAP or (days and are_different(event.reports, chosen.reports)):
        return False
    similarity = dot_product(event.vector, chosen.vector)
    is_single = len(event.publishers) == 1 and len(event.reports) < MANY_REPORTS
    is_near = not days or (is_single and days <= MAX_GAP)
    if is_near and similarity >= (MAX_SIMILARITY_SINGLE if is_single else MAX_SIMILARITY_SAME_DAY):
        return True
    if similarity >= MIN_SIMILARITY_HELD and (is_near or are_alike(event.reports, chosen.reports)):
        return contained_share(event.reports, vocabulary(chosen.reports)) >= MAX_CONTAINED
    return similarity >= MAX_SIMILARITY_NEAR and MAX_SHARE_ABSORBED * len(event.publishers) <= len(chosen.publishers)
