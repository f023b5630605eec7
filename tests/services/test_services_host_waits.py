"""Pauses of hosts through the services: they hold for all feeds and pages of a host, and in later refreshes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from briefing.config import Config
from briefing.feeds.fetching import article_extraction
from briefing.model.articles import EPOCH
from briefing.model.feeds import Feed, FeedState
from briefing.services import Clock, Services
from briefing.services.refreshing.refresher import most_urgent_first
from briefing.store.store import Store
from briefing.web.fake_transport import fake_transport

START = datetime(2026, 3, 5, 12, tzinfo=UTC)
FEEDS = tuple(Feed(f"https://wire.example/feed{n}.xml", name=f"Wire {n}") for n in range(12))
GAZETTE = Feed("https://gazette.example/feed.xml", name="Gazette", full_text=True)


@dataclass
class Hosts:
    """Hosts with feeds and pages; those in `busy` answer with 429 and the given Retry-After."""

    busy: dict[str, str] = field(default_factory=dict)
    requests: Counter[str] = field(default_factory=Counter)

    def respond(self, url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        host, path = urlsplit(url).hostname or "", urlsplit(url).path
        self.requests[host] += 1
        if host in self.busy or path in self.busy:
            wait = self.busy.get(host) or self.busy.get(path, "")
            return 429, {"Retry-After": wait} if wait else {}, b""
        if not path.startswith("/feed"):
            return 404, {}, b""
        item = f"<guid>{path}</guid><link>https://{host}/news{path}</link><title>Report of {path} at {host}</title>"
        item += "<description>A report.</description><pubDate>Thu, 05 Mar 2026 10:00:00 GMT</pubDate>"
        body = f'<rss version="2.0"><channel><title>Sample</title><item>{item}</item></channel></rss>'
        return 200, {"Content-Type": "application/rss+xml"}, body.encode()


@pytest.fixture
def hosts() -> Hosts:
    return Hosts()


@pytest.fixture
def services(hosts: Hosts, tmp_path: Path) -> Iterator[Services]:
    config = Config(tmp_path / "feeds.toml", (*FEEDS, GAZETTE))
    transport = fake_transport(hosts.respond)
    with Services(config, Store.open(tmp_path / "s.sqlite3"), Clock(START), transport) as opened:
        yield opened


def at(services: Services, **step: float) -> None:
    services.clock.set(START + timedelta(**step))


@pytest.mark.parametrize(("retry_after", "minutes"), [("7200", 120), ("1.5 hours", 90), ("", 15), ("1800.0", 30)])
def test_no_feed_of_a_waiting_host_is_fetched_until_its_time(
    services: Services, hosts: Hosts, retry_after: str, minutes: int
) -> None:
    hosts.busy["wire.example"] = retry_after
    report = services.refresher.refresh()
    asked = hosts.requests["wire.example"]
    assert asked <= 2 and len(report.failed) == asked
    assert (report.new_data, report.not_due) == (1, 12 - asked)
    (note,) = report.notes
    assert note.subject == "wire.example" and note.next_try == START + timedelta(minutes=minutes)
    assert note.text == f"asked us to wait; {12 - asked} feeds not fetched"
    hosts.busy.clear()
    for force in (False, True):
        at(services, minutes=minutes - 1)
        assert services.refresher.refresh(force=force).failed == ()
        assert hosts.requests["wire.example"] == asked
    at(services, minutes=minutes + 61, hours=1)
    assert services.refresher.refresh().new_data == 12


def test_the_feeds_of_a_waiting_host_are_due_one_after_the_other(services: Services, hosts: Hosts) -> None:
    hosts.busy["wire.example"] = "600"
    services.refresher.refresh()
    minutes = [state.next_due for feed, state in services.feed_health.feeds_with_states() if feed in FEEDS]
    assert all(minutes)
    assert max(Counter(minutes).values()) <= 2
    at(services, minutes=5)
    next_refresh = services.feed_health.next_refresh()
    assert next_refresh is not None and next_refresh >= START + timedelta(minutes=10)


def test_a_feed_that_is_added_later_waits_too(hosts: Hosts, tmp_path: Path) -> None:
    hosts.busy["wire.example"] = "3600"
    for number, feeds in enumerate((FEEDS[:1], FEEDS[:3])):
        config = Config(tmp_path / "feeds.toml", feeds)
        store, clock = Store.open(tmp_path / "s.sqlite3"), Clock(START + timedelta(minutes=number))
        with Services(config, store, clock, fake_transport(hosts.respond)) as opened:
            opened.refresher.refresh(force=True)
    assert hosts.requests == {"wire.example": 1}


def test_a_forced_refresh_names_what_waits(services: Services, hosts: Hosts) -> None:
    hosts.busy["wire.example"] = "3600"
    services.refresher.refresh()
    asked = hosts.requests["wire.example"]
    at(services, minutes=5)
    notes = services.refresher.refresh(force=True).notes
    by_feed, by_host = notes[:-1], notes[-1]
    assert [note.text for note in by_feed] == ["asked us to wait (HTTP 429 Too Many Requests)"] * asked
    assert (by_host.subject, by_host.text) == ("wire.example", f"asked us to wait; {12 - asked} feeds not fetched")


def test_a_wait_of_a_clock_that_ran_ahead_blocks_nothing(services: Services, hosts: Hosts) -> None:
    hosts.busy["wire.example"] = "3600"
    at(services, days=4000)
    services.refresher.refresh()
    hosts.busy.clear()
    at(services)
    assert services.refresher.refresh().new_data == 12


def test_pages_feeds_and_robots_share_the_state_of_a_host(
    services: Services, hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_extraction, "require_trafilatura", lambda: None)
    hosts.busy["/robots.txt"] = "18000"
    services.refresher.refresh()
    asked = hosts.requests["gazette.example"]
    assert asked == 2, "the feed and robots.txt"
    at(services, hours=3)
    services.refresher.refresh()
    assert hosts.requests["gazette.example"] == asked
    (article,) = [
        article
        for row in services.reading.thread_rows()
        for story in services.reading.thread(row.id).stories
        for article in story.articles
        if article.feed == GAZETTE.url
    ]
    _, problem = services.article_texts.full_text(article.id)
    assert problem == "its host asked us to wait" and hosts.requests["gazette.example"] == asked
    at(services, hours=6)
    services.refresher.refresh()
    assert hosts.requests["gazette.example"] > asked


def test_postponed_feeds_that_failed_before_count_as_failing(services: Services, hosts: Hosts) -> None:
    for number in range(12):
        at(services, hours=25 * number)
        hosts.busy = {f"/feed{number}.xml": ""} | ({"wire.example": "600"} if number == 11 else {})
        report = services.refresher.refresh()
    failing = [state for _, state in services.feed_health.feeds_with_states() if state.failures]
    assert len(report.failed) + report.backing_off == len(failing)


def test_feeds_that_failed_are_fetched_last_and_untried_ones_first() -> None:
    states = {
        "failing": FeedState("", failures=1, last_try=EPOCH),
        "recent": FeedState("", last_try=START),
        "older": FeedState("", last_try=START - timedelta(hours=9)),
        "new": FeedState(""),
    }
    order = most_urgent_first([(Feed(name), state) for name, state in states.items()])
    assert [feed.url for feed, _ in order] == ["new", "older", "recent", "failing"]
