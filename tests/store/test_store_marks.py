from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import DAY, NOW, article, filled

from briefing.errors import StoreError
from briefing.store.store import Store

THREADS = ("t1", "t2")


def two_threads(store: Store) -> Store:
    filled(store, {"t1": {"s1": [article(1, title="Ferry")]}, "t2": {"s2": [article(2, title="Bank")]}})
    return store


def marks(store: Store) -> dict[str, tuple[bool, bool]]:
    return {row.id: (row.followed, row.muted) for row in store.rows(NOW, NOW, all_time=True)}


def test_following_and_muting_are_undone_one_by_one_also_after_a_restart(store: Store) -> None:
    two_threads(store)
    store.set_followed("t1", True, NOW)
    store.set_muted("t2", True, NOW)
    store.set_followed("t1", False, NOW)
    assert marks(store) == {"t1": (False, False), "t2": (False, True)}
    with Store.open(store.path) as again:
        assert again.undo(NOW) == 'followed "Ferry" again'
        assert marks(again) == {"t1": (True, False), "t2": (False, True)}
        assert again.undo(NOW) == 'unmuted "Bank"'
    assert store.undo(NOW) == 'unfollowed "Ferry"'
    assert store.undo(NOW) == ""
    assert marks(store) == {"t1": (False, False), "t2": (False, False)}


def test_what_was_so_before_is_no_action(store: Store) -> None:
    two_threads(store)
    store.set_followed("t1", True, NOW)
    store.set_followed("t1", True, NOW + DAY)
    store.set_muted("t1", False, NOW)
    assert store.undo(NOW) == 'unfollowed "Ferry"'
    assert store.undo(NOW) == ""


def test_reading_only_moves_forward_and_is_not_undone(store: Store) -> None:
    two_threads(store)
    store.set_followed("t1", True, NOW)
    for at in (NOW, NOW - DAY, NOW + DAY, NOW):
        store.set_read("t1", at)
    thread = store.thread("t1", NOW, NOW)
    assert thread is not None and thread.row.read == NOW + DAY
    store.undo(NOW)
    thread = store.thread("t1", NOW, NOW)
    assert thread is not None and (thread.row.read, thread.row.followed) == (NOW + DAY, False)


def test_an_unknown_thread_is_named(store: Store) -> None:
    for mark in (lambda: store.set_followed("t9", True, NOW), lambda: store.set_read("t9", NOW)):
        with pytest.raises(StoreError, match="t9"):
            mark()


actions = st.lists(st.tuples(st.sampled_from(THREADS), st.booleans(), st.booleans()), max_size=8)


@settings(max_examples=15, deadline=None)
@given(actions)
def test_as_many_undos_as_changes_lead_back_to_the_start(done: list[tuple[str, bool, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        states = [marks(two_threads(store))]
        for minute, (thread, follow, on) in enumerate(done):
            (store.set_followed if follow else store.set_muted)(thread, on, NOW + timedelta(minutes=minute))
            if marks(store) != states[-1]:
                states.append(marks(store))
        for state in reversed(states[:-1]):
            assert store.undo(NOW)
            assert marks(store) == state
        assert store.undo(NOW) == ""
