"""What a person does with threads: follow, mute, read; each but reading can be undone, also after a restart."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from briefing.errors import StoreError
from briefing.store.connection import Concern
from briefing.store.redirects import resolve
from briefing.store.values import micros

_DONE = {"followed": "followed", "muted": "muted"}
_TAKEN_BACK = {"followed": "unfollowed", "muted": "unmuted"}


class Marks(Concern):
    """The tables marks, actions and printout."""

    def set_followed(self, thread: str, on: bool, at: datetime) -> None:
        """Follow a thread or stop following it."""
        self._set("followed", thread, on, at)

    def set_muted(self, thread: str, on: bool, at: datetime) -> None:
        """Mute a thread or stop muting it."""
        self._set("muted", thread, on, at)

    def set_read(self, thread: str, at: datetime) -> None:
        """A person read the thread; an earlier moment changes nothing. Undo leaves it alone."""
        with self._db.writing() as db:
            db.execute(
                """INSERT INTO marks (thread, read) VALUES (?, ?)
                ON CONFLICT (thread) DO UPDATE SET read = MAX(COALESCE(read, excluded.read), excluded.read)""",
                (_number(db, resolve(db, thread)), micros(at)),
            )

    def undo(self, at: datetime) -> str:
        """Take the last action back that was not yet; what was done in words, "" if there is none left."""
        sql = """SELECT x.n, x.mark, x.before, t.n, t.title FROM actions x JOIN threads t ON t.id = x.thread
            WHERE x.undone IS NULL ORDER BY x.n DESC LIMIT 1"""
        with self._db.writing() as db:
            row = db.execute(sql).fetchone()
            if row is None:
                return ""
            action, mark, before, thread, title = row
            _store(db, mark, thread, before)
            db.execute("UPDATE actions SET undone = ? WHERE n = ?", (micros(at), action))
        return f'{_TAKEN_BACK[mark]} "{title}"' if before is None else f'{_DONE[mark]} "{title}" again'

    def remember_printout(self, ids: Sequence[str], patience: float = 2.0) -> None:
        """Remember which thread had which number, from 1, in the last print-out."""
        with self._db.writing(patience) as db:
            db.execute("DELETE FROM printout")
            db.executemany("INSERT INTO printout VALUES (?, ?)", enumerate(ids, 1))

    def _set(self, mark: str, thread: str, on: bool, at: datetime) -> None:
        """Set a mark and log it; nothing is logged if it was so before."""
        with self._db.writing() as db:
            id = resolve(db, thread)
            n = _number(db, id)
            row = db.execute(f"SELECT {mark} FROM marks WHERE thread = ?", (n,)).fetchone()
            before, after = row[0] if row else None, micros(at) if on else None
            if (before is not None) == on:
                return
            _store(db, mark, n, after)
            db.execute(
                "INSERT INTO actions (at, mark, thread, before, after) VALUES (?, ?, ?, ?, ?)",
                (micros(at), mark, id, before, after),
            )


def _store(db: sqlite3.Connection, mark: str, n: int, value: int | None) -> None:
    db.execute(
        f"INSERT INTO marks (thread, {mark}) VALUES (?, ?) ON CONFLICT (thread) DO UPDATE SET {mark} = excluded.{mark}",
        (n, value),
    )


def _number(db: sqlite3.Connection, id: str) -> int:
    row = db.execute("SELECT n FROM threads WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise StoreError(f"there is no thread {id}")
    return int(row[0])
