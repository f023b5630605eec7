"""Redo, and undo of keys, beside what no key made: never another value, never the action of another thread."""

from __future__ import annotations

from datetime import timedelta

import pytest
from store_samples import DAY, NOW, article, filled, plan, save

from briefing.errors import StoreError
from briefing.model.grouping import Plan
from briefing.store.store import Store

MINUTE = timedelta(minutes=1)


@pytest.fixture
def two(store: Store) -> Store:
    filled(
        store,
        {
            "t1": {"s1": [article(1, title="Ferry sinks off Sampletown")]},
            "t2": {"s2": [article(2, title="Bank opens")]},
        },
    )
    return store


def unread(store: Store) -> set[int]:
    """The numbers of the unread articles."""
    numbers = set()
    for thread in store.threads.get_many(["t1", "t2"], NOW, NOW - DAY):
        read = thread.row.read
        for one in [one for story in thread.stories for one in story.articles]:
            if thread.unread_by_article.get(one.id, read is None or one.published > read):
                numbers.add(int(one.id[1:], 16))
    return numbers


def followed(store: Store) -> set[str]:
    return {row.id for row in store.threads.rows(NOW, NOW, all_time=True) if row.followed}


def add_news(store: Store, number: int, thread: str) -> None:
    save(store, article(number, published=NOW + MINUTE))
    store.groups.apply(plan({thread: {f"s{thread[1:]}": [article(number).id]}}))


@pytest.mark.parametrize("gap", [2 * MINUTE, DAY])
def test_news_read_without_a_key_stay_read_when_an_earlier_reading_is_undone(two: Store, gap: timedelta) -> None:
    two.marks.set_read("t1", NOW)
    add_news(two, 3, "t1")
    assert unread(two) == {2, 3}
    two.marks.set_read("t1", NOW + gap, undoable=False)
    for _ in range(2):
        assert two.undo_log.undo_last_action(NOW + DAY).message.startswith("unread again:")
        assert unread(two) == {1, 2}
        assert two.undo_log.redo_last_action().message.startswith(("read again:", "unread again:"))
        assert unread(two) == {2}
    two.undo_log.undo_last_action(NOW + DAY)
    two.marks.set_read("t1", NOW + 2 * DAY)
    assert unread(two) == {2}
    two.undo_log.undo_last_action(NOW + 2 * DAY)
    assert unread(two) == {1, 2}


def test_a_mark_on_what_was_read_already_is_no_action_of_its_own(two: Store) -> None:
    two.marks.set_followed("t2", True, NOW)
    two.marks.set_read("t1", NOW + MINUTE, undoable=False)
    two.marks.set_read("t1", NOW + 3 * MINUTE)
    assert two.undo_log.undo_last_action(NOW + DAY).message == 'unfollowed "Bank opens"'
    assert two.undo_log.undo_last_action(NOW + DAY).message == "" and unread(two) == {2}


def test_a_key_after_the_read_session_undoes_nothing_of_it(two: Store) -> None:
    two.marks.set_read("t1", NOW, undoable=False)
    two.marks.set_read("t1", NOW + DAY)
    two.marks.set_read("t1", NOW + DAY + MINUTE, undoable=False)
    assert two.undo_log.undo_last_action(NOW + 2 * DAY).message == "" and unread(two) == {2}


def test_redo_refuses_where_a_join_gave_the_thread_another_value(two: Store) -> None:
    two.marks.set_followed("t2", True, NOW)
    two.marks.set_followed("t1", True, NOW + MINUTE)
    two.undo_log.undo_last_action(NOW + 2 * MINUTE)
    two.groups.apply(Plan(absorbed=(("thread", "t1", "t2"),)))
    with pytest.raises(StoreError, match=r'followed "Bank opens"\) cannot be done again: its value changed since'):
        two.undo_log.redo_last_action()
    assert followed(two) == {"t2"}
    assert two.undo_log.undo_last_action(NOW + DAY).message == 'unfollowed "Bank opens"' and not followed(two)


def test_redo_of_several_threads_refuses_as_a_whole(two: Store) -> None:
    two.marks.set_read("t2", NOW - 2 * DAY)
    two.marks.set_all_read(["t1", "t2"], NOW)
    two.undo_log.undo_last_action(NOW + MINUTE)
    two.groups.apply(Plan(absorbed=(("thread", "t1", "t2"),)))
    before = unread(two)
    with pytest.raises(StoreError, match="changed since"):
        two.undo_log.redo_last_action()
    assert unread(two) == before == {1, 2}


def test_an_action_whose_subject_is_gone_does_not_block_redo(two: Store) -> None:
    save(two, article(5, title="Lone report"))
    two.marks.set_followed("t1", True, NOW)
    two.marks.set_starred(article(5).id, True, NOW + MINUTE)
    with two.undo_log._db.writing() as db:
        db.execute("DELETE FROM articles WHERE id = ?", (article(5).id,))
    for _ in range(2):
        assert two.undo_log.undo_last_action(NOW + DAY).message == 'unfollowed "Ferry sinks off Sampletown"'
        assert two.undo_log.redo_last_action().message == 'followed "Ferry sinks off Sampletown"'
    assert two.undo_log.redo_last_action().message == "" and followed(two) == {"t1"}


def test_what_a_rule_does_is_neither_undone_nor_in_the_way_of_redo(two: Store) -> None:
    two.tags.change("t1", ["sea"], (), NOW)
    two.tags.add_once("t1", ["asia"], NOW + MINUTE)
    two.marks.set_followed("t2", True, NOW + MINUTE, undoable=False)
    two.marks.set_starred(article(2).id, True, NOW + MINUTE, undoable=False)
    undone = two.undo_log.undo_last_action(NOW + DAY).message
    assert undone == 'took back what you set on "Ferry sinks off Sampletown"; what a rule set later stays'
    assert two.tags.counts() == {"asia": 1}
    assert two.undo_log.redo_last_action().message == 'changed the tags of "Ferry sinks off Sampletown"'
    assert two.tags.counts() == {"asia": 1, "sea": 1}
    two.undo_log.undo_last_action(NOW + DAY)
    assert two.undo_log.undo_last_action(NOW + DAY).message == ""
    assert followed(two) == {"t2"} and two.marks.starred_articles() and two.tags.counts() == {"asia": 1}


def test_a_further_look_within_the_read_session_does_not_block_redo(two: Store) -> None:
    two.marks.set_read("t1", NOW)
    two.marks.set_read("t1", NOW + MINUTE)
    two.marks.set_unread("t1", True, NOW + 2 * MINUTE, NOW - DAY)
    two.marks.set_starred(article(2).id, True, NOW + 3 * MINUTE)
    for _ in range(2):
        for _ in range(3):
            assert two.undo_log.undo_last_action(NOW + DAY).message
        assert unread(two) == {1, 2} and not two.marks.starred_articles()
        expected = [{2}, {1, 2}, {1, 2}]
        for states in expected:
            assert two.undo_log.redo_last_action().message
            assert unread(two) == states
        assert two.marks.starred_articles() and two.undo_log.redo_last_action().message == ""


@pytest.mark.parametrize("gap", [MINUTE, DAY])
def test_a_look_without_a_key_after_an_undo_does_not_block_redo(two: Store, gap: timedelta) -> None:
    two.marks.set_read("t1", NOW)
    two.marks.set_unread("t1", True, NOW + MINUTE, NOW - DAY)
    two.undo_log.undo_last_action(NOW + MINUTE)
    two.marks.set_read("t1", NOW + gap, undoable=False)
    assert unread(two) == {2}
    for _ in range(2):
        assert two.undo_log.redo_last_action().message.startswith(("read again:", "unread again:"))
        assert unread(two) == {1, 2}
        two.undo_log.undo_last_action(NOW + 2 * DAY)
        assert unread(two) == {2}
    two.undo_log.undo_last_action(NOW + 2 * DAY)
    assert unread(two) == {1, 2}
    two.undo_log.redo_last_action()
    assert unread(two) == {2}
    two.undo_log.redo_last_action()
    assert unread(two) == {1, 2} and two.undo_log.redo_last_action().message == ""


def test_looks_between_several_undone_actions_do_not_block_redo(two: Store) -> None:
    two.marks.set_read("t1", NOW)
    two.marks.set_unread("t1", True, NOW + MINUTE, NOW - DAY)
    two.marks.set_read("t1", NOW + 2 * MINUTE)
    two.marks.set_unread("t1", True, NOW + 3 * MINUTE, NOW - DAY)
    two.undo_log.undo_last_action(NOW + 4 * MINUTE)
    two.marks.set_read("t1", NOW + 5 * MINUTE, undoable=False)
    two.undo_log.undo_last_action(NOW + 6 * MINUTE)
    two.undo_log.undo_last_action(NOW + 6 * MINUTE)
    assert unread(two) == {2}
    two.marks.set_read("t1", NOW + 7 * MINUTE, undoable=False)
    two.undo_log.undo_last_action(NOW + 8 * MINUTE)
    for states in [{2}, {1, 2}, {2}, {1, 2}]:
        assert two.undo_log.redo_last_action().message.startswith(("read again:", "unread again:"))
        assert unread(two) == states
    assert two.undo_log.redo_last_action().message == ""


def test_several_readings_below_one_without_a_key_are_all_done_again(two: Store) -> None:
    two.marks.set_read("t1", NOW)
    add_news(two, 3, "t1")
    two.marks.set_read("t1", NOW + 2 * MINUTE)
    save(two, article(4, published=NOW + 3 * MINUTE))
    two.groups.apply(plan({"t1": {"s1": [article(4).id]}}))
    two.marks.set_read("t1", NOW + 4 * MINUTE, undoable=False)
    for _ in range(2):
        for states in [{2, 3}, {1, 2, 3}]:
            assert two.undo_log.undo_last_action(NOW + DAY).message.startswith(("unread again:", "read again:"))
            assert unread(two) == states
        for states in [{2, 3}, {2}]:
            assert two.undo_log.redo_last_action().message.startswith(("read again:", "unread again:"))
            assert unread(two) == states


def test_what_a_rule_follows_stays_followed_when_an_earlier_key_is_undone(two: Store) -> None:
    two.marks.set_followed("t1", True, NOW)
    two.marks.set_followed("t2", True, NOW + MINUTE, undoable=False)
    two.groups.apply(Plan(absorbed=(("thread", "t1", "t2"),)))
    undone = two.undo_log.undo_last_action(NOW + DAY).message
    assert undone == 'took back what you set on "Bank opens"; what a rule set later stays'
    assert followed(two) == {"t2"}
    assert two.undo_log.redo_last_action().message == 'followed "Bank opens"' and followed(two) == {"t2"}
    two.undo_log.undo_last_action(NOW + DAY)
    assert two.undo_log.undo_last_action(NOW + DAY).message == "" and followed(two) == {"t2"}
