"""Which stories stay set aside after a correction: a doubt is settled by news that supports a story, or by a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.articles import Story
    from briefing.model.coverage import FormerText


def doubts_after_correction(
    stories: Sequence[Story],
    judged: Collection[str],
    former: Mapping[str, FormerText],
    thread: str,
    confirmed: Collection[str],
) -> frozenset[str]:
    """Return the ids of the stories of a thread that are doubted after a correction.

    What was written before stays so. What was set aside stays set aside, unless it is no longer doubted beside articles
    that the correction brought. If nothing else were left, all that is judged anew counts.

    Args:
        stories: The stories of the thread.
        judged: The ids of those that are doubted if all of them are judged anew.
        former: What was written, before the correction, of the threads that it concerns, without doubted stories.
        thread: The id of the thread.
        confirmed: The ids of the stories that a person put into the thread, or keeps in it.
    """
    articles = {story.id: frozenset(article.id for article in story.articles) for story in stories}
    own = former[thread].articles
    known = frozenset(id for text in former.values() for id in text.articles)
    has_support = any(not known.isdisjoint(ids - own) for ids in articles.values())
    aside = {id for id, ids in articles.items() if known.isdisjoint(ids) and id not in confirmed}
    doubted = {id for id in judged if not own.issuperset(articles[id])}
    if not has_support:
        doubted |= aside
    return frozenset(doubted if len(doubted) < len(stories) else judged)
