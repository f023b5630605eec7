"""The larger affairs that threads are part of. A person's decision outranks what grouping found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.errors import StoreError
from briefing.store.action_log import record
from briefing.store.codecs import json_array, to_micros
from briefing.store.database.connection import Repository
from briefing.store.evidence import delete_evidence, read_evidence, write_evidence
from briefing.store.json_codecs import decode_evidence
from briefing.store.redirects import resolve
from briefing.store.undoable import UndoableKind, thread_label

if TYPE_CHECKING:
    from briefing.model.grouping import Placement


MIN_STORY_SHARE = 0.5
"""Stories that a part has, as a share of those of its affair, from which on it can be the affair of that one."""


class AffairRepository(Repository):
    """The table affairs."""

    def set_affair(self, thread: str, affair: str, at: datetime) -> None:
        """Make a thread part of another one for ever, or of none if `affair` is "".

        Raises:
            StoreError: The affair is the thread itself, or part of it.
        """
        with self._db.writing() as db:
            if affair and (thread == affair or thread in affairs_above(db, affair)):
                raise StoreError("a thread cannot be part of what is part of it")
            record(db, AFFAIR, thread, {"affair": affair, "decided_at": to_micros(at)}, at)

    def of_threads(self, threads: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return the id and title of the affair of each of these threads; threads without one are left out."""
        sql = """SELECT c.id, p.id, p.title FROM affairs u
            JOIN threads c ON c.n = u.thread JOIN threads p ON p.n = u.affair
            WHERE c.id IN (SELECT value FROM json_each(?))"""
        with self._db.reading() as db:
            return {thread: (affair, title) for thread, affair, title in db.execute(sql, (json_array(threads),))}


def write_affairs(db: sqlite3.Connection, placements: Iterable[Placement]) -> None:
    """Store the affairs that grouping found, with their evidence; decisions of a person stay."""
    undecided: list[tuple[str, Placement]] = []
    for placement in placements:
        thread = resolve(db, placement.child)
        sql = "SELECT n, (SELECT decided_at FROM affairs WHERE thread = n) FROM threads WHERE id = ?"
        for n, decided_at in db.execute(sql, (thread,)).fetchall():
            if decided_at is None:
                remove_from_affair(db, n, thread)
                undecided.append((thread, placement))
    for thread, placement in undecided:
        affair = resolve(db, placement.parent)
        if affair and thread not in {affair, *affairs_above(db, affair)}:
            _insert_affair(db, thread, affair, None)
            write_evidence(db, thread, placement.evidence)


def affairs_would_change(db: sqlite3.Connection, placements: Iterable[Placement]) -> bool:
    """Whether `write_affairs` would change anything."""
    return any(True for _ in threads_of_changed_affair(db, placements))


def threads_of_changed_affair(db: sqlite3.Connection, placements: Iterable[Placement]) -> Iterator[str]:
    """Yield the ids of the threads whose affair `write_affairs` would change."""
    sql = """SELECT c.id, COALESCE(p.id, ''), u.decided_at FROM affairs u JOIN threads c ON c.n = u.thread
        LEFT JOIN threads p ON p.n = u.affair"""
    stored = {thread: (affair, decided_at) for thread, affair, decided_at in db.execute(sql)}
    for placement in placements:
        affair, decided_at = stored.get(placement.child, ("", None))
        if (
            decided_at is None
            and affair != placement.parent
            and placement.child not in affairs_above(db, placement.parent)
        ):
            yield placement.child


def put_affairs_below_larger_parts(db: sqlite3.Connection, threads: Iterable[int]) -> None:
    """Make each affair part of the part of it that has more articles; the other parts stay parts of the former.

    Where a person decided on the link it stays. Where the affair is itself part of another one, a person decided that
    it is part of none, or the larger part has far fewer stories, as one that many report once, that part leaves it.

    Args:
        db: The connection, inside a transaction.
        threads: Inner numbers of the threads that changed.
    """
    sql = """SELECT c.n, c.id, p.n, p.id, c.story_count >= ?2 * p.story_count
        AND NOT EXISTS (SELECT 1 FROM affairs WHERE thread = p.n)
        FROM affairs u JOIN threads c ON c.n = u.thread JOIN threads p ON p.n = u.affair
        WHERE u.decided_at IS NULL AND (c.article_count, c.story_count) > (p.article_count, p.story_count)
        AND (c.n IN (SELECT value FROM json_each(?1)) OR p.n IN (SELECT value FROM json_each(?1)))
        ORDER BY c.article_count DESC, c.id"""
    below: set[int] = set()
    for part_n, part, affair_n, affair, is_exchanged in db.execute(
        sql, (json_array(threads), MIN_STORY_SHARE)
    ).fetchall():
        evidence = read_evidence(db, [part]).get(part)
        remove_from_affair(db, part_n, part)
        if is_exchanged and affair_n not in below and affair_n != part_n:
            below.add(affair_n)
            _insert_affair(db, affair, part, None)
            write_evidence(db, affair, evidence and replace(evidence, subject=affair, target=part))


def follow_affairs(db: sqlite3.Connection, ended: str, survivor: str) -> None:
    """Make the parts of a thread that ends parts of its survivor; a circle is opened at the survivor."""
    db.execute(
        """UPDATE affairs SET affair = (SELECT n FROM threads WHERE id = ?2)
        WHERE affair = (SELECT n FROM threads WHERE id = ?1)""",
        (ended, survivor),
    )
    if survivor in affairs_above(db, survivor):
        row = db.execute("SELECT n FROM threads WHERE id = ?", (survivor,)).fetchone()
        remove_from_affair(db, row[0], survivor)


def remove_from_affair(db: sqlite3.Connection, n: int, thread: str) -> None:
    """Make a thread (inner number and id) part of nothing."""
    db.execute("DELETE FROM affairs WHERE thread = ?", (n,))
    delete_evidence(db, thread)


def affairs_above(db: sqlite3.Connection, thread: str) -> set[str]:
    """Return all threads that a thread is part of, directly or not; the thread itself only if there is a circle."""
    sql = """WITH RECURSIVE up (n) AS (
            SELECT u.affair FROM threads t JOIN affairs u ON u.thread = t.n WHERE t.id = ?
            UNION SELECT u.affair FROM up JOIN affairs u ON u.thread = up.n)
        SELECT id FROM threads WHERE n IN (SELECT n FROM up)"""
    return {id for (id,) in db.execute(sql, (thread,))}


def _insert_affair(db: sqlite3.Connection, thread: str, affair: str, decided_at: int | None) -> None:
    sql = """INSERT OR REPLACE INTO affairs SELECT n, (SELECT n FROM threads WHERE id = ?), ?
        FROM threads WHERE id = ?"""
    db.execute(sql, (affair, decided_at, thread))


def _stored_affair(db: sqlite3.Connection, thread: str) -> dict[str, Any] | None:
    """Return a thread's affair ("": none by decision), when a person decided it, and the evidence if there is any."""
    sql = """SELECT COALESCE(p.id, ''), u.decided_at, e.body FROM threads c JOIN affairs u ON u.thread = c.n
        LEFT JOIN threads p ON p.n = u.affair LEFT JOIN evidence e ON e.subject = c.id WHERE c.id = ?"""
    row = db.execute(sql, (thread,)).fetchone()
    if row is None:
        return None
    affair, decided_at, evidence = row
    return {"affair": affair, "decided_at": decided_at} | ({"evidence": json.loads(evidence)} if evidence else {})


def _affair_value(stored: Mapping[str, Any]) -> tuple[str, int | None]:
    """Return the affair and the moment of the decision; version 0 named these fields parent and since."""
    affair, decided_at = stored.get("affair", stored.get("parent")), stored.get("decided_at", stored.get("since"))
    return str(affair or ""), decided_at if isinstance(decided_at, int) else None


def decision(value: Mapping[str, Any] | None) -> int | None:
    """Return when a person decided on an affair; None if nobody did."""
    return _affair_value(value)[1] if value else None


def _restore_affair(db: sqlite3.Connection, thread: str, value: Mapping[str, Any] | None) -> None:
    for (n,) in db.execute("SELECT n FROM threads WHERE id = ?", (thread,)).fetchall():
        remove_from_affair(db, n, thread)
    if not value:
        return
    affair, decided_at = _affair_value(value)
    target = resolve(db, affair)
    if target and (target == thread or thread in affairs_above(db, target) or thread_label(db, target) is None):
        return
    if target or decided_at is not None:
        _insert_affair(db, thread, target, decided_at)
        evidence = value.get("evidence")
        write_evidence(db, thread, decode_evidence(json.dumps(evidence)) if evidence else None)


def _combined_affair(
    db: sqlite3.Connection, survivor: str, own: Mapping[str, Any] | None, ended: Mapping[str, Any] | None
) -> Mapping[str, Any] | None:
    """Return the affair of a survivor: a decision outranks what grouping found, then its own outranks the other.

    A place in the survivor itself, or in the thread that ended in it, is no place.
    """
    values = [value for value in (own, ended) if value and resolve(db, _affair_value(value)[0]) != survivor]
    decided = [value for value in values if _affair_value(value)[1] is not None]
    return next(iter(decided or values), None)


AFFAIR = UndoableKind(
    name="affair",
    verb="affair as before:",
    undo_verb="affair as before:",
    redo_verb="affair again as changed:",
    label=thread_label,
    get=_stored_affair,
    put=_restore_affair,
    combine=_combined_affair,
)
