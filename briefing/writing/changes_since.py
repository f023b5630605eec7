"""What is new in a thread since a moment, as far as it was written down: no article is read again.

`changes` reads the articles and finds more; this is for pages of many threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.threads import Changes, NumberChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from briefing.model.articles import Article
    from briefing.model.threads import Changes, NumberChange, Sentence, Thread

MAX_NAMES = 4


def changes_since(thread: Thread, period_start: datetime) -> Changes | None:
    """Return what came since a person last read a thread, else since `period` began; None if it was not known before.

    Numbers that moved in several steps are told from the last that was known to the newest.
    """
    read = thread.row.read
    since = read or period_start
    articles = {article.id: article for story in thread.stories for article in story.articles}

    def is_new(article: Article | None) -> bool:
        return article is not None and (article.seen if read else article.published) > since

    fresh = [is_new(article) for article in articles.values()]
    if all(fresh) or not any(fresh):
        return None
    began = tuple(s for s in reversed(thread.stories) if s.articles and all(map(is_new, s.articles)))
    ids = {story.id for story in began}
    names = dict.fromkeys(name for e in thread.timeline if e.story in ids for name in e.new_names)
    steps = [step for entry in reversed(thread.timeline) for step in entry.number_changes]
    steps.sort(key=lambda step: _published_at(articles.get(step.sentence_after.article)))
    return Changes(since, began, _merge_steps(steps, lambda id: is_new(articles.get(id))), tuple(names)[:MAX_NAMES])


def _published_at(article: Article | None) -> float:
    return article.published.timestamp() if article else 0.0


def _merge_steps(steps: Iterable[NumberChange], is_new: Callable[[str], bool]) -> tuple[NumberChange, ...]:
    """The newest step of each number, from the value before the first of those that lead to it and are new."""
    start: dict[tuple[str, Sentence], NumberChange] = {}
    found: dict[str, NumberChange] = {}
    for step in steps:
        if not is_new(step.sentence_after.article):
            continue
        first = start.get((step.quantity, step.sentence_before), step)
        start[step.quantity, step.sentence_after] = first
        if not is_new(first.sentence_before.article) and first.before != step.after:
            found[step.quantity] = NumberChange(
                step.quantity, first.before, step.after, first.sentence_before, step.sentence_after
            )
    return tuple(found.values())
