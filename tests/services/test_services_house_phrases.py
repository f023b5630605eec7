"""House phrases in the store: learned at the first grouping, learned again as articles come, never quoted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.services import Clock, Services
from briefing.store.store import Store

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
FEED = "https://wire.example/feed"
NEWS = [
    ("Ferry turns back off Cebu", "A ferry with forty passengers turned back off Cebu after its engine stopped."),
    ("Bank raises its rate", "The central bank raised its main rate by a quarter of a point on Monday."),
    ("Mine closes in Omdara", "The last mine of Omdara closed after ninety years, and its workers went home."),
    ("Painter wins the harbour prize", "A painter of nets and boats won this year's harbour prize for young artists."),
    ("Storm empties two islands", "Two islands were emptied before the storm, which turned north during the night."),
    ("Wheat grows dearer", "Wheat costs a tenth more than in spring, because rain spoiled the crop in the south."),
]
LETTERS = "The evening post of the islands desk has all that happened, with maps and letters of readers."
TALKS = "The talk of the week comes from the harbour hall and is free for all who bring a chair."


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    config = Config(tmp_path / "feeds.toml", (), ())
    with Services(config, Store.open(tmp_path / "news.sqlite3"), Clock(NOW)) as services:
        yield services


def take_in(services: Services, *, ending: str, first: int = 0) -> None:
    """Store, group and write six articles on six subjects."""
    articles = [
        Article(
            f"a{first + n:012x}",
            f"{title} ({first + n})",
            f"{text} {ending}",
            "Sample Wire",
            FEED,
            lang="en",
            guid=f"{first + n}",
            url=f"https://wire.example/{first + n}",
            published=NOW - timedelta(hours=9 - n) + timedelta(days=first),
            seen=NOW,
        )
        for n, (title, text) in enumerate(NEWS)
    ]
    services.context.store.feeds.save(FeedState(FEED), articles)
    services.pipeline.group_new(NOW, lambda _: None)
    services.pipeline.write_changed(lambda _: None)


def quoted(services: Services) -> str:
    """All that the threads quote."""
    ids = [row.id for row in services.reading.thread_rows(since=NOW - timedelta(days=90))]
    threads = [services.reading.thread(id) for id in ids]
    sentences = [one.text for thread in threads for one in thread.summary.long]
    return "\n".join(
        sentences + [one.text for thread in threads for entry in thread.timeline for one in entry.sentences]
    )


def test_the_first_articles_show_what_is_never_quoted_and_stay_as_they_are(services: Services) -> None:
    take_in(services, ending=LETTERS)
    assert LETTERS not in quoted(services)
    assert NEWS[0][1] in quoted(services)
    assert all(LETTERS in one.text for one in services.context.store.house_phrases.latest_articles(9))


def test_what_later_articles_show_leaves_earlier_threads_too(services: Services) -> None:
    take_in(services, ending="")
    services.context.store.feeds.save(
        FeedState(FEED),
        [
            Article(
                "a99",
                "Lighthouse is painted",
                f"The old lighthouse is painted red again. {TALKS}",
                "Sample Wire",
                FEED,
                lang="en",
                guid="99",
                url="https://wire.example/99",
                published=NOW,
                seen=NOW,
            )
        ],
    )
    services.pipeline.group_new(NOW, lambda _: None)
    services.pipeline.write_changed(lambda _: None)
    assert TALKS in quoted(services)
    take_in(services, ending=TALKS, first=20)
    assert TALKS not in quoted(services)


def test_a_publisher_is_read_again_after_half_as_many_new_articles(services: Services) -> None:
    store = services.context.store.house_phrases
    assert store.count_new({"Sample Wire": 2, "Port Times": 40}) == ["Port Times"]
    assert store.count_new({"Sample Wire": 1}) == ["Sample Wire"]
    store.save("Port Times", (), ())
    assert store.count_new({"Port Times": 19}) == []
    assert store.count_new({"Port Times": 1}) == ["Port Times"]


def test_changes_and_coverage_quote_no_house_phrase(services: Services) -> None:
    take_in(services, ending=LETTERS)
    rows = services.reading.thread_rows(since=NOW - timedelta(days=90))
    details = [services.reading.thread_details(row.id, NOW - timedelta(days=1)) for row in rows]
    assert LETTERS not in repr([(one.coverage, one.thread.changes, one.upcoming) for one in details])
