"""Timelines of days: of a topic given as articles, and the complete one of a thread."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.model.threads import Sentence, Thread, TimelineEntry
from briefing.writing.stories import publisher_names, story_start
from briefing.writing.timeline.date_selection import date_weights, dated_sentences, select_dates
from briefing.writing.timeline.date_summaries import DateSummarizer


def topic_timeline(articles: Sequence[Article], max_dates: int, sentences_per_date: int) -> tuple[TimelineEntry, ...]:
    """Return the most important days of a topic.

    Args:
        articles: Articles on the topic, dated or not.
        max_dates: Maximum number of days.
        sentences_per_date: Maximum number of sentences of each day.

    Returns:
        The days, oldest first.
    """
    lines = dated_sentences(articles)
    days = select_dates(date_weights(lines), max_dates)
    return tuple(
        TimelineEntry(day, picked[0].text, sentences=tuple(Sentence(line.text, line.article_id) for line in picked))
        for day, picked in DateSummarizer(lines).summarize_dates(days, sentences_per_date).items()
    )


def complete_timeline(thread: Thread) -> tuple[TimelineEntry, ...]:
    """Return the timeline of a thread with an entry for every story, newest first.

    Stories that were not in the sample of a long thread are dated by their first report.
    """
    written = {entry.story for entry in thread.timeline}
    others = [
        TimelineEntry(
            date=story_start(story).date(),
            title=story.title,
            story=story.id,
            publishers=publisher_names(story.articles),
            articles=tuple(article.id for article in story.articles),
        )
        for story in reversed(thread.stories)
        if story.articles and story.id not in written
    ]
    return tuple(sorted([*thread.timeline, *others], key=lambda entry: entry.date, reverse=True))
