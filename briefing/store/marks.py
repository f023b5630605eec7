"""What a person does with threads and articles: follow, mute, read, star; each but reading can be undone."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from briefing.errors import StoreError
from briefing.store import undo_log
from briefing.store.codecs import to_micros
from briefing.store.connection import Repository
from briefing.store.redirects import resolve


class MarkRepository(Repository):
    """The tables marks, stars and printout."""

    def set_followed(self, thread: str, on: bool, at: datetime) -> None:
        """Follow a thread or stop following it."""
        with self._db.writing() as db:
            id = _existing_thread(db, thread)
            if (_followed(db, id) is not None) != on:
                undo_log.record(db, "followed", id, to_micros(at) if on else None, at)

    def set_muted(self, thread: str, on: bool, at: datetime, *, until_new: bool = False) -> None:
        """Mute a thread for ever, or until a new story of it begins; or stop muting it."""
        with self._db.writing() as db:
            id = _existing_thread(db, thread)
            before = _muted(db, id)
            newest = db.execute("SELECT newest FROM threads WHERE id = ?", (id,)).fetchone()[0] if until_new else None
            if not on:
                undo_log.record(db, "muted", id, None, at)
            elif before is None or before[1] != newest:
                undo_log.record(db, "muted", id, [to_micros(at), newest], at)

    def set_read(self, thread: str, at: datetime) -> None:
        """A person read the thread; an earlier moment changes nothing. Undo leaves it alone."""
        with self._db.writing() as db:
            db.execute(
                """INSERT INTO marks (thread, read) SELECT n, ? FROM threads WHERE id = ?
                ON CONFLICT (thread) DO UPDATE SET read = MAX(COALESCE(read, excluded.read), excluded.read)""",
                (to_micros(at), _existing_thread(db, thread)),
            )

    def set_unread(self, thread: str, on: bool, at: datetime) -> None:
        """Count a thread as read up to just before its last article; or as read now. Unlike `set_read`, undone."""
        with self._db.writing() as db:
            id = _existing_thread(db, thread)
            last = db.execute("SELECT last FROM threads WHERE id = ?", (id,)).fetchone()[0]
            undo_log.record(db, "read", id, last - 1 if on else to_micros(at), at)

    def set_starred(self, article: str, on: bool, at: datetime) -> None:
        """Star an article, or no longer; StoreError for an id that is not there."""
        with self._db.writing() as db:
            if undo_log.UNDOABLE["starred"].label(db, article) is None:
                raise StoreError(f"there is no article {article}")
            if (_starred(db, article) is not None) != on:
                undo_log.record(db, "starred", article, to_micros(at) if on else None, at)

    def starred_articles(self) -> frozenset[str]:
        """The ids of all starred articles."""
        with self._db.reading() as db:
            rows = db.execute("SELECT a.id FROM stars s JOIN articles a ON a.n = s.article")
            return frozenset(id for (id,) in rows)


def _existing_thread(db: sqlite3.Connection, id: str) -> str:
    """The id of a thread that is there, where `id` leads; StoreError if it leads nowhere."""
    alive = resolve(db, id)
    if db.execute("SELECT 1 FROM threads WHERE id = ?", (alive,)).fetchone() is None:
        raise StoreError(f"there is no thread {alive}")
    return alive


def _followed(db: sqlite3.Connection, id: str) -> int | None:
    sql = "SELECT m.followed FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id = ?"
    row = db.execute(sql, (id,)).fetchone()
    return row[0] if row else None


def _put_followed(db: sqlite3.Connection, id: str, at: int | None) -> None:
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


def _put_muted(db: sqlite3.Connection, id: str, value: list[int | None] | None) -> None:
    db.execute(
        """INSERT INTO marks (thread, muted, newest) SELECT n, ?, ? FROM threads WHERE id = ?
        ON CONFLICT (thread) DO UPDATE SET muted = excluded.muted, newest = excluded.newest""",
        (*(value or (None, None)), id),
    )


def _starred(db: sqlite3.Connection, id: str) -> int | None:
    row = db.execute("SELECT s.at FROM stars s JOIN articles a ON a.n = s.article WHERE a.id = ?", (id,)).fetchone()
    return int(row[0]) if row else None


def _put_starred(db: sqlite3.Connection, id: str, at: int | None) -> None:
    if at is None:
        db.execute("DELETE FROM stars WHERE article = (SELECT n FROM articles WHERE id = ?)", (id,))
    else:
        db.execute("INSERT OR REPLACE INTO stars SELECT n, ? FROM articles WHERE id = ?", (at, id))


_thread_label = undo_log.label_by_title("threads")
undo_log.UNDOABLE.update(
    followed=undo_log.UndoableKind("followed", "unfollowed", _thread_label, _followed, _put_followed),
    muted=undo_log.UndoableKind("muted", "unmuted", _thread_label, _muted, _put_muted),
    read=undo_log.UndoableKind("remembered when you read", "forgot that you read", _thread_label, _read, _put_read),
    starred=undo_log.UndoableKind("starred", "unstarred", undo_log.label_by_title("articles"), _starred, _put_starred),
)
