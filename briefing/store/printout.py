"""The numbers of print-outs: `briefing show 3` means the thread that was last printed as number 3 in this terminal.

In the same way `briefing remove 3` means the feed with this number in the last list of feeds, also after other edits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefing.store.database.connection import Repository

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind

SAVE_TIMEOUT = 2.0
"""Seconds to wait for a writer. A print-out is on the screen already: losing its numbers is better than a long wait."""
MAX_TERMINALS = 32
"""Terminal sessions whose numbers are kept, the newest print-outs first: more are hardly open at once."""


class PrintoutRepository(Repository):
    """The tables printout and feed_printout."""

    def save(self, ids: Sequence[str], terminal: str = "", timeout: float = SAVE_TIMEOUT) -> None:
        """Store which thread has which number, from 1 on, in a terminal session; "" is no terminal."""
        self._replace("printout", ids, terminal, timeout)

    def save_feeds(self, urls: Sequence[str], terminal: str = "", timeout: float = SAVE_TIMEOUT) -> None:
        """Store which feed has which number, from 1 on, in a terminal session; "" is no terminal."""
        self._replace("feed_printout", urls, terminal, timeout)

    def numbered_feeds(self, terminal: str = "") -> list[str]:
        """Return the addresses of the last list of feeds in a terminal session, by number; [] if there was none.

        A session without a list uses the newest of another one.
        """
        sql = """SELECT url FROM feed_printout WHERE terminal = (SELECT terminal FROM feed_printout
            ORDER BY terminal = ? DESC, serial DESC LIMIT 1) ORDER BY number"""
        with self._db.reading() as db:
            return [url for (url,) in db.execute(sql, (terminal,))]

    def _replace(self, table: str, names: Sequence[str], terminal: str, timeout: float) -> None:
        with self._db.writing(timeout) as db:
            (serial,) = db.execute(f"SELECT COALESCE(MAX(serial), 0) + 1 FROM {table}").fetchone()
            db.execute(f"DELETE FROM {table} WHERE terminal = ?", (terminal,))
            rows = [(terminal, number, name, serial) for number, name in enumerate(names, 1)]
            db.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", rows)
            db.execute(
                f"""DELETE FROM {table} WHERE serial NOT IN
                (SELECT DISTINCT serial FROM {table} ORDER BY serial DESC LIMIT ?)""",
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
    db: sqlite3.Connection, before: list[list[Any]], after: list[list[Any]], _now: list[list[Any]]
) -> None:
    """Restore the numbers from before a correction that is undone, unless its terminal had another print-out since.

    Snapshots of stores before schema 12 hold no terminal; their print-outs are past, so they are skipped.
    """
    for row in before:
        if row not in after and len(row) == 4:
            terminal, number, thread, serial = row
            sql = "UPDATE printout SET thread = ? WHERE terminal = ? AND number = ? AND serial = ?"
            db.execute(sql, (thread, terminal, number, serial))
