"""What a person sets on a thread: followed, muted, read, and a title of its own; each value can be undone.

When a thread ends in another one, these values go with it, and so do its affair (affairs.py) and tags (thread_tags.py).
"""

from __future__ import annotations

import sqlite3
from typing import Any

from briefing.store.codecs import to_micros
from briefing.store.read_states import keep_states, real_reading, redo_changes, states_of_thread, undo_changes
from briefing.store.thread_rows import thread_records
from briefing.store.undoable import UndoableKind, thread_label
from briefing.store.visits import visit_boundary


def followed_since(db: sqlite3.Connection, id: str) -> int | None:
    """Return since when (microseconds) a thread is followed; None if it is not."""
    sql = "SELECT m.followed FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id = ?"
    row = db.execute(sql, (id,)).fetchone()
    return row[0] if row else None


def _put_followed(db: sqlite3.Connection, id: str, at: int | None) -> None:
    db.execute(
        """INSERT INTO marks (thread, followed) SELECT n, ? FROM threads WHERE id = ?
        ON CONFLICT (thread) DO UPDATE SET followed = excluded.followed""",
        (at, id),
    )


def muted_since(db: sqlite3.Connection, id: str) -> list[int | None] | None:
    """Return since when a thread is muted and the start of its newest story then, in microseconds.

    The second value is None if it is muted for ever. None if the thread is not muted.
    """
    sql = "SELECT m.muted, m.newest_when_muted FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id = ?"
    row = db.execute(sql, (id,)).fetchone()
    return list(row) if row and row[0] is not None else None


def _put_muted(db: sqlite3.Connection, id: str, value: list[int | None] | None) -> None:
    muted, newest = value or (None, None)
    db.execute(
        """INSERT INTO marks (thread, muted, newest_when_muted) SELECT n, ?, ? FROM threads WHERE id = ?
        ON CONFLICT (thread) DO UPDATE SET muted = excluded.muted, newest_when_muted = excluded.newest_when_muted""",
        (muted, newest, id),
    )


ReadValue = int | list[int | None] | None
"""When a thread was read, in microseconds, or that and when it was read before the read session."""


def read_value(db: sqlite3.Connection, id: str) -> ReadValue:
    """Return when a thread was read, and before the read session if it was; None if it was never read."""
    sql = "SELECT m.read, m.read_before FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id = ?"
    row = db.execute(sql, (id,)).fetchone()
    if row is None or row[0] is None:
        return None
    return int(row[0]) if row[1] is None else list(row)


def _normal_read_value(value: ReadValue) -> ReadValue:
    """Return the moment alone where a thread was not read before the read session, as `read_value` does."""
    return value[0] if isinstance(value, list) and value[1] is None else value


def put_read(db: sqlite3.Connection, id: str, value: ReadValue) -> None:
    """Set when a thread was read. Logs of versions up to 0.1.0 have the moment alone."""
    read, before = value if isinstance(value, list) else (value, None)
    db.execute(
        """INSERT INTO marks (thread, read, read_before) SELECT n, ?, ? FROM threads WHERE id = ?
        ON CONFLICT (thread) DO UPDATE SET read = excluded.read, read_before = excluded.read_before""",
        (read, before, id),
    )


def _put_read_moment(db: sqlite3.Connection, id: str, value: ReadValue) -> None:
    """Set when a thread was read; its unread articles stay unread, also those that were published before."""
    unread = {article: True for article, is_unread in states_of_thread(db, id).items() if is_unread}
    put_read(db, id, value)
    keep_states(db, unread)


def inherit_read_moment(db: sqlite3.Connection, source: str, new_thread: str) -> None:
    """Let a thread that begins with stories of another one count as read when that one was read."""
    if (value := read_value(db, source)) is not None:
        put_read(db, new_thread, value)


def _given_title(db: sqlite3.Connection, id: str) -> str | None:
    row = db.execute("SELECT given_title FROM threads WHERE id = ?", (id,)).fetchone()
    return row[0] or None if row else None


def _put_given_title(db: sqlite3.Connection, id: str, title: str | None) -> None:
    """Give a thread a title; without one it has the title of its texts again, which no title given decides on."""
    db.execute(
        """UPDATE threads SET given_title = ?1, outdated = outdated OR (?1 = '' AND written_title = ''),
        title = CASE WHEN ?1 <> '' THEN ?1 WHEN written_title <> '' THEN written_title ELSE title END WHERE id = ?2""",
        (title or "", id),
    )


def _read_words(db: sqlite3.Connection, id: str) -> str:
    """Whether a thread that an undo or a redo changed is read now, or was never opened and has no news.

    Returns "" if its row is damaged.
    """
    record = next(iter(thread_records(db, [id])), None)
    if record is None:
        return ""
    if not record.has_unread():
        return "read again:"
    boundary = visit_boundary(db)
    is_old = boundary is not None and record.last_news < to_micros(boundary)
    return "no longer read:" if is_old and read_value(db, id) is None else "unread again:"


def _own_value_first(_db: sqlite3.Connection, _survivor: str, _ended: str, own: Any, other: Any) -> Any:
    """Return the survivor's own value if there is one, else that of the thread that ended."""
    return other if own is None else own


def _read_later(_db: sqlite3.Connection, _survivor: str, _ended: str, own: ReadValue, other: ReadValue) -> ReadValue:
    """Return the value of the thread that was read later; a mark as unread alone goes before none."""

    def order(value: ReadValue) -> tuple[bool, int]:
        read, before = value if isinstance(value, list) else (value, None)
        return read is not None, real_reading(read, before) or 0

    return other if order(other) > order(own) else own


FOLLOWED = UndoableKind(
    name="followed",
    verb="followed",
    undo_verb="unfollowed",
    label=thread_label,
    get=followed_since,
    put=_put_followed,
    combine=_own_value_first,
    rebase=lambda value, *_: value,
)
MUTED = UndoableKind(
    name="muted",
    verb="muted",
    undo_verb="unmuted",
    label=thread_label,
    get=muted_since,
    put=_put_muted,
    combine=_own_value_first,
)
READ = UndoableKind(
    name="read",
    verb="read again:",
    undo_verb="unread again:",
    state_words=_read_words,
    label=thread_label,
    get=read_value,
    put=_put_read_moment,
    combine=_read_later,
    undo_changes=undo_changes,
    redo_changes=redo_changes,
    rebase=lambda value, *_: value,
    normal=_normal_read_value,
)
RENAMED = UndoableKind(
    name="renamed",
    verb="named",
    undo_verb="no longer named",
    label=thread_label,
    get=_given_title,
    put=_put_given_title,
    combine=_own_value_first,
)
