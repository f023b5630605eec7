"""Timelines: what happened when. That of a thread (`thread_timeline`) is made of its stories, in writing/entries.py."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.model.threads import Sentence, Thread, TimelineEntry
from briefing.writing.days import choose, told, weights
from briefing.writing.entries import thread_timeline
from briefing.writing.reading import started
from briefing.writing.telling import Teller

__all__ = ["complete", "thread_timeline", "timeline"]


def timeline(articles: Sequence[Article], dates: int, per_date: int) -> tuple[TimelineEntry, ...]:
    """Return the (at most) `dates` days of a topic that matter most, oldest first, with up to `per_date` sentences."""
    lines = told(articles)
    days = choose(weights(lines), dates)
    return tuple(
        TimelineEntry(day, picked[0].text, sentences=tuple(Sentence(line.text, line.article) for line in picked))
        for day, picked in Teller(lines).tell(days, per_date).items()
    )


def complete(thread: Thread) -> tuple[TimelineEntry, ...]:
    """Return the timeline of a thread with an entry for every story, also those of a very long one that were not read.

    These are dated by their first report.
    """
    told = {entry.story for entry in thread.timeline}
    others = [
        TimelineEntry(
            date=started(story).date(),
            title=story.title,
            story=story.id,
            publishers=tuple(dict.fromkeys(a.publisher for a in story.articles if a.publisher)),
            articles=tuple(article.id for article in story.articles),
        )
        for story in reversed(thread.stories)
        if story.articles and story.id not in told
    ]
    return tuple(sorted([*thread.timeline, *others], key=lambda entry: entry.date, reverse=True))
