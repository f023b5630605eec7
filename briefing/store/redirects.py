"""Redirects: where the id of a story or thread that ended leads now. following_tables.py makes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from briefing.store.codecs import json_array


def resolve(db: sqlite3.Connection, id: str) -> str:
    """Return the id itself, or the id of the story or thread in which it ended."""
    row = db.execute("SELECT new FROM redirects WHERE old = ?", (id,)).fetchone()
    return str(row[0]) if row else id


def delete_redirects(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Let ids stand for themselves again: their stories or threads exist again, as after the undo of a merge."""
    db.execute("DELETE FROM redirects WHERE old IN (SELECT value FROM json_each(?))", (json_array(set(ids)),))


def insert_redirect(db: sqlite3.Connection, old: str, new: str) -> None:
    """Let `old`, and every id that leads to it, lead to `new`."""
    db.execute("UPDATE redirects SET new = ? WHERE new = ?", (new, old))
    db.execute("INSERT OR REPLACE INTO redirects VALUES (?, ?)", (old, new))
