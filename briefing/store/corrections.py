"""What a person corrected: how it binds later grouping, what it taught, and how each correction is taken back."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.grouping import CannotLink, Constraints, Feedback, MustLink
from briefing.store import undo_log
from briefing.store.codecs import from_micros, to_micros
from briefing.store.connection import Repository
from briefing.store.groups import group_exists, write_plan
from briefing.store.profiles import delete_profile
from briefing.store.redirects import delete_redirects, resolve
from briefing.store.undo_correction import CorrectionSnapshot, undo_correction

if TYPE_CHECKING:
    from briefing.model.grouping import Constraints, Correction, Feedback, GroupKind

THRESHOLD_STEP, THRESHOLD_LIMIT = 0.1, 0.5
NAME_BONUS_STEP, NAME_BONUS_LIMIT = 0.2, 0.6
"""Log-odds that one correction adds to what joining asks, or takes from it; and how far all of them may move it."""


class CorrectionRepository(Repository):
    """The tables bonds, partings and corrections, and the titles a person gave."""

    def version(self) -> int:
        """The version of the corrections: another number after each that was made or taken back."""
        with self._db.reading() as db:
            return _counter(db, "corrected")

    def constraints(self) -> Constraints:
        """All corrections, with what they taught."""
        with self._db.reading() as db:
            bonds: defaultdict[tuple[GroupKind, str, int], set[str]] = defaultdict(set)
            for kind, article, bond, at in db.execute("SELECT kind, article, bond, at FROM bonds"):
                bonds[kind, bond, at].add(article)
            partings = frozenset(CannotLink(*row) for row in db.execute("SELECT kind, one, other FROM partings"))
            homes = """SELECT a.id, s.id, t.id FROM (SELECT article AS id FROM bonds UNION SELECT one FROM partings
                UNION SELECT other FROM partings) c CROSS JOIN articles a ON a.id = c.id
                JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread"""
            return Constraints(
                must_link=tuple(
                    MustLink(kind, frozenset(found), from_micros(at)) for (kind, _, at), found in sorted(bonds.items())
                ),
                cannot_link=partings,
                placements_by_article={article: (story, thread) for article, story, thread in db.execute(homes)},
                threshold_offsets={
                    one.kind: one.threshold_offset for one in read_feedback(db) if one.threshold_offset and not one.name
                },
                name_bonuses={
                    one.stem: -one.threshold_offset for one in read_feedback(db) if one.threshold_offset and one.name
                },
                version=_counter(db, "corrected"),
            )

    def apply(self, correction: Correction, at: datetime) -> None:
        """Carry a correction out, let it bind from now on, and log it; the threads it touched are unwritten.

        The profiles of what it touched are forgotten: `unprofiled` tells what grouping has to look at again.
        """
        with self._db.writing() as db:
            taken = CorrectionSnapshot(db, correction.plan, _constraint_rows(self.constraints()))
            made = [place.parent for place in (*correction.plan.articles, *correction.plan.stories)]
            delete_redirects(db, [id for id in made if not group_exists(db, id)])
            threads = write_plan(db, correction.plan).changed_threads
            _replace_constraints(db, correction.constraints)
            for thread in threads:
                delete_profile(db, "thread", thread)
            for place in (*correction.plan.articles, *correction.plan.stories):
                for story in (place.child, place.parent):
                    delete_profile(db, "story", story)
            detail = taken.to_json(_constraint_rows(correction.constraints))
            names = json.dumps(dict(correction.names_by_stem), ensure_ascii=False)
            row = (to_micros(at), correction.kind, correction.feedback_sign, correction.description, detail, names)
            sql = "INSERT INTO corrections (at, kind, lesson, words, detail, names) VALUES (?, ?, ?, ?, ?, ?)"
            number = db.execute(sql, row).lastrowid
            _raise_version(db)
            undo_log.record(db, correction.operation, str(number), True, at)

    def of_thread(self, thread: str) -> list[tuple[datetime, str, str]]:
        """What a person corrected about a thread: when, the act and about what, newest first.

        A correction is about a thread if it took something out of it, or put something into it that is still there.
        """
        sql = """
        WITH own (id) AS (
            SELECT s.id FROM stories s JOIN threads t ON t.n = s.thread WHERE t.id = ?1
            UNION ALL SELECT a.id FROM articles a JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread
            WHERE t.id = ?1)
        SELECT a.at, a.kind, COALESCE(c.words, '') FROM actions a
        LEFT JOIN corrections c ON a.kind <> 'named' AND c.n = CAST(a.subject AS INTEGER)
        WHERE a.undone IS NULL AND CASE WHEN a.kind = 'named' THEN a.after IS NOT NULL AND a.n = (
            SELECT MAX(n) FROM actions WHERE kind = 'named' AND subject = ?1 AND undone IS NULL)
        WHEN a.kind IN ('merged', 'split', 'moved') THEN EXISTS (
            SELECT 1 FROM json_tree(c.detail) j WHERE j.path IN ('$.stories', '$.articles') AND (
            json_extract(j.value, '$[1]') = ?1 OR json_extract(j.value, '$[0]') IN (SELECT id FROM own)))
        ELSE 0 END ORDER BY a.n DESC"""
        with self._db.reading() as db:
            return [(from_micros(at), kind, words) for at, kind, words in db.execute(sql, (thread,))]

    def rename(self, thread: str, title: str, at: datetime) -> None:
        """Give a thread a title that stays; with "" its title is written by what it tells again."""
        with self._db.writing() as db:
            undo_log.record(db, "named", resolve(db, thread), title or None, at)

    def feedback(self) -> list[Feedback]:
        """What the corrections taught about joining: of stories, and of threads."""
        with self._db.reading() as db:
            return read_feedback(db)

    def forget_feedback(self, at: datetime) -> None:
        """Let the corrections made so far teach nothing more; they themselves stay."""
        with self._db.writing() as db:
            last = db.execute("SELECT COALESCE(MAX(n), 0) FROM corrections").fetchone()[0]
            undo_log.record(db, "forgotten", "lessons", int(last) or None, at)


def read_feedback(db: sqlite3.Connection) -> list[Feedback]:
    """What the corrections since the last forgetting taught."""
    sql = """SELECT kind, SUM(lesson < 0), SUM(lesson > 0) FROM corrections
        WHERE lesson <> 0 AND n > ? GROUP BY kind ORDER BY kind"""
    rows = db.execute(sql, (_counter(db, "forgotten"),))
    found = [Feedback(kind, joined, split, _capped_offset(split - joined)) for kind, joined, split in rows]
    sql = """SELECT kind, SUM(lesson < 0), SUM(lesson > 0), MAX(value), key FROM corrections, json_each(names)
        WHERE lesson <> 0 AND n > ? GROUP BY kind, key ORDER BY kind, key"""
    for kind, joined, split, name, stem in db.execute(sql, (_counter(db, "forgotten"),)):
        found.append(
            Feedback(kind, joined, split, _capped_offset(split - joined, NAME_BONUS_STEP, NAME_BONUS_LIMIT), name, stem)
        )
    return found


def _capped_offset(balance: int, step: float = THRESHOLD_STEP, limit: float = THRESHOLD_LIMIT) -> float:
    return round(max(-limit, min(limit, step * balance)), 3)


def _constraint_rows(constraints: Constraints) -> dict[str, list[tuple[str, ...] | tuple[str, str, str, int]]]:
    """The rows of the tables bonds and partings."""
    bonds = [
        (bond.kind, article, min(bond.articles), to_micros(bond.at))
        for bond in constraints.must_link
        for article in bond.articles
    ]
    return {"bonds": [*bonds], "partings": [(p.kind, p.removed, p.remaining) for p in constraints.cannot_link]}


def _replace_constraints(db: sqlite3.Connection, constraints: Constraints) -> None:
    """Let these corrections take the place of those before."""
    for table, rows in _constraint_rows(constraints).items():
        db.execute(f"DELETE FROM {table}")
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (4 if table == 'bonds' else 3))})", rows)


def _counter(db: sqlite3.Connection, name: str) -> int:
    row = db.execute("SELECT n FROM counters WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def _raise_version(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO counters VALUES ('corrected', 1) ON CONFLICT (name) DO UPDATE SET n = n + 1")


def _correction_label(db: sqlite3.Connection, number: str) -> str | None:
    row = db.execute("SELECT words FROM corrections WHERE n = ?", (number,)).fetchone()
    return str(row[0]) if row else None


def _put_correction(db: sqlite3.Connection, number: str, value: bool | None) -> None:
    """Take a correction back; nothing is to be done when it is first logged."""
    if value is None:
        (detail,) = db.execute("SELECT detail FROM corrections WHERE n = ?", (number,)).fetchone()
        undo_correction(db, detail)
        db.execute("DELETE FROM corrections WHERE n = ?", (number,))
        _raise_version(db)


def _given_title(db: sqlite3.Connection, thread: str) -> str | None:
    row = db.execute("SELECT named FROM threads WHERE id = ?", (thread,)).fetchone()
    return row[0] or None if row else None


def _put_given_title(db: sqlite3.Connection, thread: str, title: str | None) -> None:
    """Name a thread; without a name it is written again, as its title comes from there."""
    db.execute(
        """UPDATE threads SET named = ?1, title = CASE WHEN ?1 <> '' THEN ?1 ELSE title END, unwritten = 1
        WHERE id = ?2""",
        (title or "", thread),
    )


def _forgotten_up_to(db: sqlite3.Connection, _: str) -> int | None:
    return _counter(db, "forgotten") or None


def _put_forgotten_up_to(db: sqlite3.Connection, _: str, number: int | None) -> None:
    db.execute("INSERT OR REPLACE INTO counters VALUES ('forgotten', ?)", (number or 0,))


def _correction_kind(done: str, taken_back: str) -> undo_log.UndoableKind:
    return undo_log.UndoableKind(done, taken_back, _correction_label, lambda *_: None, _put_correction)


undo_log.UNDOABLE.update(
    merged=_correction_kind("merged", "took apart again"),
    split=_correction_kind("split", "put together again"),
    moved=_correction_kind("moved", "no longer moved"),
    pinned=_correction_kind("kept together", "no longer kept together"),
    named=undo_log.UndoableKind(
        "named", "took the given title from", undo_log.label_by_title("threads"), _given_title, _put_given_title
    ),
    forgotten=undo_log.UndoableKind(
        "forgot", "remembered", lambda *_: "what corrections taught", _forgotten_up_to, _put_forgotten_up_to
    ),
)
