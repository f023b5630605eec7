"""Storing plans of grouping: articles in stories, stories in threads, and redirects of the groups that ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import StoreError
from briefing.model.articles import Article
from briefing.model.grouping import Home, Profile, Regrouping
from briefing.store.affairs import affairs_would_change, put_affairs_below_larger_parts, write_affairs
from briefing.store.arrivals import note_arrival
from briefing.store.article_links import with_links
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, json_array, optional_to_micros
from briefing.store.database.connection import Repository
from briefing.store.deliveries import move_deliveries
from briefing.store.derived_columns import recount_stories, recount_thread
from briefing.store.evidence import delete_evidence, read_evidence, write_evidence
from briefing.store.following_tables import redirect
from briefing.store.json_codecs import decode_text_list
from briefing.store.profiles import add_document_counts, delete_profile, write_profiles
from briefing.store.read_states import (
    ReadStates,
    keep_states,
    state_of_article,
    states_of_stories,
)
from briefing.store.redirects import delete_redirects, resolve
from briefing.store.thread_states import inherit_read_moment

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence, Placement, Plan


class PlanResult(NamedTuple):
    """What a plan changed: the number of new stories, and the ids of the changed threads."""

    new_story_count: int
    changed_threads: frozenset[str]


class GroupRepository(Repository):
    """The tables stories, threads and evidence."""

    def apply(self, plan: Plan, arrived: datetime | None = None) -> PlanResult:
        """Store a plan in one transaction; the changed threads count as outdated.

        Args:
            plan: The plan.
            arrived: The current moment, from which on its new articles can be read; None: since they were fetched.
        """
        with self._db.writing() as db:
            return write_plan(db, plan, arrived=arrived)

    def threads_without_profiles(self) -> list[str]:
        """Return the ids of the outdated threads that have no profile, or a story without one."""
        sql = """SELECT t.id FROM threads t WHERE t.outdated AND (
            NOT EXISTS (SELECT 1 FROM profiles WHERE kind = 'thread' AND id = t.id)
            OR EXISTS (SELECT 1 FROM stories s WHERE s.thread = t.n
                AND NOT EXISTS (SELECT 1 FROM profiles WHERE kind = 'story' AND id = s.id)))"""
        with self._db.reading() as db:
            return [id for (id,) in db.execute(sql)]

    def save_profiles(self, profiles: Sequence[Profile]) -> None:
        """Store profiles; each replaces the one with its id."""
        with self._db.writing() as db:
            write_profiles(db, profiles)

    def evidence_of(self, subjects: Sequence[str]) -> dict[str, Evidence]:
        """Return the stored evidence of these articles, stories or threads; those without any are left out."""
        with self._db.reading() as db:
            return read_evidence(db, subjects)

    def exists(self, id: str) -> bool:
        """Whether a story or thread has this id."""
        with self._db.reading() as db:
            return group_exists(db, id)

    def locate(self, id: str) -> tuple[str, str, str] | None:
        """Return the ids of the article ("" unless `id` is one), the story and the thread of an article or a story."""
        sql = """SELECT a.id, s.id, t.id FROM articles a
            JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread WHERE a.id = ?1
            UNION ALL SELECT '', s.id, t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id = ?1"""
        with self._db.reading() as db:
            row = db.execute(sql, (resolve(db, id),)).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def articles_and_homes(self) -> tuple[list[Article], dict[str, Home]]:
        """Return all articles, and the home of each one that is grouped, by its id."""
        sql = f"""SELECT s.id, t.id, {ARTICLE_COLUMNS} FROM articles a
            LEFT JOIN stories s ON s.n = a.story LEFT JOIN threads t ON t.n = s.thread"""
        articles, homes = [], {}
        with self._db.reading() as db:
            for story, thread, *row in db.execute(sql):
                article = decode_article(row)
                articles.append(article)
                if story:
                    homes[article.id] = Home(story, thread)
            return with_links(db, articles), homes

    def would_change(self, regrouping: Regrouping) -> bool:
        """Whether storing a regrouping would change anything: homes, affairs or profiles."""
        if self.would_move(regrouping):
            return True
        sql = "SELECT kind, id, terms, body FROM profiles WHERE id IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            rows = db.execute(sql, (json_array(profile.id for profile in regrouping.plan.profiles),))
            stored = {(kind, id): (decode_text_list(terms, "list of terms"), body) for kind, id, terms, body in rows}
        return any(
            stored.get((profile.kind, profile.id)) != (tuple(dict.fromkeys(profile.terms)), profile.body)
            for profile in regrouping.plan.profiles
        )

    def would_move(self, regrouping: Regrouping) -> bool:
        """Whether storing a regrouping would move anything: into another story, thread or affair."""
        if regrouping.plan.articles or regrouping.plan.stories or regrouping.plan.absorbed:
            return True
        with self._db.reading() as db:
            return affairs_would_change(db, regrouping.plan.affairs)

    def apply_regrouping(self, regrouping: Regrouping) -> None:
        """Store a regrouping in one transaction; only the threads that it changes count as outdated."""
        with self._db.writing() as db:
            write_regrouping(db, regrouping)


def write_regrouping(db: sqlite3.Connection, regrouping: Regrouping) -> None:
    """Store a regrouping inside a transaction that has begun."""
    plan = regrouping.plan
    delete_redirects(db, {placement.parent for placement in (*plan.articles, *plan.stories)})
    write_plan(db, replace(plan, frequencies={}, document_count=0))
    for subject, evidence in regrouping.evidence_by_subject.items():
        _write_regrouped_evidence(db, subject, evidence)
    db.execute("UPDATE vocabulary SET document_count = 0 WHERE document_count <> 0")
    db.execute("DELETE FROM counters WHERE name = 'documents'")
    add_document_counts(db, plan.frequencies, plan.document_count)


def write_plan(
    db: sqlite3.Connection, plan: Plan, *, is_undo: bool = False, arrived: datetime | None = None
) -> PlanResult:
    """Store a plan inside a transaction that has begun.

    Args:
        db: The connection.
        plan: The plan.
        is_undo: Whether it undoes a correction, which puts marks and affairs back itself.
        arrived: From when on its new articles can be read; None: since they were fetched.
    """
    return _PlanWriter(db, is_undo, optional_to_micros(arrived)).write(plan)


class _PlanWriter:
    """Stores one plan and collects the inner numbers of the groups that it changes."""

    def __init__(self, db: sqlite3.Connection, is_undo: bool, arrived: int | None) -> None:
        self._db = db
        self._arrived = arrived
        self._is_undo = is_undo
        self._stories: set[int] = set()
        self._threads: set[int] = set()
        self._new_stories: set[int] = set()
        self._successors: dict[str, str] = {}
        """Where the members of a story or thread went, by its id; if nothing is left of it, its id leads there."""

    def write(self, plan: Plan) -> PlanResult:
        delete_redirects(self._db, (p.parent for p in (*plan.articles, *plan.stories) if p.is_founding))
        self._place_stories(plan.stories)
        self._place_articles(plan.articles)
        for kind, old, new in plan.absorbed:
            if kind == "story":
                self._absorb_story(old, new)
            else:
                self._absorb_thread(old, new)
        self._drop_empty()
        write_profiles(self._db, [profile for profile in plan.profiles if resolve(self._db, profile.id) == profile.id])
        add_document_counts(self._db, plan.frequencies, plan.document_count)
        recount_stories(self._db, self._stories)
        for thread in self._threads:
            recount_thread(self._db, thread)
        write_affairs(self._db, plan.affairs)
        if not self._is_undo:  # which puts affairs back itself
            put_affairs_below_larger_parts(self._db, self._threads)
        sql = "SELECT id FROM threads WHERE n IN (SELECT value FROM json_each(?))"
        ids = frozenset(id for (id,) in self._db.execute(sql, (json_array(self._threads),)))
        return PlanResult(len(self._new_stories), ids)

    def _place_stories(self, placements: Sequence[Placement]) -> None:
        for placement in placements:
            id, parent = resolve(self._db, placement.child), resolve(self._db, placement.parent)
            is_new = self._db.execute("INSERT OR IGNORE INTO threads (id) VALUES (?)", (parent,)).rowcount > 0
            thread = self._thread_number(parent)
            row = self._db.execute("SELECT n, thread FROM stories WHERE id = ?", (id,)).fetchone()
            if row is None:
                cursor = self._db.execute("INSERT INTO stories (id, thread) VALUES (?, ?)", (id, thread))
                self._new_stories.add(int(cursor.lastrowid or 0))
            else:
                story, former = row
                if former != thread:
                    if is_new and not self._is_undo:
                        inherit_read_moment(self._db, self._thread_id(former), parent)
                    self._move_stories([story], former, thread)
            self._threads.add(thread)
            write_evidence(self._db, id, placement.evidence)

    def _place_articles(self, placements: Sequence[Placement]) -> None:
        for placement in placements:
            row = self._db.execute("SELECT n, story FROM articles WHERE id = ?", (placement.child,)).fetchone()
            if row is None:
                raise StoreError(f"the plan of grouping names the article {placement.child}, which is not stored")
            article, former = row
            id = resolve(self._db, placement.parent)
            story = self._story_number(id)
            states: ReadStates = {}
            if former is not None and former != story:
                self._successors[self._story_id(former)] = id
                self._touch(former)
                states = state_of_article(self._db, article) if self._in_other_threads(former, story) else {}
            self._db.execute("UPDATE articles SET story = ? WHERE n = ?", (story, article))
            if former is None:
                note_arrival(self._db, article, self._arrived)
            keep_states(self._db, states)
            self._touch(story)
            write_evidence(self._db, placement.child, placement.evidence)

    def _touch(self, story: int) -> None:
        """Note that a story, and so its thread, changes."""
        (thread,) = self._db.execute("SELECT thread FROM stories WHERE n = ?", (story,)).fetchone()
        self._stories.add(story)
        self._threads.add(thread)

    def _in_other_threads(self, story: int, other: int) -> bool:
        sql = "SELECT COUNT(DISTINCT thread) FROM stories WHERE n IN (?, ?)"
        return int(self._db.execute(sql, (story, other)).fetchone()[0]) > 1

    def _move_stories(self, stories: Sequence[int], source: int, target: int) -> None:
        """Move stories from one thread into another, with their part of the delivery log; doubts about them end."""
        old, new = self._thread_id(source), self._thread_id(target)
        numbers = json_array(stories)
        ids = self._db.execute("SELECT id FROM stories WHERE n IN (SELECT value FROM json_each(?))", (numbers,))
        move_deliveries(self._db, [id for (id,) in ids.fetchall()], new)
        states = states_of_stories(self._db, stories)
        self._db.execute(
            "UPDATE stories SET thread = ?, doubted = 0 WHERE n IN (SELECT value FROM json_each(?))", (target, numbers)
        )
        keep_states(self._db, states)
        self._successors[old] = new
        self._threads |= {source, target}

    def _absorb_story(self, old: str, new: str) -> None:
        survivor = resolve(self._db, new)
        row = self._db.execute("SELECT n FROM stories WHERE id = ?", (old,)).fetchone()
        if row is None or survivor == old:
            return
        (ended,) = row
        self._touch(ended)
        target = self._story_number(survivor)
        self._touch(target)
        states = states_of_stories(self._db, [ended]) if self._in_other_threads(ended, target) else {}
        self._db.execute("UPDATE articles SET story = ? WHERE story = ?", (target, ended))
        keep_states(self._db, states)
        self._successors[old] = survivor

    def _absorb_thread(self, old: str, new: str) -> None:
        survivor = resolve(self._db, new)
        row = self._db.execute("SELECT n FROM threads WHERE id = ?", (old,)).fetchone()
        if row is None or survivor == old:
            return
        (ended,) = row
        stories = [n for (n,) in self._db.execute("SELECT n FROM stories WHERE thread = ?", (ended,))]
        self._move_stories(stories, ended, self._thread_number(survivor))

    def _drop_empty(self) -> None:
        """Delete stories without articles and threads without stories; their ids lead to where their members went."""
        sql = """SELECT s.n, s.id, t.id FROM stories s JOIN threads t ON t.n = s.thread
            WHERE s.n IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM articles WHERE story = s.n)"""
        for n, id, thread in self._db.execute(sql, (json_array(self._stories | self._new_stories),)).fetchall():
            if id in self._successors:
                new = self._successors[id]
                redirect(self._db, "story", id, new)
                thread_of = "SELECT t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id = ?"
                for (other,) in self._db.execute(thread_of, (resolve(self._db, new),)):
                    self._successors.setdefault(thread, other)
            self._delete_story(n, id)
        sql = """SELECT n, id FROM threads WHERE n IN (SELECT value FROM json_each(?))
            AND NOT EXISTS (SELECT 1 FROM stories WHERE thread = threads.n)
            ORDER BY article_count, id"""  # the largest last: of several that end in one its affair stays
        for n, id in self._db.execute(sql, (json_array(self._threads),)).fetchall():
            if id in self._successors:
                redirect(self._db, "thread", id, self._successors[id])
            self._delete_thread(n, id)

    def _delete_story(self, n: int, id: str) -> None:
        delete_profile(self._db, "story", id)
        delete_evidence(self._db, id)
        self._db.execute("DELETE FROM stories WHERE n = ?", (n,))
        self._stories.discard(n)
        self._new_stories.discard(n)

    def _delete_thread(self, n: int, id: str) -> None:
        delete_profile(self._db, "thread", id)
        delete_evidence(self._db, id)
        self._db.execute("DELETE FROM threads WHERE n = ?", (n,))
        self._threads.discard(n)

    def _story_number(self, id: str) -> int:
        row = self._db.execute("SELECT n FROM stories WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise StoreError(f"the plan of grouping names the story {id}, which is not stored")
        return int(row[0])

    def _thread_number(self, id: str) -> int:
        row = self._db.execute("SELECT n FROM threads WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise StoreError(f"the plan of grouping names the thread {id}, which is not stored")
        return int(row[0])

    def _story_id(self, n: int) -> str:
        return str(self._db.execute("SELECT id FROM stories WHERE n = ?", (n,)).fetchone()[0])

    def _thread_id(self, n: int) -> str:
        return str(self._db.execute("SELECT id FROM threads WHERE n = ?", (n,)).fetchone()[0])


def _write_regrouped_evidence(db: sqlite3.Connection, subject: str, evidence: Evidence | None) -> None:
    """Store the new evidence of what stays in its place; a founder keeps that of a person's correction."""
    if evidence is None or evidence.is_only_refusal:
        sql = "SELECT 1 FROM evidence WHERE subject = ? AND json_extract(body, '$.corrected') IS NOT NULL"
        if db.execute(sql, (subject,)).fetchone():
            return
    write_evidence(db, subject, evidence)


def group_exists(db: sqlite3.Connection, id: str) -> bool:
    """Whether a story or thread with this id is stored."""
    sql = "SELECT 1 FROM stories WHERE id = ?1 UNION ALL SELECT 1 FROM threads WHERE id = ?1"
    return db.execute(sql, (id,)).fetchone() is not None
