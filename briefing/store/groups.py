"""Writing what grouping decided: articles into stories, stories into threads, what ended and where it leads now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import StoreError
from briefing.model.articles import Article
from briefing.model.grouping import Profile, Regrouping
from briefing.store.affairs import affairs_would_change, drop_outgrown_affairs, reassign_affairs, write_affairs
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, decode_evidence, encode_evidence, json_array
from briefing.store.connection import Repository
from briefing.store.derived_columns import recount_stories, recount_thread
from briefing.store.profiles import add_document_counts, delete_profile, write_profiles
from briefing.store.redirects import add_redirect, delete_redirects, resolve

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence, Placement, Plan


class PlanResult(NamedTuple):
    """What a plan changed: how many stories are new, and the ids of the threads that are no longer as they were."""

    new_story_count: int
    changed_threads: frozenset[str]


class GroupRepository(Repository):
    """The tables stories, threads and evidence, for writing."""

    def apply(self, plan: Plan) -> PlanResult:
        """Write a plan in one transaction; the threads it touched are marked unwritten."""
        with self._db.writing() as db:
            return write_plan(db, plan)

    def threads_without_profiles(self) -> list[str]:
        """Ids of the changed threads that have no profile, or a story without one."""
        sql = """SELECT t.id FROM threads t WHERE t.unwritten AND (
            NOT EXISTS (SELECT 1 FROM profiles WHERE kind = 'thread' AND id = t.id)
            OR EXISTS (SELECT 1 FROM stories s WHERE s.thread = t.n
                AND NOT EXISTS (SELECT 1 FROM profiles WHERE kind = 'story' AND id = s.id)))"""
        with self._db.reading() as db:
            return [id for (id,) in db.execute(sql)]

    def save_profiles(self, profiles: Sequence[Profile]) -> None:
        """Store profiles that were made anew."""
        with self._db.writing() as db:
            write_profiles(db, profiles)

    def evidence_of(self, subjects: Sequence[str]) -> dict[str, Evidence]:
        """The evidence there is for these articles and stories."""
        sql = "SELECT subject, body FROM evidence WHERE subject IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return {subject: decode_evidence(body) for subject, body in db.execute(sql, (json_array(subjects),))}

    def exists(self, id: str) -> bool:
        """Whether a story or thread has this id."""
        with self._db.reading() as db:
            return group_exists(db, id)

    def locate(self, id: str) -> tuple[str, str, str] | None:
        """The article ("" unless `id` names one), the story and the thread that the id of an article or story means."""
        home = "JOIN threads t ON t.n = s.thread WHERE"
        sql = f"""SELECT a.id, s.id, t.id FROM articles a JOIN stories s ON s.n = a.story {home} a.id = ?1
            UNION ALL SELECT '', s.id, t.id FROM stories s {home} s.id = ?1"""
        with self._db.reading() as db:
            row = db.execute(sql, (resolve(db, id),)).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def articles_and_placements(self) -> tuple[list[Article], dict[str, tuple[str, str]]]:
        """All articles, and the story and thread of those that have one."""
        sql = f"""SELECT s.id, t.id, {ARTICLE_COLUMNS} FROM articles a
            LEFT JOIN stories s ON s.n = a.story LEFT JOIN threads t ON t.n = s.thread"""
        articles, homes = [], {}
        with self._db.reading() as db:
            for story, thread, *row in db.execute(sql):
                found = decode_article(tuple(row))
                articles.append(found)
                if story:
                    homes[found.id] = (story, thread)
        return articles, homes

    def would_change(self, regrouping: Regrouping) -> bool:
        """Whether anything would change by writing this: what is where, or what grouping remembers of it."""
        if regrouping.plan.articles or regrouping.plan.stories or regrouping.plan.absorbed:
            return True
        sql = "SELECT kind, id, terms, body FROM profiles WHERE id IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            rows = db.execute(sql, (json_array(profile.id for profile in regrouping.plan.profiles),))
            kept = {(kind, id): (json.loads(terms), body) for kind, id, terms, body in rows}
            if affairs_would_change(db, regrouping.plan.affairs):
                return True
        return any(kept.get((p.kind, p.id)) != (list(dict.fromkeys(p.terms)), p.body) for p in regrouping.plan.profiles)

    def apply_regrouping(self, regrouping: Regrouping) -> None:
        """Write what grouping everything anew made, in one transaction; only threads that changed are unwritten."""
        plan = regrouping.plan
        with self._db.writing() as db:
            parents = {place.parent for place in (*plan.articles, *plan.stories)}
            delete_redirects(db, parents)
            write_plan(db, replace(plan, frequencies={}, document_count=0))
            for subject, link in regrouping.evidence_by_subject.items():
                _replace_evidence(db, subject, link)
            db.execute("UPDATE vocabulary SET documents = 0 WHERE documents <> 0")
            db.execute("DELETE FROM counters WHERE name = 'documents'")
            add_document_counts(db, plan.frequencies, plan.document_count)


def write_plan(db: sqlite3.Connection, plan: Plan) -> PlanResult:
    """Write a plan inside a transaction that has begun."""
    return _PlanWriter(db).write(plan)


class _PlanWriter:
    """One plan on its way into the tables; remembers which rows it touched."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._stories: set[int] = set()
        self._threads: set[int] = set()
        self._new_stories: set[int] = set()
        self._successors: dict[str, str] = {}

    def write(self, plan: Plan) -> PlanResult:
        delete_redirects(self._db, (p.parent for p in (*plan.articles, *plan.stories) if p.evidence is None))
        self._place_stories(plan.stories)
        self._place_articles(plan.articles)
        for kind, old, new in plan.absorbed:
            if kind == "story":
                self._absorb_story(old, new)
            else:
                self._absorb_thread(old, new)
        self._drop_empty()
        write_affairs(self._db, plan.affairs)
        alive = [profile for profile in plan.profiles if resolve(self._db, profile.id) == profile.id]
        write_profiles(self._db, alive)
        add_document_counts(self._db, plan.frequencies, plan.document_count)
        recount_stories(self._db, self._stories)
        for thread in self._threads:
            recount_thread(self._db, thread)
        drop_outgrown_affairs(self._db, self._threads)
        sql = "SELECT id FROM threads WHERE n IN (SELECT value FROM json_each(?))"
        ids = frozenset(id for (id,) in self._db.execute(sql, (json_array(self._threads),)))
        return PlanResult(len(self._new_stories), ids)

    def _place_stories(self, placements: Sequence[Placement]) -> None:
        for placement in placements:
            id, parent = resolve(self._db, placement.child), resolve(self._db, placement.parent)
            self._db.execute("INSERT OR IGNORE INTO threads (id) VALUES (?)", (parent,))
            thread = self._number_of("threads", parent)
            row = self._db.execute("SELECT n, thread FROM stories WHERE id = ?", (id,)).fetchone()
            if row is None:
                cursor = self._db.execute("INSERT INTO stories (id, thread) VALUES (?, ?)", (id, thread))
                self._new_stories.add(int(cursor.lastrowid or 0))
            elif row[1] != thread:
                self._move_stories("n = ?", row[0], row[1], thread)
            self._threads.add(thread)
            self._write_evidence(id, placement.evidence)

    def _place_articles(self, placements: Sequence[Placement]) -> None:
        for placement in placements:
            row = self._db.execute("SELECT n, story FROM articles WHERE id = ?", (placement.child,)).fetchone()
            if row is None:
                raise StoreError(f"the article {placement.child} is to be grouped, but the store does not have it")
            id = resolve(self._db, placement.parent)
            story = self._number_of("stories", id)
            if row[1] is not None and row[1] != story:
                self._successors[self._touch(row[1])] = id
            self._db.execute("UPDATE articles SET story = ? WHERE n = ?", (story, row[0]))
            self._touch(story)
            self._write_evidence(placement.child, placement.evidence)

    def _touch(self, story: int) -> str:
        """Remember that a story, and so its thread, changed; its id."""
        id, thread = self._db.execute("SELECT id, thread FROM stories WHERE n = ?", (story,)).fetchone()
        self._stories.add(story)
        self._threads.add(thread)
        return str(id)

    def _move_stories(self, which: str, value: int, source: int, target: int) -> None:
        """Put the stories of thread `source` that `which` names into `target`; what digests told goes with them."""
        old, new = (self._id_of("threads", thread) for thread in (source, target))
        moved = self._db.execute(f"SELECT id FROM stories WHERE {which}", (value,)).fetchall()
        self._db.execute(f"UPDATE stories SET thread = ? WHERE {which}", (target, value))
        self._db.executemany("UPDATE OR REPLACE ledger SET thread = ? WHERE story = ?", [(new, id) for (id,) in moved])
        self._successors[old] = new
        self._threads |= {source, target}

    def _absorb_story(self, old: str, new: str) -> None:
        survivor = resolve(self._db, new)
        row = self._db.execute("SELECT n FROM stories WHERE id = ?", (old,)).fetchone()
        if row is None or survivor == old:
            return
        self._touch(row[0])
        target = self._number_of("stories", survivor)
        self._touch(target)
        self._db.execute("UPDATE articles SET story = ? WHERE story = ?", (target, row[0]))
        self._successors[old] = survivor

    def _absorb_thread(self, old: str, new: str) -> None:
        survivor = resolve(self._db, new)
        row = self._db.execute("SELECT n FROM threads WHERE id = ?", (old,)).fetchone()
        if row is None or survivor == old:
            return
        self._move_stories("thread = ?", row[0], row[0], self._number_of("threads", survivor))

    def _drop_empty(self) -> None:
        """Delete stories without articles and threads without stories; their ids lead to where the contents went."""
        sql = """SELECT s.n, s.id, t.id FROM stories s JOIN threads t ON t.n = s.thread
            WHERE s.n IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM articles WHERE story = s.n)"""
        for n, id, thread in self._db.execute(sql, (json_array(self._stories | self._new_stories),)).fetchall():
            if id in self._successors:
                new = self._successors[id]
                add_redirect(self._db, "story", id, new)
                home = "SELECT t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id = ?"
                for (other,) in self._db.execute(home, (resolve(self._db, new),)):
                    self._successors.setdefault(thread, other)
            self._delete_story(n, id)
        sql = """SELECT n, id FROM threads WHERE n IN (SELECT value FROM json_each(?))
            AND NOT EXISTS (SELECT 1 FROM stories WHERE thread = threads.n)"""
        for n, id in self._db.execute(sql, (json_array(self._threads),)).fetchall():
            if id in self._successors:
                add_redirect(self._db, "thread", id, self._successors[id])
                reassign_affairs(self._db, id, resolve(self._db, id))
            self._delete_thread(n, id)

    def _delete_story(self, n: int, id: str) -> None:
        delete_profile(self._db, "story", id)
        self._db.execute("DELETE FROM evidence WHERE subject = ?", (id,))
        self._db.execute("DELETE FROM stories WHERE n = ?", (n,))
        self._stories.discard(n)
        self._new_stories.discard(n)

    def _delete_thread(self, n: int, id: str) -> None:
        delete_profile(self._db, "thread", id)
        self._db.execute("DELETE FROM evidence WHERE subject = ?", (id,))
        self._db.execute("DELETE FROM threads WHERE n = ?", (n,))
        self._threads.discard(n)

    def _write_evidence(self, subject: str, evidence: Evidence | None) -> None:
        """Evidence tells why something is where it is now: a founder has none."""
        if evidence is None:
            self._db.execute("DELETE FROM evidence WHERE subject = ?", (subject,))
        else:
            self._db.execute("INSERT OR REPLACE INTO evidence VALUES (?, ?)", (subject, encode_evidence(evidence)))

    def _number_of(self, table: str, id: str) -> int:
        row = self._db.execute(f"SELECT n FROM {table} WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise StoreError(f"{id} is named by grouping, but is not among the {table} of the store")
        return int(row[0])

    def _id_of(self, table: str, n: int) -> str:
        return str(self._db.execute(f"SELECT id FROM {table} WHERE n = ?", (n,)).fetchone()[0])


def _replace_evidence(db: sqlite3.Connection, subject: str, link: Evidence | None) -> None:
    """Put newer evidence in the place of older; where something was founded, only what a person did is still said."""
    if link is not None:
        db.execute("INSERT OR REPLACE INTO evidence VALUES (?, ?)", (subject, encode_evidence(link)))
    else:
        sql = "DELETE FROM evidence WHERE subject = ? AND json_extract(body, '$.corrected') IS NULL"
        db.execute(sql, (subject,))


def group_exists(db: sqlite3.Connection, id: str) -> bool:
    """Whether a story or thread with this id is stored."""
    table = "stories" if id.startswith("s") else "threads"
    return db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone() is not None
