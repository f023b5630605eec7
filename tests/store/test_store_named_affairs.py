"""The name of an affair is stored with its head, follows corrections, and counts only while the head has parts."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from store_samples import DAY, NOW, article, evidence, filled

from briefing.model.affair_headlines import AffairHeadline
from briefing.model.coverage import ThreadText
from briefing.model.grouping import Constraints, Correction, Placement, Plan
from briefing.model.threads import Summary
from briefing.store.store import Store
from briefing.text.publishers.publishers import house_of

FOUR = {f"t{n}": {f"s{n}": [article(n, title=f"Report {n} of the strait")]} for n in (1, 2, 3, 4)}


def names(store: Store, id: str) -> tuple[str, str]:
    """The name of the affair of a thread, and that of the affair that it is the head of."""
    (row,) = [row for row in store.threads.rows(NOW, NOW, all_time=True) if row.id == id]
    return row.affair_name, row.own_affair_name


def named(store: Store, *parts: str, head: str = "t1") -> None:
    for part in parts:
        store.affairs.set_affair(part, head, NOW)
    store.affair_names.save({head: "Strait crisis"})


def merge(store: Store, ended: str, survivor: str) -> None:
    story = f"s{ended[1:]}"
    plan = Plan(stories=(Placement(story, survivor, evidence(story, survivor, kind="thread", corrected=NOW)),))
    store.corrections.apply(Correction("merged", "thread", "two", plan, Constraints(), -1), NOW)


def test_a_part_has_the_name_of_its_affair_and_the_head_has_it_as_its_own(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    assert (names(store, "t1"), names(store, "t2"), names(store, "t3")) == (
        ("", "Strait crisis"),
        ("Strait crisis", ""),
        ("", ""),
    )
    thread = store.threads.get("t2", NOW, NOW - DAY)
    assert thread and thread.row.affair == "Strait crisis" and thread.row.affair_title == "Report 1 of the strait"


def test_a_title_that_a_person_gave_the_head_stands_for_the_affair(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    store.corrections.rename("t1", "My strait", NOW)
    assert (names(store, "t1"), names(store, "t2")) == (("", ""), ("", ""))
    thread = store.threads.get("t2", NOW, NOW - DAY)
    assert thread and thread.row.affair == "My strait"
    store.undo_log.undo_last_action(NOW)
    assert names(store, "t2") == ("Strait crisis", "")


def test_a_head_without_parts_has_no_name_and_loses_it_when_affairs_are_named(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    store.affairs.set_affair("t2", "", NOW)
    assert names(store, "t1") == ("", "")
    store.undo_log.undo_last_action(NOW)
    assert names(store, "t1") == ("", "Strait crisis"), "an undo brings it back"
    store.affairs.set_affair("t2", "", NOW)
    store.affair_names.save({})
    store.affairs.set_affair("t2", "t1", NOW)
    assert names(store, "t1") == ("", "")


def test_a_damaged_name_is_none(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("UPDATE threads SET affair_name = x'ff' WHERE id = 't1'")
        db.commit()
    assert (names(store, "t1"), names(store, "t2")) == (("", ""), ("", ""))


def test_the_name_stays_when_the_head_is_written_again(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    store.thread_texts.save([ThreadText("t1", "Tolls in the strait", "", Summary(), (), {})])
    assert names(store, "t2") == ("Strait crisis", "")


def test_the_name_follows_a_head_that_ends_in_another_thread_and_an_undo_brings_it_back(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    merge(store, "t1", "t3")
    assert (names(store, "t3"), names(store, "t2")) == (("", "Strait crisis"), ("Strait crisis", ""))
    store.undo_log.undo_last_action(NOW)
    assert (names(store, "t1"), names(store, "t2"), names(store, "t3")) == (
        ("", "Strait crisis"),
        ("Strait crisis", ""),
        ("", ""),
    )


def test_the_survivor_of_two_named_heads_has_its_own_name(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    store.affairs.set_affair("t4", "t3", NOW)
    store.affair_names.save({"t3": "Port strike"})
    merge(store, "t1", "t3")
    assert names(store, "t2") == names(store, "t4") == ("Port strike", "")
    store.undo_log.undo_last_action(NOW)
    assert (names(store, "t2"), names(store, "t4")) == (("Strait crisis", ""), ("Port strike", ""))


def test_an_affair_is_read_with_the_headlines_of_all_threads_below_it(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    store.affairs.set_affair("t3", "t2", NOW)
    top, below = sorted(store.affair_names.affairs(NOW - 30 * DAY))
    assert (top.head, top.title, top.previous) == ("t1", "Report 1 of the strait", "Strait crisis")
    one = article(1)
    assert AffairHeadline("t1", "Report 1 of the strait", house_of(one.publisher, one.url)) in top.headlines
    assert {one.thread for one in top.headlines} == {"t1", "t2", "t3"}
    assert (below.head, {one.thread for one in below.headlines}) == ("t2", {"t2", "t3"})


def test_an_affair_without_recent_news_and_a_doubted_story_are_not_read(store: Store) -> None:
    filled(store, FOUR)
    named(store, "t2")
    assert store.affair_names.affairs(NOW + DAY) == []
    text = ThreadText("t2", "Two", "", Summary(), (), {"s2": "Two"}, doubted=frozenset({"s2"}))
    store.thread_texts.save([text])
    (affair,) = store.affair_names.affairs(NOW - 30 * DAY)
    assert {one.thread for one in affair.headlines} == {"t1"}
