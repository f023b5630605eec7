"""The texts of threads as a correction found them, which its undo puts back.

A thread is not written anew by an undo: what is said of it depends on the title that it had, and on the archive of that
time, so the same stories might get other texts than before the correction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from briefing.store.codecs import ARTICLE_COLUMNS, json_array

TextState = list[Any]
"""A digest of what a thread is written from, its columns in `_THREAD_COLUMNS`, its summary and timeline as stored, and
id, title and doubt of each of its stories."""

_THREAD_COLUMNS = ("written_title", "latest_development", "excluded", "deaths")


def read_text_states(db: sqlite3.Connection, threads: Iterable[str]) -> dict[str, TextState]:
    """Return the texts of those of the threads that have not changed since they were written, by id."""
    sql = f"""SELECT t.n, t.id, {", ".join(f"t.{name}" for name in _THREAD_COLUMNS)}, x.summary, x.timeline
        FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value JOIN thread_texts x ON x.thread = t.n
        WHERE NOT t.outdated"""
    return {
        id: [_content_digest(db, n), columns, _stories(db, n)]
        for n, id, *columns in db.execute(sql, (json_array(threads),)).fetchall()
    }


def restore_text_states(db: sqlite3.Connection, states: Mapping[str, TextState]) -> None:
    """Put texts back where a thread has the same stories and articles as then; it is no longer outdated.

    To be called after the stories and constraints were put back. Titles that a person gave stay.
    """
    assignments = ", ".join(f"{name} = ?" for name in _THREAD_COLUMNS)
    for id, (digest, (*columns, summary, timeline), stories) in states.items():
        for (n,) in db.execute("SELECT n FROM threads WHERE id = ?", (id,)).fetchall():
            if _content_digest(db, n) != digest:
                continue
            db.execute(f"UPDATE threads SET {assignments}, outdated = 0 WHERE n = ?", (*columns, n))
            db.execute("UPDATE threads SET title = written_title WHERE n = ? AND given_title = ''", (n,))
            db.execute(
                "INSERT OR REPLACE INTO thread_texts (thread, summary, timeline) VALUES (?, ?, ?)",
                (n, summary, timeline),
            )
            db.executemany(
                "UPDATE stories SET title = ?, doubted = ? WHERE id = ?", [(*rest, id) for id, *rest in stories]
            )


def _content_digest(db: sqlite3.Connection, thread: int) -> str:
    """A digest of all that is stored of the articles of a thread, with the story of each."""
    sql = f"""SELECT s.id, {ARTICLE_COLUMNS} FROM stories s CROSS JOIN articles a ON a.story = s.n
        WHERE s.thread = ? ORDER BY s.id, a.id"""
    digest = sha256()
    for row in db.execute(sql, (thread,)):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _stories(db: sqlite3.Connection, thread: int) -> list[list[Any]]:
    rows = db.execute("SELECT id, title, doubted FROM stories WHERE thread = ? ORDER BY id", (thread,))
    return [list(row) for row in rows]
