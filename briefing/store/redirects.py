"""Ids that ended: where they lead now, and how what a person did with them follows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefing.store.codecs import json_array

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind


def resolve(db: sqlite3.Connection, id: str) -> str:
    """The id itself, or the one it ended in."""
    row = db.execute("SELECT new FROM redirects WHERE old = ?", (id,)).fetchone()
    return str(row[0]) if row else id


def delete_redirects(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Ids that are founded anew (a merge taken back) stand for themselves again."""
    db.execute("DELETE FROM redirects WHERE old IN (SELECT value FROM json_each(?))", (json_array(set(ids)),))


def add_redirect(db: sqlite3.Connection, kind: GroupKind, old: str, new: str) -> None:
    """Let `old` lead to `new` (or to where that one leads), with its marks, its place in ledgers and print-outs."""
    survivor = resolve(db, new)
    if survivor == old:
        return
    db.execute("UPDATE redirects SET new = ? WHERE new = ?", (survivor, old))
    db.execute("INSERT OR REPLACE INTO redirects VALUES (?, ?)", (old, survivor))
    db.execute(f"UPDATE OR REPLACE ledger SET {kind} = ? WHERE {kind} = ?", (survivor, old))
    if kind == "thread":
        db.execute("UPDATE printout SET thread = ? WHERE thread = ?", (survivor, old))
        given = "SELECT named FROM threads WHERE id = ? AND named <> ''"
        for (name,) in db.execute(given, (old,)).fetchall():
            db.execute("UPDATE threads SET named = ? WHERE id = ? AND named = ''", (name, survivor))
        db.execute(
            "UPDATE actions SET subject = ? WHERE subject = ? AND kind IN ('followed', 'muted', 'under')",
            (survivor, old),
        )
        db.execute(
            """INSERT INTO marks (thread, followed, muted, newest, read)
            SELECT new.n, m.followed, m.muted, m.newest, m.read
            FROM threads old JOIN marks m ON m.thread = old.n JOIN threads new ON new.id = ? WHERE old.id = ?
            ON CONFLICT (thread) DO UPDATE SET followed = COALESCE(followed, excluded.followed),
            newest = CASE WHEN muted IS NULL THEN excluded.newest ELSE newest END,
            muted = COALESCE(muted, excluded.muted),
            read = MAX(COALESCE(read, excluded.read), COALESCE(excluded.read, read))""",
            (survivor, old),
        )
