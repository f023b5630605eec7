"""Timelines: what happened when. That of a thread (`thread_timeline`) is made of its stories, in writing/entries.py."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.model.threads import Sentence, Thread, TimelineEntry
from briefing.writing.stories import story_start
from briefing.writing.timeline.date_selection import date_weights, dated_sentences, select_dates
from briefing.writing.timeline.date_summaries import DateSummarizer
from briefing.writing.timeline.thread_timeline import thread_timeline

__all__ = ["complete_timeline", "thread_timeline", "topic_timeline"]


def topic_timeline(articles: Sequence[Article], max_dates: int, sentences_per_date: int) -> tuple[TimelineEntry, ...]:
    """Return the (at most) `dates` days of a topic that matter most, oldest first, with up to `per_date` sentences."""
    lines = dated_sentences(articles)
    days = select_dates(date_weights(lines), max_dates)
    return tuple(
        TimelineEntry(day, picked[0].text, sentences=tuple(Sentence(line.text, line.article_id) for line in picked))
        for day, picked in DateSummarizer(lines).summarize_dates(days, sentences_per_date).items()
    )


def complete_timeline(thread: Thread) -> tuple[TimelineEntry, ...]:
    """Return the timeline of a thread with an entry for every story, also those of a very long one that were not read.

    These are dated by their first report.
    """
    told = {entry.story for entry in thread.timeline}
    others = [
        TimelineEntry(
            date=story_start(story).date(),
            title=story.title,
            story=story.id,
            publishers=tuple(dict.fromkeys(a.publisher for a in story.articles if a.publisher)),
            articles=tuple(article.id for article in story.articles),
        )
        for story in reversed(thread.stories)
        if story.articles and story.id not in told
    ]
    return tuple(sorted([*thread.timeline, *others], key=lambda entry: entry.date, reverse=True))
