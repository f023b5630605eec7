"""The larger affairs that threads are part of. What a person says of this outranks what grouping finds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.errors import StoreError
from briefing.store import undo_log
from briefing.store.codecs import decode_evidence, encode_evidence, json_array, to_micros
from briefing.store.connection import Repository
from briefing.store.redirects import resolve

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence, Placement


class AffairRepository(Repository):
    """The table parents."""

    def set_affair(self, thread: str, affair: str, at: datetime) -> None:
        """Put a thread under another for ever, as a person wants it ("": none). StoreError if that goes in circles."""
        with self._db.writing() as db:
            if affair and (thread == affair or thread in _affairs_above(db, affair)):
                raise StoreError("a thread cannot be part of what is part of it")
            undo_log.record(db, "under", thread, {"parent": affair, "since": to_micros(at)}, at)

    def of_threads(self, threads: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The id and the title of what each of these threads is part of; those that are part of nothing have none."""
        sql = """SELECT c.id, p.id, p.title FROM parents u
            JOIN threads c ON c.n = u.child JOIN threads p ON p.n = u.parent
            WHERE c.id IN (SELECT value FROM json_each(?))"""
        with self._db.reading() as db:
            return {child: (parent, title) for child, parent, title in db.execute(sql, (json_array(threads),))}


def write_affairs(db: sqlite3.Connection, placements: Iterable[Placement]) -> None:
    """Put threads under those that grouping found, with the evidence; where a person decided nothing changes."""
    free: list[tuple[str, Placement]] = []
    for place in placements:
        child = resolve(db, place.child)
        sql = "SELECT n, (SELECT since FROM parents WHERE child = n) FROM threads WHERE id = ?"
        for n, since in db.execute(sql, (child,)).fetchall():
            if since is None:
                remove_from_affair(db, n, child)
                free.append((child, place))
    for child, place in free:
        parent = resolve(db, place.parent)
        if parent and child not in {parent, *_affairs_above(db, parent)}:
            _insert_affair(db, child, parent, None)
            _replace_evidence(db, child, place.evidence)


def affairs_would_change(db: sqlite3.Connection, placements: Iterable[Placement]) -> bool:
    """Whether `find_parents` would change anything."""
    sql = """SELECT c.id, COALESCE(p.id, ''), u.since FROM parents u JOIN threads c ON c.n = u.child
        LEFT JOIN threads p ON p.n = u.parent"""
    known = {child: (parent, since) for child, parent, since in db.execute(sql)}
    for place in placements:
        parent, since = known.get(place.child, ("", None))
        if since is None and parent != place.parent and place.child not in _affairs_above(db, place.parent):
            return True
    return False


def drop_outgrown_affairs(db: sqlite3.Connection, threads: Iterable[int]) -> None:
    """Let those of these threads that are no smaller any more than what grouping put them under be part of nothing."""
    sql = """SELECT c.n, c.id FROM json_each(?) i JOIN threads c ON c.n = i.value JOIN parents u ON u.child = c.n
        JOIN threads p ON p.n = u.parent WHERE u.since IS NULL AND c.stories >= p.stories AND c.stories > 1"""
    for n, id in db.execute(sql, (json_array(threads),)).fetchall():
        remove_from_affair(db, n, id)


def reassign_affairs(db: sqlite3.Connection, old: str, new: str) -> None:
    """Let thread `new` take the place of `old`, which ends: above its parts, and under what it was part of."""
    numbers = dict(db.execute("SELECT id, n FROM threads WHERE id IN (?, ?)", (old, new)).fetchall())
    if len(numbers) < 2:
        return
    gone, stays = numbers[old], numbers[new]
    db.execute("UPDATE parents SET parent = ? WHERE parent = ?", (stays, gone))
    db.execute(
        """INSERT INTO parents SELECT ?, parent, since FROM parents WHERE child = ? AND parent IS NOT ?1
        ON CONFLICT (child) DO UPDATE SET parent = excluded.parent, since = excluded.since
        WHERE since IS NULL AND excluded.since IS NOT NULL""",
        (stays, gone),
    )
    db.execute("UPDATE OR IGNORE evidence SET subject = ? WHERE subject = ?", (new, old))
    db.execute("DELETE FROM evidence WHERE subject = ?", (old,))
    if new in _affairs_above(db, new):
        remove_from_affair(db, stays, new)


def remove_from_affair(db: sqlite3.Connection, n: int, thread: str) -> None:
    """Let a thread be part of nothing."""
    db.execute("DELETE FROM parents WHERE child = ?", (n,))
    db.execute("DELETE FROM evidence WHERE subject = ?", (thread,))


def _affairs_above(db: sqlite3.Connection, thread: str) -> set[str]:
    """All threads that one is part of, directly or not; itself only if it goes in circles."""
    sql = """WITH RECURSIVE up (n) AS (
            SELECT u.parent FROM threads t JOIN parents u ON u.child = t.n WHERE t.id = ?
            UNION SELECT u.parent FROM up JOIN parents u ON u.child = up.n)
        SELECT id FROM threads WHERE n IN (SELECT n FROM up)"""
    return {id for (id,) in db.execute(sql, (thread,))}


def _insert_affair(db: sqlite3.Connection, child: str, parent: str, since: int | None) -> None:
    sql = """INSERT OR REPLACE INTO parents SELECT n, (SELECT n FROM threads WHERE id = ?), ?
        FROM threads WHERE id = ?"""
    db.execute(sql, (resolve(db, parent), since, child))


def _replace_evidence(db: sqlite3.Connection, child: str, evidence: Evidence | None) -> None:
    db.execute("DELETE FROM evidence WHERE subject = ?", (child,))
    if evidence is not None:
        db.execute("INSERT INTO evidence VALUES (?, ?)", (child, encode_evidence(evidence)))


def _stored_affair(db: sqlite3.Connection, child: str) -> object:
    """What a person decided, or grouping found with its evidence; None if the thread is part of nothing."""
    sql = """SELECT COALESCE(p.id, ''), u.since, e.body FROM threads c JOIN parents u ON u.child = c.n
        LEFT JOIN threads p ON p.n = u.parent LEFT JOIN evidence e ON e.subject = c.id WHERE c.id = ?"""
    row = db.execute(sql, (child,)).fetchone()
    if row is None:
        return None
    return {"parent": row[0], "since": row[1]} | ({"evidence": json.loads(row[2])} if row[2] else {})


def _restore_affair(db: sqlite3.Connection, child: str, value: dict[str, object] | None) -> None:
    n = db.execute("SELECT n FROM threads WHERE id = ?", (child,)).fetchone()[0]
    remove_from_affair(db, n, child)
    if value:
        parent, since, found = str(value["parent"]), value["since"], value.get("evidence")
        if parent and child in _affairs_above(db, parent):
            return
        _insert_affair(db, child, parent, since if isinstance(since, int) else None)
        _replace_evidence(db, child, decode_evidence(json.dumps(found)) if found else None)


undo_log.UNDOABLE["under"] = undo_log.UndoableKind(
    "put back", "put back", undo_log.label_by_title("threads"), _stored_affair, _restore_affair
)
