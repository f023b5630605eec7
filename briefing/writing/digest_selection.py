"""What a digest prints of its news: the most important threads in full, further ones by title, no others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.text.titles import bare_headline
from briefing.writing.ranking import rank_threads
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_count

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.threads import Thread, ThreadRow, UndeliveredNews

MAX_FULL_THREADS = 20
"""Threads in full, as many as a mail is read for."""
MAX_TITLES = 40
"""Threads that are listed by title: with those in full at most 60, about two screens of titles."""
WIDE_PUBLISHERS = 4
"""Publishers from which a thread, or what a story or an event newly reports, is widely reported."""
BUSY_DAY_ARTICLES = 5
"""Undelivered articles of 24 hours from which a widely reported thread is listed, however few publishers they have."""

MAX_FURTHER_TITLES = 4
"""Further happenings that are named beside the title of a thread, so that it stays within a few lines."""

MAX_COVERED_SHARE = 0.5
"""Share of the terms of a headline, without those of the thread's title, in one printed text that says it already."""
MIN_OWN_TERMS = 2
"""Number of terms beside the thread's title below which a headline only says the title again."""
MIN_SHOWN_SHARE = 0.2
"""Share of the headlines of a happening that are said already from which on it is: headlines vary in their words."""


@dataclass(frozen=True, slots=True)
class DigestSelection:
    """The threads that a digest prints: those in full, then those by title, each in the order of importance."""

    full: tuple[ThreadRow, ...]
    listed: tuple[ThreadRow, ...]


def rank_by_news(
    rows: Sequence[ThreadRow], undelivered: Mapping[str, UndeliveredNews], now: datetime
) -> list[ThreadRow]:
    """Rank threads by what a digest has not delivered of them: what it printed yesterday takes nobody's place today.

    Args:
        rows: The threads with news.
        undelivered: The news, by the id of the thread.
        now: When the digest is made.
    """
    weighed = []
    for row in rows:
        news = undelivered[row.id]
        new_publishers = min(news.publishers, row.new_publisher_count)
        weighed.append(replace(row, new_publisher_count=new_publishers, new_article_count=news.articles))
    return rank_threads(weighed, now)


def select_threads(threads: Sequence[ThreadRow], undelivered: Mapping[str, UndeliveredNews]) -> DigestSelection:
    """Choose what a digest prints of all threads with news.

    A place in the list is sure for a widely reported thread with a busy day: it ranks low if it runs for days, or if
    much of it was delivered, and would wait for ever. The other places go to the news of the most publishers.

    Args:
        threads: The threads, ranked by their news.
        undelivered: The news, by the id of the thread.
    """

    def need(row: ThreadRow) -> tuple[bool, bool, int]:
        may_wait = not _is_wide(row) or undelivered[row.id].busiest_day < BUSY_DAY_ARTICLES
        return bool(row.excluded), may_wait, -row.new_publisher_count

    others = sorted(threads[MAX_FULL_THREADS:], key=need)  # equals stay in the order of their ranks
    listed = sorted(others[:MAX_TITLES], key=lambda row: (bool(row.excluded), -row.new_publisher_count))
    return DigestSelection(tuple(threads[:MAX_FULL_THREADS]), tuple(listed))


def _is_wide(row: ThreadRow) -> bool:
    """Whether a thread is widely reported, and not by one house alone."""
    return len(row.publishers) >= WIDE_PUBLISHERS and row.independent_publisher_count > 1


def with_further_titles(thread: Thread, delivered: Collection[str], since: datetime) -> Thread:
    """Return a thread with what it reports beside its title, summary and changes: widely reported stories and events.

    The whole thread counts as delivered, so none of them may go unmentioned.

    Args:
        thread: The thread as a digest prints it.
        delivered: The ids of the articles that the digest delivered before.
        since: Start of the digest's period.
    """
    from briefing.writing.headlines import is_report

    changes = thread.changes
    sentences = (*thread.summary.paragraph, *(changes.sentences if changes else ()))
    shown = [thread.row.title, *(sentence.text for sentence in sentences)]
    new = {
        article.id: article
        for story in thread.stories
        for article in story.articles
        if article.published >= since and article.id not in delivered
    }
    happenings = [(story.title, [article.id for article in story.articles]) for story in thread.stories]
    happenings += [(entry.title, list(entry.articles)) for entry in thread.timeline if not entry.background]
    widths = []
    for title, ids in happenings:
        reports = [new[id] for id in ids if id in new]
        width = publisher_count(reports)
        if width >= WIDE_PUBLISHERS and is_report(title):
            widths.append((-width, title, [bare_headline(a.title, a.publisher) for a in reports]))
    theme = bag_of_words(thread.row.title).keys()
    titles: list[str] = []
    for _, title, headlines in sorted(widths):
        if thread.row.title not in headlines and not _is_shown([title, *headlines], (*shown, *titles), theme):
            titles.append(title)
    return replace(thread, further_titles=tuple(titles[:MAX_FURTHER_TITLES]))


def _is_shown(headlines: Sequence[str], shown: Sequence[str], theme: Collection[str]) -> bool:
    """Whether a printed text says what some of the headlines of a happening say beside the theme of the thread."""
    shown_terms = [bag_of_words(text).keys() for text in shown]
    named = 0
    for headline in headlines:
        own = {term for term in bag_of_words(headline) if term not in theme}
        shares = (len(own & terms) / len(own) for terms in shown_terms if own)
        named += len(own) < MIN_OWN_TERMS or max(shares, default=0.0) >= MAX_COVERED_SHARE
    return named >= MIN_SHOWN_SHARE * len(headlines)
