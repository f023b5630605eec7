"""What was read stays read and what was unread stays unread when articles come into another thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from store_samples import DAY, NOW, article, evidence, filled

from briefing.model.grouping import Constraints, Correction, Placement, Plan
from briefing.store.read_states import NEVER_READ
from briefing.store.store import Store
from briefing.store.thread_states import ReadValue, read_value
from briefing.text.query import parse_query
from briefing.writing.changes import changes_since_read

HOUR = timedelta(hours=1)
FERRY, BANK, HALF, OTHER = "t1bee", "t2bee", "t3bee", "t4bee"
EARLY, LATE = NOW - 5 * HOUR, NOW - HOUR
"""Moments between the two articles of each thread, and after both."""
MOMENTS = [(ferry, bank) for ferry in (None, EARLY, LATE) for bank in (None, EARLY, LATE)]


@pytest.fixture
def two(store: Store) -> Store:
    filled(
        store,
        {
            FERRY: {"s1bee": [article(1, hours=8), article(2, hours=2)]},
            BANK: {"s2bee": [article(3, hours=8)], "s3bee": [article(4, hours=2)]},
        },
    )
    return store


def unread(store: Store) -> set[str]:
    """The numbers of the unread articles; lists, `is:unread` and `is:read` agree with them."""
    numbers, threads = set(), set()
    for id in (FERRY, BANK, HALF, OTHER):
        if (thread := store.threads.get(id, NOW, NOW - DAY)) and thread.row.id == id:
            read, exceptions = thread.row.read, thread.unread_by_article
            with store._db.reading() as db:
                is_marked = normal_moment(read_value(db, id)) == NEVER_READ
            for one in [one for story in thread.stories for one in story.articles]:
                if exceptions.get(one.id, is_marked or read is None or one.published > read):
                    numbers.add(one.id[-1])
                    threads.add(id)
    rows = store.threads.rows(NOW, NOW - DAY)
    assert {row.id for row in rows if row.has_unread} == threads
    for query, expected in (("is:unread", threads), ("is:read", {row.id for row in rows} - threads)):
        assert {row.id for row in store.threads.rows(NOW, NOW - DAY, query=parse_query(query))} == expected
    return numbers


def normal_moment(value: ReadValue) -> int | None:
    return value[0] if isinstance(value, list) else value


def join(store: Store) -> None:
    store.groups.apply(Plan(absorbed=(("thread", BANK, FERRY),)))


def correction(operation: str, *stories: str, thread: str) -> Callable[[Store], None]:
    def carry_out(store: Store) -> None:
        plan = Plan(stories=tuple(Placement(story, thread, evidence(story, thread)) for story in stories))
        store.corrections.apply(Correction(operation, "thread", "stories", plan, Constraints()), NOW)

    return carry_out


def move_article(store: Store) -> None:
    plan = Plan(articles=(Placement(article(4).id, "s1bee", evidence(article(4).id, "s1bee")),))
    store.corrections.apply(Correction("moved", "thread", "an article", plan, Constraints()), NOW)


CHANGES: dict[str, Callable[[Store], None]] = {
    "join": join,
    "merge": correction("merged", "s2bee", "s3bee", thread=FERRY),
    "move story": correction("moved", "s3bee", thread=FERRY),
    "move article": move_article,
    "split": correction("split", "s3bee", thread=HALF),
}


def read(store: Store, ferry: datetime | None, bank: datetime | None) -> int:
    """Read threads at these moments; return the number of actions."""
    moments = {thread: at for thread, at in ((FERRY, ferry), (BANK, bank)) if at}
    for thread, at in moments.items():
        store.marks.set_read(thread, at)
    return len(moments)


@pytest.mark.parametrize(("ferry", "bank"), MOMENTS)
@pytest.mark.parametrize("change", CHANGES)
def test_articles_stay_as_they_are_and_undo_goes_back(
    two: Store, change: str, ferry: datetime | None, bank: datetime | None
) -> None:
    actions = read(two, ferry, bank)
    before = unread(two)
    CHANGES[change](two)
    assert unread(two) == before
    is_undone = change != "join"
    two.marks.set_read(FERRY, NOW)
    assert not unread(two) & {"1", "2"}
    if before & {"1", "2"} or unread(two) != before:
        two.undo_log.undo_last_action(NOW)
        assert unread(two) == before
    if is_undone:
        two.undo_log.undo_last_action(NOW)
        assert unread(two) == before
    for _ in range(actions):
        two.undo_log.undo_last_action(NOW)
    assert (unread(two), two.undo_log.undo_last_action(NOW).message) == ({"1", "2", "3", "4"}, "")


def test_undo_of_a_reading_after_a_join_makes_exactly_its_articles_unread(two: Store) -> None:
    read(two, LATE, EARLY)
    two.marks.set_unread(BANK, False, NOW)
    join(two)
    assert unread(two) == set()
    for left in ({"4"}, {"3", "4"}, {"1", "2", "3", "4"}):
        two.undo_log.undo_last_action(NOW)
        assert unread(two) == left


def test_a_half_that_was_split_off_was_read_when_its_thread_was(two: Store) -> None:
    two.marks.set_read(BANK, LATE)
    CHANGES["split"](two)
    moments = [thread.row.read for id in (BANK, HALF) if (thread := two.threads.get(id, NOW, NOW - DAY))]
    assert moments == [LATE, LATE]


def test_changes_since_read_are_the_unread_articles_of_both(two: Store) -> None:
    read(two, NOW, None)
    join(two)
    thread = two.threads.get(FERRY, NOW, NOW - DAY)
    assert thread is not None
    changes = changes_since_read(thread)
    assert changes is not None
    assert {story.id for story in changes.stories} == {"s3bee", "s2bee"}
    two.marks.set_read(FERRY, NOW)
    two.marks.set_unread(FERRY, True, NOW)
    assert unread(two) == {"3", "4"}, "what it was before it was read"


def test_a_thread_can_be_unread_again_though_its_articles_were_read_elsewhere(two: Store) -> None:
    read(two, LATE, LATE)
    join(two)
    two.marks.set_unread(FERRY, True, NOW)
    assert unread(two)


@pytest.mark.parametrize(("ferry", "bank"), [(None, LATE), (LATE, None), (EARLY, LATE), (LATE, EARLY)])
@pytest.mark.parametrize(
    "joined", [(), (FERRY, OTHER), (OTHER, FERRY), (BANK, OTHER), (OTHER, BANK), (HALF, OTHER), (FERRY, BANK)]
)
@pytest.mark.parametrize("change", [change for change in CHANGES if change != "join"])
def test_undo_of_a_correction_keeps_what_is_unread(
    two: Store, change: str, joined: tuple[str, ...], ferry: datetime | None, bank: datetime | None
) -> None:
    filled(two, {OTHER: {"s4bee": [article(5, hours=8), article(6, hours=2)]}})
    two.marks.set_read(OTHER, EARLY)
    read(two, ferry, bank)
    CHANGES[change](two)
    before = unread(two)
    if joined:
        two.groups.apply(Plan(absorbed=(("thread", *joined),)))
    assert unread(two) == before
    assert two.undo_log.undo_last_action(NOW).message
    assert unread(two) == before


def test_a_thread_that_is_unread_again_leaves_alone_what_was_split_off(two: Store) -> None:
    two.marks.set_read(BANK, LATE)
    CHANGES["split"](two)
    two.marks.set_unread(BANK, True, NOW)
    assert unread(two) == {"1", "2", "3"}
    two.undo_log.undo_last_action(NOW)
    assert unread(two) == {"1", "2"}
