"""Timelines: what happened when. That of a thread (`thread_timeline`) is made of its stories, in writing/entries.py."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import Article, Sentence, TimelineEntry
from briefing.writing.days import choose, told, weights
from briefing.writing.entries import thread_timeline
from briefing.writing.telling import Teller

__all__ = ["thread_timeline", "timeline"]


def timeline(articles: Sequence[Article], dates: int, per_date: int) -> tuple[TimelineEntry, ...]:
    """Return the (at most) `dates` days of a topic that matter most, oldest first, with up to `per_date` sentences."""
    lines = told(articles)
    days = choose(weights(lines), dates)
    return tuple(
        TimelineEntry(day, picked[0].text, sentences=tuple(Sentence(line.text, line.article) for line in picked))
        for day, picked in Teller(lines).tell(days, per_date).items()
    )
