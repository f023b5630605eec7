"""Facts about stories that all of writing needs, and bounded samples of long threads.

A thread can hold thousands of articles. Titles, summaries and timelines read a sample, so that their cost is bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from briefing.model.articles import EPOCH, Article, Story
from briefing.text.publishers.publishers import ArticleSource, houses_of, independent_publisher_numbers

MAX_STORIES = 60
"""Number of stories in a sample; about as many as a long summary and a full timeline can use."""
NEWEST_STORIES = 40
"""Number of newest stories in a sample; the others are the first story and those with the most publishers."""
MAX_ARTICLES_PER_STORY = 24
"""Number of articles of one story in a sample: first reports of its publishers for one half, then the newest."""
MAX_TITLE_STORIES = 300
"""Number of stories that are read for the title of a thread, which should not change with every story."""


def story_start(story: Story) -> datetime:
    """Return when the first article of a story was published."""
    return min((article.published for article in story.articles), default=EPOCH)


def publisher_numbers(articles: Sequence[Article]) -> list[int]:
    """Number the independent publishers of articles: equal numbers for one house and for copies of one text."""
    if len(articles) == 1:
        return [0]
    return independent_publisher_numbers(
        ArticleSource(article.publisher, article.publisher_url or article.url, article.text) for article in articles
    )


def houses_of_articles(articles: Sequence[Article]) -> list[str]:
    """Return the house of the publisher of each article."""
    return houses_of([(article.publisher, article.publisher_url or article.url) for article in articles])


def publisher_count(articles: Sequence[Article]) -> int:
    """Return the number of independent publishers of articles."""
    return len(set(publisher_numbers(articles)))


def publisher_names(articles: Sequence[Article]) -> tuple[str, ...]:
    """Return the names of the independent publishers of articles, in order: of each house, and of copies, the first."""
    named = [article for article in articles if article.publisher]
    names: dict[int, str] = {}
    for number, article in zip(publisher_numbers(named), named, strict=True):
        names.setdefault(number, article.publisher)
    return tuple(names.values())


def articles_of(stories: Sequence[Story]) -> list[Article]:
    """Return all articles of stories, in order."""
    return [article for story in stories for article in story.articles]


def stories_in_order(stories: Sequence[Story]) -> list[Story]:
    """Return the stories that have articles, oldest first."""
    return sorted((story for story in stories if story.articles), key=lambda story: (story_start(story), story.id))


def sample_stories(stories: Sequence[Story]) -> list[Story]:
    """Return the first, the newest and the most widely reported stories, oldest first, with sampled articles."""
    ordered = stories_in_order(stories)
    if len(ordered) > MAX_STORIES:
        middle = sorted(ordered[1:-NEWEST_STORIES], key=lambda story: (-publisher_count(story.articles), story.id))
        sample = (ordered[0], *ordered[-NEWEST_STORIES:], *middle[: MAX_STORIES - NEWEST_STORIES - 1])
        sampled_ids = {story.id for story in sample}
        ordered = [story for story in ordered if story.id in sampled_ids]
    return [_with_sampled_articles(story) for story in ordered]


def _with_sampled_articles(story: Story) -> Story:
    sampled = tuple(sample_articles(story.articles))
    return story if sampled == story.articles else replace(story, articles=sampled)


def sample_articles(articles: Sequence[Article]) -> list[Article]:
    """Return at most `MAX_ARTICLES_PER_STORY` articles, oldest first: the first of each publisher, then the newest."""
    ordered = sorted(articles, key=lambda article: (article.published, article.id))
    if len(ordered) <= MAX_ARTICLES_PER_STORY:
        return ordered
    first_reports: dict[str, Article] = {}
    for article in ordered:
        first_reports.setdefault(article.publisher or article.id, article)
    sampled_ids = {article.id for article in list(first_reports.values())[: MAX_ARTICLES_PER_STORY // 2]}
    for article in reversed(ordered):
        if len(sampled_ids) >= MAX_ARTICLES_PER_STORY:
            break
        sampled_ids.add(article.id)
    return [article for article in ordered if article.id in sampled_ids]


def sample_stories_evenly(stories: Sequence[Story]) -> list[Story]:
    """Return the first story and others spread evenly over a thread, oldest first, with sampled articles."""
    ordered = stories_in_order(stories)
    step = max(1, -(-len(ordered) // MAX_TITLE_STORIES))
    return [_with_sampled_articles(story) for story in ordered[::step]]


def sample_of_days(articles: Sequence[Article], limit: int) -> list[Article]:
    """Return about `limit` articles, oldest first: of each day one, and as many more as there is room for."""
    ordered = sorted(articles, key=lambda article: (article.published, article.id))
    days = [list(of_day) for _, of_day in groupby(ordered, key=lambda article: article.published.date())]
    quota = max(map(len, days), default=0)
    while quota > 1 and sum(min(len(of_day), quota) for of_day in days) > limit:
        quota -= 1
    return [article for of_day in days for article in _spaced(of_day, quota)]


def _spaced(articles: list[Article], count: int) -> list[Article]:
    last = len(articles)
    return articles if last <= count else [articles[(n + 1) * last // count - 1] for n in range(count)]
