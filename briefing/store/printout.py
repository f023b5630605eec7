"""The numbers of print-outs: `briefing show 3` means the thread that was last printed as number 3 in this terminal."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefing.store.connection import Repository

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind

SAVE_TIMEOUT = 2.0
"""Seconds to wait for a writer. A print-out is on the screen already: losing its numbers is better than a long wait."""
MAX_TERMINALS = 32
"""Terminal sessions whose numbers are kept, the newest print-outs first: more are hardly open at once."""


class PrintoutRepository(Repository):
    """The table printout."""

    def save(self, ids: Sequence[str], terminal: str = "", timeout: float = SAVE_TIMEOUT) -> None:
        """Store which thread has which number, from 1 on, in a terminal session; "" is no terminal."""
        with self._db.writing(timeout) as db:
            (serial,) = db.execute("SELECT COALESCE(MAX(serial), 0) + 1 FROM printout").fetchone()
            db.execute("DELETE FROM printout WHERE terminal = ?", (terminal,))
            rows = [(terminal, number, id, serial) for number, id in enumerate(ids, 1)]
            db.executemany("INSERT INTO printout VALUES (?, ?, ?, ?)", rows)
            db.execute(
                """DELETE FROM printout WHERE serial NOT IN
                (SELECT DISTINCT serial FROM printout ORDER BY serial DESC LIMIT ?)""",
                (MAX_TERMINALS,),
            )


def thread_with_number(db: sqlite3.Connection, number: int, terminal: str) -> list[tuple[str, str]]:
    """Return id and title of the thread with this number in the last print-out of a terminal session, [] if none.

    A session without a print-out uses the newest of another terminal, never one that no terminal showed.
    """
    sql = """SELECT t.id, t.title FROM printout p JOIN threads t ON t.id = p.thread WHERE p.number = ?1
        AND p.serial = (SELECT serial FROM printout WHERE terminal = ?2 OR terminal <> ''
        ORDER BY terminal = ?2 DESC, serial DESC LIMIT 1)"""
    return db.execute(sql, (number, terminal)).fetchall()


def follow_printout(db: sqlite3.Connection, _kind: GroupKind, ended: str, survivor: str) -> None:
    """Let the number of a thread that ends mean its survivor."""
    db.execute("UPDATE printout SET thread = ? WHERE thread = ?", (survivor, ended))


def restore_printout(
    db: sqlite3.Connection, before: list[list[Any]], after: list[list[Any]], _at_undo: list[list[Any]]
) -> None:
    """Restore the numbers from before a correction that is undone, unless its terminal had another print-out since.

    Snapshots of stores before schema 12 hold no terminal; their print-outs are past, so they are skipped.
    """
    for row in before:
        if row not in after and len(row) == 4:
            terminal, number, thread, serial = row
            sql = "UPDATE printout SET thread = ? WHERE terminal = ? AND number = ? AND serial = ?"
            db.execute(sql, (thread, terminal, number, serial))
