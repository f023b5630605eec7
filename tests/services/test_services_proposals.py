"""Proposals of threads for corrections, from stored evidence and shared terms."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.model.grouping import Evidence
from briefing.services import Clock, Services
from briefing.services.proposals import MIN_SHARED_TERMS, helps, second_choice_threads
from briefing.store.store import Store

NOW = datetime(2024, 12, 3, 12, tzinfo=UTC)
TITLES = (
    "Ferry Sample Star sinks off Cebu",
    "Harbour in Cebu honours crew of rescue boat Star with a parade",
    "Central bank of Quarzo raises rates",
    "Miners strike in Omdara",
)
FEED = "https://wire.example/feed"


def article(n: int, title: str) -> Article:
    url, when = f"https://wire.example/{n}", NOW - timedelta(days=200 - 60 * n)
    text = f"{title}, the wire reports."
    return Article(f"a{n:012}", title, text, "Sample Wire", FEED, "asia", "en", url, url, url, "", when, when)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    store = Store.open(tmp_path / "s.sqlite3")
    with Services(Config(tmp_path / "feeds.toml", (), ()), store, Clock(NOW)) as services:
        store.feeds.save(FeedState(FEED), [article(n, title) for n, title in enumerate(TITLES)])
        services.refresher.refresh()
        yield services


def thread_titled(services: Services, words: str) -> str:
    return services.names.resolve_thread(words)


def test_the_nearest_thread_is_proposed_with_the_words_that_both_share(services: Services) -> None:
    sinking, owner = thread_titled(services, "sinks"), thread_titled(services, "parade")
    assert sinking != owner, "the sample needs two threads"
    proposals = services.proposals.near_thread(sinking)
    assert proposals[0].thread == owner
    assert "shares" in proposals[0].reason and "Cebu" in proposals[0].reason and "Star" in proposals[0].reason
    unrelated = {thread_titled(services, "bank"), thread_titled(services, "miners")}
    assert unrelated.isdisjoint(one.thread for one in proposals), f"fewer than {MIN_SHARED_TERMS} shared terms"


def test_threads_that_are_hardly_alike_are_asked_for(services: Services, monkeypatch) -> None:
    monkeypatch.setattr("briefing.services.proposals.MIN_COSINE", 0.9)
    sinking = thread_titled(services, "sinks")
    assert services.proposals.near_thread(sinking) == ()
    assert services.proposals.near_thread(sinking, loosely=True)


def test_a_story_and_an_article_of_it_have_the_same_proposals(services: Services) -> None:
    sinking = services.reading.thread(thread_titled(services, "sinks"))
    story = sinking.stories[0]
    by_story = services.proposals.near_story(story.id)
    assert by_story and by_story == services.proposals.near_story(story.articles[0].id)
    assert sinking.row.id not in [one.thread for one in by_story]
    assert services.proposals.near_story("s-unknown") == ()


def test_second_choice_threads_count_once_with_their_highest_probability() -> None:
    evidence = {
        "s1": Evidence("s1", "t1", "thread", 0.9, rival="t2", rival_probability=0.2),
        "s2": Evidence("s2", "t1", "thread", 0.9, rival="t2", rival_probability=0.4),
        "s3": Evidence("s3", "t1", "thread", 0.9, rival="t3", rival_probability=0.1),
        "a1": Evidence("a1", "s1", "story", 0.9, rival="s9", rival_probability=0.4),
    }
    assert second_choice_threads(evidence) == {"t2": 0.4}


@pytest.mark.parametrize(
    ("probability", "shared", "expected"),
    [
        (0.84, (), True),
        (0.23, (), False),
        (0.23, ("thousands",), True),
        (0.0, ("Beginning",), False),
        (0.0, ("central", "least"), False),
        (0.0, ("Sample Star",), True),
        (0.0, ("flee", "Omdara"), True),
        (0.0, ("地震", "津波"), True),
        (0.0, (), False),
    ],
)
def test_evidence_of_one_common_word_is_not_proposed(
    probability: float, shared: tuple[str, ...], expected: bool
) -> None:
    assert helps(probability, shared) == expected
