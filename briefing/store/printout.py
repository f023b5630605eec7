"""The numbers of the last print-out: `briefing show 3` means the thread that was printed as number 3."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.store.connection import Repository

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
