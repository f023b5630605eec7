"""What a person corrected: the constraints on later grouping, the feedback from it, and the undo of each correction."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.model.grouping import CannotLink, Constraints, Correction, CorrectionOperation, Feedback, Home, MustLink
from briefing.store.action_log import record
from briefing.store.codecs import from_micros, json_array, to_micros
from briefing.store.correction_snapshot import CorrectionSnapshot
from briefing.store.database.connection import Repository
from briefing.store.groups import group_exists, write_plan, write_regrouping
from briefing.store.json_codecs import encode_blob
from briefing.store.profiles import delete_profile
from briefing.store.redirects import delete_redirects, resolve
from briefing.store.text_snapshot import restore_text_states
from briefing.store.thread_states import RENAMED
from briefing.store.thread_texts import mark_outdated
from briefing.store.undo_correction import undo_correction
from briefing.store.undoable import UndoableKind

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind, Regrouping

THRESHOLD_STEP, THRESHOLD_LIMIT = 0.1, 0.5
"""Log-odds: the change of a joining threshold per correction, and the limit of their sum. Small, so that one mistake of
a person hardly matters; limited, so that many corrections do not switch joining off."""
NAME_BONUS_STEP, NAME_BONUS_LIMIT = 0.2, 0.6
"""Log-odds: the same for groups that share a name. Larger, because a name says more precisely what was wrong."""
NAMES_VERSION = 1
"""The format of corrections.names_by_stem: {"version", "names": {stem: spelling}}."""


class CorrectionRepository(Repository):
    """The tables must_link, cannot_link and corrections, and the titles that a person gave."""

    def version(self) -> int:
        """Return the version of the constraints; it grows with each correction and each undo of one."""
        with self._db.reading() as db:
            return _counter(db, "constraints_version")

    def constraints(self) -> Constraints:
        """Return all constraints, with the feedback."""
        with self._db.reading() as db:
            return read_constraints(db)

    def apply(self, correction: Correction, at: datetime, number: int | None = None) -> None:
        """Carry a correction out and log it, in one transaction.

        The profiles of the changed groups are deleted: `GroupRepository.threads_without_profiles` names these groups.
        The changed threads, and those with other doubts now, are outdated.

        Args:
            correction: The correction.
            at: When a person made it.
            number: The number of an undone one that is made again, which is logged already; None: it is a new one.
        """
        with self._db.writing() as db:
            before = read_constraints(db)
            relinked = correction.constraints.articles_with_changed_links(before)
            snapshot = CorrectionSnapshot(db, correction.plan, _constraint_rows(before), relinked)
            targets = [placement.parent for placement in (*correction.plan.articles, *correction.plan.stories)]
            delete_redirects(db, [id for id in targets if not group_exists(db, id)])
            changed_threads = write_plan(db, correction.plan).changed_threads
            _replace_constraints(db, correction.constraints)
            mark_outdated(db, read_constraints(db).threads_with_changed_links(before))
            for thread in changed_threads:
                delete_profile(db, "thread", thread)
            for placement in (*correction.plan.articles, *correction.plan.stories):
                for story in (placement.child, placement.parent):
                    delete_profile(db, "story", story)
            rows = snapshot.to_json(_constraint_rows(correction.constraints))
            inserted = _insert_correction(db, correction, rows, at, number)
            _increment_version(db)
            if number is None:
                logged = correction.request.logged() if correction.request else True
                record(db, CORRECTION_KINDS[correction.operation], str(inserted), logged, at)

    def regroup(self, regrouping: Regrouping, at: datetime) -> None:
        """Store a regrouping that a person asked for and log it as an action, in one transaction."""
        with self._db.writing() as db:
            constraints = self.constraints()
            rows = _constraint_rows(constraints)
            snapshot = CorrectionSnapshot(db, regrouping.plan, rows)
            write_regrouping(db, regrouping)
            correction = Correction("regrouped", "thread", "all articles", regrouping.plan, constraints)
            number = _insert_correction(db, correction, snapshot.to_json(rows), at)
            record(db, CORRECTION_KINDS[correction.operation], str(number), True, at)

    def of_thread(self, thread: str) -> list[tuple[datetime, str, str]]:
        """Return the corrections of a thread: when, the operation and a description, newest first.

        A correction is one of a thread if it took something out of it, or put something into it that is still there.
        The last renaming counts as well.
        """
        sql = """
        WITH own (id) AS (
            SELECT s.id FROM stories s JOIN threads t ON t.n = s.thread WHERE t.id = ?1
            UNION ALL SELECT a.id FROM articles a JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread
            WHERE t.id = ?1)
        SELECT u.at, u.kind, COALESCE(c.description, '') FROM undo_log u
        LEFT JOIN corrections c ON u.kind <> 'renamed' AND c.n = CAST(u.subject AS INTEGER)
        WHERE u.undone IS NULL AND CASE WHEN u.kind = 'renamed' THEN u.after IS NOT NULL AND u.n = (
            SELECT MAX(n) FROM undo_log WHERE kind = 'renamed' AND subject = ?1 AND undone IS NULL)
        WHEN u.kind IN ('merged', 'split', 'moved') THEN EXISTS (
            SELECT 1 FROM json_tree(c.snapshot) j WHERE j.path IN ('$.stories', '$.articles') AND (
            json_extract(j.value, '$[1]') = ?1 OR json_extract(j.value, '$[0]') IN (SELECT id FROM own)))
        ELSE 0 END ORDER BY u.n DESC"""
        with self._db.reading() as db:
            rows = db.execute(sql, (thread,))
            return [(from_micros(at), operation, description) for at, operation, description in rows]

    def added(self, threads: Sequence[str], since: datetime) -> dict[str, datetime]:
        """Return when a person put articles into these threads, by a merge or a move, by their ids.

        An article that was in its thread before the first of these corrections only came back, and is left out.

        Args:
            threads: Ids of the threads.
            since: The moment from which on corrections count.
        """
        sql = """SELECT u.kind, c.at, json_extract(c.snapshot, '$.stories'), json_extract(c.snapshot, '$.articles')
            FROM undo_log u JOIN corrections c ON c.n = CAST(u.subject AS INTEGER)
            WHERE u.kind IN ('merged', 'split', 'moved') AND u.undone IS NULL AND c.kind = 'thread' AND c.at >= ?
            AND json_valid(c.snapshot) ORDER BY c.n"""
        present = """SELECT a.id, s.id, t.id FROM threads t JOIN stories s ON s.thread = t.n
            JOIN articles a ON a.story = s.n WHERE t.id IN (SELECT value FROM json_each(?))"""
        with self._db.reading() as db:
            changes = _threads_left(db.execute(sql, (to_micros(since),)))
            articles = db.execute(present, (json_array(threads),)).fetchall() if changes else []
        added = {}
        for article, story, thread in articles:
            own, of_story = changes.get(article, []), changes.get(story, [])
            first = next(iter(own or of_story), None)
            last = max((one for one in (*own, *of_story) if one.thread != thread), default=None)
            if first and first.thread != thread and last and last.operation != "split":
                added[article] = from_micros(last.at)
        return added

    def rename(self, thread: str, title: str, at: datetime) -> None:
        """Give a thread a title that stays; with "" it gets an automatic title again."""
        with self._db.writing() as db:
            record(db, RENAMED, resolve(db, thread), title or None, at)

    def feedback(self) -> list[Feedback]:
        """Return the feedback from corrections: for stories, for threads, and for names that threads share."""
        with self._db.reading() as db:
            return read_feedback(db)

    def forget_feedback(self, at: datetime) -> None:
        """Take no more feedback from the corrections up to now; they themselves stay."""
        with self._db.writing() as db:
            last = db.execute("SELECT COALESCE(MAX(n), 0) FROM corrections").fetchone()[0]
            record(db, FORGOTTEN, "feedback", int(last) or None, at)


class _Left(NamedTuple):
    """What a correction did to an article or story: when, as what operation, and the thread that it was in before."""

    at: int
    operation: str
    thread: str


def _threads_left(corrections: Iterable[tuple[str, int, str, str]]) -> dict[str, list[_Left]]:
    """Return what corrections did to each article and story, by its id; the oldest first.

    Args:
        corrections: The operation of each, when it was, and the stories and articles of its snapshot as JSON.
    """
    left: defaultdict[str, list[_Left]] = defaultdict(list)
    for operation, at, stories, articles in corrections:
        threads = dict(json.loads(stories or "[]"))
        threads |= {article: threads.get(story, "") for article, story in json.loads(articles or "[]")}
        for id, thread in threads.items():
            left[id].append(_Left(at, operation, thread))
    return left


def read_constraints(db: sqlite3.Connection) -> Constraints:
    """Return all constraints, with the feedback."""
    linked: defaultdict[tuple[GroupKind, str, int], set[str]] = defaultdict(set)
    for kind, article, link, at in db.execute("SELECT kind, article, link, at FROM must_link"):
        linked[kind, link, at].add(article)
    rows = db.execute("SELECT kind, removed, remaining FROM cannot_link")
    cannot_link = frozenset(CannotLink(kind, removed, remaining) for kind, removed, remaining in rows)
    grouped = """SELECT a.id, s.id, t.id FROM (SELECT article AS id FROM must_link
        UNION SELECT removed FROM cannot_link UNION SELECT remaining FROM cannot_link) c
        CROSS JOIN articles a ON a.id = c.id
        JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread"""
    feedback = [one for one in read_feedback(db) if one.threshold_offset]
    return Constraints(
        must_link=tuple(
            MustLink(kind, frozenset(articles), from_micros(at)) for (kind, _, at), articles in sorted(linked.items())
        ),
        cannot_link=cannot_link,
        homes={article: Home(story, thread) for article, story, thread in db.execute(grouped)},
        threshold_offsets={one.kind: one.threshold_offset for one in feedback if not one.name},
        name_bonuses={one.stem: -one.threshold_offset for one in feedback if one.name},
        version=_counter(db, "constraints_version"),
    )


def read_feedback(db: sqlite3.Connection) -> list[Feedback]:
    """Return the feedback from the corrections that are not forgotten."""
    forgotten = _counter(db, "feedback_forgotten_up_to")
    by_kind = """SELECT kind, SUM(feedback_sign < 0), SUM(feedback_sign > 0) FROM corrections
        WHERE feedback_sign <> 0 AND n > ? GROUP BY kind ORDER BY kind"""
    feedback = [
        Feedback(kind, joined, split, _capped_offset(split - joined, THRESHOLD_STEP, THRESHOLD_LIMIT))
        for kind, joined, split in db.execute(by_kind, (forgotten,))
    ]
    by_name = """SELECT kind, SUM(feedback_sign < 0), SUM(feedback_sign > 0), MAX(j.value), j.key
        FROM corrections, json_each(CASE WHEN json_valid(names_by_stem) THEN names_by_stem ELSE '{}' END, '$.names') j
        WHERE feedback_sign <> 0 AND n > ? GROUP BY kind, j.key ORDER BY kind, j.key"""
    for kind, joined, split, name, stem in db.execute(by_name, (forgotten,)):
        offset = _capped_offset(split - joined, NAME_BONUS_STEP, NAME_BONUS_LIMIT)
        feedback.append(Feedback(kind, joined, split, offset, name, stem))
    return feedback


def _capped_offset(balance: int, step: float, limit: float) -> float:
    return round(max(-limit, min(limit, step * balance)), 3)


def _constraint_rows(constraints: Constraints) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of the tables must_link and cannot_link."""
    must_link: list[tuple[Any, ...]] = [
        (link.kind, article, min(link.articles), to_micros(link.at))
        for link in constraints.must_link
        for article in link.articles
    ]
    return {
        "must_link": must_link,
        "cannot_link": [(pair.kind, pair.removed, pair.remaining) for pair in constraints.cannot_link],
    }


def _replace_constraints(db: sqlite3.Connection, constraints: Constraints) -> None:
    rows = _constraint_rows(constraints)
    db.execute("DELETE FROM must_link")
    db.executemany("INSERT INTO must_link VALUES (?, ?, ?, ?)", rows["must_link"])
    db.execute("DELETE FROM cannot_link")
    db.executemany("INSERT INTO cannot_link VALUES (?, ?, ?)", rows["cannot_link"])


def _insert_correction(
    db: sqlite3.Connection, correction: Correction, snapshot: str, at: datetime, number: int | None = None
) -> int:
    names = encode_blob(NAMES_VERSION, {"names": dict(correction.names_by_stem)})
    sql = """INSERT INTO corrections (n, at, kind, feedback_sign, description, snapshot, names_by_stem)
        VALUES (?, ?, ?, ?, ?, ?, ?)"""
    row = (number, to_micros(at), correction.kind, correction.feedback_sign, correction.description, snapshot, names)
    return int(db.execute(sql, row).lastrowid or 0)


def _counter(db: sqlite3.Connection, name: str) -> int:
    row = db.execute("SELECT n FROM counters WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def _increment_version(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO counters VALUES ('constraints_version', 1) ON CONFLICT (name) DO UPDATE SET n = n + 1")


def _correction_label(db: sqlite3.Connection, number: str) -> str | None:
    row = db.execute("SELECT description FROM corrections WHERE n = ?", (number,)).fetchone()
    return str(row[0]) if row else None


def _put_correction(db: sqlite3.Connection, number: str, value: bool | None) -> None:
    """Undo a correction for None; `apply` has carried it out before it is logged."""
    if value is None:
        (snapshot,) = db.execute("SELECT snapshot FROM corrections WHERE n = ?", (number,)).fetchone()
        sql = "SELECT MAX(n) FROM undo_log WHERE subject = ? AND kind IN (SELECT value FROM json_each(?))"
        (action,) = db.execute(sql, (number, json_array(CORRECTION_KINDS))).fetchone()
        before = read_constraints(db)
        texts = undo_correction(db, snapshot, action)
        mark_outdated(db, read_constraints(db).threads_with_changed_links(before))
        restore_text_states(db, texts)
        db.execute("DELETE FROM corrections WHERE n = ?", (number,))
        _increment_version(db)


def _forgotten_up_to(db: sqlite3.Connection, _: str) -> int | None:
    return _counter(db, "feedback_forgotten_up_to") or None


def _put_forgotten_up_to(db: sqlite3.Connection, _: str, number: int | None) -> None:
    db.execute("INSERT OR REPLACE INTO counters VALUES ('feedback_forgotten_up_to', ?)", (number or 0,))


def _correction_kind(operation: str, verb: str) -> UndoableKind:
    return UndoableKind(
        name=operation,
        verb=verb,
        undo_verb=f"no longer {verb}:",
        label=_correction_label,
        get=lambda *_: None,
        put=_put_correction,
        redo_changes=None,
    )


CORRECTION_KINDS: Mapping[CorrectionOperation, UndoableKind] = {
    "merged": _correction_kind("merged", "merged"),
    "split": _correction_kind("split", "split"),
    "moved": _correction_kind("moved", "moved"),
    "pinned": _correction_kind("pinned", "kept together"),
    "imported": _correction_kind("imported", "imported"),
    "regrouped": _correction_kind("regrouped", "regrouped"),
}
"""The kinds of corrections, by `Correction.operation`."""
FORGOTTEN = UndoableKind(
    name="forgotten",
    verb="forgot",
    undo_verb="remembered",
    label=lambda *_: "what corrections taught",
    get=_forgotten_up_to,
    put=_put_forgotten_up_to,
)
