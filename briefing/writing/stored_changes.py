"""What changed in a thread, from its stored timeline: for pages of many threads.

`changes` reads the articles again and finds more; this module imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.threads import Changes, NumberChange

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Sentence, Thread


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
    articles = {article.id: article for story in thread.undoubted_stories for article in story.articles}

    def is_new(article: Article | None) -> bool:
        if article is None:
            return False
        unread = (article.news_at if read else article.published) > since
        return thread.unread_by_article.get(article.id, unread) if read else unread

    new = [is_new(article) for article in articles.values()]
    if all(new) or not any(new):
        return None
    new_stories = tuple(s for s in reversed(thread.undoubted_stories) if s.articles and all(map(is_new, s.articles)))
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
