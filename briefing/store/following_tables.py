"""The one registry of tables that name stories or threads.

When a story or thread ends in another one, each table of `FOLLOWING_TABLES` carries its rows over to the survivor. When
a correction is undone, the same tables are restored. A new table that names a story or a thread is registered here; a
test fails as long as it is not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.store.affairs import AFFAIR, follow_affairs
from briefing.store.deliveries import follow_delivered_lines, follow_delivery_log
from briefing.store.joined_logs import combine_values
from briefing.store.named_affairs import follow_affair_name
from briefing.store.printout import follow_printout, restore_printout
from briefing.store.read_states import keep_states, states_of_thread
from briefing.store.redirects import insert_redirect, resolve
from briefing.store.thread_joins import record_join
from briefing.store.thread_states import FOLLOWED, MUTED, READ, RENAMED
from briefing.store.thread_tags import TAGGED
from briefing.store.undoable import UndoableKind

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind

Rows = list[list[Any]]
Follow = Callable[[sqlite3.Connection, "GroupKind", str, str], None]
"""Carries the rows of a table over. Arguments: connection, kind of the ids, ended id, surviving id."""
Restore = Callable[[sqlite3.Connection, Rows, Rows, Rows], None]
"""Undoes the effect of a correction on a table. Arguments: connection, rows before it, rows after it, rows now."""


class FollowingTable(NamedTuple):
    """How a table follows a redirect, and how an undo restores it.

    Attributes:
        name: Its name in the snapshot of a correction.
        columns: The columns ("table.column") that name stories or threads, by id or by inner number.
        follow: Carries its rows over to the survivor.
        select: SQL of the rows that name one of the ids in ?1, a JSON array.
        restore: Puts its rows back as far as nothing changed them since.
        of_family: Whether a correction may also change its rows on other threads of the same affair.
    """

    name: str
    columns: tuple[str, ...]
    follow: Follow
    select: str
    restore: Restore
    of_family: bool = False


THREAD_KINDS: tuple[UndoableKind, ...] = (FOLLOWED, MUTED, READ, RENAMED, AFFAIR, TAGGED)
"""The undoable values of a thread; they are combined when it ends in another one."""

IN_IDS = "IN (SELECT value FROM json_each(?1))"
_MARKS = ("followed", "muted", "newest_when_muted", "read", "read_before")
_READ_MARKS = ("read", "read_before")


def redirect(db: sqlite3.Connection, kind: GroupKind, old: str, new: str) -> None:
    """Let `old` lead to `new`, or to where that one leads, with everything that names it.

    The row of `old` must still exist: its values are read from it.
    """
    survivor = resolve(db, new)
    if survivor == old:
        return
    insert_redirect(db, old, survivor)
    if kind == "thread":
        record_join(db, old, survivor)
    for table in FOLLOWING_TABLES:
        table.follow(db, kind, old, survivor)


def _carry_nothing(db: sqlite3.Connection, kind: GroupKind, old: str, new: str) -> None:
    """Carry nothing over: the rows follow in another way, named where the table is registered."""


def _follow_thread_values(db: sqlite3.Connection, kind: GroupKind, old: str, new: str) -> None:
    if kind == "thread":
        combine_values(db, THREAD_KINDS, old, new)


def _follow_affairs(db: sqlite3.Connection, kind: GroupKind, old: str, new: str) -> None:
    if kind == "thread":
        follow_affairs(db, old, new)


def restore_rows(delete: str, insert: str) -> Restore:
    """Return a function that deletes the rows that a correction added and inserts those that it removed."""

    def restore(db: sqlite3.Connection, before: Rows, after: Rows, _now: Rows) -> None:
        db.executemany(delete, _missing_from(after, before))
        db.executemany(insert, _missing_from(before, after))

    return restore


def _missing_from(rows: Rows, others: Rows) -> Rows:
    known = {json.dumps(row) for row in others}
    return [row for row in rows if json.dumps(row) not in known]


def _restore_undo_log(db: sqlite3.Connection, before: Rows, after: Rows, _now: Rows) -> None:
    """Give actions their former subject and values; version 0 stored only [n, subject]."""
    for n, subject, *values in _missing_from(before, after):
        db.execute("UPDATE undo_log SET subject = ? WHERE n = ?", (subject, n))
        if values:
            db.execute("UPDATE undo_log SET before = ?, after = ? WHERE n = ?", (*values[:2], n))


def _restore_read_moments(db: sqlite3.Connection, before: Rows, after: Rows, _now: Rows) -> None:
    """Put each moment of reading back, unless it was changed since; unread articles stay unread."""
    old_values, new_values = ({id: values for id, *values in rows} for rows in (before, after))
    unset = [None] * len(_MARKS)
    for thread in {**old_values, **new_values}:
        unread = {article: True for article, is_unread in states_of_thread(db, thread).items() if is_unread}
        pairs = zip(_MARKS, old_values.get(thread, unset), new_values.get(thread, unset), strict=False)
        for mark, old, new in pairs:
            if mark in _READ_MARKS and old != new:
                sql = f"""INSERT INTO marks (thread, {mark}) SELECT n, ?2 FROM threads WHERE id = ?1
                    ON CONFLICT (thread) DO UPDATE SET {mark} = excluded.{mark} WHERE {mark} IS ?3"""
                db.execute(sql, (thread, old, new))
        keep_states(db, unread)


def _restored_elsewhere(db: sqlite3.Connection, before: Rows, after: Rows, _now: Rows) -> None:
    """Restore nothing here: thread_joins.py restores what a person set on threads."""


FOLLOWING_TABLES: Sequence[FollowingTable] = (
    FollowingTable(
        name="evidence",
        columns=("evidence.subject",),
        # The evidence of an ended story is deleted with it; that of a thread goes with its affair.
        follow=_carry_nothing,
        # A change can make an affair a part of its part: the evidence of both is read.
        select=f"""SELECT subject, body FROM evidence WHERE subject {IN_IDS} OR subject IN (
            SELECT p.id FROM affairs u JOIN threads c ON c.n = u.thread JOIN threads p ON p.n = u.affair
            WHERE c.id {IN_IDS}
            UNION SELECT c.id FROM affairs u JOIN threads c ON c.n = u.thread JOIN threads p ON p.n = u.affair
            WHERE p.id {IN_IDS})""",
        restore=restore_rows(
            "DELETE FROM evidence WHERE subject = ? AND body = ?", "INSERT OR IGNORE INTO evidence VALUES (?, ?)"
        ),
        of_family=True,
    ),
    FollowingTable(
        name="redirects",
        columns=("redirects.old", "redirects.new"),
        follow=_carry_nothing,  # insert_redirect() comes first
        select=f"SELECT old, new FROM redirects WHERE old {IN_IDS} OR new {IN_IDS}",
        restore=restore_rows(
            "DELETE FROM redirects WHERE old = ? AND new = ?", "INSERT OR IGNORE INTO redirects VALUES (?, ?)"
        ),
    ),
    FollowingTable(
        name="delivery_log",
        columns=("delivery_log.thread", "delivery_log.story"),
        follow=follow_delivery_log,
        select=f"SELECT digest, thread, story, at FROM delivery_log WHERE thread {IN_IDS} OR story {IN_IDS}",
        restore=restore_rows(
            "DELETE FROM delivery_log WHERE digest = ? AND thread = ? AND story = ? AND at = ?",
            "INSERT OR IGNORE INTO delivery_log VALUES (?, ?, ?, ?)",
        ),
    ),
    FollowingTable(
        name="delivered_lines",
        columns=("delivered_lines.thread",),
        follow=follow_delivered_lines,
        select=f"SELECT digest, thread, at, line, texts FROM delivered_lines WHERE thread {IN_IDS}",
        restore=restore_rows(
            "DELETE FROM delivered_lines WHERE (digest, thread, at, line, texts) = (?, ?, ?, ?, ?)",
            "INSERT OR IGNORE INTO delivered_lines VALUES (?, ?, ?, ?, ?)",
        ),
    ),
    FollowingTable(
        name="undo_log",
        columns=("undo_log.subject", "undo_log.before", "undo_log.after"),
        follow=_follow_thread_values,  # with the values themselves: marks, given titles and affairs
        select=f"SELECT n, subject, before, after FROM undo_log WHERE subject {IN_IDS}",
        restore=_restore_undo_log,
    ),
    FollowingTable(
        name="marks",
        columns=("marks.thread",),
        follow=_carry_nothing,  # see undo_log
        select=f"""SELECT t.id, m.followed, m.muted, m.newest_when_muted, m.read, m.read_before, m.tags
            FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id {IN_IDS}""",
        restore=_restore_read_moments,  # the other columns: see thread_joins.py
    ),
    FollowingTable(
        name="given_titles",
        columns=(),  # of the table threads itself
        follow=_carry_nothing,  # see undo_log
        select=f"SELECT id, given_title FROM threads WHERE given_title <> '' AND id {IN_IDS}",
        restore=_restored_elsewhere,
    ),
    FollowingTable(
        name="affair_names",
        columns=(),  # of the table threads itself
        follow=follow_affair_name,
        select=f"SELECT id, affair_name FROM threads WHERE affair_name <> '' AND id {IN_IDS}",
        restore=restore_rows(
            "UPDATE threads SET affair_name = '' WHERE id = ? AND affair_name = ?",
            "UPDATE threads SET affair_name = ?2 WHERE id = ?1 AND affair_name = ''",
        ),
    ),
    FollowingTable(
        name="affairs",
        columns=("affairs.thread", "affairs.affair"),
        follow=_follow_affairs,  # the parts of an ended affair; its own place in one is a value, see undo_log
        select=f"""SELECT c.id, p.id, u.decided_at FROM affairs u JOIN threads c ON c.n = u.thread
            LEFT JOIN threads p ON p.n = u.affair WHERE c.id {IN_IDS} OR p.id {IN_IDS}""",
        restore=restore_rows(
            """DELETE FROM affairs WHERE thread = (SELECT n FROM threads WHERE id = ?1) AND ?2 IS ?2
            AND decided_at IS ?3""",
            """INSERT OR IGNORE INTO affairs SELECT c.n, p.n, ?3 FROM threads c LEFT JOIN threads p ON p.id = ?2
            WHERE c.id = ?1 AND (p.n IS NOT NULL OR ?2 IS NULL)""",
        ),
        of_family=True,
    ),
    FollowingTable(
        name="printout",
        columns=("printout.thread",),
        follow=follow_printout,
        select=f"SELECT terminal, number, thread, serial FROM printout WHERE thread {IN_IDS}",
        restore=restore_printout,
    ),
)
"""Every table that names stories or threads, beside those of `EXEMPT_COLUMNS`."""

EXEMPT_COLUMNS = {
    "stories.id": "the story itself",
    "stories.thread": "membership: a plan of grouping writes it",
    "threads.id": "the thread itself",
    "articles.story": "membership: a plan of grouping writes it",
    "thread_texts.thread": "derived: written again for the survivor, which counts as outdated",
    "profiles.id": "derived: a plan holds the survivor's new profile",
    "profiles.body": "derived: a plan holds the survivor's new profile",
    "corrections.snapshot": "ids at the time of the correction; its undo resolves them",
    "thread_joins.old": "ids at the time of the join; the undo of an earlier correction goes back to them",
    "thread_joins.new": "ids at the time of the join; the undo of an earlier correction goes back to them",
    "thread_joins.snapshot": "ids at the time of the join; the undo of an earlier correction goes back to them",
    "evidence.body": "ids at the time of the decision; readers resolve them",
}
"""Columns that name stories or threads and need not follow a redirect, and why."""
