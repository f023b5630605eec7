from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import DAY, NOW, article, filled, save

from briefing.errors import StoreError
from briefing.model.curation import MuteRule, SavedView
from briefing.model.grouping import Placement, Plan
from briefing.store.database import migrations
from briefing.store.store import Store


def two_threads(store: Store) -> Store:
    filled(store, {"t1": {"s1": [article(1, title="Ferry")]}, "t2": {"s2": [article(2, title="Bank")]}})
    return store


def marks(store: Store) -> dict[str, tuple[bool, bool]]:
    return {row.id: (row.followed, row.muted) for row in store.threads.rows(NOW, NOW, all_time=True)}


def test_following_and_muting_are_undone_one_by_one_also_after_a_restart(store: Store) -> None:
    two_threads(store)
    store.marks.set_followed("t1", True, NOW)
    store.marks.set_muted("t2", True, NOW)
    store.marks.set_followed("t1", False, NOW)
    assert marks(store) == {"t1": (False, False), "t2": (False, True)}
    with Store.open(store.path) as again:
        assert again.undo_log.undo_last_action(NOW).message == 'followed "Ferry" again'
        assert marks(again) == {"t1": (True, False), "t2": (False, True)}
        assert again.undo_log.undo_last_action(NOW).message == 'unmuted "Bank"'
    assert store.undo_log.undo_last_action(NOW).message == 'unfollowed "Ferry"'
    assert store.undo_log.undo_last_action(NOW).message == ""
    assert marks(store) == {"t1": (False, False), "t2": (False, False)}


def test_setting_a_value_again_is_no_action(store: Store) -> None:
    two_threads(store)
    store.marks.set_followed("t1", True, NOW)
    store.marks.set_followed("t1", True, NOW + DAY)
    store.marks.set_muted("t1", False, NOW)
    assert store.undo_log.undo_last_action(NOW).message == 'unfollowed "Ferry"'
    assert store.undo_log.undo_last_action(NOW).message == ""


def test_reading_only_moves_forward_until_it_is_undone(store: Store) -> None:
    two_threads(store)
    store.marks.set_followed("t1", True, NOW)
    for at in (NOW, NOW - DAY, NOW + DAY, NOW):
        store.marks.set_read("t1", at)
    thread = store.threads.get("t1", NOW, NOW)
    assert thread is not None and thread.row.read == NOW + DAY
    store.undo_log.undo_last_action(NOW)
    thread = store.threads.get("t1", NOW, NOW)
    assert thread is not None and (thread.row.read, thread.row.followed) == (None, True)


def test_an_unknown_thread_is_named(store: Store) -> None:
    for mark in (lambda: store.marks.set_followed("t9", True, NOW), lambda: store.marks.set_read("t9", NOW)):
        with pytest.raises(StoreError, match="t9"):
            mark()


def test_a_thread_muted_until_something_new_comes_back_with_a_new_story(store: Store) -> None:
    two_threads(store)
    store.marks.set_muted("t1", True, NOW, until_new=True)
    assert marks(store)["t1"] == (False, True)
    save(store, article(3, hours=0.5), article(4, hours=0.25))
    store.groups.apply(Plan((Placement(article(3).id, "s1"),)))
    assert marks(store)["t1"] == (False, True), "a further article of an old story is nothing new"
    store.groups.apply(Plan((Placement(article(4).id, "s4"),), (Placement("s4", "t1"),)))
    assert marks(store)["t1"] == (False, False)
    store.marks.set_muted("t1", True, NOW + DAY, until_new=True)
    assert marks(store)["t1"] == (False, True)
    store.marks.set_muted("t1", True, NOW + DAY)
    assert [one.until_new for one in store.threads.hidden(NOW, NOW)] == [False]
    assert [store.undo_log.undo_last_action(NOW).message for _ in range(3)] == [
        'muted "Ferry" again',
        'muted "Ferry" again',
        'unmuted "Ferry"',
    ]
    assert store.undo_log.undo_last_action(NOW).message == ""


def test_how_a_thread_is_muted_goes_with_it_into_another(store: Store) -> None:
    two_threads(store)
    store.marks.set_muted("t1", True, NOW, until_new=True)
    store.groups.apply(Plan(absorbed=(("thread", "t1", "t2"),)))
    assert marks(store) == {"t2": (False, True)}
    assert store.threads.hidden(NOW, NOW)[0].until_new
    assert store.undo_log.undo_last_action(NOW).message == 'unmuted "Bank"'
    assert marks(store) == {"t2": (False, False)}


@pytest.mark.parametrize(
    ("word", "hides"),
    [
        *(("ferry", True), ("FERRY", True), ("ferr", True), ("erry", False), ("fe", False)),
        *(("ferry boat", True), ("boat ferry", True), ("ferry tax", False)),
        *(('"ferr"', False), ('"ferry boat"', True), ('"boat ferry"', False), ('"late"', True)),
    ],
)
def test_a_word_rule_hides_the_titles_that_a_search_for_it_finds(store: Store, word: str, hides: bool) -> None:
    filled(store, {"t1": {"s1": [article(1, title="The Ferry  boat is late")]}, "t2": {"s2": [article(2)]}})
    store.mute_rules.set_active("word", word, True, NOW)
    assert marks(store) == {"t1": (False, hides), "t2": (False, False)}
    assert [(one.row.id, one.rule) for one in store.threads.hidden(NOW, NOW)] == [
        ("t1", MuteRule("word", word, NOW))
    ] * hides


@pytest.mark.parametrize(
    ("word", "title", "hides"),
    [
        ("O'Brien", "O’Brien resigns", True),
        ("US", "U.S. Senate votes", True),
        ("U.S.", "U.S. Senate votes", True),
        ("U.S.", "They told us so", False),
        ("1000", "Some 1,000 miners strike", True),
        ("1,000", "Some 1000 miners strike", True),
        ("email", "E-mail of the minister", True),
        ("e-mail", "Email of the minister", True),
        ("email scam", "New e-mail scam in Cebu", True),
        ("1000", "Some 21,000 miners strike", False),
        ("o’brien", "O'Brien resigns", True),
        ("cafe", "Café owners protest", True),
        ("Zürich", "Zurich votes", True),
        ("SMØRREBRØD", "Smørrebrød prices rise", True),
        ("caf", "Café owners protest", True),
        ("か", "が", False),
        ("край", "краи", False),
    ],
)
def test_a_word_rule_reads_apostrophes_and_accents_as_a_search(
    store: Store, word: str, title: str, hides: bool
) -> None:
    filled(store, {"t1": {"s1": [article(1, title=title)]}})
    store.mute_rules.set_active("word", word, True, NOW)
    assert marks(store) == {"t1": (False, hides)}


@pytest.mark.parametrize(
    ("stored", "typed"),
    [("O'Brien", "o’brien"), ("cafe", "Café"), ("Düsseldorf", "Dusseldorf"), ("‘ndrangheta", "'Ndrangheta")],
)
def test_one_word_is_one_rule_in_all_spellings(store: Store, stored: str, typed: str) -> None:
    store.mute_rules.set_active("word", stored, True, NOW)
    store.mute_rules.set_active("word", typed, True, NOW)
    assert [rule.value for rule in store.mute_rules.all()] == [stored]
    store.mute_rules.set_active("word", typed, False, NOW)
    assert store.mute_rules.all() == []
    assert store.undo_log.undo_last_action(NOW).message == f'muted the word "{stored}" again'


@pytest.mark.parametrize(("stored", "typed"), [("край", "краи"), ("が", "か"), ("Brien", "O'Brien")])
def test_other_words_are_other_rules(store: Store, stored: str, typed: str) -> None:
    store.mute_rules.set_active("word", stored, True, NOW)
    with pytest.raises(StoreError, match="no rule mutes"):
        store.mute_rules.set_active("word", typed, False, NOW)


def test_where_words_are_not_spaced_a_rule_hides_by_any_part(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1, title="東京で大きな地震")]}})
    store.mute_rules.set_active("word", "地震", True, NOW)
    assert marks(store) == {"t1": (False, True)}


def test_marks_behind_a_letter_make_it_no_beginning_of_longer_words(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1, title="Court clears C++ book")]}, "t2": {"s2": [article(2, title="Cars")]}})
    store.mute_rules.set_active("word", "C++", True, NOW)
    assert marks(store) == {"t1": (False, True), "t2": (False, False)}


def test_rules_spare_followed_threads_and_those_of_other_publishers(store: Store) -> None:
    gazette = {"publisher": "Sample Gazette"}
    both = [article(3), article(4, **gazette)]
    filled(store, {"t1": {"s1": [article(1, **gazette)]}, "t2": {"s2": [article(2)]}, "t3": {"s3": both}})
    store.mute_rules.set_active("publisher", "sample gazette", True, NOW)
    assert {id for id, (_, muted) in marks(store).items() if muted} == {"t1"}
    store.mute_rules.set_active("publisher", "Sample Wire", True, NOW)
    assert {id for id, (_, muted) in marks(store).items() if muted} == {"t1", "t2", "t3"}
    store.marks.set_followed("t1", True, NOW)
    assert marks(store)["t1"] == (True, False)


def test_a_rule_is_there_once_and_ends_once(store: Store) -> None:
    store.mute_rules.set_active("word", "Golf", True, NOW)
    store.mute_rules.set_active("word", "golf ", True, NOW + DAY)
    assert store.mute_rules.all() == [MuteRule("word", "Golf", NOW)]
    store.mute_rules.set_active("word", "GOLF", False, NOW)
    with pytest.raises(StoreError, match="golf"):
        store.mute_rules.set_active("word", "golf", False, NOW)
    assert [store.undo_log.undo_last_action(NOW).message for _ in range(3)] == [
        'muted the word "Golf" again',
        'unmuted the word "Golf"',
        "",
    ]


def test_stars_are_kept_and_undone(store: Store) -> None:
    two_threads(store)
    store.marks.set_starred(article(1).id, True, NOW)
    store.marks.set_starred(article(1).id, True, NOW + DAY)
    assert store.marks.starred_articles() == {article(1).id}
    with pytest.raises(StoreError, match="a9"):
        store.marks.set_starred("a9", True, NOW)
    assert [store.undo_log.undo_last_action(NOW).message for _ in range(2)] == [
        'unstarred "Ferry"',
        "",
    ]
    assert store.marks.starred_articles() == frozenset()


def test_views_keep_their_place(store: Store) -> None:
    store.views.save("one", "section:asia", NOW)
    store.views.save("two", "is:new", NOW)
    store.views.save("one", "is:read", NOW + DAY)
    store.views.remove("one", NOW)
    with pytest.raises(StoreError, match="one"):
        store.views.remove("one", NOW)
    assert store.undo_log.undo_last_action(NOW).message == 'saved the view "one" again'
    assert store.views.all() == [SavedView("one", "is:read"), SavedView("two", "is:new")]
    assert store.undo_log.undo_last_action(NOW).message == 'saved the view "one" again'
    assert store.views.all() == [SavedView("one", "section:asia"), SavedView("two", "is:new")]


def test_what_was_done_before_an_upgrade_can_be_undone_after_it(path: Path) -> None:
    migrations.prepare(path, version=2)
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO threads (n, id, title) VALUES (1, 't1', 'Ferry')")
        db.execute("INSERT INTO marks VALUES (1, NULL, 5, 7)")
        for mark, before, after in (("followed", None, 3), ("followed", 3, None), ("muted", None, 5)):
            sql = "INSERT INTO actions (at, mark, thread, before, after) VALUES (1, ?, 't1', ?, ?)"
            db.execute(sql, (mark, before, after))
        db.commit()
    with Store.open(path) as store:
        assert marks(store) == {"t1": (False, True)}
        assert [store.undo_log.undo_last_action(NOW).message for _ in range(2)] == [
            'unmuted "Ferry"',
            'followed "Ferry" again',
        ]
        assert marks(store) == {"t1": (True, False)}
        assert [store.undo_log.undo_last_action(NOW).message for _ in range(2)] == [
            'unfollowed "Ferry"',
            "",
        ]


def everything(store: Store) -> object:
    return (
        marks(store),
        store.threads.hidden(NOW, NOW),
        store.mute_rules.all(),
        store.views.all(),
        store.marks.starred_articles(),
    )


ACTIONS: dict[str, Callable[[Store, str, bool, datetime], None]] = {
    "follow": lambda store, n, on, at: store.marks.set_followed(f"t{n}", on, at),
    "mute": lambda store, n, on, at: store.marks.set_muted(f"t{n}", on, at),
    "mute until": lambda store, n, on, at: store.marks.set_muted(f"t{n}", on, at, until_new=True),
    "star": lambda store, n, on, at: store.marks.set_starred(article(int(n)).id, on, at),
    "rule": lambda store, n, on, at: store.mute_rules.set_active("word", ("ferry", "bank")[int(n) - 1], on, at),
    "view": lambda store, n, on, at: store.views.save(n, "is:new" if on else "is:read", at),
    "no view": lambda store, n, on, at: store.views.remove(n, at),
}
actions = st.lists(st.tuples(st.sampled_from(list(ACTIONS)), st.sampled_from("12"), st.booleans()), max_size=10)


@settings(max_examples=10)
@given(actions)
def test_as_many_undos_as_changes_lead_back_to_the_start(done: list[tuple[str, str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        states = [everything(two_threads(store))]
        for minute, (name, n, on) in enumerate(done):
            with suppress(StoreError):
                ACTIONS[name](store, n, on, NOW + timedelta(minutes=minute))
            if everything(store) != states[-1]:
                states.append(everything(store))
        for state in reversed(states[:-1]):
            assert store.undo_log.undo_last_action(NOW).message
            assert everything(store) == state
        assert store.undo_log.undo_last_action(NOW).message == ""
