"""Feeds whose address changes in feeds.toml keep their articles, and nothing of theirs counts as new."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.feeds import Feed, FeedState
from briefing.services import Clock, Services
from briefing.services.continued_feeds import continued_feeds
from briefing.store.feeds import FEED_COLUMNS
from briefing.store.store import Store

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
OLD, NEW = "http://old.example/feed", "https://new.example/rss"
ENTRIES = {
    "guids without links": "<item><guid isPermaLink='false'>{n}</guid><title>Ferry {n} sinks</title></item>",
    "titles alone": "<item><title>Ferry {n} sinks</title></item>",
    "one page for all": "<item><guid isPermaLink='false'>{n}</guid><link>https://old.example/status</link>"
    "<title>Ferry {n} sinks</title></item>",
}


def rss(entry: str, numbers: range) -> bytes:
    items = "".join(entry.format(n=n) for n in numbers)
    return f"<rss version='2.0'><channel><title>Gull</title>{items}</channel></rss>".encode()


class Site:
    """A feed that answers at its old address until `target` is set, to which it redirects from then on."""

    def __init__(self, entry: str, status: int = 301) -> None:
        self.body, self.status, self.target = rss(entry, range(3)), status, ""

    def respond(self, url, headers):
        if url == OLD and self.target:
            return self.status, {"location": self.target}, b""
        return 200, {}, self.body


def open_services(tmp_path: Path, site: Site, url: str, hours: int) -> Services:
    config = Config(tmp_path / "feeds.toml", feeds=(Feed(url, name="Gull"),))
    return Services.open(config, tmp_path / "store.db", Clock(START + timedelta(hours=hours)), respond=site.respond)


@pytest.mark.parametrize("status", [301, 302, 308])
@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_a_feed_under_the_address_it_redirected_to_brings_nothing_again(tmp_path: Path, entry: str, status: int):
    site = Site(entry, status)
    with open_services(tmp_path, site, OLD, 0) as services:
        services.refresher.refresh()
        services.curation.star(services.reading.search("ferry")[0].article.id)
    site.target = NEW
    with open_services(tmp_path, site, OLD, 2) as services:
        services.refresher.refresh()
    site.body = rss(entry, range(4))
    with open_services(tmp_path, site, NEW, 4) as services:
        assert services.refresher.refresh().articles == 1
        assert [feed.url for feed, state in services.feed_health.feeds_with_states() if state.title] == [NEW]
        assert set(services.feed_health.activity()) == {NEW}
        assert len(services.reading.search("ferry")) == 4
        assert len(services.reading.search("is:starred")) == 1


@pytest.mark.parametrize(
    ("stored", "configured", "expected"),
    [
        ([FeedState(OLD, permanent_url=NEW)], [NEW], {OLD: NEW}),
        ([FeedState(OLD, document_url=NEW)], [NEW], {OLD: NEW}),
        ([FeedState("http://gull.example/feed")], ["https://gull.example/feed/"], None),
        ([FeedState("http://www.gull.example/feed")], ["http://gull.example/feed"], None),
        ([FeedState(OLD, permanent_url=NEW)], [OLD, NEW], {}),
        ([FeedState(OLD, permanent_url=NEW), FeedState(NEW)], [NEW], {}),
        ([FeedState(OLD, permanent_url=NEW), FeedState("http://b.example/", document_url=NEW)], [NEW], {}),
        ([FeedState(OLD)], ["https://old.example/other"], {}),
        ([FeedState(OLD)], [], {}),
    ],
)
def test_only_a_feed_that_is_not_configured_any_more_is_continued(stored, configured, expected):
    expected = {stored[0].url: configured[0]} if expected is None else expected
    assert continued_feeds(configured, {state.url: state for state in stored}) == expected


def test_every_column_that_names_a_feed_is_renamed(tmp_path: Path):
    with Store.open(tmp_path / "store.db") as store, store.feeds._db.reading() as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {(table, row[1]) for table in tables for row in db.execute(f"PRAGMA table_info({table})")}
    assert {(table, column) for table, column in columns if column == "feed"} <= set(FEED_COLUMNS)
