"""What each correction means: what moves now, and what binds all later grouping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.grouping.corrections import bonded, parted
from briefing.grouping.group import named
from briefing.model.articles import Story
from briefing.model.grouping import Corrections, Evidence, Kind, Placement, Plan


def merge_threads(
    keep: Sequence[Story],
    gone: Sequence[Story],
    corrections: Corrections,
    at: datetime,
    known: Mapping[str, Evidence],
) -> tuple[Plan, Corrections]:
    """All stories of two threads in one; what is known of why a story was in its thread stays beside the correction."""
    target, articles = keep[0].thread, [*_articles(keep), *_articles(gone)]
    links = [
        replace(known[story.id], target=target, corrected=at)
        if story.id in known
        else _link(story.id, target, "thread", at)
        for story in gone
    ]
    plan = Plan(stories=tuple(Placement(link.subject, target, link) for link in links))
    return plan, bonded(corrections, "thread", articles, at, articles)


def merge_stories(keep: Story, gone: Story, corrections: Corrections, at: datetime) -> tuple[Plan, Corrections]:
    """All articles of two stories of a thread in one."""
    articles = _articles([keep, gone])
    plan = Plan(articles=tuple(_put(article.id, keep.id, "story", at) for article in gone.articles))
    return plan, bonded(corrections, "story", articles, at, articles)


def pin(stories: Sequence[Story], corrections: Corrections, at: datetime) -> tuple[Plan, Corrections]:
    """All stories of a thread as they are, together for ever; nothing moves."""
    articles = _articles(stories)
    return Plan(), bonded(corrections, "thread", articles, at, articles)


def split_story(
    story: Story, rest: Sequence[Story], thread: str, corrections: Corrections, at: datetime
) -> tuple[Plan, Corrections]:
    """A story off its thread, whose other stories are `rest`, into a new one."""
    plan = Plan(stories=(_put(story.id, thread, "thread", at),))
    return plan, parted(corrections, "thread", _articles([story]), _articles(rest), at)


def split_article(
    article: str, story: Story, alone: str, corrections: Corrections, at: datetime
) -> tuple[Plan, Corrections]:
    """An article off its story into a new one, `alone`, of the same thread."""
    plan = Plan(articles=(_put(article, alone, "story", at),), stories=(_put(alone, story.thread, "thread", at),))
    return plan, parted(corrections, "story", [article], _others(story, article), at)


def move_story(
    story: Story, rest: Sequence[Story], to: Sequence[Story], corrections: Corrections, at: datetime
) -> tuple[Plan, Corrections]:
    """A story from its thread, whose other stories are `rest`, into another."""
    own, target = _articles([story]), to[0].thread
    if rest:
        corrections = parted(corrections, "thread", own, _articles(rest), at)
    plan = Plan(stories=(_put(story.id, target, "thread", at),))
    return plan, bonded(corrections, "thread", [*own, *_articles([_main(to)])], at, [*own, *_articles(to)])


def move_article(
    article: str, thread: Sequence[Story], to: Sequence[Story], alone: str, corrections: Corrections, at: datetime
) -> tuple[Plan, Corrections]:
    """An article from its story into a new one, `alone`, of another thread; `thread` are all stories of its own."""
    story = next(story for story in thread if any(one.id == article for one in story.articles))
    target, left = to[0].thread, [other for other in _articles(thread) if other != article]
    corrections = parted(corrections, "story", [article], _others(story, article), at)
    corrections = parted(corrections, "thread", [article], left, at)
    plan = Plan(articles=(_put(article, alone, "story", at),), stories=(_put(alone, target, "thread", at),))
    return plan, bonded(corrections, "thread", [article, *_articles([_main(to)])], at, [article, *_articles(to)])


def new_id(kind: Kind, articles: Sequence[str], taken: Callable[[str], bool]) -> str:
    """An id for a story or thread of these articles that no other has."""
    ids = [*(named(kind, article) for article in articles), *(named(kind, f"{articles[0]} {n}") for n in range(1000))]
    return next(id for id in ids if not taken(id))


def _link(subject: str, target: str, kind: Kind, at: datetime) -> Evidence:
    return Evidence(subject, target, kind, 1.0, corrected=at)


def _put(child: str, parent: str, kind: Kind, at: datetime) -> Placement:
    return Placement(child, parent, _link(child, parent, kind, at))


def _articles(stories: Iterable[Story]) -> list[str]:
    return [article.id for story in stories for article in story.articles]


def _others(story: Story, article: str) -> list[str]:
    return [one.id for one in story.articles if one.id != article]


def _main(stories: Sequence[Story]) -> Story:
    """The story that stands for a thread: the one most told, the oldest of such."""
    return max(stories, key=lambda story: len(story.articles))
