"""A doubted story is no news of its thread: it gives the thread no place, no state and no notice."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config, parse_config
from briefing.model.articles import Article
from briefing.model.digests import DigestSettings
from briefing.model.feeds import FeedState
from briefing.model.fetching import RefreshReport
from briefing.model.grouping import Evidence, Placement, Plan
from briefing.model.reading_times import Arrivals
from briefing.model.threads import ThreadRow
from briefing.services import Clock, Services
from briefing.services.hook_runner import HookRunner
from briefing.services.personal_records import read_records
from briefing.store.store import Store

NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)
VOTE = [
    ("World Council adopts resolution on Norland's rockets", "The World Council condemned the rockets of Norland."),
    ("Norland rejects World Council resolution on rockets", "Norland called the World Council's resolution void."),
    ("Ostmark welcomes World Council resolution on rockets", "Ostmark thanked the World Council for its resolution."),
    ("World Council resolution: two members abstained on rockets", "Two members of the World Council abstained."),
    ("Envoys praise rocket resolution of World Council", "Envoys praised the resolution of the World Council."),
]
AGAIN = (
    "World Council debates second resolution on rockets",
    "The World Council debated Norland's rockets again.",
)
FIRES = [
    ("Harbour of Talgarth burns after night of drones", "Drones from Norland killed nine people in Talgarth."),
    ("Grain mill of Berwyn burns down", "A mill with the grain of a year burned down in Berwyn."),
]
DAM = ("Selma lake dam bursts", "The dam of the lake of Selma burst on Sunday, and three villages were flooded.")
NEXT = (
    "World Council puts off second resolution on rockets",
    "The World Council put off its second resolution on Norland's rockets.",
)
FEED = "https://wire.example/feed"
NEW_FEED = "https://herald.example/feed"


def report(news: tuple[str, str], n: int, hours: float) -> Article:
    when, url = NOW - timedelta(hours=hours), f"https://wire.example/{n}"
    publisher = ("Sample Wire", "Harbour Post")[n % 2]
    return Article(f"a{n:012}", *news, publisher, FEED, "world", "en", url, url, url, "", when, when)


def add(services: Services, news: tuple[str, str], n: int, hours: float, feed: str = FEED) -> None:
    articles = [replace(report(news, n, hours), feed=feed)]
    services.context.store.feeds.save(FeedState(feed, last_success=NOW), articles)
    services.refresher.refresh()


def place(services: Services, title: str, near: int = 0) -> None:
    """Let grouping put the story with a title into the thread on the vote."""
    thread = services.names.resolve_thread(title)
    story = services.reading.thread(thread).stories[0].id
    evidence = Evidence(story, vote_id(services), "thread", 0.9, nearest=f"a{near:012}")
    services.context.store.groups.apply(Plan(stories=(Placement(story, vote_id(services), evidence),)), NOW)
    services.pipeline.write_changed(lambda _: None)


def vote_id(services: Services) -> str:
    return services.names.resolve_thread("World Council")


def row(services: Services) -> ThreadRow:
    return services.reading.thread(vote_id(services)).row


def open_store(path: Path, now: datetime = NOW) -> Services:
    return Services(Config(path.with_name("feeds.toml"), (), ()), Store.open(path), Clock(now))


def open_with_vote(path: Path, now: datetime) -> Services:
    """Open a new store with the thread on the vote."""
    services = open_store(path, now)
    articles = [report(news, n, 53 + 50 * (len(VOTE) - 1 - n)) for n, news in enumerate(VOTE)]
    services.context.store.feeds.save(FeedState(FEED), articles)
    services.refresher.refresh()
    return services


def stored_doubts(services: Services) -> list[str]:
    return [story.title for story in services.reading.thread(vote_id(services)).doubted_stories]


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A store with a thread on a vote of two days ago, into which grouping put two fires of today."""
    with open_with_vote(tmp_path / "s.sqlite3", NOW) as services:
        for n, fire in enumerate(FIRES):
            add(services, fire, 10 + n, 3 + n)
            place(services, fire[0].split(" of ")[1].split(" burns")[0])
        assert sorted(stored_doubts(services)) == sorted(fire[0] for fire in FIRES)
        yield services


def delivered_titles(services: Services, limit: int) -> list[str]:
    briefing = services.deliveries.digest(settings=DigestSettings("daily", limit=limit))
    services.deliveries.mark_delivered(briefing)
    return [thread.row.title for thread in briefing.threads]


@pytest.mark.parametrize("limit", [1, 2, 12])
def test_doubted_stories_take_the_place_of_no_other_thread(services: Services, limit: int) -> None:
    add(services, DAM, 20, 2)
    assert delivered_titles(services, limit) == [DAM[0]]
    assert services.context.store.deliveries.waiting_since("daily") is None, "nothing is left to tell"
    assert delivered_titles(services, limit) == []


def test_a_thread_that_was_delivered_did_not_move_because_of_them(services: Services) -> None:
    log, since = services.context.store.deliveries, NOW - timedelta(days=1)
    log.mark_delivered("daily", {vote_id(services): []}, NOW, articles=["a000000000000"])
    assert vote_id(services) not in log.movements("daily", since)
    assert vote_id(services) not in log.undelivered_news("daily", since, NOW)
    add(services, AGAIN, 21, 1)
    (moved,) = (log.movements("daily", since)[vote_id(services)],)
    assert (moved.new_stories, log.undelivered_news("daily", since, NOW)[vote_id(services)].articles) == (1, 1)


def test_they_count_among_the_articles_of_a_busy_day_of_their_thread(services: Services) -> None:
    log, since = services.context.store.deliveries, NOW - timedelta(days=1)
    assert vote_id(services) not in log.undelivered_news("daily", since, NOW), "alone they are no news of it"
    add(services, AGAIN, 21, 1)
    news = log.undelivered_news("daily", since, NOW)[vote_id(services)]
    assert (news.publishers, news.articles, news.busiest_day) == (1, 1, 1 + len(FIRES))
    log.mark_delivered("daily", {vote_id(services): []}, NOW, articles=["a000000000021"])
    add(services, NEXT, 22, 0)
    news = log.undelivered_news("daily", since, NOW + timedelta(minutes=1))[vote_id(services)]
    assert (news.articles, news.busiest_day) == (1, 1), "they count once, in the digest that had their day"
    assert log.undelivered_news("weekly", since, NOW)[vote_id(services)].busiest_day == 2 + len(FIRES)


def test_they_give_a_thread_no_place_and_no_state_in_today(services: Services) -> None:
    thread = row(services)
    assert (thread.status, thread.new_article_count, thread.new_publisher_count) == ("running", 0, 0)
    assert thread.last == thread.newest == NOW - timedelta(hours=53) and sum(thread.daily_counts) == len(VOTE)
    assert thread.article_count == len(VOTE) + len(FIRES), "they are in its list of articles"
    page = services.pages.page()
    assert thread.id not in {one.id for one in (*page.flat_rows(), *page.singles)}
    add(services, AGAIN, 21, 1)
    thread = row(services)
    assert (thread.status, thread.new_article_count, thread.new_publisher_count) == ("updated", 1, 1)


def test_counts_of_a_thread_that_began_in_a_long_period_leave_them_out(services: Services) -> None:
    since = NOW - timedelta(days=40)
    (thread,) = services.context.store.threads.rows_by_id([vote_id(services)], NOW, since)
    assert (thread.status, thread.new_article_count) == ("new", len(VOTE))


def test_they_make_no_thread_unread(services: Services) -> None:
    marks, id = services.context.store.marks, vote_id(services)
    marks.set_read(id, NOW - timedelta(hours=10))
    thread = services.reading.thread(id)
    assert not thread.row.has_unread
    assert id not in services.reading.thread_ids_by_query([services.names.parse_query("is:unread")])[0]
    marks.set_unread(id, True, NOW, NOW - timedelta(hours=1))
    assert row(services).has_unread, "a person can mark it as unread"


def test_a_person_can_mark_a_thread_unread_whose_other_articles_were_read_elsewhere(services: Services) -> None:
    """An unread doubted article does not stand for those that were read by exception."""
    marks, id = services.context.store.marks, vote_id(services)
    for hours in (10, 9):
        marks.set_read(id, NOW - timedelta(hours=hours))
    with closing(sqlite3.connect(services.context.store.path)) as db, db:
        sound = "SELECT a.n, 0 FROM articles a JOIN stories s ON s.n = a.story WHERE NOT s.doubted"
        db.execute(f"INSERT INTO read_exceptions (article, unread) {sound}")
    marks.set_unread(id, True, NOW)
    assert row(services).has_unread


def test_redo_of_reading_calls_a_thread_read_whose_only_unread_story_is_doubted(tmp_path: Path) -> None:
    with open_with_vote(tmp_path / "other.sqlite3", NOW - timedelta(hours=10)) as other:
        other.context.store.marks.set_read(vote_id(other), NOW - timedelta(hours=10))
        add(other, FIRES[0], 10, 3)
        place(other, "Talgarth")
        assert other.corrections.undo().startswith("unread again:") and row(other).has_unread
        assert other.corrections.redo_action().message.startswith("read again:") and not row(other).has_unread


def test_undo_calls_a_thread_no_longer_read_whose_only_news_is_doubted(services: Services) -> None:
    visits, boundary = services.context.store.visits, NOW - timedelta(hours=5)
    visits.begin(boundary)
    visits.note_listed(Arrivals(boundary, boundary))
    visits.extend(boundary + timedelta(minutes=10))
    visits.begin(boundary + timedelta(hours=1))
    assert visits.boundary() == boundary
    services.context.store.marks.set_read(vote_id(services), NOW)
    assert services.corrections.undo().startswith("no longer read:")


def test_lists_of_a_period_leave_out_a_thread_with_nothing_else_in_it(services: Services) -> None:
    threads, day = services.context.store.threads, NOW - timedelta(days=1)
    assert vote_id(services) not in {one.id for one in threads.rows(NOW, day)}
    assert vote_id(services) not in {one.id for one in threads.rows(NOW, day, late_since=day)}
    assert vote_id(services) in {one.id for one in threads.rows(NOW, day, all_time=True)}
    assert vote_id(services) in {one.id for one in threads.rows(NOW, NOW - timedelta(hours=53))}
    add(services, AGAIN, 21, 1)
    assert vote_id(services) in {one.id for one in threads.rows(NOW, day)}


def test_they_bring_no_unread_state_of_another_thread(tmp_path: Path) -> None:
    with open_with_vote(tmp_path / "other.sqlite3", NOW) as other:
        other.curation.mark_read(vote_id(other))
        add(other, FIRES[0], 10, 3)
        place(other, "Talgarth")
        assert stored_doubts(other) and not row(other).has_unread


def test_they_end_no_muting_until_something_new(tmp_path: Path) -> None:
    with open_with_vote(tmp_path / "other.sqlite3", NOW - timedelta(hours=10)) as other:
        other.curation.mute(vote_id(other), until_new=True)
        add(other, FIRES[0], 10, 3)
        place(other, "Talgarth")
        assert stored_doubts(other) == [FIRES[0][0]] and row(other).muted
        add(other, AGAIN, 21, 1)
        assert not row(other).muted


def test_the_review_of_a_week_counts_a_thread_as_ended_that_has_only_them(services: Services, tmp_path: Path) -> None:
    services.curation.follow(vote_id(services))
    with open_store(tmp_path / "s.sqlite3", NOW + timedelta(days=1)) as later:
        assert vote_id(later) in [one.id for one in later.deliveries.weekly(DigestSettings("week")).running]


@pytest.mark.parametrize(
    ("feed", "hours"), [(FEED, 1), (NEW_FEED, 1), (FEED, 9.5)], ids=["known feed", "first fetch", "fetched before"]
)
@pytest.mark.parametrize(("sound", "notices"), [(False, 0), (True, 1)])
def test_hooks_and_notices_are_on_threads_with_told_articles(
    tmp_path: Path, sound: bool, notices: int, feed: str, hours: float
) -> None:
    copy = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read(), 'utf-8')"
    command = {name: json.dumps([sys.executable, "-c", copy, str(tmp_path / name)]) for name in ("refresh", "followed")}
    hooks = f"[hooks]\nrefresh = {command['refresh']}\nfollowed = {command['followed']}\n"
    with open_with_vote(tmp_path / "s.sqlite3", NOW - timedelta(hours=10)) as before:
        add(before, AGAIN, 21, 11)
        before.curation.follow(vote_id(before))
    with open_store(tmp_path / "s.sqlite3") as services:
        add(services, FIRES[0], 10, 3 if sound else hours, FEED if sound else feed)
        place(services, "Talgarth")
        if sound:
            add(services, NEXT, 22, hours, feed)
        assert stored_doubts(services) == [FIRES[0][0]] and row(services).new_article_count == 1 + sound
        context = services.context
        context.config = replace(context.config, hooks=parse_config(hooks, tmp_path / "f.toml").hooks)
        began = NOW - timedelta(hours=9)
        notes = HookRunner(context).run(RefreshReport(articles=2), {vote_id(services)}, began)
    assert not notes and (tmp_path / "followed").exists() is bool(notices)
    assert len(json.loads((tmp_path / "refresh").read_text("utf-8"))["threads"]) == notices


def test_a_story_that_a_person_keeps_is_news_until_that_is_undone(services: Services) -> None:
    services.corrections.pin(vote_id(services))
    assert (row(services).status, row(services).new_article_count) == ("updated", len(FIRES))
    services.corrections.undo_action()
    assert (row(services).status, row(services).new_article_count) == ("running", 0)


def test_a_split_and_its_undo_move_the_doubt(services: Services) -> None:
    services.corrections.split(vote_id(services), FIRES[1][0])
    assert stored_doubts(services) == [FIRES[0][0]]
    fire = services.reading.thread(services.names.resolve_thread("Berwyn"))
    assert (fire.row.status, fire.row.new_article_count, fire.doubted_stories) == ("new", 1, ())
    services.corrections.undo_action()
    assert sorted(stored_doubts(services)) == sorted(fire[0] for fire in FIRES) and row(services).status == "running"


def test_a_story_that_regrouping_moves_is_told_before_its_threads_are_written(services: Services) -> None:
    add(services, DAM, 20, 2)
    story = services.reading.thread(vote_id(services)).doubted_stories[0]
    target = services.names.resolve_thread("Selma")
    evidence = Evidence(story.id, target, "thread", 0.9, nearest="a000000000020")
    services.context.store.groups.apply(Plan(stories=(Placement(story.id, target, evidence),)), NOW)
    assert not services.reading.thread(target).doubted_stories


def test_an_export_keeps_who_settled_a_doubt(services: Services, tmp_path: Path) -> None:
    services.corrections.pin(vote_id(services))
    lines = list(services.personal_data.export())
    services.corrections.undo_action()
    assert stored_doubts(services)
    services.personal_data.import_data(read_records(lines, "e.jsonl"), "e.jsonl")
    assert not stored_doubts(services), "in a store that has the thread"
    with open_store(tmp_path / "empty.sqlite3") as other:
        other.personal_data.import_data(read_records(lines, "e.jsonl"), "e.jsonl")
        assert not stored_doubts(other) and row(other).status == "updated"


def test_an_imported_thread_has_its_doubts_again(services: Services, tmp_path: Path) -> None:
    services.curation.follow(vote_id(services))
    lines = list(services.personal_data.export())
    with open_store(tmp_path / "empty.sqlite3") as other:
        other.personal_data.import_data(read_records(lines, "e.jsonl"), "e.jsonl")
        assert sorted(stored_doubts(other)) == sorted(fire[0] for fire in FIRES)
        assert row(other).status == "running" and row(other).followed
