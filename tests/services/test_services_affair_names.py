"""Affairs are named at the end of a refresh, steadily, and corrections of their heads hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.services import Clock, Services
from briefing.store.store import Store

NOW = datetime(2024, 12, 3, 12, tzinfo=UTC)
WAR = {
    "wire": "Shells hit harbour as Norland war goes on",
    "gazette": "Price of oil doubles because of war in Norland",
    "herald": "Football league of Selma stops: Norland war empties stadiums",
    "courier": "Violinist flees Norland's war and plays for orphans",
}


def report(house: str, title: str, hours: int) -> Article:
    when, url = NOW - timedelta(hours=hours), f"https://{house}.example/{hours}"
    digits = f"{sum(map(ord, house)) * 1000 + hours:012d}"
    feed = f"https://{house}.example/feed"
    return Article(f"a{digits}", title, title, f"Sample {house}", feed, "asia", "en", url, url, url, "", when, when)


def take_in(services: Services, articles: Sequence[Article]) -> None:
    for one in articles:
        services.context.store.feeds.save(FeedState(one.feed), [one])
    services.refresher.refresh()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with Services(Config(tmp_path / "feeds.toml", (), ()), Store.open(tmp_path / "s.sqlite3"), Clock(NOW)) as services:
        take_in(services, [report(house, title, 30 - n) for n, (house, title) in enumerate(WAR.items())])
        yield services


def id_of(services: Services, title: str) -> str:
    return next(row.id for row in services.reading.thread_rows() if row.title == title)


def test_an_affair_is_named_by_the_next_refresh_and_corrections_hold(services: Services) -> None:
    head, *parts = (id_of(services, title) for title in WAR.values())
    for part in parts:
        services.corrections.set_affair(part, head)
    assert services.reading.thread(parts[0]).row.affair == WAR["wire"], "the title of the head until then"
    take_in(services, [report("observer", "Rain expected in Vesmark", 1)])
    assert services.reading.thread(parts[0]).row.affair == "Norland war"
    assert services.reading.thread(head).row.own_affair == "Norland war"
    services.corrections.rename(head, "What happens in Norland")
    assert services.reading.thread(parts[0]).row.affair == "What happens in Norland"
    take_in(services, [report("observer", "Snow expected in Vesmark", 0)])
    assert services.reading.thread(parts[0]).row.affair == "What happens in Norland"
    services.corrections.undo()
    assert services.reading.thread(parts[0]).row.affair == "Norland war"
    services.corrections.merge(id_of(services, "Rain expected in Vesmark"), head)
    assert services.reading.thread(parts[0]).row.affair == "Norland war", "the survivor heads the affair"
    services.corrections.undo()
    assert services.reading.thread(parts[0]).row.affair_id == head
    assert services.reading.thread(parts[0]).row.affair == "Norland war"


def test_an_affair_that_lost_most_of_its_parts_loses_its_name(services: Services) -> None:
    head, *parts = (id_of(services, title) for title in WAR.values())
    for part in parts:
        services.corrections.set_affair(part, head)
    take_in(services, [report("observer", "Rain expected in Vesmark", 1)])
    for part in parts[1:]:
        services.corrections.set_affair(part, "")
    take_in(services, [report("observer", "Snow expected in Vesmark", 0)])
    assert services.reading.thread(parts[0]).row.affair == WAR["wire"]
