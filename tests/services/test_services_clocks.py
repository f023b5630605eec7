"""A run with a wrong clock: what it stored neither misdates articles nor silences digests once the clock is right."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.feeds import Feed
from briefing.services import Clock, Services
from briefing.services.maintenance import inspect_store
from briefing.store.store import Store
from briefing.web.fake_transport import fake_transport

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
NAMES = ("wire", "gazette", "observer")
SUBJECTS = ("Ferry strands", "Bridge closes", "Mayor resigns", "Harvest fails", "Orchestra tours", "Glacier melts")
WRONG_CLOCKS = {
    "1970": datetime(1970, 1, 2, tzinfo=UTC),
    "2015": datetime(2015, 6, 1, tzinfo=UTC),
    "two days behind": NOW - timedelta(days=2),
    "three days ahead": NOW + timedelta(days=3),
    "2046": datetime(2046, 1, 1, tzinfo=UTC),
}


class SampleFeeds:
    """Three feeds, each with an article every six hours of the last three days and one without a date."""

    def __init__(self) -> None:
        self.later: list[tuple[str, str, datetime | None]] = []

    def respond(self, url: str, _: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        name = url.removeprefix("https://").split(".")[0]
        entries = [
            (f"{SUBJECTS[n % 6]} in {name}{n}", NOW - timedelta(hours=6 * n + 1, minutes=len(name))) for n in range(12)
        ]
        dated = [*entries, *((title, when) for feed, title, when in self.later if feed == name)]
        items = "".join(
            f"<item><guid>{name} {title}</guid><title>{title}</title><description>About {title}.</description>"
            + (f"<pubDate>{format_datetime(when)}</pubDate></item>" if when else "</item>")
            for title, when in [*dated, (f"Undated notice of {name}", None)]
        )
        body = f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>".encode()
        return 200, {"content-type": "application/rss+xml"}, body


@pytest.fixture
def feeds() -> SampleFeeds:
    return SampleFeeds()


def open_services(path: Path, feeds: SampleFeeds, clock: Clock) -> Services:
    config = Config(path / "feeds.toml", tuple(Feed(f"https://{name}.example/feed", name=name) for name in NAMES), ())
    return Services(config, Store.open(path / "s.sqlite3"), clock, fake_transport(feeds.respond))


@pytest.fixture
def services(tmp_path: Path, feeds: SampleFeeds) -> Iterator[Services]:
    with open_services(tmp_path, feeds, Clock(NOW)) as services:
        yield services


def digest_titles(services: Services, name: str = "morning") -> set[str]:
    """Print a digest, and return the titles of the articles in it."""
    digest = services.deliveries.digest(name)
    services.deliveries.mark_delivered(digest)
    return {a.title for thread in digest.threads for story in thread.stories for a in story.articles}


@pytest.mark.parametrize("wrong", WRONG_CLOCKS.values(), ids=WRONG_CLOCKS)
def test_a_digest_with_a_wrong_clock_silences_no_later_one(
    services: Services, feeds: SampleFeeds, wrong: datetime
) -> None:
    services.refresher.refresh()
    digest_titles(services)
    services.clock.set(wrong)
    digest_titles(services)
    services.clock.set(NOW + timedelta(days=2))
    feeds.later = [
        ("wire", "Comet passes", NOW + timedelta(hours=20)),
        ("wire", "Comet returns", NOW + timedelta(hours=44)),
    ]
    services.refresher.refresh(force=True)
    titles = digest_titles(services)
    assert {"Comet passes", "Comet returns"} <= titles
    assert not any(title.startswith("Ferry") for title in titles), "was delivered"


@pytest.mark.parametrize("wrong", [NOW + timedelta(days=3), WRONG_CLOCKS["2046"]])
def test_a_first_digest_with_a_fast_clock_does_not_count_as_a_run(
    services: Services, feeds: SampleFeeds, wrong: datetime
) -> None:
    services.clock.set(wrong)
    digest_titles(services)
    services.clock.set(NOW)
    services.refresher.refresh()
    recent = {f"{SUBJECTS[n]} in {name}{n}" for name in NAMES for n in range(3)}
    assert recent <= digest_titles(services)


def test_a_digest_with_a_slow_clock_does_not_bring_back_old_news(services: Services) -> None:
    services.refresher.refresh()
    digest_titles(services)
    services.clock.set(WRONG_CLOCKS["1970"])
    services.deliveries.mark_delivered(services.deliveries.digest("morning", since=NOW + timedelta(days=99)))
    services.clock.set(NOW + timedelta(hours=1))
    digest = services.deliveries.digest("morning")
    assert digest.since >= NOW - timedelta(days=14)


def article_dates(services: Services) -> dict[str, tuple[datetime, str]]:
    """Return when each article counts as published, and its flag, by title."""
    rows = services.reading.thread_rows()
    threads = services.reading.load_threads(rows, NOW - timedelta(days=30))
    return {
        a.title: (a.published, a.date_flag) for thread in threads for story in thread.stories for a in story.articles
    }


def groups(services: Services) -> set[frozenset[str]]:
    """Return the titles of the articles of each story."""
    rows = services.reading.thread_rows()
    threads = services.reading.load_threads(rows, NOW - timedelta(days=30))
    return {frozenset(a.title for a in story.articles) for thread in threads for story in thread.stories}


@pytest.mark.parametrize("before", [False, True], ids=["new store", "filled store"])
@pytest.mark.parametrize("wrong", WRONG_CLOCKS.values(), ids=WRONG_CLOCKS)
def test_a_refresh_with_a_wrong_clock_misdates_nothing_for_good(
    tmp_path: Path, feeds: SampleFeeds, wrong: datetime, before: bool
) -> None:
    (tmp_path / "control").mkdir()
    later = [("wire", "Comet passes", NOW + timedelta(minutes=30)), ("gazette", "Comet returns", None)]
    with (
        open_services(tmp_path, feeds, Clock(NOW)) as services,
        open_services(tmp_path / "control", feeds, Clock(NOW)) as control,
    ):
        control.refresher.refresh()
        if before:
            services.refresher.refresh()
            feeds.later = later
        services.clock.set(wrong)
        services.refresher.refresh(force=True)
        feeds.later = later
        for one in (control, services):
            one.clock.set(NOW + timedelta(hours=2))
            one.refresher.refresh(force=True)
        found, expected = article_dates(services), article_dates(control)
        dated = {title for title in expected if not title.startswith("Undated") and title != "Comet returns"}
        assert {title: found[title] for title in dated} == {title: expected[title] for title in dated}
        for title in expected.keys() - dated:
            assert abs(found[title][0] - expected[title][0]) <= timedelta(hours=2)
            assert found[title][1] == "missing"
        assert groups(services) == groups(control)
        period = NOW - timedelta(days=1)
        assert statuses(services, period) == statuses(control, period)


def statuses(services: Services, since: datetime) -> list[tuple[str, str, date]]:
    """Return subject, status and first day of the threads of a period; which headline names one may differ."""
    rows = services.reading.thread_rows(since=since)
    return sorted((row.title.split(" in ")[0], row.status, row.first.date()) for row in rows)


def test_a_right_clock_corrects_nothing(services: Services) -> None:
    services.refresher.refresh()
    before = article_dates(services)
    for hours in (1, 30, 24 * 30):
        services.clock.set(NOW + timedelta(hours=hours))
        services.refresher.refresh(force=True)
    assert article_dates(services) == before


@pytest.mark.parametrize("wrong", [WRONG_CLOCKS["1970"], NOW - timedelta(days=2), NOW - timedelta(hours=20)])
def test_a_slow_clock_changes_no_date_that_a_right_one_gave(services: Services, wrong: datetime) -> None:
    services.refresher.refresh()
    before = article_dates(services)
    services.clock.set(wrong)
    services.refresher.refresh(force=True)
    assert article_dates(services) == before


def test_one_feed_that_announces_dates_does_not_make_the_clock_wrong(services: Services, feeds: SampleFeeds) -> None:
    feeds.later = [("wire", "Concert of the orchestra", NOW + timedelta(days=9))]
    services.refresher.refresh()
    dates = article_dates(services)
    assert dates["Concert of the orchestra"] == (NOW, "future")
    services.clock.set(NOW + timedelta(days=10))
    services.refresher.refresh(force=True)
    later = article_dates(services)
    assert later.pop("Concert of the orchestra") == (NOW + timedelta(days=9), "")
    assert later == {title: date for title, date in dates.items() if title in later}


@pytest.mark.parametrize("wrong", [WRONG_CLOCKS["2046"], NOW + timedelta(days=3)])
def test_articles_after_a_read_mark_of_a_fast_clock_are_new(
    services: Services, feeds: SampleFeeds, wrong: datetime
) -> None:
    services.refresher.refresh()
    row = next(row for row in services.reading.thread_rows() if "Ferry" in row.title)
    services.clock.set(wrong)
    services.curation.mark_read(row.id)
    services.clock.set(NOW + timedelta(hours=1))
    services.refresher.refresh(force=True)
    (read,) = [one.read for one in services.reading.thread_rows() if one.id == row.id]
    assert read == services.now()


@pytest.mark.parametrize("wrong", [WRONG_CLOCKS["2046"], NOW + timedelta(days=3)])
def test_times_in_the_future_are_found_until_a_refresh_corrects_them(
    services: Services, feeds: SampleFeeds, wrong: datetime
) -> None:
    services.clock.set(wrong)
    services.refresher.refresh()
    digest_titles(services)
    services.curation.mark_read(services.reading.thread_rows()[0].id)
    services.clock.set(NOW)
    path = services.context.store.path
    assert inspect_store(path, NOW).future_times.keys() == {"articles", "marks", "digests"}
    services.refresher.refresh(force=True)
    digest_titles(services)
    assert inspect_store(path, NOW) == replace(inspect_store(path, NOW), future_times={}, clock_is_behind=False)


@pytest.mark.parametrize("wrong", [WRONG_CLOCKS["1970"], WRONG_CLOCKS["2015"], NOW - timedelta(days=3)])
def test_a_clock_that_is_behind_is_found_by_the_dates_of_feeds(services: Services, wrong: datetime) -> None:
    services.refresher.refresh()
    path = services.context.store.path
    assert inspect_store(path, wrong).clock_is_behind
    assert not inspect_store(path, NOW).clock_is_behind
    assert not inspect_store(path, NOW + timedelta(days=900)).clock_is_behind


@pytest.mark.parametrize("ahead", [timedelta(hours=20), timedelta(days=3), timedelta(days=7000)])
def test_the_next_refresh_is_due_after_one_with_a_fast_clock(services: Services, ahead: timedelta) -> None:
    services.clock.set(NOW + ahead)
    services.refresher.refresh()
    services.clock.set(NOW)
    due = services.feed_health.next_refresh()
    assert due is not None and due <= NOW
    assert services.refresher.refresh().not_due == 0
    services.clock.set(NOW + timedelta(minutes=30))
    assert services.refresher.refresh().not_due == len(NAMES)
