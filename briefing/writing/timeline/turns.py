"""Finds the event to which a topic has turned last, so that its title can follow."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.writing.timeline.background import MentionedEvent
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import Report

MIN_TURN_PUBLISHERS = 3
"""Number of publishers of an event from which on it can be a turn."""
MIN_TURN_SHARE = 0.5
"""Number of its publishers as a share of those of the widest event."""
_REVIEW = re.compile(r"^[^:]{3,60}?\s+(?:review|hands-on)\b(?:\s\([^)]*\))?\s*(?:[:,–—-]|$)", re.IGNORECASE)
"""Matches the headline of a review: "Calder kettle review: hot but small"."""


def latest_turn(main_events: Iterable[Event | MentionedEvent]) -> frozenset[str]:
    """Return the ids of the articles on the newest event that is reported nearly as widely as the widest one.

    Args:
        main_events: The main events of a topic.

    Returns:
        The ids; none if no event is reported widely.
    """
    reported = [event for event in main_events if isinstance(event, Event) and not event.is_preview]
    widest = max((len(event.publishers) for event in reported), default=0)
    least = max(MIN_TURN_PUBLISHERS, MIN_TURN_SHARE * widest)
    wide = [event for event in reported if len(event.publishers) >= least and not event.is_reaction]
    turns = [event for event in wide if not all(map(_is_review, event.reports))]
    newest = max(turns, key=lambda event: (event.day, event.start), default=None)
    return frozenset(report.article.id for report in newest.reports) if newest else frozenset()


def _is_review(report: Report) -> bool:
    return _REVIEW.match(report.headline.text) is not None
