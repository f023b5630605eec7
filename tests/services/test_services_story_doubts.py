"""A story that grouping put into a thread of another topic is doubted, until a person settles it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.grouping.story_doubts import MIN_STORIES
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.model.grouping import Evidence, Placement, Plan
from briefing.model.threads import Thread
from briefing.services import Clock, Services
from briefing.store.store import Store

NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)
VOTE = [
    ("World Council adopts resolution on Norland's rockets", "The World Council condemned the rockets of Norland."),
    ("Norland rejects World Council resolution on rockets", "Norland called the World Council's resolution void."),
    ("Ostmark welcomes World Council resolution on rockets", "Ostmark thanked the World Council for its resolution."),
    ("World Council resolution: two members abstained on rockets", "Two members of the World Council abstained."),
    ("Envoys praise rocket resolution of World Council", "Envoys praised the resolution of the World Council."),
]
FIRE = ("Harbour of Talgarth burns after night of drones", "Drones from Norland killed nine people in Talgarth.")


def report(told: tuple[str, str], n: int) -> Article:
    when = NOW - timedelta(hours=3 + 50 * (len(VOTE) - n))
    url = f"https://wire.example/{n}"
    feed = "https://wire.example/feed"
    return Article(f"a{n:012}", *told, "Sample Wire", feed, "world", "en", url, url, url, "", when, when)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A store whose thread on a vote got a story on a fire from grouping, not from a person."""
    path = tmp_path / "s.sqlite3"
    with Services(Config(path.with_name("feeds.toml"), (), ()), Store.open(path), Clock(NOW)) as services:
        store = services.context.store
        articles = [report(told, n) for n, told in enumerate([*VOTE, FIRE])]
        store.feeds.save(FeedState(articles[0].feed), articles)
        services.refresher.refresh()
        vote = services.names.resolve_thread(VOTE[0][0].split(" on ")[0])
        fire = services.reading.thread(services.names.resolve_thread("Talgarth")).stories[0]
        placed = Placement(fire.id, vote, Evidence(fire.id, vote, "thread", 0.9, nearest=articles[0].id))
        store.groups.apply(Plan(stories=(placed,)), NOW)
        services.pipeline.write_changed(lambda _: None)
        yield services


def vote(services: Services) -> Thread:
    return services.reading.thread(services.names.resolve_thread("World Council"))


def doubted(services: Services) -> list[str]:
    return [story.title for story in vote(services).doubted_stories]


def test_a_doubted_story_stays_in_its_thread_and_does_not_speak_for_it(services: Services) -> None:
    thread = vote(services)
    assert doubted(services) == [FIRE[0]] and thread.row.article_count == len(VOTE) + 1
    assert not any("Talgarth" in entry.title for entry in thread.timeline)
    assert not any("Talgarth" in sentence.text for sentence in thread.summary.long)
    assert thread.listed_stories[-1].title == FIRE[0] and thread.row.deaths == 0


def test_keeping_the_thread_together_settles_it_for_ever(services: Services) -> None:
    services.corrections.pin(vote(services).row.id)
    assert not doubted(services) and any("Talgarth" in entry.title for entry in vote(services).timeline)
    services.pipeline.regroup()
    services.pipeline.write_threads([vote(services).row.id])
    assert vote(services).row.article_count == len(VOTE) + 1 and not doubted(services)


def test_undo_of_a_pin_brings_the_doubt_back(services: Services) -> None:
    services.corrections.pin(vote(services).row.id)
    assert services.corrections.undo()
    assert doubted(services) == [FIRE[0]] and not any("Talgarth" in entry.title for entry in vote(services).timeline)


def test_a_story_that_is_split_off_is_not_doubted_and_undo_puts_it_back(services: Services) -> None:
    services.corrections.split(vote(services).row.id, "Harbour of Talgarth")
    assert not doubted(services)
    fire = services.reading.thread(services.names.resolve_thread("Talgarth"))
    assert fire.row.title == FIRE[0] and not fire.doubted_stories and fire.timeline
    services.corrections.undo()
    assert doubted(services) == [FIRE[0]]


def test_a_story_that_a_person_moved_is_not_doubted(services: Services) -> None:
    target = vote(services).row.id
    services.corrections.split(target, "Harbour of Talgarth")
    services.corrections.move(services.reading.thread(services.names.resolve_thread("Talgarth")).stories[0].id, target)
    assert vote(services).row.article_count == len(VOTE) + 1 and not doubted(services)


def test_a_thread_whose_stories_cannot_be_judged_is_written_as_before(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> frozenset[str]:
        raise ValueError("no profile")

    monkeypatch.setattr("briefing.grouping.story_doubts.doubted_stories", fail)
    thread = vote(services).row.id
    services.pipeline.write_threads([thread])
    assert [fault.subject for fault in services.pipeline.faults.take()] == [f"doubts about stories of thread {thread}"]
    assert doubted(services) == [FIRE[0]] and vote(services).timeline


def test_a_merge_settles_no_doubt_and_its_undo_changes_none(services: Services) -> None:
    add_strike(services)
    thread = vote(services).row.id
    strike = services.names.resolve_thread("Miners")
    services.corrections.merge(thread, strike)
    assert doubted(services) == [FIRE[0]] and not any("Talgarth" in entry.title for entry in vote(services).timeline)
    services.pipeline.write_threads([thread])
    assert doubted(services) == [FIRE[0]], "also when it is written anew"
    services.corrections.undo()
    assert doubted(services) == [FIRE[0]]


def test_what_is_doubted_in_a_thread_that_is_merged_stays_so(services: Services) -> None:
    add_strike(services)
    strike = services.names.resolve_thread("Miners")
    services.corrections.merge(strike, vote(services).row.id)
    assert [story.title for story in services.reading.thread(strike).doubted_stories] == [FIRE[0]]


def test_a_split_that_leaves_few_stories_settles_no_doubt(services: Services) -> None:
    thread = vote(services)
    leaving = [story for story in thread.stories if not story.doubted][:-2]
    articles = [article.id for story in leaving for article in story.articles]
    services.corrections.split_articles(thread.row.id, articles, leaving[0].title)
    left = services.reading.thread(thread.row.id)
    assert len(left.stories) < MIN_STORIES and [story.title for story in left.doubted_stories] == [FIRE[0]]


def add_strike(services: Services) -> None:
    """Bring news that have nothing to do with the vote or the fire."""
    told = ("Miners strike in Omdara", "Miners in Omdara laid down their tools over pay.")
    services.context.store.feeds.save(FeedState("https://wire.example/feed"), [report(told, len(VOTE) + 1)])
    services.refresher.refresh()
