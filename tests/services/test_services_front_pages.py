"""The front page over a store: `today`, the reader, queries and marks agree on what it has."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.articles import Article
from briefing.model.coverage import ThreadText
from briefing.model.feeds import Feed, FeedState
from briefing.model.grouping import Placement, Plan
from briefing.model.threads import Summary, TimelineEntry
from briefing.services import Clock, Services
from briefing.services import reading as reading_services
from briefing.services.front_pages import PageChoice
from briefing.store.store import Store
from briefing.tui.list_items import ItemKind, filter_counts, is_unread, read_state
from briefing.tui.tabs import ALL_TAB
from briefing.tui.thread_listing import ThreadListing
from briefing.writing import part_events

NOW = datetime(2024, 7, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WIRE, GAZETTE = "Sample Wire", "Sample Gazette"
THREADS = {
    "t1war": [(WIRE, 1), (GAZETTE, 1)],
    "t2part": [(WIRE, 2), (GAZETTE, 3)],
    "t3talks": [(WIRE, 4), (GAZETTE, 5)],
    "t4wire": [(WIRE, 6)],
    "t5gazette": [(GAZETTE, 7)],
    "t6old": [(WIRE, 70), (GAZETTE, 71)],
}
PARTS = {"t2part": "t1war"}


def address(publisher: str) -> str:
    return f"https://{publisher.split()[1].lower()}.example/feed"


@dataclass
class Desk:
    """Services whose clock a test sets."""

    services: Services
    clock: Clock

    def visit(self, begins: timedelta, minutes: int = 5) -> None:
        """Open the reader, which shows its list, for some minutes."""
        self.clock.set(NOW + begins)
        self.services.visits.begin()
        arrivals = self.listing().arrivals
        assert arrivals is not None
        self.services.visits.note_listed(arrivals)
        self.clock.set(NOW + begins + timedelta(minutes=minutes))
        self.services.visits.extend()

    def listing(self) -> ThreadListing:
        return ThreadListing().with_page(self.services.pages.reader_rows())

    def unread(self) -> int:
        return dict(self.listing().tabs)[ALL_TAB]

    def found(self, query: str) -> str:
        ids = frozenset(row.id for row in self.services.reading.thread_rows(query=query))
        return filter_counts(ThreadListing(**{**vars(self.listing()), "filter_text": query, "matching_ids": ids}).items)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    articles: dict[str, list[Article]] = {}
    for thread, reports in THREADS.items():
        for publisher, hours in reports:
            number = f"a{sum(map(len, articles.values())):012x}"
            when = NOW - hours * HOUR
            title = f"{thread[2:]} reported {number[-2:]}"
            facts = {"publisher": publisher, "feed": address(publisher), "section": "world", "guid": number}
            one = Article(number, title, f"{title}.", published=when, seen=when, **facts)
            articles.setdefault(thread, []).append(one)
    store, clock = Store.open(tmp_path / "s.sqlite3"), Clock(NOW)
    for publisher in (WIRE, GAZETTE):
        own = [one for group in articles.values() for one in group if one.publisher == publisher]
        store.feeds.save(FeedState(address(publisher)), own)
    in_stories = [Placement(one.id, f"s{thread}") for thread, group in articles.items() for one in group]
    store.groups.apply(Plan(tuple(in_stories), tuple(Placement(f"s{thread}", thread) for thread in articles)))
    for part, affair in PARTS.items():
        store.affairs.set_affair(part, affair, NOW)
    feeds = tuple(Feed(address(name), name=name, section="world") for name in (WIRE, GAZETTE))
    with Services(Config(tmp_path / "feeds.toml", feeds, ()), store, clock) as services:
        yield Desk(services, clock)


def test_today_and_the_reader_have_the_same_page_in_the_same_order(desk: Desk) -> None:
    briefing = desk.services.pages.briefing()
    page = desk.listing().page
    assert [thread.row.id for thread in briefing.threads] == [entry.row.id for entry in page.entries]
    assert [row.id for row in briefing.parts["t1war"]] == ["t2part"]
    assert [row.id for row in briefing.singles] == [row.id for row in page.singles] == ["t4wire", "t5gazette"]
    assert (briefing.main, briefing.total) == (2, 5)


def test_feeds_left_out_of_today_stand_behind_the_end_in_the_reader(desk: Desk) -> None:
    context = desk.services.context
    feeds = tuple(replace(feed, today=feed.name != GAZETTE) for feed in context.config.feeds)
    context.config = replace(context.config, feeds=feeds)
    briefing, listing = desk.services.pages.briefing(), desk.listing()
    assert [row.id for row in briefing.singles] == [row.id for row in listing.page.singles] == ["t4wire"]
    end = next(item for item in listing.items if item.kind is ItemKind.END)
    assert "t5gazette" in end.folded_ids


def test_the_limit_counts_main_rows_and_json_has_parts_after_their_affair(desk: Desk) -> None:
    pages = desk.services.pages
    flat = pages.briefing(PageChoice(limit=1, with_parts=True))
    assert [thread.row.id for thread in flat.threads] == ["t1war", "t2part"]
    everything = pages.briefing(PageChoice(with_parts=True, with_singles=True))
    assert [thread.row.id for thread in everything.threads][2:] == ["t3talks", "t4wire", "t5gazette"]
    assert [row.id for row in pages.thread_list()][:2] == ["t1war", "t2part"]


def test_a_thread_alone_has_the_events_of_its_parts_and_in_a_list_its_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_services, "MIN_PART_PUBLISHERS", 2)
    monkeypatch.setattr(part_events, "MIN_EVENT_PUBLISHERS", 2)
    entry = TimelineEntry(NOW.date(), "Bridge falls", publishers=(WIRE, GAZETTE))
    texts = [ThreadText("t2part", "Bridge", "", Summary(), (entry,), {})]
    thread_texts = desk.services.context.store.thread_texts
    thread_texts.save([*texts, ThreadText("t1war", "Army of Omdara crosses the river", "", Summary(), (), {})])
    reading = desk.services.reading
    assert reading.thread("t1war").timeline == (), "an affair without a name"
    thread_texts.save([ThreadText("t1war", "Omdara war", "", Summary(), (), {})])
    row = next(row for row in reading.thread_rows() if row.id == "t1war")
    for thread in (reading.thread("t1war"), reading.thread_details("t1war").thread):
        assert [(one.title, one.part, one.part_title) for one in thread.timeline] == [
            ("Bridge falls", "t2part", "Bridge")
        ]
        assert thread.main_timeline
    assert reading.thread("t1war", with_parts=False).timeline == ()
    assert [one.part for one in reading.thread("t2part").timeline] == [""]
    assert [one.timeline for one in reading.load_threads([row])] == [()], "pages list the parts themselves"


def test_a_query_that_finds_a_single_report_alone_shows_it(desk: Desk) -> None:
    found = desk.services.pages.briefing(PageChoice(query="title:wire"))
    assert [thread.row.id for thread in found.threads] == ["t4wire"]


def test_a_part_with_news_stands_in_place_of_an_affair_without_news(desk: Desk) -> None:
    desk.services.corrections.set_affair("t3talks", "t6old")
    briefing = desk.services.pages.briefing()
    assert "t3talks" in [thread.row.id for thread in briefing.threads]
    assert "t6old" not in [thread.row.id for thread in briefing.threads]


def test_badges_and_is_unread_agree_through_visits_and_marks(desk: Desk) -> None:
    assert (desk.unread(), desk.found("is:unread")) == (2, "2 threads, 1 part, 2 single reports")
    desk.visit(-5 * HOUR / 2)
    assert desk.unread() == 2, "the first visit compares with the day"
    desk.visit(-HOUR / 2)
    assert (desk.unread(), desk.found("is:unread")) == (1, "1 thread, 1 part"), "what came between the two visits"
    desk.services.curation.mark_read("t1war")
    assert (desk.unread(), desk.found("is:unread")) == (0, "0 threads, 1 part")
    desk.services.corrections.undo()
    assert desk.unread() == 1


def test_what_was_left_unopened_at_a_visit_is_found_at_the_next(desk: Desk) -> None:
    """One thread was opened: at the next visit nothing is unread, and the others have the mark of running ones."""
    desk.visit(timedelta())
    desk.services.curation.mark_read("t1war")
    desk.visit(5 * HOUR)
    assert desk.found("is:unread") == "0 threads"
    left = {row.id for row in desk.services.reading.thread_rows(query="is:unopened")}
    listing = desk.listing()
    assert left == {row.id for row in listing.rows if read_state(row, listing.news_since) == "running"}
    assert left == set(THREADS) - {"t1war"}
    desk.services.views.save("left", "is:unopened section:world")
    assert desk.services.views.thread_ids()["left"] == left
    desk.services.curation.mark_all_read(sorted(left))
    assert not desk.services.reading.thread_rows(query="is:unopened")
    desk.services.corrections.undo()
    assert {row.id for row in desk.services.reading.thread_rows(query="is:unopened")} == left


def test_what_was_new_stays_new_until_a_visit_half_an_hour_later(desk: Desk) -> None:
    desk.visit(-24 * HOUR)
    desk.visit(timedelta())
    assert desk.unread() == 2
    desk.visit(timedelta(minutes=20))
    assert desk.unread() == 2, "the same visit goes on, after a restart"
    desk.visit(timedelta(minutes=90))
    assert desk.unread() == 0


def test_after_a_longer_absence_the_page_begins_at_the_last_visit(desk: Desk) -> None:
    desk.visit(-100 * HOUR)
    desk.visit(timedelta())
    assert "t6old" in [entry.row.id for entry in desk.listing().page.entries]


def test_all_read_is_one_action_for_undo(desk: Desk) -> None:
    desk.services.curation.mark_read("t3talks")
    desk.clock.set(NOW + HOUR)
    desk.services.curation.mark_all_read(desk.listing().unread_ids)
    assert desk.found("is:unread") == "0 threads, 2 single reports", "nobody saw what a line folds"
    assert desk.services.corrections.undo() == "unread again: 2 threads"
    assert desk.found("is:unread") == "1 thread, 1 part, 2 single reports"
    assert desk.services.corrections.undo().startswith("now part of no other thread"), (
        "that a thread was opened is left out"
    )


def test_all_read_survives_a_join_and_is_undone_whole(desk: Desk) -> None:
    desk.services.curation.mark_all_read([row.id for row in desk.listing().rows])
    desk.services.context.store.groups.apply(Plan(absorbed=(("thread", "t4wire", "t3talks"),)))
    assert desk.unread() == 0
    assert desk.services.corrections.undo().startswith("unread again: ")
    assert desk.unread() == 2


def late_report(desk: Desk, thread: str, published: timedelta, arrived: timedelta) -> None:
    """Let a report arrive that was published before."""
    store, number = desk.services.context.store, f"b{thread[1]}".ljust(13, "0")
    facts = {"publisher": WIRE, "feed": address(WIRE), "section": "world", "guid": number}
    when, seen = NOW + published, NOW + arrived
    one = Article(number.replace("b", "a"), f"{thread} late", "Late.", published=when, seen=seen, **facts)
    answered = FeedState(address(WIRE), last_success=NOW - 30 * HOUR)
    store.feeds.save(answered, [])  # the first document of a feed says nothing about arrivals
    store.feeds.save(answered, [one])
    plan = Plan((Placement(one.id, f"s{thread}x"),), (Placement(f"s{thread}x", thread),))
    store.groups.apply(plan, seen)


def numbers_of(desk: Desk) -> tuple[dict[str, object], dict[str, object]]:
    """What `briefing today` and the reader count on the same page."""
    briefing, listing = desk.services.pages.briefing(PageChoice(with_singles=True)), desk.listing()
    page = listing.page
    today = {"main": briefing.main, "singles": [row.id for row in briefing.singles], "since": briefing.since}
    reader = {"main": len(page.main_rows), "singles": [row.id for row in page.singles], "since": page.since}
    return today, reader


@pytest.mark.parametrize("visits", [(), (-3,), (-6, -3), (-40, -3)])
def test_today_and_the_reader_count_reports_that_came_late_alike(desk: Desk, visits: tuple[int, ...]) -> None:
    for begins in visits:
        desk.visit(begins * HOUR)
    late_report(desk, "t6old", -25 * HOUR, -2 * HOUR)
    late_report(desk, "t7new", -26 * HOUR, -2 * HOUR)
    desk.clock.set(NOW)
    desk.services.visits.begin()
    today, reader = numbers_of(desk)
    assert today == reader
    came_late = bool(visits)
    assert ("t7new" in [row.id for row in desk.listing().page.singles]) == came_late
    briefing = desk.services.pages.briefing()
    status = {thread.row.id: thread.row.status for thread in briefing.threads} | {
        row.id: row.status for row in briefing.singles
    }
    assert [status.get("t6old"), status.get("t7new")] == (["updated", "new"] if came_late else [None, None])


@pytest.mark.parametrize("visits", [(), (-3,), (-6, -3)])
def test_the_badge_and_is_unread_agree_on_reports_that_came_late(desk: Desk, visits: tuple[int, ...]) -> None:
    for begins in visits:
        desk.visit(begins * HOUR)
    late_report(desk, "t6old", -25 * HOUR, -2 * HOUR)
    late_report(desk, "t7new", -26 * HOUR, -2 * HOUR)
    desk.clock.set(NOW)
    desk.services.visits.begin()
    listing = desk.listing()
    unread = {row.id for row in listing.rows if is_unread(row, listing.news_since)}
    found = {row.id for row in desk.services.reading.thread_rows(query="is:unread")}
    assert unread == found
    assert ("t7new" in unread) == bool(visits)
    on_page = {row.id for row in (*listing.page.flat_rows(), *listing.page.singles)}
    assert unread <= on_page, "what is older is not unread"
    assert desk.found("is:unread").startswith(f"{desk.unread()} thread")


# --- a page that is kept alive ---------------------------------------------------------------------------------------


def act(desk: Desk, chance: Random, listing: ThreadListing) -> None:
    """Do one random thing that a person does to threads of the list, or undo the last one."""
    corrections, curation = desk.services.corrections, desk.services.curation
    ids = sorted(row.id for row in listing.rows)
    one, other = chance.sample(ids, 2)
    stories = desk.services.reading.thread(one).stories
    story = chance.choice(stories).id
    actions: list[Callable[[], object]] = [
        lambda: corrections.merge(one, other),
        lambda: corrections.set_affair(one, other),
        lambda: corrections.set_affair(one, ""),
        lambda: corrections.split(one, story) if len(stories) > 1 else None,
        lambda: corrections.move(story, other),
        lambda: corrections.rename(one, f"Named {one}"),
        lambda: corrections.pin(one),
        lambda: curation.follow(one),
        lambda: curation.mute(one),
        corrections.undo,
        corrections.undo,
    ]
    with suppress(BriefingError):  # such as a thread in itself: nothing is changed then
        chance.choice(actions)()


@pytest.mark.parametrize("seed", range(8))
def test_a_page_kept_alive_through_corrections_is_the_one_of_a_new_start(desk: Desk, seed: int) -> None:
    chance, listing = Random(seed), desk.listing()
    for number in range(12):
        act(desk, chance, listing)
        listing = listing.composed_anew(desk.services.pages.reader_rows())
        fresh = desk.listing()
        assert (listing.items, listing.tabs) == (fresh.items, fresh.tabs), number


@pytest.mark.parametrize("seed", range(8))
def test_a_correction_shows_itself_and_none_of_the_news_that_wait(desk: Desk, seed: int) -> None:
    chance, listing = Random(seed), desk.listing()
    late_report(desk, "t3talks", -HOUR, timedelta())
    late_report(desk, "t8new", -HOUR, timedelta())
    before = listing.row("t3talks")
    listing = listing.with_pending(desk.services.pages.reader_rows())
    desk.services.corrections.rename(chance.choice(["t1war", "t2part"]), "Named")
    listing = listing.composed_anew(desk.services.pages.reader_rows())
    assert listing.row("t3talks") == before
    assert listing.row("t8new") is None
    assert [row.title for row in listing.rows].count("Named") == 1
    assert listing.pending_count() == 2
    taken, fresh = listing.apply_pending(), desk.listing()
    assert (taken.items, taken.tabs) == (fresh.items, fresh.tabs)
