"""A part of an affair, as the timeline of the affair reads it."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.threads import TimelineEntry


@dataclass(frozen=True, slots=True)
class AffairPart:
    """A thread that is part of an affair, with its events, newest first."""

    id: str
    title: str
    article_count: int
    timeline: tuple[TimelineEntry, ...]
