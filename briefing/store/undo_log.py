"""The log of what a person did. Each action can be taken back, the last one first, also after a restart.

A kind of action says how its value is read and put (None: there is none), and what to call it in words. Values are
stored as JSON.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from briefing.store.codecs import to_micros
from briefing.store.connection import Repository


class UndoableKind(NamedTuple):
    """One kind of action; `name` tells what a subject is called, None if it is there no more."""

    verb: str
    undo_verb: str
    label: Callable[[sqlite3.Connection, str], str | None]
    get: Callable[[sqlite3.Connection, str], Any]
    put: Callable[[sqlite3.Connection, str, Any], None]


UNDOABLE: dict[str, UndoableKind] = {}
"""The kinds by name; each concern adds its own when it is imported."""


class UndoLog(Repository):
    """The table actions."""

    def undo_last(self, at: datetime) -> str:
        """Take the last action back that was not yet; what was done in words, "" if there is none left."""
        sql = "SELECT n, kind, subject, before FROM actions WHERE undone IS NULL ORDER BY n DESC"
        with self._db.writing() as db:
            for n, name, subject, stored in db.execute(sql).fetchall():
                kind, before = UNDOABLE[name], json.loads(stored or "null")
                called = kind.label(db, subject)
                if called is None:
                    continue
                kind.put(db, subject, before)
                db.execute("UPDATE actions SET undone = ? WHERE n = ?", (to_micros(at), n))
                return f"{kind.undo_verb} {called}" if before is None else f"{kind.verb} {called} again"
        return ""


def record(db: sqlite3.Connection, name: str, subject: str, value: Any, at: datetime) -> None:
    """Put a value and log it; nothing is logged if it was so before."""
    kind = UNDOABLE[name]
    before = kind.get(db, subject)
    if before == value:
        return
    kind.put(db, subject, value)
    texts = [None if one is None else json.dumps(one, ensure_ascii=False) for one in (before, value)]
    sql = "INSERT INTO actions (at, kind, subject, before, after) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (to_micros(at), name, subject, *texts))


def label_by_title(table: str) -> Callable[[sqlite3.Connection, str], str | None]:
    """What calls a thread or an article, named by its id, by its title."""

    def name(db: sqlite3.Connection, id: str) -> str | None:
        row = db.execute(f"SELECT title FROM {table} WHERE id = ?", (id,)).fetchone()
        return f'"{row[0]}"' if row else None

    return name
