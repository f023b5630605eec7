"""What a summary is given of the events of a thread: which articles report each, and with which one it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from briefing.writing.sentence_vectors import bag_of_words, dot_product
from briefing.writing.timeline.background import MentionedEvent
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import Report

MIN_STATING_TERMS = 4
"""Number of terms of a title that states what happened; one of fewer is a label."""
MIN_PUBLISHERS = 3
"""Number of publishers of an event with which the summary of a thread with a label begins, if there is one."""

MAX_TITLE_LAG = timedelta(hours=12)
"""Time from the last report under the title to the first one of an event, from which on the affair has moved on."""
MIN_LATER_PUBLISHERS, MIN_LATER_SHARE = 2, 0.5
"""Number of publishers of such an event, and the same as a share of those of the event that most report: else a side
matter."""


class Outline(NamedTuple):
    """The events of a thread.

    Attributes:
        events: The ids of the articles on each, the most central ones first; the main events come before the others.
        lead: The headline that says what the summary begins with: the title, or that of the latest turn if the title
            is a label or was published long before it. "": the title.
    """

    events: tuple[tuple[str, ...], ...] = ()
    lead: str = ""


NO_OUTLINE = Outline()
"""That of a thread whose events are not known."""


def outline_of(main_events: Sequence[Event | MentionedEvent], events: Sequence[Event], title: str) -> Outline:
    """Return what a summary is given of a topic's events.

    Args:
        main_events: The main events of a topic, which come first.
        events: All its events that articles report.
        title: The title of the topic; one of a few words names it without stating anything.
    """
    main = [event for event in main_events if isinstance(event, Event)]
    ordered = [_central_first(event) for event in (*main, *(event for event in events if event not in main))]
    lead = title
    stating = [term for term in bag_of_words(title, "en") if not term.isdigit()]
    is_label = len(stating) < MIN_STATING_TERMS
    if (newest := _newest_report(main if is_label else _later_events(main, events, title))) is not None:
        lead = newest.headline.text
    return Outline(tuple(tuple(one.article.id for one in reports) for reports in ordered), lead)


def _later_events(main: Sequence[Event], events: Sequence[Event], title: str) -> list[Event]:
    """The main events that began long after the last report under the title, and that many publishers report."""
    titled = [event for event in events if any(report.headline.text == title for report in event.reports)]
    if not titled:
        return []
    own = [one.article.published for event in titled for one in event.reports if one.headline.text == title]
    least = max(MIN_LATER_PUBLISHERS, MIN_LATER_SHARE * max(len(event.publishers) for event in (*titled, *main)))
    return [event for event in main if len(event.publishers) >= least and event.start[0] >= max(own) + MAX_TITLE_LAG]


def _newest_report(events: Sequence[Event]) -> Report | None:
    """The most central report of the newest event that several publishers report, or else of the newest one."""
    happened = [event for event in events if not (event.is_preview or event.is_reaction)]
    for least in range(MIN_PUBLISHERS, 0, -1):
        if wide := [event for event in happened if len(event.publishers) >= least]:
            return _central_first(max(wide, key=lambda event: (event.day, event.start)))[0]
    return None


def _central_first(event: Event) -> list[Report]:
    """The reports of an event, the likeliest and most central first."""
    return sorted(
        event.reports,
        key=lambda report: (-report.likelihood * dot_product(report.vector, event.vector), report.article.id),
    )
