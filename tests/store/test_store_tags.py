"""Tags of threads: they are stored, undone, combined when threads join, and looked for."""

from __future__ import annotations

from store_samples import NOW, article, filled

from briefing.model.grouping import Plan
from briefing.store.store import Store
from briefing.text.query import parse_query


def two_threads(store: Store) -> Store:
    filled(store, {"t1": {"s1": [article(1, title="Ferry")]}, "t2": {"s2": [article(2, title="Bank")]}})
    return store


def tags(store: Store) -> dict[str, tuple[str, ...]]:
    return {row.id: row.tags for row in store.threads.rows(NOW, NOW, all_time=True)}


def found(store: Store, query: str) -> set[str]:
    return {row.id for row in store.threads.rows(NOW, NOW, all_time=True, query=parse_query(query))}


def test_tags_are_undone_one_change_at_a_time(store: Store) -> None:
    two_threads(store)
    store.tags.change("t1", ["sea", "asia"], (), NOW)
    store.tags.change("t1", ["crew"], ["asia"], NOW)
    assert tags(store) == {"t1": ("crew", "sea"), "t2": ()}
    store.tags.change("t1", ["crew"], (), NOW)  # changes nothing
    assert store.undo_log.undo_last_action(NOW).message == 'changed the tags of "Ferry" again'
    assert tags(store)["t1"] == ("asia", "sea")
    assert store.undo_log.undo_last_action(NOW).message == 'untagged "Ferry"'
    assert tags(store)["t1"] == () and store.tags.counts() == {}


def test_a_rule_attaches_a_tag_once(store: Store) -> None:
    two_threads(store)
    store.tags.add_once("t1", ["sea"], NOW)
    store.tags.change("t1", (), ["sea"], NOW)
    store.tags.add_once("t1", ["sea", "asia"], NOW)
    assert tags(store)["t1"] == ("asia",)
    assert store.undo_log.undo_last_action(NOW).message == 'changed the tags of "Ferry" again', (
        "no key attached the other tag"
    )
    assert tags(store)["t1"] == ("asia", "sea")
    store.undo_log.redo_last_action()
    assert tags(store)["t1"] == ("asia",)
    store.tags.change("t1", (), ["asia"], NOW)
    store.tags.add_once("t1", ["asia"], NOW)
    assert tags(store)["t1"] == ()


def test_a_thread_takes_the_tags_of_the_one_that_ends_in_it(store: Store) -> None:
    two_threads(store)
    store.tags.change("t1", ["sea"], (), NOW)
    store.tags.change("t2", ["money"], (), NOW)
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"),)))
    assert tags(store) == {"t1": ("money", "sea")}
    store.tags.change("t2", ["late"], (), NOW)  # an old id leads to the survivor
    assert tags(store) == {"t1": ("late", "money", "sea")}


def test_queries_find_tags_by_part_of_their_names(store: Store) -> None:
    two_threads(store)
    store.tags.change("t1", ["sea", "energy-prices"], (), NOW)
    store.tags.change("t2", ["sea"], (), NOW)
    assert found(store, "tag:energy") == found(store, "tag:#energy-prices") == {"t1"}
    assert found(store, "tag:sea tag:energy") == {"t1"}
    assert found(store, "tag:sea -tag:energy") == {"t2"}
    assert found(store, "tag:land OR tag:energy") == {"t1"}


def test_one_undo_brings_back_a_tag_that_was_removed_everywhere(store: Store) -> None:
    two_threads(store)
    store.tags.change("t1", ["sea"], (), NOW)
    store.tags.change("t2", ["sea"], (), NOW)
    assert store.tags.counts() == {"sea": 2}
    assert store.tags.remove_everywhere("sea", NOW) == 2 and store.tags.counts() == {}
    store.undo_log.undo_last_action(NOW)
    assert store.tags.counts() == {"sea": 2}
