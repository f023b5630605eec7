"""What of a long thread is read when it is written of, so that the cost is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import EPOCH, Article, Story

MAX_STORIES = 60
NEWEST_STORIES = 40
MAX_ARTICLES_PER_STORY = 24  # of one story: the earliest of each publisher, then the newest
MAX_TITLE_STORIES = 300  # stories that are read for the name of a thread


def story_start(story: Story) -> datetime:
    """When the first article of a story was published."""
    return min((article.published for article in story.articles), default=EPOCH)


def publisher_count(articles: Sequence[Article]) -> int:
    """How many publishers tell a story."""
    return len({article.publisher or article.id for article in articles})


def stories_in_order(stories: Sequence[Story]) -> list[Story]:
    """Stories with articles, oldest first."""
    return sorted((s for s in stories if s.articles), key=lambda s: (story_start(s), s.id))


def sample_stories(stories: Sequence[Story]) -> list[Story]:
    """The first, the newest and the most supported stories, oldest first, each with a bounded number of articles."""
    ordered = stories_in_order(stories)
    if len(ordered) > MAX_STORIES:
        rest = sorted(ordered[1:-NEWEST_STORIES], key=lambda s: (-publisher_count(s.articles), s.id))
        kept = {s.id for s in (ordered[0], *ordered[-NEWEST_STORIES:], *rest[: MAX_STORIES - NEWEST_STORIES - 1])}
        ordered = [s for s in ordered if s.id in kept]
    return [replace(s, articles=tuple(sample_articles(s.articles))) for s in ordered]


def sample_articles(articles: Sequence[Article]) -> list[Article]:
    """At most MOST_ARTICLES articles, by time: the first of each publisher, then the newest."""
    ordered = sorted(articles, key=lambda a: (a.published, a.id))
    if len(ordered) <= MAX_ARTICLES_PER_STORY:
        return ordered
    firsts: dict[str, Article] = {}
    for article in ordered:
        firsts.setdefault(article.publisher or article.id, article)
    kept = {a.id for a in list(firsts.values())[: MAX_ARTICLES_PER_STORY // 2]}
    for article in reversed(ordered):
        if len(kept) >= MAX_ARTICLES_PER_STORY:
            break
        kept.add(article.id)
    return [a for a in ordered if a.id in kept]


def sample_stories_evenly(stories: Sequence[Story]) -> list[Story]:
    """The first story and others all along a thread, oldest first, each with a bounded number of articles."""
    ordered = stories_in_order(stories)
    step = max(1, -(-len(ordered) // MAX_TITLE_STORIES))
    return [replace(s, articles=tuple(sample_articles(s.articles))) for s in ordered[::step]]
