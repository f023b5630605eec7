"""What each correction means: what moves now, and what binds all later grouping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.grouping.constraints import with_cannot_link, with_must_link
from briefing.grouping.group import founded_group_id
from briefing.model.articles import Story
from briefing.model.grouping import Constraints, Evidence, GroupKind, Placement, Plan


def merge_threads(
    surviving: Sequence[Story],
    absorbed: Sequence[Story],
    constraints: Constraints,
    at: datetime,
    evidence_by_story: Mapping[str, Evidence],
) -> tuple[Plan, Constraints]:
    """All stories of two threads in one; what is known of why a story was in its thread stays beside the correction."""
    target, articles = surviving[0].thread, [*_article_ids(surviving), *_article_ids(absorbed)]
    links = [
        replace(evidence_by_story[story.id], target=target, corrected=at)
        if story.id in evidence_by_story
        else _correction_evidence(story.id, target, "thread", at)
        for story in absorbed
    ]
    plan = Plan(stories=tuple(Placement(link.subject, target, link) for link in links))
    return plan, with_must_link(constraints, "thread", articles, at, articles)


def merge_stories(
    surviving: Story, absorbed: Story, constraints: Constraints, at: datetime
) -> tuple[Plan, Constraints]:
    """All articles of two stories of a thread in one."""
    articles = _article_ids([surviving, absorbed])
    plan = Plan(articles=tuple(_placement(article.id, surviving.id, "story", at) for article in absorbed.articles))
    return plan, with_must_link(constraints, "story", articles, at, articles)


def pin(stories: Sequence[Story], constraints: Constraints, at: datetime) -> tuple[Plan, Constraints]:
    """All stories of a thread as they are, together for ever; nothing moves."""
    articles = _article_ids(stories)
    return Plan(), with_must_link(constraints, "thread", articles, at, articles)


def split_story(
    story: Story, remaining: Sequence[Story], new_thread_id: str, constraints: Constraints, at: datetime
) -> tuple[Plan, Constraints]:
    """A story off its thread, whose other stories are `rest`, into a new one."""
    plan = Plan(stories=(_placement(story.id, new_thread_id, "thread", at),))
    return plan, with_cannot_link(constraints, "thread", _article_ids([story]), _article_ids(remaining), at)


def split_article(
    article_id: str, story: Story, new_story_id: str, constraints: Constraints, at: datetime
) -> tuple[Plan, Constraints]:
    """An article off its story into a new one, `alone`, of the same thread."""
    plan = Plan(
        articles=(_placement(article_id, new_story_id, "story", at),),
        stories=(_placement(new_story_id, story.thread, "thread", at),),
    )
    return plan, with_cannot_link(constraints, "story", [article_id], _other_article_ids(story, article_id), at)


def move_story(
    story: Story, remaining: Sequence[Story], destination: Sequence[Story], constraints: Constraints, at: datetime
) -> tuple[Plan, Constraints]:
    """A story from its thread, whose other stories are `rest`, into another."""
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


def move_article(
    article_id: str,
    thread_stories: Sequence[Story],
    destination: Sequence[Story],
    new_story_id: str,
    constraints: Constraints,
    at: datetime,
) -> tuple[Plan, Constraints]:
    """An article from its story into a new one, `alone`, of another thread; `thread` are all stories of its own."""
    story = next(story for story in thread_stories if any(one.id == article_id for one in story.articles))
    target, left = destination[0].thread, [other for other in _article_ids(thread_stories) if other != article_id]
    constraints = with_cannot_link(constraints, "story", [article_id], _other_article_ids(story, article_id), at)
    constraints = with_cannot_link(constraints, "thread", [article_id], left, at)
    plan = Plan(
        articles=(_placement(article_id, new_story_id, "story", at),),
        stories=(_placement(new_story_id, target, "thread", at),),
    )
    return plan, with_must_link(
        constraints,
        "thread",
        [article_id, *_article_ids([_largest_story(destination)])],
        at,
        [article_id, *_article_ids(destination)],
    )


def new_group_id(kind: GroupKind, article_ids: Sequence[str], is_taken: Callable[[str], bool]) -> str:
    """An id for a story or thread of these articles that no other has."""
    ids = [
        *(founded_group_id(kind, article) for article in article_ids),
        *(founded_group_id(kind, f"{article_ids[0]} {n}") for n in range(1000)),
    ]
    return next(id for id in ids if not is_taken(id))


def _correction_evidence(subject_id: str, target_id: str, kind: GroupKind, at: datetime) -> Evidence:
    return Evidence(subject_id, target_id, kind, 1.0, corrected=at)


def _placement(child_id: str, parent_id: str, kind: GroupKind, at: datetime) -> Placement:
    return Placement(child_id, parent_id, _correction_evidence(child_id, parent_id, kind, at))


def _article_ids(stories: Iterable[Story]) -> list[str]:
    return [article.id for story in stories for article in story.articles]


def _other_article_ids(story: Story, article_id: str) -> list[str]:
    return [one.id for one in story.articles if one.id != article_id]


def _largest_story(stories: Sequence[Story]) -> Story:
    """The story that stands for a thread: the one most told, the oldest of such."""
    return max(stories, key=lambda story: len(story.articles))
