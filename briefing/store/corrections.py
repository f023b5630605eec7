"""What a person corrected: how it binds later grouping, what it taught, and how each correction is taken back."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.grouping import Bond, Corrections, Lesson, Parting
from briefing.store import actions
from briefing.store.apply import write_plan
from briefing.store.connection import Concern
from briefing.store.profiles import delete_profile, save_profiles
from briefing.store.redirects import resolve, revive
from briefing.store.takeback import Taken, take_back
from briefing.store.values import evidence_from, many, micros, moment

if TYPE_CHECKING:
    from briefing.model.grouping import Correction, Corrections, Evidence, Kind, Lesson, Profile

STEP, MOST = 0.1, 0.5
NAME_STEP, NAME_MOST = 0.2, 0.6
"""Log-odds that one correction adds to what joining asks, or takes from it; and how far all of them may move it."""


class Correcting(Concern):
    """The tables bonds, partings and corrections, and the titles a person gave."""

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Make one transaction of all calls inside the block."""
        with self._db.writing():
            yield

    def corrected(self) -> int:
        """The version of the corrections: another number after each that was made or taken back."""
        with self._db.reading() as db:
            return _counter(db, "corrected")

    def corrections(self) -> Corrections:
        """All corrections, with what they taught."""
        with self._db.reading() as db:
            bonds: defaultdict[tuple[Kind, str, int], set[str]] = defaultdict(set)
            for kind, article, bond, at in db.execute("SELECT kind, article, bond, at FROM bonds"):
                bonds[kind, bond, at].add(article)
            partings = frozenset(Parting(*row) for row in db.execute("SELECT kind, one, other FROM partings"))
            homes = """SELECT a.id, s.id, t.id FROM (SELECT article AS id FROM bonds UNION SELECT one FROM partings
                UNION SELECT other FROM partings) c CROSS JOIN articles a ON a.id = c.id
                JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread"""
            return Corrections(
                bonds=tuple(Bond(kind, frozenset(found), moment(at)) for (kind, _, at), found in sorted(bonds.items())),
                partings=partings,
                homes={article: (story, thread) for article, story, thread in db.execute(homes)},
                shifts={one.kind: one.shift for one in lessons_of(db) if one.shift and not one.name},
                ties={one.stem: -one.shift for one in lessons_of(db) if one.shift and one.name},
                version=_counter(db, "corrected"),
            )

    def correct(self, correction: Correction, at: datetime) -> None:
        """Carry a correction out, let it bind from now on, and log it; the threads it touched are unwritten.

        The profiles of what it touched are forgotten: `unprofiled` tells what grouping has to look at again.
        """
        with self._db.writing() as db:
            taken = Taken(db, correction.plan, _rows(self.corrections()))
            made = [place.parent for place in (*correction.plan.articles, *correction.plan.stories)]
            revive(db, [id for id in made if not _exists(db, id)])
            threads = write_plan(db, correction.plan).threads
            _save(db, correction.corrections)
            for thread in threads:
                delete_profile(db, "thread", thread)
            for place in (*correction.plan.articles, *correction.plan.stories):
                for story in (place.child, place.parent):
                    delete_profile(db, "story", story)
            detail = taken.detail(_rows(correction.corrections))
            names = json.dumps(dict(correction.names), ensure_ascii=False)
            row = (micros(at), correction.kind, correction.lesson, correction.about, detail, names)
            sql = "INSERT INTO corrections (at, kind, lesson, words, detail, names) VALUES (?, ?, ?, ?, ?, ?)"
            number = db.execute(sql, row).lastrowid
            _count(db)
            actions.do(db, correction.act, str(number), True, at)

    def notes(self, thread: str) -> list[tuple[datetime, str, str]]:
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
            return [(moment(at), kind, words) for at, kind, words in db.execute(sql, (thread,))]

    def unprofiled(self) -> list[str]:
        """Ids of the changed threads that have no profile, or a story without one."""
        sql = """SELECT t.id FROM threads t WHERE t.unwritten AND (
            NOT EXISTS (SELECT 1 FROM profiles WHERE kind = 'thread' AND id = t.id)
            OR EXISTS (SELECT 1 FROM stories s WHERE s.thread = t.n
                AND NOT EXISTS (SELECT 1 FROM profiles WHERE kind = 'story' AND id = s.id)))"""
        with self._db.reading() as db:
            return [id for (id,) in db.execute(sql)]

    def keep_profiles(self, profiles: Sequence[Profile]) -> None:
        """Store profiles that were made anew."""
        with self._db.writing() as db:
            save_profiles(db, profiles)

    def evidence_of(self, subjects: Sequence[str]) -> dict[str, Evidence]:
        """The evidence there is for these articles and stories."""
        sql = "SELECT subject, body FROM evidence WHERE subject IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return {subject: evidence_from(body) for subject, body in db.execute(sql, (many(subjects),))}

    def is_taken(self, id: str) -> bool:
        """Whether a story or thread has this id."""
        with self._db.reading() as db:
            return _exists(db, id)

    def titles_of(self, threads: Sequence[str]) -> dict[str, str]:
        """The titles of these threads."""
        sql = "SELECT id, title FROM threads WHERE id IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return dict(db.execute(sql, (many(threads),)).fetchall())

    def place(self, id: str) -> tuple[str, str, str] | None:
        """The article ("" unless `id` names one), the story and the thread that the id of an article or story means."""
        home = "JOIN threads t ON t.n = s.thread WHERE"
        sql = f"""SELECT a.id, s.id, t.id FROM articles a JOIN stories s ON s.n = a.story {home} a.id = ?1
            UNION ALL SELECT '', s.id, t.id FROM stories s {home} s.id = ?1"""
        with self._db.reading() as db:
            row = db.execute(sql, (resolve(db, id),)).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def set_named(self, thread: str, title: str, at: datetime) -> None:
        """Give a thread a title that stays; with "" its title is written by what it tells again."""
        with self._db.writing() as db:
            actions.do(db, "named", resolve(db, thread), title or None, at)

    def lessons(self) -> list[Lesson]:
        """What the corrections taught about joining: of stories, and of threads."""
        with self._db.reading() as db:
            return lessons_of(db)

    def forget_lessons(self, at: datetime) -> None:
        """Let the corrections made so far teach nothing more; they themselves stay."""
        with self._db.writing() as db:
            last = db.execute("SELECT COALESCE(MAX(n), 0) FROM corrections").fetchone()[0]
            actions.do(db, "forgotten", "lessons", int(last) or None, at)


def lessons_of(db: sqlite3.Connection) -> list[Lesson]:
    """What the corrections since the last forgetting taught."""
    sql = """SELECT kind, SUM(lesson < 0), SUM(lesson > 0) FROM corrections
        WHERE lesson <> 0 AND n > ? GROUP BY kind ORDER BY kind"""
    rows = db.execute(sql, (_counter(db, "forgotten"),))
    found = [Lesson(kind, joined, split, _shift(split - joined)) for kind, joined, split in rows]
    sql = """SELECT kind, SUM(lesson < 0), SUM(lesson > 0), MAX(value), key FROM corrections, json_each(names)
        WHERE lesson <> 0 AND n > ? GROUP BY kind, key ORDER BY kind, key"""
    for kind, joined, split, name, stem in db.execute(sql, (_counter(db, "forgotten"),)):
        found.append(Lesson(kind, joined, split, _shift(split - joined, NAME_STEP, NAME_MOST), name, stem))
    return found


def _shift(balance: int, step: float = STEP, most: float = MOST) -> float:
    return round(max(-most, min(most, step * balance)), 3)


def _rows(corrections: Corrections) -> dict[str, list[tuple[str, ...] | tuple[str, str, str, int]]]:
    """The rows of the tables bonds and partings."""
    bonds = [
        (bond.kind, article, min(bond.articles), micros(bond.at))
        for bond in corrections.bonds
        for article in bond.articles
    ]
    return {"bonds": [*bonds], "partings": [(p.kind, p.one, p.other) for p in corrections.partings]}


def _save(db: sqlite3.Connection, corrections: Corrections) -> None:
    """Let these corrections take the place of those before."""
    for table, rows in _rows(corrections).items():
        db.execute(f"DELETE FROM {table}")
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (4 if table == 'bonds' else 3))})", rows)


def _exists(db: sqlite3.Connection, id: str) -> bool:
    table = "stories" if id.startswith("s") else "threads"
    return db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone() is not None


def _counter(db: sqlite3.Connection, name: str) -> int:
    row = db.execute("SELECT n FROM counters WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def _count(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO counters VALUES ('corrected', 1) ON CONFLICT (name) DO UPDATE SET n = n + 1")


def _about(db: sqlite3.Connection, number: str) -> str | None:
    row = db.execute("SELECT words FROM corrections WHERE n = ?", (number,)).fetchone()
    return str(row[0]) if row else None


def _undo(db: sqlite3.Connection, number: str, value: bool | None) -> None:
    """Take a correction back; nothing is to be done when it is first logged."""
    if value is None:
        (detail,) = db.execute("SELECT detail FROM corrections WHERE n = ?", (number,)).fetchone()
        take_back(db, detail)
        db.execute("DELETE FROM corrections WHERE n = ?", (number,))
        _count(db)


def _named(db: sqlite3.Connection, thread: str) -> str | None:
    row = db.execute("SELECT named FROM threads WHERE id = ?", (thread,)).fetchone()
    return row[0] or None if row else None


def _name(db: sqlite3.Connection, thread: str, title: str | None) -> None:
    """Name a thread; without a name it is written again, as its title comes from there."""
    db.execute(
        """UPDATE threads SET named = ?1, title = CASE WHEN ?1 <> '' THEN ?1 ELSE title END, unwritten = 1
        WHERE id = ?2""",
        (title or "", thread),
    )


def _forgotten(db: sqlite3.Connection, _: str) -> int | None:
    return _counter(db, "forgotten") or None


def _forget(db: sqlite3.Connection, _: str, number: int | None) -> None:
    db.execute("INSERT OR REPLACE INTO counters VALUES ('forgotten', ?)", (number or 0,))


def _correction(done: str, taken_back: str) -> actions.Kind:
    return actions.Kind(done, taken_back, _about, lambda *_: None, _undo)


actions.KINDS.update(
    merged=_correction("merged", "took apart again"),
    split=_correction("split", "put together again"),
    moved=_correction("moved", "no longer moved"),
    pinned=_correction("kept together", "no longer kept together"),
    named=actions.Kind("named", "took the given title from", actions.titled("threads"), _named, _name),
    forgotten=actions.Kind("forgot", "remembered", lambda *_: "what corrections taught", _forgotten, _forget),
)
