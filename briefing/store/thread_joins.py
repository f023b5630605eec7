"""Joins of threads, with what a person had set on both, so that a correction from before a join can be undone exactly.

Grouping may join threads after a correction. Undoing the correction goes back through these joins, restores what was
set before the correction, and makes the joins again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from briefing.store.action_log import write_actions
from briefing.store.affairs import AFFAIR, decision
from briefing.store.codecs import json_array
from briefing.store.joined_logs import joined_actions
from briefing.store.json_codecs import as_unreadable, decode_undo_value, encode_blob, load_blob
from briefing.store.thread_states import FOLLOWED, MUTED, RENAMED
from briefing.store.thread_tags import TAGGED, decoded_tags
from briefing.store.undoable import LoggedAction

JOIN_VERSION = 1
"""The format of thread_joins.snapshot."""
KINDS = {kind.name: kind for kind in (FOLLOWED, MUTED, RENAMED, AFFAIR, TAGGED)}
"""The kinds of values that a person sets. Read states and affairs of grouping are restored in their own ways."""

Rows = Sequence[Sequence[Any]]


def decode_join(snapshot: str) -> tuple[dict[tuple[str, str], Any], dict[int, LoggedAction]]:
    """Return the values that a snapshot holds, by kind and thread, and the actions by their numbers; DamageError."""
    _, fields = load_blob(snapshot, "join of threads", JOIN_VERSION)
    with as_unreadable("join of threads"):
        values = {(KINDS[kind].name, str(thread)): value for kind, thread, value in fields["values"]}
        return values, {int(n): LoggedAction(KINDS[kind].name, *action) for n, kind, *action in fields["actions"]}


class ThreadJoin(NamedTuple):
    """One row of the table thread_joins."""

    n: int
    ended: str
    survivor: str
    snapshot: str


class PersonMarks:
    """What a person set on threads, and the open actions of the undo log that set it."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], Any] = {}
        self._actions: dict[int, LoggedAction] = {}
        self._threads: set[str] = set()

    @classmethod
    def of_threads(cls, db: sqlite3.Connection, threads: Iterable[str]) -> PersonMarks:
        """Return what is set now on these threads, whether they exist or not."""
        marks = cls()
        marks._threads = set(threads)
        for name in KINDS:
            for thread in marks._threads:
                marks._values[name, thread] = _value_of(db, name, thread)
        sql = """SELECT n, kind, subject, before, after FROM undo_log WHERE undone IS NULL
            AND kind IN (SELECT value FROM json_each(?)) AND subject IN (SELECT value FROM json_each(?))"""
        for n, kind, subject, before, after in db.execute(sql, (json_array(KINDS), json_array(marks._threads))):
            marks._actions[n] = LoggedAction(kind, subject, decode_undo_value(before), decode_undo_value(after))
        return marks

    def __bool__(self) -> bool:
        return bool(self._actions) or any(value is not None for value in self._values.values())

    @property
    def threads(self) -> frozenset[str]:
        """The ids of the threads."""
        return frozenset(self._threads)

    def to_json(self, threads: Iterable[str]) -> str:
        """Return what is set on these threads as JSON."""
        chosen = set(threads)
        values = [[*key, value] for key, value in self._values.items() if key[1] in chosen]
        actions = [[n, *action] for n, action in self._actions.items() if action.subject in chosen]
        return encode_blob(JOIN_VERSION, {"values": values, "actions": actions})

    def go_back(self, snapshot: str, undone: Set[int], *, only_missing: bool = False) -> None:
        """Set the values and actions of a snapshot, as if the actions that were undone since had never been made.

        Args:
            snapshot: From `to_json`.
            undone: The numbers of the actions that are undone.
            only_missing: Leave threads alone that these marks include already.
        """
        values, actions = decode_join(snapshot)
        for n, action in sorted(actions.items(), reverse=True):
            if n in undone:
                key, rebase = (action.kind, action.subject), KINDS[action.kind].rebase
                is_set_later = rebase and not _is_same(action.kind, values.get(key), action.after)
                values[key] = (
                    rebase(values.get(key), action.after, action.before) if rebase and is_set_later else action.before
                )
        known = set(self._threads) if only_missing else set()
        self._values |= {key: value for key, value in values.items() if key[1] not in known}
        self._threads |= {thread for _, thread in values}
        self._actions |= {n: action for n, action in actions.items() if n not in undone and action.subject not in known}

    def go_back_before_correction(self, tables: Mapping[str, tuple[Rows, Rows]]) -> None:
        """Restore each value and action that a correction changed, unless the value was changed since.

        Args:
            tables: The rows of each following table before and after the correction.
        """
        values_before = _values({name: before for name, (before, _) in tables.items()})
        values_after = _values({name: after for name, (_, after) in tables.items()})
        for name, thread in {**values_before, **values_after}:
            old, new = values_before.get((name, thread)), values_after.get((name, thread))
            self._threads.add(thread)
            if old != new and _is_same(name, self._values.get((name, thread)), new):
                self._values[name, thread] = old
        actions_before, _ = tables.get("undo_log", ([], []))
        for n, subject, *values in actions_before:
            if n in self._actions:  # snapshots of version 0 hold no values
                decoded = dict(zip(("before", "after"), map(decode_undo_value, values), strict=False))
                self._actions[n] = self._actions[n]._replace(subject=subject, **decoded)

    def join(self, db: sqlite3.Connection, ended: str, survivor: str) -> None:
        """Give the survivor the values and actions of both threads."""
        for name, kind in KINDS.items():
            own, other = self._values.get((name, survivor)), self._values.get((name, ended))
            of_both = {
                n: action
                for n, action in self._actions.items()
                if action.kind == name and action.subject in (ended, survivor)
            }
            self._actions |= joined_actions(db, kind, of_both, {survivor: own, ended: other}, survivor)
            if kind.combine:
                self._values[name, survivor] = kind.combine(db, survivor, ended, own, other)
            self._values[name, ended] = None
        self._threads.add(survivor)

    def write(self, db: sqlite3.Connection) -> None:
        """Store the values of the threads that exist, and the actions."""
        for (name, thread), value in self._values.items():
            if not _is_same(name, _value_of(db, name, thread), value):
                KINDS[name].put(db, thread, value)
        write_actions(db, self._actions)


def record_join(db: sqlite3.Connection, ended: str, survivor: str) -> None:
    """Store what a person set on two threads that are about to be joined, if anything."""
    threads = (ended, survivor)
    if marks := PersonMarks.of_threads(db, threads):
        sql = """INSERT INTO thread_joins (action, old, new, snapshot)
            SELECT COALESCE(MAX(n), 0), ?, ?, ? FROM undo_log"""
        db.execute(sql, (*threads, marks.to_json(threads)))


def joins_since(db: sqlite3.Connection, action: int, threads: Iterable[str], after: int = 0) -> list[ThreadJoin]:
    """Return the joins since an action that concern these threads or what they were joined with, the first one first.

    Args:
        db: The connection.
        action: A number of the undo log.
        threads: Ids.
        after: Only joins with a larger number are returned.
    """
    concerned, joins = set(threads), []
    sql = "SELECT n, old, new, snapshot FROM thread_joins WHERE action >= ? AND n > ? ORDER BY n"
    for join in map(ThreadJoin._make, db.execute(sql, (action, after))):
        if concerned & {join.ended, join.survivor}:
            concerned |= {join.ended, join.survivor}
            joins.append(join)
    return joins


def put_joins_before(db: sqlite3.Connection, action: int) -> None:
    """Count all joins as made before an action, which is done again now."""
    db.execute("UPDATE thread_joins SET action = ?1 - 1 WHERE action >= ?1", (action,))


def newest_join(db: sqlite3.Connection) -> int:
    """Return the number of the newest join, 0 if there is none."""
    return int(db.execute("SELECT COALESCE(MAX(n), 0) FROM thread_joins").fetchone()[0])


def marks_before_joins(db: sqlite3.Connection, joins: Sequence[ThreadJoin], threads: Iterable[str]) -> PersonMarks:
    """Return what would be set on these threads now if the joins had not been made."""
    ids = {id for join in joins for id in (join.ended, join.survivor)}
    marks, undone = PersonMarks.of_threads(db, ids.union(threads)), undone_actions(db)
    for join in reversed(joins):
        marks.go_back(join.snapshot, undone)
    return marks


def undone_actions(db: sqlite3.Connection) -> frozenset[int]:
    """Return the numbers of the actions that are undone."""
    return frozenset(n for (n,) in db.execute("SELECT n FROM undo_log WHERE undone IS NOT NULL"))


def join_again(db: sqlite3.Connection, marks: PersonMarks, joins: Iterable[ThreadJoin]) -> None:
    """Make joins again that hold still, and store the marks that result; the other joins are forgotten."""
    for join in joins:
        if db.execute("SELECT 1 FROM threads WHERE id = ?", (join.ended,)).fetchone():
            db.execute("DELETE FROM thread_joins WHERE n = ?", (join.n,))
            continue
        snapshot = marks.to_json((join.ended, join.survivor))
        db.execute("UPDATE thread_joins SET snapshot = ? WHERE n = ?", (snapshot, join.n))
        marks.join(db, join.ended, join.survivor)
    marks.write(db)


def _value_of(db: sqlite3.Connection, kind: str, thread: str) -> Any:
    """Return what a person set on a thread, None for an affair that grouping set."""
    value = KINDS[kind].get(db, thread)
    return value if kind != AFFAIR.name or decision(value) is not None else None


def _is_same(kind: str, one: Any, other: Any) -> bool:
    """Whether two values are one; the id of an affair may have changed since it was decided."""
    return decision(one) == decision(other) if kind == AFFAIR.name else one == other


def _values(tables: Mapping[str, Rows]) -> dict[tuple[str, str], Any]:
    """Return the values by kind and thread in rows of following tables."""
    values: dict[tuple[str, str], Any] = {}
    for thread, followed, muted, newest, *later in tables.get("marks", ()):
        values[FOLLOWED.name, thread] = followed
        values[MUTED.name, thread] = None if muted is None else [muted, newest]
        values[TAGGED.name, thread] = list(decoded_tags(later[2])) or None if later[2:] else None
    for thread, title in tables.get("given_titles", ()):
        values[RENAMED.name, thread] = title
    for thread, affair, decided_at in tables.get("affairs", ()):
        if decided_at is not None:
            values[AFFAIR.name, thread] = {"affair": affair or "", "decided_at": decided_at}
    return values
