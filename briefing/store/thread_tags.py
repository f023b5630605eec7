"""The tags of threads, in the table marks; each change can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from briefing.store.action_log import join_batch, last_action, mark_automatic, record
from briefing.store.database.connection import Repository
from briefing.store.json_codecs import decode_text_list, decode_undo_value
from briefing.store.redirects import resolve
from briefing.store.undoable import UndoableKind, thread_label

NOUN = "list of tags"


class TagRepository(Repository):
    """The column marks.tags. Ids of threads that ended lead to their survivors."""

    def change(self, thread: str, add: Collection[str], remove: Collection[str], at: datetime) -> None:
        """Add tags to a thread and remove others, as one action."""
        with self._db.writing() as db:
            id = resolve(db, thread)
            tags = set(tags_of(db, id) or ())
            record(db, TAGGED, id, _value((tags | set(add)) - set(remove)), at)

    def add_once(self, thread: str, tags: Iterable[str], at: datetime) -> None:
        """Add those tags to a thread that it never had, which is no action for undo: a tag that a person removed is not
        added again.
        """
        with self._db.writing() as db:
            id = resolve(db, thread)
            present = set(tags_of(db, id) or ())
            if new := set(tags) - present - _earlier_tags(db, id):
                mark_automatic(db, record(db, TAGGED, id, _value(present | new), at))

    def remove_everywhere(self, tag: str, at: datetime) -> int:
        """Remove a tag from all threads, as one action for undo; return from how many."""
        with self._db.writing() as db:
            before = last_action(db)
            threads = [id for id, tags in _tagged(db) if tag in tags]
            for id in threads:
                self.change(id, (), [tag], at)
            join_batch(db, before)
            return len(threads)

    def counts(self) -> dict[str, int]:
        """Return how many threads have each tag, in the order of the alphabet."""
        with self._db.reading() as db:
            counted = Counter(tag for _, tags in _tagged(db) for tag in tags)
        return dict(sorted(counted.items()))


def tags_of(db: sqlite3.Connection, id: str) -> list[str] | None:
    """Return the tags of a thread; None if it has none."""
    row = db.execute("SELECT m.tags FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id = ?", (id,)).fetchone()
    return list(decode_text_list(row[0], NOUN)) if row and row[0] is not None else None


def decoded_tags(stored: str | None) -> tuple[str, ...]:
    """Return the tags of a value of the column."""
    return tuple(decode_text_list(stored, NOUN)) if stored is not None else ()


def add_imported_tags(db: sqlite3.Connection, thread: str, tags: Collection[str], at: datetime) -> bool:
    """Add the tags that a thread has in another store; return whether one was not here."""
    present = tags_of(db, thread) or []
    return record(db, TAGGED, thread, _value({*present, *tags}), at) is not None


def _tagged(db: sqlite3.Connection) -> list[tuple[str, tuple[str, ...]]]:
    rows = db.execute("SELECT t.id, m.tags FROM marks m JOIN threads t ON t.n = m.thread WHERE m.tags IS NOT NULL")
    return [(id, decoded_tags(tags)) for id, tags in rows]


def _earlier_tags(db: sqlite3.Connection, id: str) -> set[str]:
    """Return all tags that a thread ever had."""
    rows = db.execute("SELECT before, after FROM undo_log WHERE subject = ? AND kind = ?", (id, TAGGED.name))
    return {tag for row in rows for value in row for tag in decode_undo_value(value) or ()}


def _value(tags: Iterable[str]) -> list[str] | None:
    return sorted(tags) or None


def _put(db: sqlite3.Connection, id: str, tags: list[str] | None) -> None:
    db.execute(
        """INSERT INTO marks (thread, tags) SELECT n, ? FROM threads WHERE id = ?
        ON CONFLICT (thread) DO UPDATE SET tags = excluded.tags""",
        (json.dumps(tags, ensure_ascii=False) if tags else None, id),
    )


def _of_both(_db: sqlite3.Connection, _survivor: str, _ended: str, own: Any, other: Any) -> Any:
    """Return the tags of two threads that became one."""
    return _value({*(own or ()), *(other or ())})


def _rebased(tags: list[str] | None, old: list[str] | None, new: list[str] | None) -> list[str] | None:
    """Return tags with the change from old tags to new ones."""
    before, after = set(old or ()), set(new or ())
    return _value((set(tags or ()) - (before - after)) | (after - before))


TAGGED = UndoableKind(
    name="tagged",
    verb="changed the tags of",
    undo_verb="untagged",
    label=thread_label,
    get=tags_of,
    put=_put,
    combine=_of_both,
    rebase=_rebased,
)
