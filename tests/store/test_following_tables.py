"""What names a thread or a story follows it into the one that it ends in, and undo works on it there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from store_samples import DAY, NOW, article, evidence, filled

from briefing.model.coverage import ThreadText
from briefing.model.grouping import Constraints, Correction, MustLink, Placement, Plan
from briefing.model.threads import Summary
from briefing.store.following_tables import EXEMPT_COLUMNS, FOLLOWING_TABLES
from briefing.store.store import Store
from briefing.store.undoable_kinds import UNDOABLE

FOUR = {
    "t1bee": {"s1bee": [article(1, title="Ferry")]},
    "t2bee": {"s2bee": [article(2, title="Bank")]},
    "t3bee": {"s3bee": [article(3, title="Mine")]},
    "t4bee": {"s4bee": [article(4, title="Reef")]},
}
FERRY, BANK, MINE, REEF = FOUR


@pytest.fixture
def four(store: Store) -> Store:
    filled(store, FOUR)
    return store


def at(minute: int) -> datetime:
    return NOW + timedelta(minutes=minute)


def join(store: Store, ended: str, survivor: str) -> None:
    """What grouping does when it finds that two threads are one."""
    store.groups.apply(Plan(absorbed=(("thread", ended, survivor),)))


def merge(store: Store, ended: str, survivor: str) -> None:
    """What a person does who merges two threads."""
    story = "s" + ended[1:]
    plan = Plan(stories=(Placement(story, survivor, evidence(story, survivor, kind="thread", corrected=NOW)),))
    linked = frozenset(one.id for thread in (ended, survivor) for one in FOUR[thread]["s" + thread[1:]])
    constraints = Constraints(must_link=(MustLink("thread", linked, NOW),))
    store.corrections.apply(Correction("merged", "thread", "two threads", plan, constraints), NOW)


def row_of(store: Store, thread: str) -> tuple[object, ...]:
    """What a person set on a thread."""
    found = store.threads.get(thread, NOW, NOW - DAY)
    assert found is not None
    row = found.row
    return row.title, row.followed, row.muted, row.read or row.unread or None, row.affair_id, row.tags


def undo_all(store: Store) -> list[str]:
    messages = []
    while message := store.undo_log.undo_last_action(NOW).message:
        messages.append(message)
    return messages


def unregistered_columns(path: Path) -> set[str]:
    """Columns that refer to stories or threads by a foreign key, by their name, or by an id in one of their values."""
    registered = {column for table in FOLLOWING_TABLES for column in table.columns} | set(EXEMPT_COLUMNS)
    found = set()
    with closing(sqlite3.connect(path)) as db:
        ids = [
            id
            for (id,) in db.execute(
                "SELECT id FROM threads UNION SELECT id FROM stories UNION SELECT old FROM redirects"
            )
        ]
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            keys = {
                key[3] for key in db.execute(f"PRAGMA foreign_key_list({table})") if key[2] in ("threads", "stories")
            }
            for _, column, *_ in db.execute(f"PRAGMA table_info({table})"):
                named = column in ("thread", "story", "affair") or column.endswith(("_thread", "_story"))
                holds = f'SELECT 1 FROM "{table}" x, json_each(?) j WHERE instr(x."{column}", j.value) LIMIT 1'
                if column in keys or named or db.execute(holds, (ids_json(ids),)).fetchone():
                    found.add(f"{table}.{column}")
    return found - registered


def ids_json(ids: list[str]) -> str:
    return "[" + ", ".join(f'"{id}"' for id in ids) + "]"


def fill_every_table(store: Store) -> None:
    filled(store, FOUR)
    for number, thread in enumerate(FOUR):
        store.marks.set_followed(thread, True, at(number))
        store.marks.set_read(thread, NOW)
    store.marks.set_starred(article(1).id, True, NOW)
    store.mute_rules.set_active("word", "golf", True, NOW)
    store.views.save("one", "is:new", NOW)
    store.deliveries.mark_delivered("mail", {FERRY: ["s1bee"], BANK: []}, NOW)
    store.printout.save(list(FOUR))
    store.corrections.rename(FERRY, "The ferry", NOW)
    store.affairs.set_affair(FERRY, BANK, NOW)
    store.model_answers.save({"d1": "An answer."}, NOW)
    store.thread_texts.save([ThreadText(FERRY, "Ferry", "", Summary(), (), {})])
    join(store, REEF, MINE)
    merge(store, MINE, BANK)


def test_every_table_that_names_a_thread_or_a_story_is_registered(store: Store) -> None:
    fill_every_table(store)
    store.close()
    assert unregistered_columns(store.path) == set()


@pytest.mark.parametrize(
    ("sql", "column"),
    [
        ("CREATE TABLE moods (thread TEXT PRIMARY KEY, mood TEXT)", "moods.thread"),
        ("CREATE TABLE moods (n INTEGER PRIMARY KEY, of_it INTEGER REFERENCES threads (n))", "moods.of_it"),
        ("CREATE TABLE moods (n INTEGER PRIMARY KEY, note TEXT)", "moods.note"),
    ],
)
def test_a_new_table_that_names_threads_is_noticed(store: Store, sql: str, column: str) -> None:
    fill_every_table(store)
    store.close()
    with closing(sqlite3.connect(store.path)) as db:
        db.execute(sql)
        if column == "moods.note":
            db.execute("INSERT INTO moods VALUES (1, ?)", (f"calm about {FERRY}",))
        db.commit()
    assert unregistered_columns(store.path) == {column}


def test_every_value_of_a_thread_that_can_be_undone_is_combined_in_a_join() -> None:
    assert [kind.name for kind in UNDOABLE if kind.combine] == [
        "followed",
        "muted",
        "read",
        "renamed",
        "affair",
        "tagged",
    ]
    assert len({kind.name for kind in UNDOABLE}) == len(UNDOABLE)


ACTS: dict[str, Callable[[Store, str], None]] = {
    "follow": lambda store, thread: store.marks.set_followed(thread, True, at(1)),
    "mute": lambda store, thread: store.marks.set_muted(thread, True, at(1)),
    "mute until new": lambda store, thread: store.marks.set_muted(thread, True, at(1), until_new=True),
    "unread": lambda store, thread: store.marks.set_unread(thread, True, at(1)),
    "rename": lambda store, thread: store.corrections.rename(thread, "A name", at(1)),
    "tag": lambda store, thread: store.tags.change(thread, ["sea"], (), at(1)),
    "affair": lambda store, thread: store.affairs.set_affair(thread, REEF, at(1)),
}


@pytest.mark.parametrize("act", list(ACTS))
def test_what_a_person_set_follows_a_join_and_is_undone_after_it(four: Store, act: str) -> None:
    untouched = row_of(four, FERRY)
    ACTS[act](four, BANK)
    expected = row_of(four, BANK)
    join(four, BANK, FERRY)
    assert row_of(four, BANK) == row_of(four, FERRY) != untouched
    assert row_of(four, FERRY)[1:] == expected[1:]
    assert len(undo_all(four)) == 1
    assert row_of(four, FERRY)[1:] == untouched[1:]
    four.corrections.rename(FERRY, "", NOW)
    assert four.undo_log.undo_last_action(NOW).message == "", "no given title is left"


@pytest.mark.parametrize("act", list(ACTS))
def test_what_a_person_set_on_both_threads_is_undone_in_the_order_of_doing(four: Store, act: str) -> None:
    ACTS[act](four, FERRY)
    only_own = row_of(four, FERRY)
    ACTS[act](four, BANK)
    join(four, BANK, FERRY)
    assert row_of(four, FERRY) == only_own
    message = four.undo_log.undo_last_action(NOW).message
    assert any(words in message for words in (" again", "as before", "now part of"))
    assert row_of(four, FERRY) == only_own, "the first of the two actions still holds"
    four.undo_log.undo_last_action(NOW)
    assert row_of(four, FERRY)[1:] == (False, False, None, "", ())
    assert four.undo_log.undo_last_action(NOW).message == ""


def test_undo_after_a_join_skips_no_rename_and_takes_nothing_older_back(four: Store) -> None:
    four.marks.set_followed(FERRY, True, at(1))
    four.corrections.rename(BANK, "The bank", at(2))
    join(four, BANK, FERRY)
    assert row_of(four, FERRY)[:2] == ("The bank", True)
    assert [kind for _, kind, _ in four.corrections.of_thread(FERRY)] == ["renamed"]
    assert four.undo_log.undo_last_action(NOW).message == 'no longer named "The bank"'
    assert row_of(four, FERRY)[1], "the older action still holds"
    assert four.corrections.of_thread(FERRY) == []
    assert four.undo_log.undo_last_action(NOW).message.startswith("unfollowed")


def test_undone_actions_stay_undone_after_a_join(four: Store) -> None:
    four.marks.set_followed(BANK, True, at(1))
    four.undo_log.undo_last_action(NOW)
    join(four, BANK, FERRY)
    assert not row_of(four, FERRY)[1]
    assert four.undo_log.undo_last_action(NOW).message == ""


def test_chains_of_joins_carry_everything_along(four: Store) -> None:
    four.marks.set_followed(REEF, True, at(1))
    four.corrections.rename(MINE, "The mine", at(2))
    four.marks.set_muted(BANK, True, at(3))
    join(four, REEF, MINE)
    join(four, MINE, BANK)
    join(four, BANK, FERRY)
    assert row_of(four, REEF)[:3] == ("The mine", True, True)
    assert [message.split()[0] for message in undo_all(four)] == ["unmuted", "no", "unfollowed"]
    assert row_of(four, FERRY)[1:] == (False, False, None, "", ())


def test_parts_of_an_affair_follow_it_and_are_undone(four: Store) -> None:
    four.affairs.set_affair(FERRY, BANK, at(1))
    four.affairs.set_affair(FERRY, MINE, at(2))
    join(four, BANK, REEF)
    assert row_of(four, FERRY)[4] == MINE
    four.undo_log.undo_last_action(NOW)
    assert row_of(four, FERRY)[4] == REEF, "where the affair of the first action leads now"
    four.undo_log.undo_last_action(NOW)
    assert row_of(four, FERRY)[4] == ""


def test_a_thread_that_joins_its_own_affair_is_no_part_of_itself_also_after_undo(four: Store) -> None:
    four.affairs.set_affair(FERRY, BANK, at(1))
    four.affairs.set_affair(FERRY, MINE, at(2))
    join(four, BANK, FERRY)
    assert row_of(four, FERRY)[4] == MINE
    four.undo_log.undo_last_action(NOW)
    assert row_of(four, FERRY)[4] == ""


def test_deliveries_printed_numbers_and_stars_follow_a_join(four: Store) -> None:
    four.deliveries.mark_delivered("mail", {BANK: ["s2bee"], FERRY: ["s1bee"]}, NOW)
    four.printout.save([BANK, FERRY])
    four.marks.set_starred(article(2).id, True, NOW)
    join(four, BANK, FERRY)
    assert four.deliveries.delivered_stories("mail") == {FERRY: {"s1bee", "s2bee"}}
    assert four.lookup.threads_named("1") == four.lookup.threads_named("2") == [(FERRY, "Ferry")]
    assert four.marks.starred_articles() == {article(2).id}
    assert four.undo_log.undo_last_action(NOW).message == 'unstarred "Bank"'


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all registered tables, by ids."""
    queries = {
        table.name: table.select.replace("?1", "(SELECT json_group_array(id) FROM both)") for table in FOLLOWING_TABLES
    }
    both = "WITH both AS (SELECT id FROM threads UNION SELECT id FROM stories) "
    with closing(sqlite3.connect(store.path)) as db:
        rows = {name: db.execute(both + sql).fetchall() for name, sql in queries.items()}
    rows["undo_log"] = [row for row in rows["undo_log"] if row[1] in FOUR]
    rows["marks"] = [row for row in rows["marks"] if any(value is not None for value in row[1:])]
    return {name: sorted(found, key=repr) for name, found in rows.items()}


@pytest.fixture
def marked(four: Store) -> Iterator[Store]:
    for act in ACTS.values():
        for thread in (FERRY, BANK):
            act(four, thread)
    four.deliveries.mark_delivered("mail", {BANK: ["s2bee"], FERRY: []}, NOW)
    four.printout.save([BANK, FERRY])
    yield four


def test_undo_of_a_merge_restores_every_registered_table(marked: Store) -> None:
    before = everything(marked)
    merge(marked, BANK, FERRY)
    merged = everything(marked)
    assert {name for name in before if before[name] != merged[name]} == {
        "evidence", "redirects", "delivery_log", "undo_log", "marks", "given_titles", "affairs", "printout",
    }  # fmt: skip
    assert marked.undo_log.undo_last_action(NOW).message == "no longer merged: two threads"
    assert everything(marked) == before
    assert len(undo_all(marked)) == 2 * len(ACTS)
    assert [row_of(marked, thread)[1:] for thread in (FERRY, BANK)] == [(False, False, None, "", ())] * 2


@pytest.mark.parametrize("survivor", [FERRY, MINE])
@pytest.mark.parametrize("order", list(permutations([FERRY, BANK, MINE])))
def test_marks_of_three_threads_stand_as_if_no_merge_had_been_made(
    four: Store, order: tuple[str, ...], survivor: str
) -> None:
    for minute, thread in enumerate(order):
        four.marks.set_muted(thread, True, at(minute), until_new=thread == BANK)
    four.marks.set_muted(order[0], False, at(5))
    merge(four, BANK, FERRY)
    join(four, *((MINE, FERRY) if survivor == FERRY else (FERRY, MINE)))
    assert four.undo_log.undo_last_action(at(6)).message == "no longer merged: two threads"
    joined = {FERRY: survivor, MINE: survivor, BANK: BANK}
    for marked in (order[1:], order, order[:2], order[:1], ()):
        muted = {thread for thread in (BANK, survivor) if row_of(four, thread)[2]}
        assert muted == {joined[thread] for thread in marked}
        four.undo_log.undo_last_action(at(7))
    assert four.undo_log.undo_last_action(at(8)).message == ""


@pytest.mark.parametrize("survivor", [FERRY, MINE])
@pytest.mark.parametrize("part", [FERRY, BANK, MINE])
def test_affairs_stand_as_if_no_merge_had_been_made(four: Store, part: str, survivor: str) -> None:
    four.affairs.set_affair(part, REEF, at(1))
    merge(four, BANK, FERRY)
    join(four, *((MINE, FERRY) if survivor == FERRY else (FERRY, MINE)))
    assert row_of(four, survivor)[4] == REEF
    assert four.undo_log.undo_last_action(at(2)).message == "no longer merged: two threads"
    parts = [thread for thread in (BANK, survivor) if row_of(four, thread)[4]]
    assert parts == [BANK if part == BANK else survivor]
    four.undo_log.undo_last_action(at(3))
    assert [row_of(four, thread)[4] for thread in (BANK, survivor)] == ["", ""]
