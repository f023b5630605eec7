"""When threads were read, and when the reader was open."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from store_samples import DAY, NOW, article, filled

from briefing.model.grouping import Plan
from briefing.model.threads import ThreadRow
from briefing.store.store import Store
from briefing.store.visits import MAX_VISITS, MIN_VISIT, VISIT_GAP
from briefing.text.query import parse_query
from briefing.tui.list_items import is_unread
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
    assert row_of(harbour).read == last - timedelta(microseconds=1), "it was never read: its last article is new"


def test_a_value_of_an_older_log_is_put_back(harbour: Store) -> None:
    last = row_of(harbour).last
    harbour.marks.set_read("t1bee", last - DAY)
    harbour.marks.set_unread("t1bee", False, last + DAY)
    with harbour._db.writing() as db:
        db.execute("UPDATE undo_log SET before = ? WHERE n = 2", (str(1_000_000),))
    harbour.undo_log.undo_last_action(NOW)
    assert row_of(harbour).read == datetime.fromtimestamp(1, NOW.tzinfo) and row_of(harbour).read_before is None


def test_news_of_a_visit_stay_new_until_half_an_hour_after_it(store: Store) -> None:
    visits = store.visits
    assert visits.boundary() is None and visits.begin(NOW) is None
    visits.extend(NOW + 20 * MINUTE)
    first_end = NOW + 20 * MINUTE
    assert visits.begin(first_end + VISIT_GAP) is None, "the first visit goes on"
    assert visits.begin(NOW - MINUTE) is None, "also if the clock was set back by a little"
    end = first_end + VISIT_GAP + 5 * MINUTE
    visits.extend(end)
    later = end + 5 * VISIT_GAP
    assert visits.begin(later) == end == visits.boundary()
    visits.extend(later + 2 * MINUTE)
    assert visits.begin(later + 10 * MINUTE) == end


@pytest.mark.parametrize("starts", [1, 3])
def test_an_accidental_start_changes_nothing_for_the_next_visit(harbour: Store, starts: int) -> None:
    visits = harbour.visits
    visits.begin(NOW)
    visits.extend(NOW + 20 * MINUTE)
    moment = NOW + DAY
    for _ in range(starts):
        assert visits.begin(moment) == NOW + 20 * MINUTE
        visits.extend(moment + MIN_VISIT - timedelta(seconds=1))
        moment += timedelta(hours=3)
    assert visits.begin(moment) == NOW + 20 * MINUTE


def test_a_short_visit_in_which_a_thread_was_read_counts_also_if_it_was_killed(harbour: Store) -> None:
    visits, start = harbour.visits, row_of(harbour).last + DAY
    visits.begin(start)
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
    ("published", "fetched", "arrived", "is_new"),
    [
        (5, 120, 121, True),  # published in the visit, fetched after it
        (-30, 120, 121, True),  # another feed brought news of a later moment during the visit
        (15, 19, 22, True),  # fetched in the visit, grouped after it
        (5, 10, 12, False),  # in the list during the visit
        (-3 * 24 * 60, 120, 121, False),  # an old report of a feed that was added
        (-45 * 60, 120, 121, True),
    ],
)
def test_what_arrived_after_a_visit_is_new_at_the_next_one(
    harbour: Store, published: int, fetched: int, arrived: int, is_new: bool
) -> None:
    """The visit goes on from NOW for 20 minutes."""
    harbour.visits.begin(NOW)
    later = article(2, title="Ferry", seen=NOW + fetched * MINUTE, published=NOW + published * MINUTE)
    if arrived <= 20:
        filled(harbour, {"t2bee": {"s2bee": [later]}}, NOW + arrived * MINUTE)
    harbour.visits.extend(NOW + 20 * MINUTE)
    if arrived > 20:
        filled(harbour, {"t2bee": {"s2bee": [later]}}, NOW + arrived * MINUTE)
    at = NOW + 180 * MINUTE
    assert harbour.visits.begin(at) == NOW + 20 * MINUTE
    assert unread_threads(harbour, at) == ({"t2bee"} if is_new else set())
    harbour.visits.extend(at + 20 * MINUTE)
    harbour.visits.begin(at + DAY)
    assert unread_threads(harbour, at + DAY) == set(), "it was in the list of the visit before"


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


def test_news_that_go_into_another_thread_stay_new(harbour: Store) -> None:
    filled(harbour, {"t2bee": {"s2bee": [article(2, title="Ferry", hours=3)]}}, NOW - 2 * HOUR)
    harbour.visits.begin(NOW)
    harbour.visits.extend(NOW + 20 * MINUTE)
    filled(harbour, {"t3bee": {"s3bee": [article(3, title="Ferry again", hours=2)]}}, NOW + HOUR)
    harbour.groups.apply(Plan(absorbed=(("thread", "t3bee", "t2bee"),)))
    harbour.visits.begin(NOW + DAY)
    assert unread_threads(harbour, NOW + DAY) == {"t2bee"}


def test_a_clock_that_jumps_back_neither_fails_nor_lets_the_boundary_lie_ahead(store: Store) -> None:
    store.visits.begin(NOW + 9000 * DAY)
    store.visits.extend(NOW + 9000 * DAY + 5 * MINUTE)
    boundary = store.visits.begin(NOW)
    assert boundary is not None and boundary <= NOW


def test_the_number_of_stored_visits_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.store.visits.MAX_VISITS", 3)
    assert MAX_VISITS > 100
    for day in range(6):
        store.visits.begin(NOW + day * DAY)
        store.visits.extend(NOW + day * DAY + 5 * MINUTE)
    assert store.visits.boundary() == NOW + 4 * DAY + 5 * MINUTE
