"""Timelines: what happened when."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import Article, Sentence, TimelineEntry
from briefing.writing.days import choose, told, weights
from briefing.writing.telling import Teller


def timeline(articles: Sequence[Article], dates: int, per_date: int) -> tuple[TimelineEntry, ...]:
    """Return the days of a topic that matter most, at most `dates`, each told by up to `per_date` sentences, oldest first."""
    lines = told(articles)
    days = choose(weights(lines), dates)
    return tuple(
        TimelineEntry(day, picked[0].text, sentences=tuple(Sentence(line.text, line.article) for line in picked))
        for day, picked in Teller(lines).tell(days, per_date).items()
    )
