"""News that reach the store late: on the page, in the counts and in the filter, and only once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.services import Clock, Services
from briefing.services.front_pages import MAX_PAGE_PERIOD, PageChoice
from briefing.services.personal_records import read_records
from briefing.store.store import Store
from briefing.tui.tabs import ALL_TAB
from briefing.tui.thread_listing import ThreadListing

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TITLES = {1: "Ferry Sample Star sinks off Cebu", 2: "Quarzo bank raises its rates", 3: "Miners strike in Omdara"}


class Desk:
    """A store whose clock a test sets, with two feeds that report the same."""

    def __init__(self, path: Path) -> None:
        path.with_suffix(".toml").write_text("")
        self.clock = Clock(NOW)
        self.services = Services(Config(path.with_suffix(".toml")), Store.open(path), self.clock)

    def fetch(self, at: datetime, published: dict[int, datetime]) -> None:
        """Bring a report of each of these stories by each feed, in one document, and group them."""
        self.clock.set(at)
        for outlet in ("wire", "gazette"):
            feed = f"https://{outlet}.example/feed"
            articles = [self.article(outlet, feed, n, moment, at) for n, moment in published.items()]
            self.services.context.store.feeds.save(FeedState(feed, last_success=at), articles)
        self.services.refresher.refresh()

    def article(self, outlet: str, feed: str, n: int, published: datetime, seen: datetime) -> Article:
        url, title = f"https://{outlet}.example/{n}", TITLES[n]
        names = {"publisher": f"Sample {outlet.title()}", "feed": feed, "section": "asia", "lang": "en"}
        times = {"published": published, "seen": seen}
        text = f"{title}, officials said on Sunday."
        return Article(f"a{outlet[:1]}{n:012d}", title, text, guid=url, url=url, link=url, **names, **times)

    def open_reader(self, at: datetime) -> ThreadListing:
        """Open the reader, which shows its list, for some minutes."""
        self.clock.set(at)
        self.services.visits.begin()
        listing = ThreadListing().with_page(self.services.pages.reader_rows())
        assert listing.arrivals is not None
        self.services.visits.note_listed(listing.arrivals)
        self.clock.set(at + HOUR / 6)
        self.services.visits.extend()
        return listing

    def unread(self) -> set[str]:
        return {row.title for row in self.services.reading.thread_rows(query="is:unread")}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "store.sqlite3")
    yield made
    made.services.context.store.close()


def test_late_reports_are_on_the_page_of_a_daily_visitor(desk: Desk) -> None:
    desk.fetch(NOW - 24 * HOUR, {1: NOW - 26 * HOUR})
    desk.open_reader(NOW - 23 * HOUR)
    desk.fetch(NOW - HOUR, {2: NOW - 25 * HOUR, 3: NOW - 2 * HOUR})
    listing = desk.open_reader(NOW)
    assert [entry.row.title for entry in listing.page.entries] == [TITLES[3], TITLES[2]]
    assert (dict(listing.tabs)[ALL_TAB], listing.status_counts) == (2, (2, 0))
    assert desk.unread() == {TITLES[2], TITLES[3]}
    reading = desk.services.reading
    assert reading.thread_rows(since=NOW - 24 * HOUR) == reading.thread_rows(query="since:24h")
    assert {row.title for row in reading.thread_rows(query="since:24h")} == {TITLES[3]}
    page = desk.services.pages.briefing(PageChoice(since=NOW - 23 * HOUR))
    assert [(thread.row.title, thread.row.status) for thread in page.threads] == [(TITLES[3], "new")]
    assert page.total == 1, "a period that is asked for has what was published in it"
    today = desk.services.pages.briefing()
    assert [thread.row.title for thread in today.threads] == [TITLES[3], TITLES[2]], "the page as the reader shows it"
    assert (today.total, today.new) == (2, 2)
    assert desk.open_reader(NOW + 3 * HOUR).status_counts == (0, 0)


def test_after_a_long_absence_the_page_has_what_came_in_its_period_alone(desk: Desk) -> None:
    visit = NOW - MAX_PAGE_PERIOD - 20 * DAY
    desk.open_reader(visit)
    desk.fetch(visit + DAY, {1: visit + DAY / 2})  # it was news when it came, but that is weeks ago
    desk.fetch(NOW - MAX_PAGE_PERIOD + HOUR, {2: NOW - MAX_PAGE_PERIOD - HOUR})  # an hour late, and in the period
    desk.fetch(NOW - HOUR, {3: NOW - 2 * HOUR})
    listing = desk.open_reader(NOW)
    assert [entry.row.title for entry in listing.page.entries] == [TITLES[3], TITLES[2]]
    rows = desk.services.pages.reader_rows(with_older=False).rows
    assert {row.title for row in rows} == {TITLES[2], TITLES[3]}


def test_the_first_refresh_of_a_store_counts_by_publication(desk: Desk) -> None:
    desk.fetch(NOW, {1: NOW - 40 * HOUR, 2: NOW - 5 * HOUR})
    assert desk.unread() == {TITLES[2]}
    listing = desk.open_reader(NOW + HOUR / 6)
    assert [entry.row.title for entry in listing.page.entries] == [TITLES[2]]


def test_a_second_machine_counts_what_its_first_refresh_brings_by_publication(desk: Desk, tmp_path: Path) -> None:
    """All that was done and read comes by an import, with the last visit; the feeds are fetched for the first time."""
    desk.fetch(NOW - 24 * HOUR, {1: NOW - 26 * HOUR})
    desk.open_reader(NOW - 23 * HOUR)
    desk.fetch(NOW - 4 * HOUR, {2: NOW - 5 * HOUR})
    ferry = next(row for row in desk.services.reading.thread_rows() if row.title == TITLES[1])
    desk.services.curation.follow(ferry.id)
    desk.open_reader(NOW - 3 * HOUR)
    data = read_records(desk.services.personal_data.export(), "file")
    other = Desk(tmp_path / "other.sqlite3")
    other.services.personal_data.import_data(data, "file")
    assert other.unread() == set()
    other.fetch(NOW, {1: NOW - 26 * HOUR, 2: NOW - 5 * HOUR, 3: NOW - HOUR})
    other.open_reader(NOW)
    assert other.unread() == {TITLES[3]}
    other.services.context.store.close()


def test_an_import_keeps_when_late_articles_arrived_and_what_the_last_list_has_shown(
    desk: Desk, tmp_path: Path
) -> None:
    desk.fetch(NOW - 30 * HOUR, {1: NOW - 31 * HOUR})
    desk.open_reader(NOW - 29 * HOUR)
    desk.fetch(NOW - 2 * HOUR, {2: NOW - 40 * HOUR})
    bank = next(row for row in desk.services.reading.thread_rows() if row.title == TITLES[2])
    desk.services.curation.follow(bank.id)
    data = read_records(desk.services.personal_data.export(), "file")
    other = Desk(tmp_path / "other.sqlite3")
    other.services.personal_data.import_data(data, "file")
    (there,) = other.services.reading.thread_rows()
    assert (there.first_news, there.last_news) == (bank.first_news, bank.last_news) != (there.first, there.last)
    for one in (desk, other):
        one.open_reader(NOW)
        assert one.unread() == {TITLES[2]}
    other.services.context.store.close()


def test_what_waited_while_all_was_marked_as_read_is_unread_at_the_next_visit(desk: Desk) -> None:
    desk.fetch(NOW - 24 * HOUR, {1: NOW - 26 * HOUR})
    listing = desk.open_reader(NOW - 23 * HOUR)
    ferry = next(row.id for row in listing.rows if row.title == TITLES[1])
    assert listing.arrivals is not None
    desk.fetch(NOW - 22 * HOUR, {2: NOW - 22 * HOUR})
    bank = next(row.id for row in desk.services.reading.thread_rows() if row.title == TITLES[2])
    desk.services.curation.mark_all_read((ferry, bank), listing.arrivals.at)
    assert desk.unread() == {TITLES[2]}
    desk.services.curation.mark_unread(bank, False, listed=listing.arrivals.at)
    assert desk.unread() == {TITLES[2]}
    desk.services.curation.mark_unread(bank, False)
    assert desk.unread() == set()
