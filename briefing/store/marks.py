"""What a person does with threads and articles: follow, mute, read, star; each but reading can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from briefing.errors import StoreError
from briefing.store import actions
from briefing.store.connection import Concern
from briefing.store.redirects import resolve
from briefing.store.values import micros


class Marks(Concern):
    """The tables marks, stars and printout."""

    def set_followed(self, thread: str, on: bool, at: datetime) -> None:
        """Follow a thread or stop following it."""
        with self._db.writing() as db:
            id = _thread(db, thread)
            if (_followed(db, id) is not None) != on:
                actions.do(db, "followed", id, micros(at) if on else None, at)

    def set_muted(self, thread: str, on: bool, at: datetime, *, until_new: bool = False) -> None:
        """Mute a thread for ever, or until a new story of it begins; or stop muting it."""
        with self._db.writing() as db:
            id = _thread(db, thread)
            before = _muted(db, id)
            newest = db.execute("SELECT newest FROM threads WHERE id = ?", (id,)).fetchone()[0] if until_new else None
            if not on:
                actions.do(db, "muted", id, None, at)
            elif before is None or before[1] != newest:
                actions.do(db, "muted", id, [micros(at), newest], at)

    def set_read(self, thread: str, at: datetime) -> None:
        """A person read the thread; an earlier moment changes nothing. Undo leaves it alone."""
        with self._db.writing() as db:
            db.execute(
                """INSERT INTO marks (thread, read) SELECT n, ? FROM threads WHERE id = ?
                ON CONFLICT (thread) DO UPDATE SET read = MAX(COALESCE(read, excluded.read), excluded.read)""",
                (micros(at), _thread(db, thread)),
            )

    def set_unread(self, thread: str, on: bool, at: datetime) -> None:
        """Count a thread as read up to just before its last article; or as read now. Unlike `set_read`, undone."""
        with self._db.writing() as db:
            id = _thread(db, thread)
            last = db.execute("SELECT last FROM threads WHERE id = ?", (id,)).fetchone()[0]
            actions.do(db, "read", id, last - 1 if on else micros(at), at)

    def set_starred(self, article: str, on: bool, at: datetime) -> None:
        """Star an article, or no longer; StoreError for an id that is not there."""
        with self._db.writing() as db:
            if actions.KINDS["starred"].name(db, article) is None:
                raise StoreError(f"there is no article {article}")
            if (_starred(db, article) is not None) != on:
                actions.do(db, "starred", article, micros(at) if on else None, at)

    def starred(self) -> frozenset[str]:
        """The ids of all starred articles."""
        with self._db.reading() as db:
            rows = db.execute("SELECT a.id FROM stars s JOIN articles a ON a.n = s.article")
            return frozenset(id for (id,) in rows)

    def remember_printout(self, ids: Sequence[str], patience: float = 2.0) -> None:
        """Remember which thread had which number, from 1, in the last print-out; the same is not written again."""
        numbered = list(enumerate(ids, 1))
        with self._db.reading() as db:
            if db.execute("SELECT number, thread FROM printout ORDER BY number").fetchall() == numbered:
                return
        with self._db.writing(patience) as db:
            db.execute("DELETE FROM printout")
            db.executemany("INSERT INTO printout VALUES (?, ?)", numbered)


def _thread(db: sqlite3.Connection, id: str) -> str:
    """The id of a thread that is there, where `id` leads; StoreError if it leads nowhere."""
    alive = resolve(db, id)
    if db.execute("SELECT 1 FROM threads WHERE id = ?", (alive,)).fetchone() is None:
        raise StoreError(f"there is no thread {alive}")
    return alive


def _followed(db: sqlite3.Connection, id: str) -> int | None:
    sql = "SELECT m.followed FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id = ?"
    row = db.execute(sql, (id,)).fetchone()
    return row[0] if row else None


def _follow(db: sqlite3.Connection, id: str, at: int | None) -> None:
    db.execute(
        """INSERT INTO marks (thread, followed) SELECT n, ? FROM threads WHERE id = ?
        ON CONFLICT (thread) DO UPDATE SET followed = excluded.followed""",
        (at, id),
    )


def _read(db: sqlite3.Connection, id: str) -> int | None:
    row = db.execute("SELECT m.read FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id = ?", (id,)).fetchone()
    return row[0] if row else None


def _put_read(db: sqlite3.Connection, id: str, at: int | None) -> None:
    db.execute(
        """INSERT INTO marks (thread, read) SELECT n, ? FROM threads WHERE id = ?
        ON CONFLICT (thread) DO UPDATE SET read = excluded.read""",
        (at, id),
    )


def _muted(db: sqlite3.Connection, id: str) -> list[int | None] | None:
    sql = "SELECT m.muted, m.newest FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id = ?"
    row = db.execute(sql, (id,)).fetchone()
    return list(row) if row and row[0] is not None else None


def _mute(db: sqlite3.Connection, id: str, value: list[int | None] | None) -> None:
    db.execute(
        """INSERT INTO marks (thread, muted, newest) SELECT n, ?, ? FROM threads WHERE id = ?
        ON CONFLICT (thread) DO UPDATE SET muted = excluded.muted, newest = excluded.newest""",
        (*(value or (None, None)), id),
    )


def _starred(db: sqlite3.Connection, id: str) -> int | None:
    row = db.execute("SELECT s.at FROM stars s JOIN articles a ON a.n = s.article WHERE a.id = ?", (id,)).fetchone()
    return int(row[0]) if row else None


def _star(db: sqlite3.Connection, id: str, at: int | None) -> None:
    if at is None:
        db.execute("DELETE FROM stars WHERE article = (SELECT n FROM articles WHERE id = ?)", (id,))
    else:
        db.execute("INSERT OR REPLACE INTO stars SELECT n, ? FROM articles WHERE id = ?", (at, id))


_threads = actions.titled("threads")
actions.KINDS.update(
    followed=actions.Kind("followed", "unfollowed", _threads, _followed, _follow),
    muted=actions.Kind("muted", "unmuted", _threads, _muted, _mute),
    read=actions.Kind("remembered when you read", "forgot that you read", _threads, _read, _put_read),
    starred=actions.Kind("starred", "unstarred", actions.titled("articles"), _starred, _star),
)
