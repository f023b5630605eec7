"""Writing what grouping decided: articles into stories, stories into threads, what ended and where it leads now."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import StoreError
from briefing.store.connection import Concern
from briefing.store.counts import recount_stories, recount_thread
from briefing.store.parents import find_parents, inherit, outgrown
from briefing.store.profiles import count_documents, delete_profile, save_profiles
from briefing.store.redirects import redirect, resolve, revive
from briefing.store.values import evidence_json, many

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence, Placement, Plan


class Applied(NamedTuple):
    """What a plan changed: how many stories are new, and the ids of the threads that are no longer as they were."""

    stories_new: int
    threads: frozenset[str]


class Grouping(Concern):
    """The tables stories, threads and evidence, for writing."""

    def apply(self, plan: Plan) -> Applied:
        """Write a plan in one transaction; the threads it touched are marked unwritten."""
        with self._db.writing() as db:
            return write_plan(db, plan)


def write_plan(db: sqlite3.Connection, plan: Plan) -> Applied:
    """Write a plan inside a transaction that has begun."""
    return _Writer(db).write(plan)


class _Writer:
    """One plan on its way into the tables; remembers which rows it touched."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._stories: set[int] = set()
        self._threads: set[int] = set()
        self._founded: set[int] = set()
        self._gone_to: dict[str, str] = {}

    def write(self, plan: Plan) -> Applied:
        revive(self._db, (p.parent for p in (*plan.articles, *plan.stories) if p.evidence is None))
        self._place_stories(plan.stories)
        self._place_articles(plan.articles)
        for kind, old, new in plan.absorbed:
            if kind == "story":
                self._absorb_story(old, new)
            else:
                self._absorb_thread(old, new)
        self._drop_empty()
        find_parents(self._db, plan.parents)
        alive = [profile for profile in plan.profiles if resolve(self._db, profile.id) == profile.id]
        save_profiles(self._db, alive)
        count_documents(self._db, plan.frequencies, plan.documents)
        recount_stories(self._db, self._stories)
        for thread in self._threads:
            recount_thread(self._db, thread)
        outgrown(self._db, self._threads)
        sql = "SELECT id FROM threads WHERE n IN (SELECT value FROM json_each(?))"
        ids = frozenset(id for (id,) in self._db.execute(sql, (many(self._threads),)))
        return Applied(len(self._founded), ids)

    def _place_stories(self, placements: Sequence[Placement]) -> None:
        for placement in placements:
            id, parent = resolve(self._db, placement.child), resolve(self._db, placement.parent)
            self._db.execute("INSERT OR IGNORE INTO threads (id) VALUES (?)", (parent,))
            thread = self._number("threads", parent)
            row = self._db.execute("SELECT n, thread FROM stories WHERE id = ?", (id,)).fetchone()
            if row is None:
                cursor = self._db.execute("INSERT INTO stories (id, thread) VALUES (?, ?)", (id, thread))
                self._founded.add(int(cursor.lastrowid or 0))
            elif row[1] != thread:
                self._move_stories("n = ?", row[0], row[1], thread)
            self._threads.add(thread)
            self._keep_evidence(id, placement.evidence)

    def _place_articles(self, placements: Sequence[Placement]) -> None:
        for placement in placements:
            row = self._db.execute("SELECT n, story FROM articles WHERE id = ?", (placement.child,)).fetchone()
            if row is None:
                raise StoreError(f"the article {placement.child} is to be grouped, but the store does not have it")
            id = resolve(self._db, placement.parent)
            story = self._number("stories", id)
            if row[1] is not None and row[1] != story:
                self._gone_to[self._touch(row[1])] = id
            self._db.execute("UPDATE articles SET story = ? WHERE n = ?", (story, row[0]))
            self._touch(story)
            self._keep_evidence(placement.child, placement.evidence)

    def _touch(self, story: int) -> str:
        """Remember that a story, and so its thread, changed; its id."""
        id, thread = self._db.execute("SELECT id, thread FROM stories WHERE n = ?", (story,)).fetchone()
        self._stories.add(story)
        self._threads.add(thread)
        return str(id)

    def _move_stories(self, which: str, value: int, source: int, target: int) -> None:
        """Put the stories of thread `source` that `which` names into `target`; what digests told goes with them."""
        old, new = (self._id("threads", thread) for thread in (source, target))
        moved = self._db.execute(f"SELECT id FROM stories WHERE {which}", (value,)).fetchall()
        self._db.execute(f"UPDATE stories SET thread = ? WHERE {which}", (target, value))
        self._db.executemany("UPDATE OR REPLACE ledger SET thread = ? WHERE story = ?", [(new, id) for (id,) in moved])
        self._gone_to[old] = new
        self._threads |= {source, target}

    def _absorb_story(self, old: str, new: str) -> None:
        survivor = resolve(self._db, new)
        row = self._db.execute("SELECT n FROM stories WHERE id = ?", (old,)).fetchone()
        if row is None or survivor == old:
            return
        self._touch(row[0])
        target = self._number("stories", survivor)
        self._touch(target)
        self._db.execute("UPDATE articles SET story = ? WHERE story = ?", (target, row[0]))
        self._gone_to[old] = survivor

    def _absorb_thread(self, old: str, new: str) -> None:
        survivor = resolve(self._db, new)
        row = self._db.execute("SELECT n FROM threads WHERE id = ?", (old,)).fetchone()
        if row is None or survivor == old:
            return
        self._move_stories("thread = ?", row[0], row[0], self._number("threads", survivor))

    def _drop_empty(self) -> None:
        """Delete stories without articles and threads without stories; their ids lead to where the contents went."""
        sql = """SELECT s.n, s.id, t.id FROM stories s JOIN threads t ON t.n = s.thread
            WHERE s.n IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM articles WHERE story = s.n)"""
        for n, id, thread in self._db.execute(sql, (many(self._stories | self._founded),)).fetchall():
            if id in self._gone_to:
                new = self._gone_to[id]
                redirect(self._db, "story", id, new)
                home = "SELECT t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id = ?"
                for (other,) in self._db.execute(home, (resolve(self._db, new),)):
                    self._gone_to.setdefault(thread, other)
            self._delete_story(n, id)
        sql = """SELECT n, id FROM threads WHERE n IN (SELECT value FROM json_each(?))
            AND NOT EXISTS (SELECT 1 FROM stories WHERE thread = threads.n)"""
        for n, id in self._db.execute(sql, (many(self._threads),)).fetchall():
            if id in self._gone_to:
                redirect(self._db, "thread", id, self._gone_to[id])
                inherit(self._db, id, resolve(self._db, id))
            self._delete_thread(n, id)

    def _delete_story(self, n: int, id: str) -> None:
        delete_profile(self._db, "story", id)
        self._db.execute("DELETE FROM evidence WHERE subject = ?", (id,))
        self._db.execute("DELETE FROM stories WHERE n = ?", (n,))
        self._stories.discard(n)
        self._founded.discard(n)

    def _delete_thread(self, n: int, id: str) -> None:
        delete_profile(self._db, "thread", id)
        self._db.execute("DELETE FROM evidence WHERE subject = ?", (id,))
        self._db.execute("DELETE FROM threads WHERE n = ?", (n,))
        self._threads.discard(n)

    def _keep_evidence(self, subject: str, evidence: Evidence | None) -> None:
        """Evidence tells why something is where it is now: a founder has none."""
        if evidence is None:
            self._db.execute("DELETE FROM evidence WHERE subject = ?", (subject,))
        else:
            self._db.execute("INSERT OR REPLACE INTO evidence VALUES (?, ?)", (subject, evidence_json(evidence)))

    def _number(self, table: str, id: str) -> int:
        row = self._db.execute(f"SELECT n FROM {table} WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise StoreError(f"{id} is named by grouping, but is not among the {table} of the store")
        return int(row[0])

    def _id(self, table: str, n: int) -> str:
        return str(self._db.execute(f"SELECT id FROM {table} WHERE n = ?", (n,)).fetchone()[0])
