"""Sample values for the tests of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.model.grouping import Evidence, Placement, Plan, Signal
from briefing.store.store import Store

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = "https://wire.example/feed"


def article(number: int = 1, *, hours: float = 1.0, **changes: Any) -> Article:
    """An article of Sample Wire, published `hours` before NOW."""
    link = f"https://wire.example/news/{number}"
    made = Article(
        id=f"a{number:012x}",
        title=f"Harbour report number {number}",
        text=f"The harbour of Sampletown said something for the {number}. time.",
        publisher="Sample Wire",
        feed=FEED,
        section="world",
        lang="en",
        guid=f"guid-{number}",
        url=link,
        link=link + "?from=feed",
        author="A. Writer",
        published=NOW - timedelta(hours=hours),
        seen=NOW,
    )
    return replace(made, **changes)


def save(store: Store, *articles: Article, feed: str = FEED) -> int:
    """Store articles of the first document of a feed, which count by their publication."""
    return store.feeds.save(FeedState(feed), articles)


def evidence(subject: str, target: str, **changes: Any) -> Evidence:
    made = Evidence(subject, target, "story", 0.97, (Signal("names", 0.8, 2.5),), ("Sampletown",), ("harbour",), 0.5)
    return replace(made, **changes)


def plan(placed: Mapping[str, Mapping[str, Sequence[str]]], **more: Any) -> Plan:
    """A plan from {thread: {story: [articles]}}; the first of each is its founder."""
    articles, stories = [], []
    for thread, stories_of_thread in placed.items():
        for nth, (story, members) in enumerate(stories_of_thread.items()):
            stories.append(Placement(story, thread, evidence(story, thread, kind="thread") if nth else None))
            articles += [
                Placement(id, story, evidence(id, story) if place else None) for place, id in enumerate(members)
            ]
    return Plan(tuple(articles), tuple(stories), **more)


def filled(
    store: Store, placed: Mapping[str, Mapping[str, Sequence[Article]]], arrived: datetime | None = None
) -> None:
    """Save and group articles given as {thread: {story: [articles]}}.

    They are those of first documents of feeds, or with `arrived` of later ones, grouped at that moment.
    """
    for stories in placed.values():
        for members in stories.values():
            for member in members:
                state = FeedState(member.feed, last_success=arrived)
                store.feeds.save_states([state])
                store.feeds.save(state, [member])
    store.groups.apply(
        plan({t: {s: [m.id for m in members] for s, members in stories.items()} for t, stories in placed.items()}),
        arrived,
    )
