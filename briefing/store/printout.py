"""The numbers of the last print-out."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.store.connection import Repository


class PrintoutRepository(Repository):
    """The table printout."""

    def save(self, ids: Sequence[str], timeout: float = 2.0) -> None:
        """Remember which thread had which number, from 1, in the last print-out; the same is not written again."""
        numbered = list(enumerate(ids, 1))
        with self._db.reading() as db:
            if db.execute("SELECT number, thread FROM printout ORDER BY number").fetchall() == numbered:
                return
        with self._db.writing(timeout) as db:
            db.execute("DELETE FROM printout")
            db.executemany("INSERT INTO printout VALUES (?, ?)", numbered)
