"""What of a long thread is read when it is written of, so that the cost is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import EPOCH, Article, Story

MOST_STORIES = 60
NEWEST = 40
MOST_ARTICLES = 24  # of one story: the earliest of each publisher, then the newest
ALL_ALONG = 300  # stories that are read for the name of a thread


def started(story: Story) -> datetime:
    """When the first article of a story was published."""
    return min((article.published for article in story.articles), default=EPOCH)


def support(articles: Sequence[Article]) -> int:
    """How many publishers tell a story."""
    return len({article.publisher or article.id for article in articles})


def in_order(stories: Sequence[Story]) -> list[Story]:
    """Stories with articles, oldest first."""
    return sorted((s for s in stories if s.articles), key=lambda s: (started(s), s.id))


def bounded(stories: Sequence[Story]) -> list[Story]:
    """The first, the newest and the most supported stories, oldest first, each with a bounded number of articles."""
    ordered = in_order(stories)
    if len(ordered) > MOST_STORIES:
        rest = sorted(ordered[1:-NEWEST], key=lambda s: (-support(s.articles), s.id))
        kept = {s.id for s in (ordered[0], *ordered[-NEWEST:], *rest[: MOST_STORIES - NEWEST - 1])}
        ordered = [s for s in ordered if s.id in kept]
    return [replace(s, articles=tuple(few(s.articles))) for s in ordered]


def few(articles: Sequence[Article]) -> list[Article]:
    """At most MOST_ARTICLES articles, by time: the first of each publisher, then the newest."""
    ordered = sorted(articles, key=lambda a: (a.published, a.id))
    if len(ordered) <= MOST_ARTICLES:
        return ordered
    firsts: dict[str, Article] = {}
    for article in ordered:
        firsts.setdefault(article.publisher or article.id, article)
    kept = {a.id for a in list(firsts.values())[: MOST_ARTICLES // 2]}
    for article in reversed(ordered):
        if len(kept) >= MOST_ARTICLES:
            break
        kept.add(article.id)
    return [a for a in ordered if a.id in kept]


def spread(stories: Sequence[Story]) -> list[Story]:
    """The first story and others all along a thread, oldest first, each with a bounded number of articles."""
    ordered = in_order(stories)
    step = max(1, -(-len(ordered) // ALL_ALONG))
    return [replace(s, articles=tuple(few(s.articles))) for s in ordered[::step]]
