"""Writing the log of what a person did. undo_log.py reads it to undo and redo.

An action sets one value of one subject, such as "followed" of a thread. The log keeps the values before and after it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from briefing.store.codecs import to_micros
from briefing.store.json_codecs import decode_undo_value, encode_undo_value
from briefing.store.undoable import LoggedAction, UndoableKind

AUTOMATIC = 0
"""The batch of automatic actions: rules and looks at threads make them, and undo leaves them out. Other batches are
numbered from 1."""


def record(db: sqlite3.Connection, kind: UndoableKind, subject: str, value: Any, at: datetime) -> int | None:
    """Set a value and log it; return the number of the action, None if the value was set already."""
    before = kind.get(db, subject)
    if before == value:
        return None
    kind.put(db, subject, value)
    sql = "INSERT INTO undo_log (at, kind, subject, before, after) VALUES (?, ?, ?, ?, ?)"
    row = (to_micros(at), kind.name, subject, encode_undo_value(before), encode_undo_value(value))
    return db.execute(sql, row).lastrowid


def move_value(db: sqlite3.Connection, kind: UndoableKind, subject: str, value: Any) -> None:
    """Move a value on without an action, as if the last action had set the new one.

    The log follows: the last open action on the subject leads to the new value, and the undone one that redo would do
    next starts from it. So redo does not take the move for a change by somebody else.
    """
    old = kind.normal(decode_undo_value(encode_undo_value(kind.get(db, subject))))
    kind.put(db, subject, value)
    sql = """SELECT n, after FROM undo_log WHERE kind = ? AND subject = ? AND undone IS NULL
        ORDER BY n DESC LIMIT 1"""
    last, after = db.execute(sql, (kind.name, subject)).fetchone() or (0, None)
    if last and kind.normal(decode_undo_value(after)) == old:
        db.execute("UPDATE undo_log SET after = ? WHERE n = ?", (encode_undo_value(value), last))
    sql = """SELECT n, before FROM undo_log WHERE kind = ? AND subject = ? AND undone IS NOT NULL AND n > ?
        ORDER BY undone DESC, n LIMIT 1"""
    following, before = db.execute(sql, (kind.name, subject, last)).fetchone() or (0, None)
    if following and kind.normal(decode_undo_value(before)) == old:
        db.execute("UPDATE undo_log SET before = ? WHERE n = ?", (encode_undo_value(value), following))


def join_batch(db: sqlite3.Connection, after: int) -> None:
    """Make the actions that were logged after number `after` one batch, which one undo reverts."""
    db.execute("UPDATE undo_log SET batch = ?1 + 1 WHERE n > ?1", (after,))


def mark_automatic(db: sqlite3.Connection, action: int | None) -> None:
    """Leave an action, of this number in the log, out of undo: no person made it."""
    db.execute("UPDATE undo_log SET batch = ? WHERE n = ?", (AUTOMATIC, action))


def last_action(db: sqlite3.Connection) -> int:
    """Return the number of the last logged action, 0 if there is none."""
    return int(db.execute("SELECT COALESCE(MAX(n), 0) FROM undo_log").fetchone()[0])


@contextmanager
def kept_subjects(db: sqlite3.Connection, action: int) -> Iterator[None]:
    """Leave what was undone with its subject around a block that undoes or redoes an action.

    A thread that was made after the action may end in the block. Redo makes it again, and then what was done on it.

    Args:
        db: The connection.
        action: The number of the action; the undone ones after it keep their subjects.
    """
    rows = db.execute("SELECT subject, n FROM undo_log WHERE undone IS NOT NULL AND n > ?", (action,)).fetchall()
    yield
    db.executemany("UPDATE undo_log SET subject = ? WHERE n = ?", rows)


def write_actions(db: sqlite3.Connection, actions: Mapping[int, LoggedAction]) -> None:
    """Give logged actions, by number, another subject and other values."""
    db.executemany(
        "UPDATE undo_log SET subject = ?, before = ?, after = ? WHERE n = ?",
        [
            (action.subject, encode_undo_value(action.before), encode_undo_value(action.after), n)
            for n, action in actions.items()
        ],
    )
