"""The days of a topic, each with sentences: those of a thread's timeline, or the most important ones of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefing.model.articles import Article
from briefing.model.threads import Precision, Sentence, TimelineEntry
from briefing.writing.timeline.date_summaries import DateSummarizer
from briefing.writing.timeline.mentions import date_weights, dated_sentences
from briefing.writing.timeline.selection import importance, select_dates
from briefing.writing.timeline.thread_timeline import topic_events


def topic_timeline(articles: Sequence[Article], max_dates: int, sentences_per_date: int) -> tuple[TimelineEntry, ...]:
    """Return the most important days of a topic.

    Args:
        articles: Articles on the topic, dated or not.
        max_dates: Maximum number of days, all within the period of the articles.
        sentences_per_date: Maximum number of sentences of each day.

    Returns:
        The days, oldest first.
    """
    events = topic_events(articles)
    sentences = dated_sentences(sorted(articles, key=lambda article: (article.published, article.id)))
    weights = date_weights(sentences)
    for event in events.reported:
        if event.day in weights:
            weights[event.day] += importance(event)
    days = select_dates(weights, max_dates)
    return tuple(
        TimelineEntry(day, picked[0].text, sentences=tuple(Sentence(line.text, line.article_id) for line in picked))
        for day, picked in DateSummarizer(sentences).summarize_dates(days, sentences_per_date).items()
    )


def days_of_main_events(entries: Sequence[TimelineEntry], limit: int) -> tuple[TimelineEntry, ...]:
    """Return one entry for each day, month or year with a main event, oldest first, with sentences of all its events.

    Args:
        entries: The timeline of a thread, newest first.
        limit: Maximum number of sentences of each entry.
    """
    by_date: dict[tuple[date, Precision], TimelineEntry] = {}
    for entry in reversed([entry for entry in entries if entry.main]):
        when = entry.date, entry.precision
        first = by_date.setdefault(when, replace(entry, sentences=()))
        sentences = dict.fromkeys([*first.sentences, *(entry.sentences or _headline(entry))])
        by_date[when] = replace(first, sentences=tuple(sentences)[:limit])
    return tuple(by_date.values())


def _headline(entry: TimelineEntry) -> tuple[Sentence, ...]:
    return (Sentence(entry.title, entry.articles[0]),)
