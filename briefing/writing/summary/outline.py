"""The outline of a thread: its events with the articles on each, and the headline that its summary begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from briefing.writing.sentences.sentence_vectors import bag_of_words, dot_product
from briefing.writing.stating_titles import MIN_STATING_TERMS
from briefing.writing.timeline.background import MentionedEvent
from briefing.writing.timeline.events import MIN_REPEATED, Event
from briefing.writing.timeline.reports import Report

MIN_PUBLISHERS = 3
"""Number of publishers of an event with which the summary of a thread with a label begins, if there is one."""
MAX_LAG = timedelta(hours=24)
"""Time by which an event of fewer publishers is newer that takes its place."""
MIN_SHARE_OF_WIDEST = 0.5
"""Publishers of the newest event, as a share of those of another one within `MAX_LAG` before it, below which that one
is taken: beside what most report, the newest is a side matter."""
LATER_EVENTS = ((timedelta(hours=12), 0.5), (timedelta(hours=24), 0.25))
"""Times from the last report under the title to the first one of an event, from which on the affair has moved on if
that share of the publishers of the event that most report has it: else it is a side matter. The longer time was chosen
by reading the titles of 360 threads of three replayed windows."""
MIN_LATER_PUBLISHERS = 2
"""Number of publishers of such an event."""


class OutlineEvent(NamedTuple):
    """An event of a thread.

    Attributes:
        articles: The ids of the articles on it, the most central ones first.
        day: The day on which it happened, that of the first event which repeats it; None: not known.
        publisher_count: The number of publishers that report it.
        is_main: Whether it is one of the main events.
        repeats: The index of the main event that it repeats; None: it is its own canonical event.
    """

    articles: tuple[str, ...]
    day: date | None = None
    publisher_count: int = 1
    is_main: bool = False
    repeats: int | None = None


class Outline(NamedTuple):
    """The events of a thread.

    Attributes:
        events: The events; the main events come before the others.
        lead: The headline that says what the summary begins with: the title, or that of the latest turn if the title
            is a label or was published long before it. "": the title.
    """

    events: tuple[OutlineEvent, ...] = ()
    lead: str = ""

    @property
    def canonical_events(self) -> list[int]:
        """The number of each event, or that of the main event which it repeats."""
        return [number if event.repeats is None else event.repeats for number, event in enumerate(self.events)]

    def canonical_events_of(self, articles: Iterable[str]) -> frozenset[int]:
        """Return the canonical events that articles, given by their ids, are on."""
        ids = frozenset(articles)
        pairs = zip(self.canonical_events, self.events, strict=True)
        return frozenset(number for number, event in pairs if not ids.isdisjoint(event.articles))

    def articles_beside(self, articles: Iterable[str]) -> frozenset[str]:
        """Return the ids of articles, and of all articles on the canonical events that they are on."""
        ids = frozenset(articles)
        on_same = self.canonical_events_of(ids)
        pairs = zip(self.canonical_events, self.events, strict=True)
        return ids.union(*(event.articles for number, event in pairs if number in on_same))


NO_OUTLINE = Outline()
"""That of a thread whose events are not known."""


def outline_of(main_events: Sequence[Event | MentionedEvent], events: Sequence[Event], title: str) -> Outline:
    """Return the outline of a topic from its events.

    Args:
        main_events: The main events of a topic, which come first.
        events: All its events that articles report.
        title: The title of the topic; one of a few words names it without stating anything.
    """
    main = [event for event in main_events if isinstance(event, Event)]
    ordered = [*main, *(event for event in events if event not in main)]
    repeated = [None if index < len(main) else _repeated(event, main) for index, event in enumerate(ordered)]
    outlined = [
        OutlineEvent(
            tuple(one.article.id for one in _central_first(event)),
            min([event.day, *(other.day for other, larger in zip(ordered, repeated, strict=True) if larger == index)]),
            len(event.publishers),
            index < len(main),
            repeated[index],
        )
        for index, event in enumerate(ordered)
    ]
    lead = title
    stating = [term for term in bag_of_words(title, "en") if not term.isdigit()]
    has_few_terms = len(stating) < MIN_STATING_TERMS
    if (newest := _newest_report(main if has_few_terms else _later_events(main, events, title))) is not None:
        lead = newest.headline.text
    return Outline(tuple(outlined), lead)


def _repeated(event: Event, main: Sequence[Event]) -> int | None:
    """Return the index of the main event that another event most probably repeats; None if it repeats none."""
    likeness, negative_index = max(
        ((event.likeness.get(one, 0.0), -index) for index, one in enumerate(main)), default=(0.0, 0)
    )
    return -negative_index if likeness >= MIN_REPEATED else None


def _later_events(main: Sequence[Event], events: Sequence[Event], title: str) -> list[Event]:
    """Return the main events that began long after the last report under the title, and that many publishers report."""
    titled = [event for event in events if any(report.headline.text == title for report in event.reports)]
    if not titled:
        return []
    own = [one.article.published for event in titled for one in event.reports if one.headline.text == title]
    most, newest = max(len(event.publishers) for event in (*titled, *main)), max(own)
    return [
        event
        for event in main
        if len(event.publishers) >= MIN_LATER_PUBLISHERS
        and any(event.start[0] >= newest + lag and len(event.publishers) >= share * most for lag, share in LATER_EVENTS)
    ]


def _newest_report(events: Sequence[Event]) -> Report | None:
    """Return the most central report of the newest event that several publishers report, or of a much newer one; of a
    wider one shortly before it if there is one.
    """
    happened = [event for event in events if not (event.is_preview or event.is_reaction)]
    newest: Event | None = None
    for least in range(MIN_PUBLISHERS, 0, -1):
        wide = [event for event in happened if len(event.publishers) >= least]
        latest = max(wide, key=lambda event: (event.day, event.start), default=None)
        if latest and (newest is None or latest.start[0] >= newest.start[0] + MAX_LAG):
            newest = latest
    if newest is None:
        return None
    near = [event for event in happened if newest.start[0] - MAX_LAG <= event.start[0] <= newest.start[0]]
    widest = max(near, key=lambda event: (len(event.publishers), event.start))
    is_side_matter = len(newest.publishers) < MIN_SHARE_OF_WIDEST * len(widest.publishers)
    return _central_first(widest if is_side_matter else newest)[0]


def _central_first(event: Event) -> list[Report]:
    """Return the reports of an event, the likeliest and most central first."""
    return sorted(
        event.reports,
        key=lambda report: (-report.likelihood * dot_product(report.vector, event.vector), report.article.id),
    )
