"""When threads were read, and when the reader was open."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from store_samples import DAY, NOW, article, evidence, filled, plan, save

from briefing.model.grouping import Placement, Plan
from briefing.model.threads import ThreadRow
from briefing.store.store import Store
from briefing.store.visits import MAX_VISITS, MIN_VISIT, VISIT_GAP
from briefing.text.query import parse_query
from briefing.tui.list_items import is_unread, read_state
from briefing.writing.changes import changes_since_read

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def harbour(store: Store) -> Store:
    filled(store, {"t1bee": {"s1bee": [article(1, title="Harbour")]}})
    return store


def row_of(store: Store) -> ThreadRow:
    found = store.threads.get("t1bee", NOW, NOW - DAY)
    assert found is not None
    return found.row


def test_a_read_session_keeps_the_moment_before_it(harbour: Store) -> None:
    last = row_of(harbour).last
    for minutes, before in ((0, None), (20, None), (45, None), (200, 45), (229, 45), (1000, 229)):
        harbour.marks.set_read("t1bee", last + minutes * MINUTE)
        expected = None if before is None else last + before * MINUTE
        assert (row_of(harbour).read, row_of(harbour).read_before) == (last + minutes * MINUTE, expected)
    harbour.marks.set_read("t1bee", last)
    assert row_of(harbour).read == last + 1000 * MINUTE, "an earlier moment changes nothing"


def test_what_comes_after_the_first_look_stays_new_at_later_looks(harbour: Store) -> None:
    """Before its first look there is nothing to compare with; a look at what came since then hides it from no other."""
    last = row_of(harbour).last
    for minutes in (-10, 5, 6):
        harbour.marks.set_read("t1bee", last + minutes * MINUTE)
    assert row_of(harbour).read_before == last - 10 * MINUTE
    harbour.marks.set_unread("t1bee", True, last + 7 * MINUTE, last - DAY)
    assert row_of(harbour).read == last - 10 * MINUTE, "only what came since then is unread"


def test_only_the_first_look_at_news_is_undone(harbour: Store) -> None:
    last = row_of(harbour).last
    for minutes in (0, 20, 300):
        harbour.marks.set_read("t1bee", last + minutes * MINUTE)
    assert harbour.undo_log.undo_last_action(NOW).message == 'unread again: "Harbour"'
    assert (row_of(harbour).read, row_of(harbour).read_before) == (None, None)
    assert harbour.undo_log.undo_last_action(NOW).message == ""


def test_unread_goes_back_before_the_session_and_its_undo_comes_back(harbour: Store) -> None:
    last = row_of(harbour).last
    harbour.marks.set_read("t1bee", last - 5 * DAY)
    harbour.marks.set_read("t1bee", last + DAY)
    harbour.marks.set_unread("t1bee", True, last + 2 * DAY)
    assert row_of(harbour).read == last - 5 * DAY
    harbour.marks.set_read("t1bee", last + 3 * DAY)
    assert row_of(harbour).read_before == last - 5 * DAY
    harbour.undo_log.undo_last_action(NOW)
    harbour.undo_log.undo_last_action(NOW)
    assert (row_of(harbour).read, row_of(harbour).read_before) == (last + DAY, last - 5 * DAY)


def test_a_new_thread_is_new_again_when_it_is_unread(harbour: Store) -> None:
    last = row_of(harbour).last
    harbour.marks.set_read("t1bee", last + MINUTE)
    harbour.marks.set_unread("t1bee", True, last + 2 * MINUTE, last - DAY)
    assert row_of(harbour).read is None
    harbour.marks.set_unread("t1bee", True, last + 2 * MINUTE, last - DAY)
    row = row_of(harbour)
    assert (row.read, row.unread) == (None, True), "it is unread, and was never read"


def test_a_mark_as_unread_invents_no_reading(harbour: Store) -> None:
    last = row_of(harbour).last
    harbour.marks.set_unread("t1bee", True, last + DAY, last + HOUR)
    row = row_of(harbour)
    assert (row.read, row.read_before, row.has_unread) == (None, None, True), "it was never opened"
    harbour.undo_log.undo_last_action(NOW)
    assert not row_of(harbour).is_opened
    harbour.marks.set_read("t1bee", last + DAY)
    harbour.marks.set_unread("t1bee", True, last + 2 * DAY, last + HOUR)
    row = row_of(harbour)
    assert (row.read, row.has_unread) == (last + DAY, True), "what was read a day before was read then"
    harbour.marks.set_read("t1bee", last + 3 * DAY)
    row = row_of(harbour)
    assert (row.read, row.read_before, row.has_unread) == (last + 3 * DAY, last + DAY, False)
    harbour.undo_log.undo_last_action(NOW)
    assert (row_of(harbour).read, row_of(harbour).has_unread) == (last + DAY, True)


def test_a_value_of_an_older_log_is_put_back(harbour: Store) -> None:
    last = row_of(harbour).last
    harbour.marks.set_read("t1bee", last - DAY)
    harbour.marks.set_unread("t1bee", False, last + DAY)
    with harbour._db.writing() as db:
        db.execute("UPDATE undo_log SET before = ? WHERE n = 2", (str(1_000_000),))
    harbour.undo_log.undo_last_action(NOW)
    assert row_of(harbour).read == datetime.fromtimestamp(1, NOW.tzinfo) and row_of(harbour).read_before is None


def visit(store: Store, began: datetime, minutes: float = 20, *, taken_in: float | None = None) -> datetime | None:
    """Open the reader, which shows the list, take news in after some minutes, and close it; return the boundary."""
    boundary = store.visits.begin(began)
    show_list(store, began)
    if taken_in is not None:
        show_list(store, began + taken_in * MINUTE)
    store.visits.extend(began + minutes * MINUTE)
    return boundary


def show_list(store: Store, at: datetime) -> None:
    store.visits.note_listed(store.visits.arrivals_now(at))


def test_news_of_a_visit_stay_new_until_half_an_hour_after_it(store: Store) -> None:
    visits = store.visits
    assert visits.boundary() is None and visit(store, NOW) is None
    first_end = NOW + 20 * MINUTE
    assert visits.begin(first_end + VISIT_GAP) is None, "the first visit goes on"
    assert visits.begin(NOW - MINUTE) is None, "also if the clock was set back by a little"
    end = first_end + VISIT_GAP + 5 * MINUTE
    show_list(store, end)
    visits.extend(end)
    later = end + 5 * VISIT_GAP
    assert visit(store, later, 2) == end == visits.boundary()
    assert visits.begin(later + 10 * MINUTE) == end


@pytest.mark.parametrize("starts", [1, 3])
def test_an_accidental_start_changes_nothing_for_the_next_visit(harbour: Store, starts: int) -> None:
    visit(harbour, NOW)
    moment = NOW + DAY
    for _ in range(starts):
        assert visit(harbour, moment, MIN_VISIT / MINUTE - 0.01) == NOW
        moment += timedelta(hours=3)
    assert harbour.visits.begin(moment) == NOW


def test_what_an_accidental_start_has_shown_does_not_count_for_the_visit_that_replaces_it(harbour: Store) -> None:
    visit(harbour, NOW)
    visit(harbour, NOW + DAY, MIN_VISIT / MINUTE - 0.01)
    moment = NOW + DAY + 3 * HOUR
    assert harbour.visits.begin(moment) == NOW
    harbour.visits.extend(moment + 5 * MINUTE)
    assert harbour.visits.begin(moment + DAY) == NOW, "it ended before its list was shown"


def test_a_visit_that_ended_before_its_list_was_shown_has_shown_nothing(harbour: Store) -> None:
    visit(harbour, NOW)
    harbour.visits.begin(NOW + DAY)
    harbour.visits.extend(NOW + DAY + 5 * MINUTE)
    assert harbour.visits.begin(NOW + 2 * DAY) == NOW


def test_a_short_visit_in_which_a_thread_was_read_counts_also_if_it_was_killed(harbour: Store) -> None:
    visits, start = harbour.visits, row_of(harbour).last + DAY
    visits.begin(start)
    show_list(harbour, start)
    harbour.marks.set_read("t1bee", start + timedelta(seconds=5))
    assert visits.begin(start + DAY) == start


UNREAD = parse_query("is:unread")


def unread_threads(store: Store, at: datetime) -> set[str]:
    """The unread threads by the query; the reader's list agrees with it."""
    rows, since = store.threads.rows(at, at - DAY, all_time=True), store.visits.news_since(at)
    found = {row.id for row in store.threads.rows(at, at - DAY, all_time=True, query=UNREAD)}
    assert {row.id for row in rows if is_unread(row, since)} == found
    return found


@pytest.mark.parametrize(
    ("published", "fetched", "arrived", "taken_in", "is_new"),
    [
        (5, 120, 121, 10, True),  # published in the visit, fetched after it
        (-30, 120, 121, 10, True),  # another feed brought news of a later moment during the visit
        (15, 19, 22, 20, True),  # fetched in the visit, grouped after it
        (5, 10, 12, 15, False),  # taken in during the visit
        (5, 10, 12, 11, True),  # it waited in the visit, and was not taken in
        (-30, 10, 12, None, True),
        (-3 * 24 * 60, 120, 121, 10, False),  # an old report of a feed that was fetched after a pause
        (-45 * 60, 120, 121, 10, True),
    ],
)
def test_what_no_list_of_a_visit_has_shown_is_new_at_the_next_one(
    harbour: Store, published: int, fetched: int, arrived: int, taken_in: float | None, is_new: bool
) -> None:
    """The visit goes on from NOW for 20 minutes."""
    later = article(2, title="Ferry", seen=NOW + fetched * MINUTE, published=NOW + published * MINUTE)
    harbour.visits.begin(NOW)
    show_list(harbour, NOW)
    moments = sorted({arrived, *([] if taken_in is None else [taken_in])})
    for minutes in moments:
        if minutes == arrived:
            filled(harbour, {"t2bee": {"s2bee": [later]}}, NOW + arrived * MINUTE)
        else:
            show_list(harbour, NOW + minutes * MINUTE)
    harbour.visits.extend(NOW + 20 * MINUTE)
    at = NOW + 180 * MINUTE
    assert visit(harbour, at) == NOW + (taken_in or 0) * MINUTE
    assert unread_threads(harbour, at) == ({"t2bee"} if is_new else set())
    visit(harbour, at + DAY)
    assert unread_threads(harbour, at + DAY) == set(), "it was in the list of the visit before"


def test_what_was_being_stored_while_the_list_was_loaded_is_new(harbour: Store) -> None:
    """The writer took its moment before the list was loaded, and finished after it."""
    harbour.visits.begin(NOW)
    arrivals = harbour.visits.arrivals_now(NOW + 2 * MINUTE)
    late = article(2, title="Ferry", seen=NOW, published=NOW - MINUTE)
    filled(harbour, {"t2bee": {"s2bee": [late]}}, NOW + MINUTE)
    harbour.visits.note_listed(arrivals)
    harbour.visits.extend(NOW + 20 * MINUTE)
    assert harbour.visits.begin(NOW + DAY) == NOW + MINUTE
    assert unread_threads(harbour, NOW + DAY) == {"t2bee"}


def test_the_first_document_of_a_feed_counts_by_its_publication(store: Store) -> None:
    """A feed that is fetched first after a visit brings all that it has: its arrival says nothing."""
    visit(store, NOW)
    old = article(1, title="Ferry", seen=NOW + HOUR, published=NOW - HOUR)
    new = article(2, title="Bank", seen=NOW + HOUR, published=NOW + 30 * MINUTE)
    save(store, old, new)
    store.groups.apply(plan({"t1bee": {"s1bee": [old.id]}, "t2bee": {"s2bee": [new.id]}}), NOW + HOUR)
    visit(store, NOW + 2 * HOUR)
    assert unread_threads(store, NOW + 2 * HOUR) == {"t2bee"}


@pytest.mark.parametrize(("published", "state"), [(-30, "new"), (-3 * 24 * 60, "running")])
def test_a_thread_that_arrived_late_as_a_whole_is_new_to_its_reader(harbour: Store, published: int, state: str) -> None:
    visit(harbour, NOW)
    late = article(2, title="Ferry", seen=NOW + HOUR, published=NOW + published * MINUTE)
    filled(harbour, {"t2bee": {"s2bee": [late]}}, NOW + HOUR)
    at = NOW + 2 * HOUR
    since = harbour.visits.begin(at)
    assert since is not None
    rows = {row.id: row for row in harbour.threads.rows(at, since, all_time=True)}
    assert read_state(rows["t2bee"], since) == state
    assert (rows["t2bee"].status, rows["t2bee"].new_article_count) == ("running", 0), (
        "it was reported before the period"
    )
    listed = {row.id for row in harbour.threads.rows(at, since, late_since=since)}
    assert listed == ({"t2bee"} if state == "new" else set())
    assert harbour.threads.rows(at, since) == []


def test_a_late_report_makes_an_older_thread_updated(harbour: Store) -> None:
    visit(harbour, NOW)
    late = article(2, title="Harbour again", seen=NOW + HOUR, published=NOW - 30 * MINUTE)
    filled(harbour, {"t1bee": {"s1bee": [late]}}, NOW + HOUR)
    at = NOW + 2 * HOUR
    since = harbour.visits.begin(at)
    assert since is not None
    (row,) = harbour.threads.rows(at, since, late_since=since)
    assert (row.status, read_state(row, since)) == ("running", "updated")


@pytest.mark.parametrize(
    ("published", "fetched", "arrived", "is_unread_again"),
    [
        (1, 60, 61, True),
        (-10, 0, 6, True),  # the refresh began before the thread was read, and grouped it afterwards
        (-10, 0, 4, False),
        (-3 * 24 * 60, 60, 61, False),  # an old report of a feed that was added
        (-45 * 60, 60, 61, True),
        (30, 60, 61, True),
    ],
)
def test_a_thread_is_unread_again_if_a_report_arrives_after_it_was_read(
    harbour: Store, published: int, fetched: int, arrived: int, is_unread_again: bool
) -> None:
    late = article(2, title="Harbour again", seen=NOW + fetched * MINUTE, published=NOW + published * MINUTE)
    if arrived < 5:
        filled(harbour, {"t1bee": {"s1bee": [late]}}, NOW + arrived * MINUTE)
    harbour.marks.set_read("t1bee", NOW + 5 * MINUTE)
    assert not row_of(harbour).has_unread
    if arrived > 5:
        filled(harbour, {"t1bee": {"s1bee": [late]}}, NOW + arrived * MINUTE)
    assert row_of(harbour).has_unread is is_unread_again
    thread = harbour.threads.get("t1bee", NOW + DAY, NOW)
    assert thread is not None and (changes_since_read(thread) is not None) is is_unread_again
    harbour.marks.set_read("t1bee", NOW + 90 * MINUTE)
    assert not row_of(harbour).has_unread


def test_a_clock_that_jumps_back_neither_fails_nor_lets_the_boundary_lie_ahead(store: Store) -> None:
    visit(store, NOW + 9000 * DAY, 5)
    boundary = store.visits.begin(NOW)
    assert boundary is not None and boundary <= NOW


def test_the_number_of_stored_visits_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.store.visits.MAX_VISITS", 3)
    assert MAX_VISITS > 100
    for day in range(6):
        visit(store, NOW + day * DAY)
    assert store.visits.boundary() == NOW + 4 * DAY


@pytest.mark.parametrize(
    "mark",
    [
        lambda store, at, listed: store.marks.set_all_read(["t1bee"], at, listed),
        lambda store, at, listed: store.marks.set_unread("t1bee", False, at, listed=listed),
    ],
)
def test_news_that_the_list_did_not_show_stay_unread_when_it_is_marked_as_read(harbour: Store, mark) -> None:
    listed = row_of(harbour).last + HOUR
    mark(harbour, listed + HOUR, listed)
    assert row_of(harbour).read == listed + HOUR, "the list showed everything"
    late = article(2, published=listed + 2 * HOUR, title="Harbour closes")
    save(harbour, late)
    harbour.groups.apply(Plan((Placement(late.id, "s1bee", evidence(late.id, "s1bee")),)))
    mark(harbour, listed + 4 * HOUR, listed + HOUR + MINUTE)
    assert row_of(harbour).has_unread
    mark(harbour, listed + 4 * HOUR, listed + 3 * HOUR)
    assert not row_of(harbour).has_unread


def test_undo_calls_a_thread_unread_only_if_its_reader_sees_it_so(harbour: Store) -> None:
    last = row_of(harbour).newest
    for hours, words in ((-1, "unread again:"), (1, "no longer read:")):
        harbour.visits.begin(last + hours * HOUR)
        harbour.visits.note_listed(harbour.visits.arrivals_now(last + hours * HOUR))
        harbour.visits.extend(last + hours * HOUR + 10 * MINUTE)
        harbour.visits.begin(last + hours * HOUR + 50 * MINUTE)
        assert is_unread(row_of(harbour), harbour.visits.news_since(NOW)) is (words == "unread again:")
        harbour.marks.set_read("t1bee", last + 5 * HOUR)
        assert harbour.undo_log.undo_last_action(NOW).message == f'{words} "Harbour"'
