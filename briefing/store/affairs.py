"""The larger affairs that threads are part of. A person's decision outranks what grouping found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.errors import StoreError
from briefing.store.action_log import record
from briefing.store.codecs import json_array, to_micros
from briefing.store.database.connection import Repository
from briefing.store.evidence import delete_evidence, read_evidence, write_evidence
from briefing.store.json_codecs import decode_evidence
from briefing.store.redirects import resolve
from briefing.store.undoable import UndoableKind, thread_label

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence, Placement


MIN_STORY_SHARE = 0.5
"""Stories of a part, as a share of those of its affair, from which on the two can change places."""


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
        if affair and thread not in {affair, *affairs_above(db, affair)} and not _would_leave_again(db, thread, affair):
            _insert_affair(db, thread, affair, None)
            write_evidence(db, thread, placement.evidence)


def affairs_would_change(db: sqlite3.Connection, placements: Iterable[Placement]) -> bool:
    """Whether `write_affairs` would change anything."""
    changes = _changed_placements(db, placements)
    return any(affair or not _would_leave_again(db, one.child, one.parent) for one, affair in changes)


def threads_of_changed_affair(db: sqlite3.Connection, placements: Iterable[Placement]) -> Iterator[str]:
    """Yield the ids of the threads whose affair `write_affairs` may change."""
    return (placement.child for placement, _ in _changed_placements(db, placements))


def _changed_placements(db: sqlite3.Connection, placements: Iterable[Placement]) -> Iterator[tuple[Placement, str]]:
    """Yield the placements that differ from what is stored and that nobody decided, with the stored affair."""
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
            yield placement, affair


class _Sized(NamedTuple):
    """A thread with its inner number, and how much is in it."""

    n: int
    id: str
    articles: int
    stories: int

    def is_larger_than(self, affair: _Sized) -> bool:
        """Whether this thread has more articles than an affair, so that it cannot be part of it.

        In three replayed windows of news, with a refresh each hour, three pairs of threads changed places, one of them
        three times.
        """
        return self.articles > affair.articles

    def has_enough_stories_for(self, affair: _Sized) -> bool:
        """Whether a part has enough stories to change places with its affair: one story is no affair."""
        return self.stories >= MIN_STORY_SHARE * affair.stories


_SIZED = "t.n, t.id, t.article_count, t.story_count"


def put_affairs_below_larger_parts(db: sqlite3.Connection, threads: Iterable[int]) -> None:
    """Let no part that grouping found be larger than its affair.

    A part that is goes below the nearest affair above that it is not larger than. If there is none, the topmost
    affair becomes a part of it, and keeps its own other parts. If the part has too few stories for that, or a person
    decided that the topmost affair is part of none, the part leaves its affair.

    Args:
        db: The connection, inside a transaction.
        threads: Inner numbers of the threads that changed.
    """
    sql = f"""SELECT {_SIZED} FROM affairs u JOIN threads t ON t.n = u.thread
        WHERE u.decided_at IS NULL AND u.affair IS NOT NULL
        AND (u.thread IN (SELECT value FROM json_each(?1)) OR u.affair IN (SELECT value FROM json_each(?1)))
        ORDER BY t.article_count DESC, t.id"""
    for part in [_Sized(*row) for row in db.execute(sql, (json_array(threads),)).fetchall()]:
        above = _chain_above(db, part)
        if not above or not part.is_larger_than(above[0]):
            continue
        top, evidence = above[-1], read_evidence(db, [part.id]).get(part.id)
        remove_from_affair(db, part.n, part.id)
        if larger := next((one for one in above if not part.is_larger_than(one)), None):
            _link(db, part, larger, evidence)
        elif part.has_enough_stories_for(top) and _stored_affair(db, top.id) is None:
            _link(db, top, part, evidence)


def _chain_above(db: sqlite3.Connection, thread: _Sized) -> list[_Sized]:
    """Return the affair of a thread, that of this affair, and so on."""
    sql = f"SELECT {_SIZED} FROM affairs u JOIN threads t ON t.n = u.affair WHERE u.thread = ?"
    chain = [thread]
    while (row := db.execute(sql, (chain[-1].n,)).fetchone()) and _Sized(*row) not in chain:
        chain.append(_Sized(*row))
    return chain[1:]


def _link(db: sqlite3.Connection, part: _Sized, affair: _Sized, evidence: Evidence | None) -> None:
    """Make a thread part of another one, with the evidence of the link that this follows from."""
    _insert_affair(db, part.id, affair.id, None)
    write_evidence(db, part.id, evidence and replace(evidence, subject=part.id, target=affair.id))


def _would_leave_again(db: sqlite3.Connection, part: str, affair: str) -> bool:
    """Whether `put_affairs_below_larger_parts` would take a part out again.

    It has too many articles to stay a part, and too few stories to become the affair.
    """
    sql = f"SELECT {_SIZED} FROM threads t WHERE t.id = ?"
    pair = [_Sized(*row) for id in (part, affair) for row in db.execute(sql, (id,))]
    return len(pair) > 1 and pair[0].is_larger_than(pair[1]) and not pair[0].has_enough_stories_for(pair[1])


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
        evidence = decode_evidence(json.dumps(value["evidence"])) if value.get("evidence") else None
        if evidence and (evidence.subject, resolve(db, evidence.target)) != (thread, target):
            evidence = replace(evidence, subject=thread, target=target)
        write_evidence(db, thread, evidence)


def _combined_affair(
    db: sqlite3.Connection,
    survivor: str,
    ended: str,
    own: Mapping[str, Any] | None,
    other: Mapping[str, Any] | None,
) -> Mapping[str, Any] | None:
    """Return the affair of a survivor: one that a person decided on, else that of the larger of the two threads.

    What grouping found for the smaller one says nothing about both: a large topic that takes in a small one is no part
    of the small one's affair. Nothing is part of itself, directly or through others.
    """
    values = [value for value in (own, other) if value and not _is_below(db, _affair_value(value)[0], survivor)]
    if decided := [value for value in values if _affair_value(value)[1] is not None]:
        return decided[0]
    of_larger = other if _article_count(db, ended) > _article_count(db, survivor) else own
    return of_larger if of_larger in values else None


def _is_below(db: sqlite3.Connection, affair: str, thread: str) -> bool:
    """Whether an affair is a thread, or a part of it."""
    id = resolve(db, affair)
    return id == thread or thread in affairs_above(db, id)


def _article_count(db: sqlite3.Connection, thread: str) -> int:
    """Return how many articles a thread had when it was counted last: before the plan that joins it with another."""
    row = db.execute("SELECT article_count FROM threads WHERE id = ?", (thread,)).fetchone()
    return int(row[0]) if row else 0


def _affair_words(db: sqlite3.Connection, thread: str) -> str:
    """Return what a thread is part of, for the message of an undo or a redo."""
    affair = _affair_value(_stored_affair(db, thread) or {})[0]
    title = thread_label(db, affair) if affair else None
    return f"now part of {title or 'no other thread'}:"


AFFAIR = UndoableKind(
    name="affair",
    verb="affair as before:",
    undo_verb="affair as before:",
    redo_verb="affair again as changed:",
    state_words=_affair_words,
    label=thread_label,
    get=_stored_affair,
    put=_restore_affair,
    combine=_combined_affair,
)
