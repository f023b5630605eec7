"""What changed in a thread, from its stored timeline: for pages of many threads and for digests.

`changes` reads the articles again and finds more; this module imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.threads import Changes, NumberChange

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Sentence, Thread, ThreadStatus

MAX_NAMES = 4
"""Number of new names that are reported for a thread on a page of many."""


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
        return article is not None and (article.seen if read else article.published) > since

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

    Args:
        steps: Changes in the order of publication.
        is_new: Whether the article with an id is new.
    """
    first_steps: dict[tuple[str, Sentence], NumberChange] = {}
    merged: dict[str, NumberChange] = {}
    for step in steps:
        if not is_new(step.sentence_after.article):
            continue
        first = first_steps.get((step.quantity, step.sentence_before), step)
        first_steps[step.quantity, step.sentence_after] = first
        if not is_new(first.sentence_before.article) and first.before != step.after:
            merged[step.quantity] = replace(step, before=first.before, sentence_before=first.sentence_before)
    return tuple(merged.values())


def undelivered(
    thread: Thread, delivery_log: Mapping[str, frozenset[str]], since: datetime, last_delivery: datetime | None = None
) -> Thread | None:
    """Return a thread as a digest prints it.

    Args:
        thread: The thread with all its stories.
        delivery_log: For each thread that the digest printed before, the ids of the printed stories.
        since: Start of the digest's period.
        last_delivery: When the digest was last printed.

    Returns:
        A thread that was printed before with its changes and a summary of its new stories; None if all stories with
        articles since `since` were printed.
    """
    delivered = delivery_log.get(thread.row.id)
    if delivered is None:
        status: ThreadStatus = "new" if thread.row.first >= since else "updated"
        return replace(thread, row=replace(thread.row, status=status))
    new_stories = [
        story
        for story in thread.stories
        if story.id not in delivered and any(article.published >= since for article in story.articles)
    ]
    if not new_stories:
        return None
    from briefing.writing.changes import changes
    from briefing.writing.summary.thread_summary import summarize_thread

    return replace(
        thread,
        row=replace(thread.row, status="updated"),
        summary=summarize_thread(new_stories),
        changes=changes(thread.stories, last_delivery, delivered),
    )
