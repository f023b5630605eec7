"""What changed in a thread, from its stored timeline: for pages of many threads and for digests.

`changes` reads the articles again and finds more; this module imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.threads import Changes, NumberChange

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Sentence, Thread, ThreadStatus

MAX_NAMES = 4
"""Number of new names that are reported for a thread on a page of many."""
LATE_ARTICLES = timedelta(hours=6)
"""Time in which an article reaches the store: what began so long before a digest is new after it."""


def changes_since(thread: Thread, period_start: datetime) -> Changes | None:
    """Return what is new since a person last read a thread, or since a period began if nobody did.

    A number that changed in several steps is reported from the last known value to the newest.

    Returns:
        The changes; None if all articles are new or none is.
    """
    read = thread.row.read
    since = read or period_start
    articles = {article.id: article for story in thread.stories for article in story.articles}

    def is_new(article: Article | None) -> bool:
        if article is None:
            return False
        unread = article.news_at > since
        return thread.unread_by_article.get(article.id, unread) if read else unread

    new = [is_new(article) for article in articles.values()]
    if all(new) or not any(new):
        return None
    new_stories = tuple(s for s in reversed(thread.stories) if s.articles and all(map(is_new, s.articles)))
    new_story_ids = {story.id for story in new_stories}
    names = dict.fromkeys(name for entry in thread.timeline if entry.story in new_story_ids for name in entry.new_names)
    steps = [step for entry in reversed(thread.timeline) for step in entry.number_changes]
    steps.sort(key=lambda step: _published_at(articles.get(step.sentence_after.article)))
    number_changes = _merge_steps(steps, lambda article: is_new(articles.get(article)))
    return Changes(since, new_stories, number_changes, tuple(names)[:MAX_NAMES])


def _published_at(article: Article | None) -> float:
    return article.published.timestamp() if article else 0.0


def _merge_steps(steps: Iterable[NumberChange], is_new: Callable[[str], bool]) -> tuple[NumberChange, ...]:
    """Merge consecutive new changes of each number into one, from its last known value to the newest.

    Of what publishers disagree on, the newest follows.

    Args:
        steps: Changes in the order of publication.
        is_new: Whether the article with an id is new.
    """
    first_steps: dict[tuple[str, Sentence], NumberChange] = {}
    merged: dict[str, NumberChange] = {}
    disputed: dict[str, NumberChange] = {}
    for step in steps:
        if step.is_disagreement and (is_new(step.sentence_before.article) or is_new(step.sentence_after.article)):
            disputed[step.quantity] = step
        if step.is_disagreement or not is_new(step.sentence_after.article):
            continue
        first = first_steps.get((step.quantity, step.sentence_before), step)
        first_steps[step.quantity, step.sentence_after] = first
        if not is_new(first.sentence_before.article) and first.before != step.after:
            merged[step.quantity] = replace(step, before=first.before, sentence_before=first.sentence_before)
    return (*merged.values(), *disputed.values())


def new_from(since: datetime, last_delivery: datetime | None) -> datetime:
    """Return when a thread that a digest calls new may have begun at the earliest.

    News may wait for days to be printed, so that the period of a digest began long before the time that it names.

    Args:
        since: Start of the digest's period.
        last_delivery: When the digest was last printed.
    """
    return max(since, last_delivery - LATE_ARTICLES) if last_delivery else since


def undelivered(
    thread: Thread, delivered: Collection[str], since: datetime, last_delivery: datetime | None = None
) -> Thread | None:
    """Return a thread as a digest prints it.

    Args:
        thread: The thread with all its stories.
        delivered: The ids of the articles that the digest delivered before.
        since: Start of the digest's period.
        last_delivery: When the digest was last printed.

    Returns:
        A thread that was delivered before with its changes and a summary of its new articles; None if all its articles
        since `since` were delivered.
    """
    articles = [article for story in thread.stories for article in story.articles]
    if all(article.id not in delivered for article in articles):
        is_known = thread.row.status == "updated"  # an edit of its only article counts as not delivered
        began = new_from(since, last_delivery)
        status: ThreadStatus = "updated" if is_known or thread.row.first < began else "new"
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
        changes=changes(thread.stories, last_delivery, known, title=thread.row.title),
    )
