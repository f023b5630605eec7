"""A thread as a digest prints it: with what the digest has not delivered before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.deliveries import DeliveredLine
    from briefing.model.threads import Thread, ThreadRow, ThreadStatus

LATE_ARTICLES = timedelta(hours=6)
"""Time in which an article reaches the store: what began so long before a digest is new after it."""


def new_from(since: datetime, last_run: datetime | None) -> datetime:
    """Return when a thread that a digest calls new may have begun at the earliest.

    News may wait for days to be printed, so that the period of a digest began long before the time that it names.

    Args:
        since: Start of the digest's period.
        last_run: When the digest was last made.
    """
    return max(since, last_run - LATE_ARTICLES) if last_run else since


def status_in_digest(row: ThreadRow, delivered_threads: Collection[str], earliest_new: datetime) -> ThreadStatus:
    """Return the status of a thread with news in a digest: "updated" if the digest delivered it before or it began
    before `earliest_new` (see `new_from`), else its own.
    """
    return "updated" if row.id in delivered_threads or row.first < earliest_new else row.status


def articles_known_to_readers(
    thread: Thread, delivered: Collection[str], printed: Mapping[str, Sequence[DeliveredLine]]
) -> Collection[str]:
    """Return the ids of the delivered articles without those of a thread of which no digest said a word.

    All articles of a thread count as delivered with the line that names it. A story that leaves it later takes its
    articles along, though no reader knows of it.

    Args:
        thread: The thread.
        delivered: The ids of the articles that the digest delivered.
        printed: What it printed of each thread, by its id.
    """
    known = [one for story in thread.stories for one in story.articles if one.id in delivered]
    if not known or not printed or thread.row.id in printed:
        return delivered
    from briefing.writing.digest.digest_headlines import bare_title

    texts = {text for lines in printed.values() for one in lines for text in (one.line, *one.texts)}
    if any(bare_title(one) in texts for one in known):
        return delivered
    return frozenset(delivered) - {one.id for one in known}


def undelivered(
    thread: Thread, delivered: Collection[str], since: datetime, last_run: datetime | None = None
) -> Thread | None:
    """Return a thread as a digest prints it.

    Args:
        thread: The thread with all its stories.
        delivered: The ids of the articles that the digest delivered before.
        since: Start of the digest's period.
        last_run: When the digest was last made.

    Returns:
        A thread that was delivered before with its changes and a summary of its new articles; None if all its articles
        since `since` were delivered.
    """
    articles = [article for story in thread.stories for article in story.articles]
    if all(article.id not in delivered for article in articles):
        status = status_in_digest(thread.row, (), new_from(since, last_run))
        return replace(thread, row=replace(thread.row, status=status))
    new_ids = {article.id for article in articles if article.published >= since and article.id not in delivered}
    if not new_ids:
        return None
    from briefing.writing.changes import changes
    from briefing.writing.summary.thread_summary import summarize_thread

    parts = (replace(s, articles=tuple(a for a in s.articles if a.id in new_ids)) for s in thread.stories)
    known = {article.id for article in articles} - new_ids
    return replace(
        thread,
        row=replace(thread.row, status="updated"),
        summary=summarize_thread([part for part in parts if part.articles]),
        changes=changes(thread.stories, last_run, known, title=thread.row.title),
    )
