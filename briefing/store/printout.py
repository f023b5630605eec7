"""The numbers of the last print-out: `briefing show 3` means the thread that was printed as number 3."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefing.store.connection import Repository

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind

SAVE_TIMEOUT = 2.0
"""Seconds to wait for a writer. A print-out is on the screen already: losing its numbers is better than a long wait."""


class PrintoutRepository(Repository):
    """The table printout."""

    def save(self, ids: Sequence[str], timeout: float = SAVE_TIMEOUT) -> None:
        """Store which thread has which number, from 1 on; nothing is written if nothing changed."""
        numbered = list(enumerate(ids, 1))
        with self._db.reading() as db:
            if db.execute("SELECT number, thread FROM printout ORDER BY number").fetchall() == numbered:
                return
        with self._db.writing(timeout) as db:
            db.execute("DELETE FROM printout")
            db.executemany("INSERT INTO printout VALUES (?, ?)", numbered)


def follow_printout(db: sqlite3.Connection, _kind: GroupKind, ended: str, survivor: str) -> None:
    """Let the number of a thread that ends mean its survivor."""
    db.execute("UPDATE printout SET thread = ? WHERE thread = ?", (survivor, ended))


def restore_printout(
    db: sqlite3.Connection, before: list[list[Any]], after: list[list[Any]], at_undo: list[list[Any]]
) -> None:
    """Restore the numbers from before a correction that is undone, unless there was another print-out since."""
    if at_undo == after != before:
        db.execute("DELETE FROM printout")
        db.executemany("INSERT INTO printout VALUES (?, ?)", before)
