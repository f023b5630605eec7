"""The machine's clock is wrong, and the hosts of feeds state the time: articles without a date have theirs."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.model.articles import EPOCH
from briefing.model.feeds import Feed
from briefing.services import Clock, Services
from briefing.services.maintenance import inspect_store
from briefing.store.store import Store
from briefing.web.fake_transport import fake_transport

START = datetime(2026, 11, 25, 12, tzinfo=UTC)
WRONG = {
    "1970": datetime(1970, 1, 2, tzinfo=UTC) - START,
    "2015": datetime(2015, 6, 1, tzinfo=UTC) - START,
    "13 h slow": timedelta(hours=-13),
    "13 h fast": timedelta(hours=13),
    "30 years ahead": timedelta(days=10957),
}
UNDATED = {"1970": WRONG["1970"], "2015": WRONG["2015"]}
HOUR = timedelta(hours=1)
TITLES = {"wire.example": "Ferry strands on a sandbank", "gazette.example": "Orchestra elects its conductor"}


class World:
    """The actual time, the error of the machine's clock, and hosts with undated feeds and clocks of their own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.actual = START
        self.error = timedelta()
        self.host_errors: dict[str, timedelta | None] = dict.fromkeys(("wire.example", "gazette.example"), timedelta())
        self.entries: dict[str, list[tuple[str, datetime | None]]] = {}
        self.feeds: list[str] = []

    def respond(self, url: str, _: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        host = url.split("/")[2]
        items = "".join(
            f"<item><guid>{title}</guid><title>{title}</title><description>About {title}.</description>"
            + (f"<pubDate>{format_datetime(when)}</pubDate></item>" if when else "</item>")
            for title, when in self.entries.get(host, [(TITLES.get(host, f"Notice of {host}"), None)])
        )
        headers = {"content-type": "application/rss+xml"}
        error = self.host_errors.get(host)
        if error is not None:
            headers["date"] = format_datetime(self.actual + error, usegmt=True)
        return 200, headers, f"<rss version='2.0'><channel><title>{host}</title>{items}</channel></rss>".encode()

    def open(self, clock: Clock | None = None) -> Services:
        urls = self.feeds or [f"https://{host}/feed" for host in self.host_errors]
        config = Config(self.path / "feeds.toml", tuple(Feed(url, name=url.split("/")[2]) for url in urls), ())
        machine = Clock(machine=lambda: self.actual + self.error)
        return Services(config, Store.open(self.path / "s.sqlite3"), clock or machine, fake_transport(self.respond))

    def refresh(self, services: Services) -> tuple[str, ...]:
        """Refresh, and return the notes on the clock."""
        report = services.refresher.refresh(force=True)
        return tuple(note.text for note in report.notes if note.subject == "clock")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def services(world: World) -> Iterator[Services]:
    with world.open() as services:
        yield services


def dates(services: Services) -> dict[str, tuple[datetime, datetime, str]]:
    """Return when each article counts as published and was seen, and the flag of its date, by title."""
    rows = services.reading.thread_rows()
    threads = services.reading.load_threads(rows, EPOCH)
    articles = [article for thread in threads for story in thread.stories for article in story.articles]
    return {article.title: (article.published, article.seen, article.date_flag) for article in articles}


@pytest.mark.parametrize("error", WRONG.values(), ids=WRONG)
def test_undated_articles_have_the_time_of_the_hosts_at_once(
    world: World, services: Services, error: timedelta
) -> None:
    world.error = error
    (note,) = world.refresh(services)
    assert "set the clock" in note and ("behind" if error < timedelta() else "ahead") in note
    assert {(published, flag) for published, _, flag in dates(services).values()} == {(START, "missing")}


@pytest.mark.parametrize("error", WRONG.values(), ids=WRONG)
def test_the_first_refresh_with_a_right_clock_corrects_when_articles_were_seen(
    world: World, services: Services, error: timedelta
) -> None:
    world.error = error
    world.refresh(services)
    world.actual, world.error = START + 5 * HOUR, timedelta()
    assert world.refresh(services) == ()
    assert set(dates(services).values()) == {(START, START, "missing")}
    health = inspect_store(services.context.store.path, world.actual)
    assert not health.clock_problem and not health.clock_is_behind and not health.future_times


@pytest.mark.parametrize("error", WRONG.values(), ids=WRONG)
def test_the_check_of_the_store_says_how_far_the_clock_was_off(
    world: World, services: Services, error: timedelta
) -> None:
    world.error = error
    world.refresh(services)
    health = inspect_store(services.context.store.path, world.actual + error)
    assert health.clock_problem.endswith("behind" if error < timedelta() else "ahead")


@pytest.mark.parametrize("error", WRONG.values(), ids=WRONG)
def test_dates_that_feeds_give_stay(world: World, services: Services, error: timedelta) -> None:
    given = {"Comet passes": START - 2 * HOUR, "Harvest fails": START - 40 * HOUR, "Mayor resigns": START - 3 * HOUR}
    world.entries["wire.example"] = list(given.items())
    world.error = error
    world.refresh(services)
    for hours, late in ((0, False), (5, True)):
        stored = dates(services)
        assert {title: stored[title][0] for title in given} == given, f"after {hours} h"
        assert {stored[title][2] for title in given} == {""}
        if not late:
            world.actual, world.error = START + 5 * HOUR, timedelta()
            world.refresh(services)


@pytest.mark.parametrize("wrong", [timedelta(hours=13), timedelta(days=-4000), timedelta(days=900)])
def test_one_host_with_a_wrong_date_misdates_nothing(world: World, services: Services, wrong: timedelta) -> None:
    world.host_errors["gazette.example"] = wrong
    assert world.refresh(services) == ()
    assert set(dates(services).values()) == {(START, START, "missing")}


@pytest.mark.parametrize(
    "errors",
    [
        {"wire.example": timedelta(hours=13)},
        {"news.wire.example": timedelta(hours=13), "sport.wire.example": timedelta(hours=13)},
        {"wire.example": timedelta(hours=13), "gazette.example": timedelta(hours=2)},
        {
            "wire.example": timedelta(hours=13),
            "gazette.example": timedelta(hours=13),
            "herald.example": timedelta(),
            "observer.example": timedelta(seconds=90),
        },
    ],
    ids=["a single host", "two hosts of one domain", "hosts that disagree", "as many hosts as agree with the clock"],
)
def test_without_a_majority_the_clock_of_the_machine_counts(world: World, errors: Mapping[str, timedelta]) -> None:
    world.host_errors = dict(errors)
    with world.open() as services:
        assert world.refresh(services) == ()
        assert {published for published, _, _ in dates(services).values()} == {START}


def test_a_single_host_is_enough_against_an_impossible_clock(world: World) -> None:
    world.host_errors, world.error = {"wire.example": timedelta()}, WRONG["1970"]
    with world.open() as services:
        assert len(world.refresh(services)) == 1
        assert {published for published, _, _ in dates(services).values()} == {START}


def test_a_wrong_host_is_outvoted_where_the_clock_is_wrong(world: World) -> None:
    world.host_errors = {
        "wire.example": timedelta(),
        "gazette.example": timedelta(days=-70),
        "herald.example": timedelta(),
    }
    world.error = WRONG["13 h slow"]
    with world.open() as services:
        assert world.refresh(services) == (
            "it is 13 h behind by the time that the hosts of feeds give, from which articles without a date have"
            " theirs; set the clock",
        )
        assert {published for published, _, _ in dates(services).values()} == {START}


def test_this_machine_does_not_confirm_its_own_clock(world: World) -> None:
    world.error = WRONG["13 h slow"]
    world.host_errors |= {"localhost": world.error, "127.0.0.1": world.error, "127.0.0.2": world.error}
    with world.open() as services:
        assert len(world.refresh(services)) == 1


@pytest.mark.parametrize("error", UNDATED.values(), ids=UNDATED)
@pytest.mark.parametrize("host", ["wire.example", "127.0.0.1"])
def test_an_impossible_clock_without_a_stated_time_is_corrected_by_the_next_refresh(
    world: World, error: timedelta, host: str
) -> None:
    world.host_errors, world.error = {host: None}, error
    with world.open() as services:
        assert world.refresh(services) == ()
        (before,) = dates(services).values()
        assert before[0] == START + error
        world.actual, world.error = START + HOUR, timedelta()
        world.refresh(services)
        (after,) = dates(services).values()
        assert after == (START + HOUR, START + HOUR, "missing")


def test_a_store_without_a_record_of_its_clocks_is_corrected_too(world: World) -> None:
    world.host_errors, world.error = {"wire.example": None}, WRONG["1970"]
    with world.open() as services:
        world.refresh(services)
        services.context.store.refresh_clocks.forget(services.context.store.refresh_clocks.all())
        world.actual, world.error = START + HOUR, timedelta()
        world.refresh(services)
        (after,) = dates(services).values()
        assert after[0] == START + HOUR


def test_a_clock_that_went_back_without_a_stated_time_is_corrected_between_its_neighbours(
    world: World, services: Services
) -> None:
    world.refresh(services)
    world.entries["wire.example"] = [("Glacier melts", None)]
    world.host_errors = dict.fromkeys(world.host_errors)
    world.actual, world.error = START + HOUR, timedelta(days=-3)
    world.refresh(services)
    world.host_errors = dict.fromkeys(world.host_errors, timedelta())
    world.actual, world.error = START + 2 * HOUR, timedelta()
    world.refresh(services)
    assert START <= dates(services)["Glacier melts"][0] <= START + 2 * HOUR


def test_a_given_moment_is_no_wrong_clock(world: World) -> None:
    moment = datetime(2023, 9, 12, tzinfo=UTC)
    with world.open(Clock(moment)) as services:
        assert world.refresh(services) == ()
        assert {(published, seen) for published, seen, _ in dates(services).values()} == {(moment, moment)}
    with world.open() as services:
        world.entries["wire.example"] = [("Glacier melts", None)]
        world.refresh(services)
        assert dates(services)[TITLES["wire.example"]][0] == moment


def test_the_time_in_a_cache_is_added(world: World, services: Services) -> None:
    respond = world.respond

    def cached(url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        status, answer, body = respond(url, headers)
        date = format_datetime(world.actual - timedelta(minutes=50), usegmt=True)
        return status, {**answer, "date": date, "age": "3000"}, body

    world.respond = cached  # type: ignore[method-assign]
    with world.open() as services:
        assert world.refresh(services) == ()


def test_what_was_read_by_a_slow_clock_stays_read_and_the_rest_stays_unread(world: World) -> None:
    world.error = WRONG["13 h slow"]
    with world.open() as services:
        world.refresh(services)
        read, other = (row.id for row in services.reading.thread_rows())
        services.curation.mark_read(read)
        assert unread(services) == {other}
        world.actual, world.error = START + HOUR, timedelta()
        world.refresh(services)
        assert unread(services) == {other}


def test_what_was_read_while_it_was_dated_in_1970_stays_read(world: World) -> None:
    world.host_errors, world.error = {"wire.example": None, "gazette.example": None}, WRONG["1970"]
    with world.open() as services:
        world.refresh(services)
        read, other = (row.id for row in services.reading.thread_rows())
        services.curation.mark_read(read)
        world.actual, world.error = START + HOUR, timedelta()
        world.refresh(services)
        assert unread(services) == {other}


def test_marks_stars_and_names_survive_the_correction(world: World) -> None:
    world.host_errors, world.error = {"wire.example": None, "gazette.example": None}, WRONG["1970"]
    with world.open() as services:
        world.refresh(services)
        followed, muted = (row.id for row in services.reading.thread_rows())
        (article, _) = (
            a.id
            for t in services.reading.load_threads(services.reading.thread_rows(), EPOCH)
            for s in t.stories
            for a in s.articles
        )
        services.curation.follow(followed)
        services.curation.mute(muted)
        services.curation.star(article)
        services.corrections.rename(followed, "The ferry")
        world.actual, world.error = START + HOUR, timedelta()
        world.refresh(services)
        rows = {row.id: row for row in services.reading.thread_rows(muted=True)}
        assert rows[followed].followed and rows[followed].title == "The ferry" and rows[muted].muted
        assert services.context.store.marks.starred_articles() == {article}


def unread(services: Services) -> set[str]:
    """Return the ids of the unread threads."""
    return {row.id for row in services.reading.thread_rows(query="is:unread")}


@pytest.mark.parametrize("error", [WRONG["13 h slow"], WRONG["13 h fast"]])
def test_a_clock_that_stays_wrong_dates_each_refresh_by_the_hosts(
    world: World, services: Services, error: timedelta
) -> None:
    world.error = error
    expected: dict[str, datetime] = {}
    for hours, title in enumerate(("Comet passes", "Harvest fails", "Glacier melts")):
        world.actual = START + hours * HOUR
        world.entries.setdefault("wire.example", []).append((title, None))
        assert len(world.refresh(services)) == 1
        expected[title] = world.actual
    stored = dates(services)
    assert {title: stored[title][0] for title in expected} == expected
    world.host_errors = dict.fromkeys(world.host_errors)  # no host states the time: nothing is undone
    world.actual += HOUR
    world.refresh(services)
    stored = dates(services)
    assert {title: stored[title][0] for title in expected} == expected
