"""Saved views: queries under names, in the order in which they were first saved."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.errors import StoreError
from briefing.store.action_log import record
from briefing.store.codecs import to_micros
from briefing.store.database.connection import Repository
from briefing.store.undoable import VIEW_KIND, UndoableKind

if TYPE_CHECKING:
    from briefing.model.curation import SavedView


class ViewRepository(Repository):
    """The table views."""

    def all(self) -> list[SavedView]:
        """Return all saved views."""
        with self._db.reading() as db:
            rows = db.execute("SELECT name, query FROM views ORDER BY at, name").fetchall()
        from briefing.model.curation import SavedView

        return [SavedView(name, query) for name, query in rows]

    def save(self, name: str, query: str, at: datetime) -> None:
        """Save a query under a name; an existing view of that name gets the new query and keeps its place."""
        with self._db.writing() as db:
            before = _query_and_moment(db, name)
            last = db.execute("SELECT COALESCE(MAX(at), 0) FROM views").fetchone()[0]
            record(db, VIEW, name, [query, before[1] if before else max(to_micros(at), last + 1)], at)

    def remove(self, name: str, at: datetime) -> None:
        """Remove a view; raise StoreError if there is none of this name."""
        with self._db.writing() as db:
            if _query_and_moment(db, name) is None:
                raise StoreError(f'there is no view "{name}"', "`briefing views` lists them")
            record(db, VIEW, name, None, at)


def _query_and_moment(db: sqlite3.Connection, name: str) -> list[Any] | None:
    row = db.execute("SELECT query, at FROM views WHERE name = ?", (name,)).fetchone()
    return list(row) if row else None


def _put(db: sqlite3.Connection, name: str, value: list[Any] | None) -> None:
    if value is None:
        db.execute("DELETE FROM views WHERE name = ?", (name,))
    else:
        query, at = value
        db.execute("INSERT OR REPLACE INTO views VALUES (?, ?, ?)", (name, query, at))


VIEW = UndoableKind(
    name=VIEW_KIND,
    verb="saved",
    undo_verb="removed",
    label=lambda _, name: f'the view "{name}"',
    get=_query_and_moment,
    put=_put,
)
