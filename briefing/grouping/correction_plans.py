"""The plan and the constraints of each correction: what moves now, and what later grouping must respect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.grouping.constraints import with_cannot_link, with_must_link
from briefing.model.articles import Story
from briefing.model.grouping import Constraints, Evidence, GroupKind, Placement, Plan


def merge_threads(
    surviving: Sequence[Story],
    absorbed: Sequence[Story],
    constraints: Constraints,
    at: datetime,
    evidence_by_story: Mapping[str, Evidence],
) -> tuple[Plan, Constraints]:
    """Move all stories of a thread into another.

    Of what the person put together, only what was not doubted is linked for ever: a merge settles no doubt about a
    story.

    Args:
        surviving: Stories of the thread that remains.
        absorbed: Stories of the thread that ends.
        constraints: The constraints so far.
        at: When the person decided this.
        evidence_by_story: Evidence of the absorbed stories, which stays beside the correction.
    """
    target, stories = surviving[0].thread, [*surviving, *absorbed]
    linked = [story for story in stories if not story.doubted] or stories
    links = [
        replace(evidence_by_story[story.id], target=target, corrected=at)
        if story.id in evidence_by_story
        else _correction_evidence(story.id, target, "thread", at)
        for story in absorbed
    ]
    plan = Plan(stories=tuple(Placement(link.subject, target, link) for link in links))
    return plan, with_must_link(constraints, "thread", _article_ids(linked), at, _article_ids(stories))


def merge_stories(
    surviving: Story, absorbed: Story, constraints: Constraints, at: datetime
) -> tuple[Plan, Constraints]:
    """Move all articles of a story into another story of its thread."""
    articles = _article_ids([surviving, absorbed])
    plan = Plan(articles=tuple(_placement(article.id, surviving.id, "story", at) for article in absorbed.articles))
    return plan, with_must_link(constraints, "story", articles, at, articles)


def pin(stories: Sequence[Story], constraints: Constraints, at: datetime) -> tuple[Plan, Constraints]:
    """Keep all stories of a thread together for ever; nothing moves."""
    articles = _article_ids(stories)
    return Plan(), with_must_link(constraints, "thread", articles, at, articles)


def split_story(
    story: Story, remaining: Sequence[Story], new_thread_id: str, constraints: Constraints, at: datetime
) -> tuple[Plan, Constraints]:
    """Move a story out of its thread, where other stories remain, into a new thread."""
    plan = Plan(stories=(_placement(story.id, new_thread_id, "thread", at),))
    return plan, with_cannot_link(constraints, "thread", _article_ids([story]), _article_ids(remaining), at)


def split_article(
    article_id: str, story: Story, new_story_id: str, constraints: Constraints, at: datetime
) -> tuple[Plan, Constraints]:
    """Move an article out of its story into a new story of the same thread."""
    plan = Plan(
        articles=(_placement(article_id, new_story_id, "story", at),),
        stories=(_placement(new_story_id, story.thread, "thread", at),),
    )
    return plan, with_cannot_link(constraints, "story", [article_id], _other_article_ids(story, article_id), at)


def split_articles(
    articles: Sequence[str],
    remaining: Sequence[str],
    new_ids: tuple[str, str],
    constraints: Constraints,
    at: datetime,
) -> tuple[Plan, Constraints]:
    """Move articles out of their stories and their thread, into a new story of a new thread.

    Args:
        articles: The ids of the articles.
        remaining: The ids of the other articles of their thread.
        new_ids: The ids of the new story and of the new thread.
        constraints: The constraints so far.
        at: When the person decided this.
    """
    story, thread = new_ids
    plan = Plan(
        articles=tuple(_placement(article, story, "story", at) for article in articles),
        stories=(_placement(story, thread, "thread", at),),
    )
    return plan, with_cannot_link(constraints, "thread", articles, remaining, at)


def move_story(
    story: Story, remaining: Sequence[Story], destination: Sequence[Story], constraints: Constraints, at: datetime
) -> tuple[Plan, Constraints]:
    """Move a story out of its thread, where other stories may remain, into another thread."""
    own, target = _article_ids([story]), destination[0].thread
    if remaining:
        constraints = with_cannot_link(constraints, "thread", own, _article_ids(remaining), at)
    plan = Plan(stories=(_placement(story.id, target, "thread", at),))
    return plan, with_must_link(
        constraints,
        "thread",
        [*own, *_article_ids([_largest_story(destination)])],
        at,
        [*own, *_article_ids(destination)],
    )


def move_articles(
    articles: Sequence[str],
    thread_stories: Sequence[Story],
    destination: Sequence[Story],
    new_story_id: str,
    constraints: Constraints,
    at: datetime,
) -> tuple[Plan, Constraints]:
    """Move articles out of their stories and their thread, into a new story of another thread.

    Args:
        articles: The ids of the articles.
        thread_stories: All stories of the thread that they leave.
        destination: All stories of the thread that they join.
        new_story_id: Id of the new story.
        constraints: The constraints so far.
        at: When the person decided this.
    """
    target = destination[0].thread
    for story in thread_stories:
        own = _article_ids([story])
        staying = [one for one in own if one not in articles]
        for article in (one for one in own if one in articles and staying):
            constraints = with_cannot_link(constraints, "story", [article], staying, at)
    if remaining := [one for one in _article_ids(thread_stories) if one not in articles]:
        constraints = with_cannot_link(constraints, "thread", articles, remaining, at)
    plan = Plan(
        articles=tuple(_placement(article, new_story_id, "story", at) for article in articles),
        stories=(_placement(new_story_id, target, "thread", at),),
    )
    return plan, with_must_link(
        constraints,
        "thread",
        [*articles, *_article_ids([_largest_story(destination)])],
        at,
        [*articles, *_article_ids(destination)],
    )


def _correction_evidence(subject_id: str, target_id: str, kind: GroupKind, at: datetime) -> Evidence:
    return Evidence(subject_id, target_id, kind, 1.0, corrected=at)


def _placement(child_id: str, parent_id: str, kind: GroupKind, at: datetime) -> Placement:
    return Placement(child_id, parent_id, _correction_evidence(child_id, parent_id, kind, at))


def _article_ids(stories: Iterable[Story]) -> list[str]:
    return [article.id for story in stories for article in story.articles]


def _other_article_ids(story: Story, article_id: str) -> list[str]:
    return [one.id for one in story.articles if one.id != article_id]


def _largest_story(stories: Sequence[Story]) -> Story:
    """The story with the most articles, which represents a thread in a must-link; the oldest of equals."""
    return max(stories, key=lambda story: len(story.articles))
