"""Storing what a person did and read in another store. Nothing that the person did in this one is taken away."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.model.grouping import Home
from briefing.store.action_log import join_batch, last_action, record
from briefing.store.affairs import AFFAIR, affairs_above, decision
from briefing.store.articles import save_imported
from briefing.store.codecs import json_array, optional_to_micros, to_micros
from briefing.store.correction_snapshot import SNAPSHOT_VERSION
from briefing.store.database.connection import Repository
from briefing.store.groups import group_exists, write_plan
from briefing.store.json_codecs import encode_blob
from briefing.store.marks import STARRED
from briefing.store.mute_rules import MUTE_RULE_KINDS, read_mute_rules, stored_spelling
from briefing.store.profiles import delete_profile
from briefing.store.read_states import keep_states, log_changes, states_of_thread
from briefing.store.redirects import resolve
from briefing.store.thread_states import FOLLOWED, MUTED, READ, RENAMED, followed_since, muted_since, read_value
from briefing.store.thread_tags import add_imported_tags
from briefing.store.views import VIEW

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.grouping import Plan
    from briefing.model.personal_data import (
        ExportedCorrection,
        ExportedDigest,
        ExportedMute,
        ExportedThread,
        ImportCount,
    )

EMPTY_SNAPSHOT = encode_blob(SNAPSHOT_VERSION, {})
"""The snapshot of an imported correction: it was made in another store, and is not undone in this one.
Nothing may read it."""


class PersonalDataImport(Repository):
    """Adds imported data to all tables that hold what a person did. Every method needs an open transaction."""

    def save_articles(self, articles: Sequence[Article]) -> dict[str, str]:
        """Store the articles that are not here; return the id here of each one by its id there."""
        with self._db.writing() as db:
            return save_imported(db, articles)

    def article_count(self) -> int:
        """Return the number of all articles."""
        with self._db.reading() as db:
            return int(db.execute("SELECT COUNT(*) FROM articles").fetchone()[0])

    def homes(self, articles: Iterable[str]) -> dict[str, Home]:
        """Return the homes of those of these articles that are grouped."""
        sql = """SELECT a.id, s.id, t.id FROM json_each(?) i JOIN articles a ON a.id = i.value
            JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread"""
        with self._db.reading() as db:
            return {id: Home(story, thread) for id, story, thread in db.execute(sql, (json_array(articles),))}

    def homes_in_threads(self, threads: Iterable[str]) -> dict[str, Home]:
        """Return the homes of all articles of these threads."""
        sql = """SELECT a.id, s.id, t.id FROM json_each(?) i JOIN threads t ON t.id = i.value
            JOIN stories s ON s.thread = t.n JOIN articles a ON a.story = s.n"""
        with self._db.reading() as db:
            return {id: Home(story, thread) for id, story, thread in db.execute(sql, (json_array(threads),))}

    def is_id_in_use(self, id: str) -> bool:
        """Whether a story or thread has this id, or had it before it ended in another one."""
        with self._db.reading() as db:
            return resolve(db, id) != id or group_exists(db, id)

    def place(self, plan: Plan) -> None:
        """Store the groups of imported articles; the profiles of the changed groups are to be built again."""
        with self._db.writing() as db:
            for thread in write_plan(db, plan).changed_threads:
                delete_profile(db, "thread", thread)
            for story in {placement.parent for placement in plan.articles}:
                delete_profile(db, "story", resolve(db, story))

    def last_action(self) -> int:
        """Return the number of the last action of the undo log."""
        with self._db.reading() as db:
            return last_action(db)

    def join_actions(self, after: int) -> None:
        """Make the actions since number `after` one, so that one undo reverts them."""
        with self._db.writing() as db:
            join_batch(db, after)

    def mark(self, thread: str, exported: ExportedThread, at: datetime) -> Counter[ImportCount]:
        """Follow, mute, name and tag a thread as in the other store, unless the person decided otherwise here."""
        done: Counter[ImportCount] = Counter()
        with self._db.writing() as db:
            if exported.followed and followed_since(db, thread) is None and muted_since(db, thread) is None:
                record(db, FOLLOWED, thread, to_micros(exported.followed), at)
                done["followed"] += 1
            if exported.muted and muted_since(db, thread) is None and followed_since(db, thread) is None:
                value = [to_micros(exported.muted), optional_to_micros(exported.newest_when_muted)]
                record(db, MUTED, thread, value, at)
                done["muted"] += 1
            if exported.name and RENAMED.get(db, thread) is None:
                record(db, RENAMED, thread, exported.name, at)
                done["named"] += 1
            done["tagged"] += bool(exported.tags) and add_imported_tags(db, thread, exported.tags, at)
        return done

    def set_affair(self, thread: str, affair: str, decided_at: datetime, at: datetime) -> bool:
        """Make a thread part of an affair (of none for ""), unless the person decided that here; return whether."""
        with self._db.writing() as db:
            above = {affair, *affairs_above(db, affair)} if affair else set()
            if decision(AFFAIR.get(db, thread)) is not None or thread in above:
                return False
            record(db, AFFAIR, thread, {"affair": affair, "decided_at": to_micros(decided_at)}, at)
            return True

    def mark_read(
        self, thread: str, exported: ExportedThread, read: Mapping[str, bool], new: frozenset[str], at: datetime
    ) -> bool:
        """Count articles of a thread as read that were read in the other store; return whether anything changed.

        Args:
            thread: The thread here.
            exported: The thread there, with the moments when it was read.
            read: Whether its articles were read there, by their ids here.
            new: The ids of those that are here since this import.
            at: The current moment.
        """
        with self._db.writing() as db:
            before, ids = states_of_thread(db, thread), _ids_by_number(db, thread)
            wanted = {n: _is_unread(ids[n], unread, read, new) for n, unread in before.items()}
            own = read_value(db, thread)
            own_read = own[0] if isinstance(own, list) else own
            moment = optional_to_micros(exported.read)
            if moment is not None and (own_read is None or own_read < moment):
                action = record(db, READ, thread, [moment, optional_to_micros(exported.read_before)], at)
                db.execute(
                    "DELETE FROM read_exceptions WHERE article IN (SELECT value FROM json_each(?))",
                    (json_array(before),),
                )
                _keep_differing(db, thread, wanted)
                if action is not None:
                    log_changes(db, action, before, states_of_thread(db, thread))
                return True
            _keep_differing(db, thread, wanted)
            return wanted != before

    def star(self, article: str, since: datetime, at: datetime) -> bool:
        """Star an article; return whether it had no star."""
        with self._db.writing() as db:
            if STARRED.get(db, article) is not None:
                return False
            return record(db, STARRED, article, to_micros(since), at) is not None

    def add_corrections(self, corrections: Iterable[ExportedCorrection]) -> int:
        """Store what grouping learns from corrections of the other store; return how many were not here."""
        added = 0
        with self._db.writing() as db:
            for one in corrections:
                row = (to_micros(one.at), one.level, one.description)
                sql = "SELECT 1 FROM corrections WHERE (at, kind, description) = (?, ?, ?)"
                if db.execute(sql, row).fetchone() is None:
                    sql = """INSERT INTO corrections (at, kind, description, feedback_sign, snapshot, names_by_stem)
                        VALUES (?, ?, ?, ?, ?, ?)"""
                    db.execute(sql, (*row, one.sign, EMPTY_SNAPSHOT, one.names))
                    added += 1
        return added

    def add_mutes(self, mutes: Iterable[ExportedMute], at: datetime) -> int:
        """Add rules that hide threads; return how many were not here."""
        added = 0
        with self._db.writing() as db:
            for one in mutes:
                if not stored_spelling(read_mute_rules(db), one.kind, one.value):
                    details = [to_micros(one.at), optional_to_micros(one.until), one.reason]
                    value = details if one.until or one.reason else to_micros(one.at)
                    record(db, MUTE_RULE_KINDS[one.kind], one.value, value, at)
                    added += 1
        return added

    def add_views(self, views: Mapping[str, str], at: datetime) -> tuple[int, list[str]]:
        """Add saved views; return how many were not here, and the names that have another query here."""
        added, others = 0, []
        with self._db.writing() as db:
            for name, query in views.items():
                present = VIEW.get(db, name)
                if present is None:
                    last = db.execute("SELECT COALESCE(MAX(at), 0) FROM views").fetchone()[0]
                    record(db, VIEW, name, [query, max(to_micros(at), last + 1)], at)
                    added += 1
                elif present[0] != query:
                    others.append(name)
        return added, others

    def add_deliveries(self, digest: ExportedDigest, ids: Mapping[str, str], threads: Mapping[str, str]) -> int:
        """Add the delivery log of a digest; return how many of its articles are not here.

        Args:
            digest: The log of the other store.
            ids: The ids of articles here by their ids there, where they differ.
            threads: The ids of threads here by their ids there.
        """
        known = {article: ids.get(article, article) for article in digest.articles}
        with self._db.writing() as db:
            db.execute(
                """INSERT INTO digests (name, last_run, waiting_since) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE
                SET last_run = MAX(last_run, ?2), waiting_since = MIN(COALESCE(waiting_since, ?3), COALESCE(?3,
                waiting_since))""",
                (digest.name, to_micros(digest.last_run), optional_to_micros(digest.waiting_since)),
            )
            sql = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))"
            stored = {id for (id,) in db.execute(sql, (json_array(known.values()),))}
            sql = "INSERT OR IGNORE INTO delivered_articles SELECT ?, n FROM articles WHERE id = ?"
            db.executemany(sql, [(digest.name, id) for id in stored])
            db.executemany("INSERT OR IGNORE INTO delivery_log VALUES (?, ?, ?, ?)", _log(db, digest, ids, threads))
            db.executemany(
                "INSERT OR IGNORE INTO delivered_documents VALUES (?, ?, ?)",
                [(digest.name, to_micros(at), document) for at, document in digest.documents],
            )
            printed = [
                (digest.name, threads.get(id, id), to_micros(one.at), one.line, json_array(one.texts))
                for id, one in digest.lines
            ]
            db.executemany("INSERT OR IGNORE INTO delivered_lines VALUES (?, ?, ?, ?, ?)", printed)
        return sum(id not in stored for id in known.values())

    def add_visit(self, began: datetime, ended: datetime, boundary: datetime | None, listed: datetime | None) -> bool:
        """Store the last visit of the reader unless there was one here; return whether it was stored."""
        with self._db.writing() as db:
            if db.execute("SELECT 1 FROM visits").fetchone():
                return False
            row = (*map(to_micros, (began, ended)), *map(optional_to_micros, (boundary, listed)))
            db.execute("INSERT INTO visits (began, ended, boundary, listed) VALUES (?, ?, ?, ?)", row)
            return True


def _ids_by_number(db: sqlite3.Connection, thread: str) -> dict[int, str]:
    sql = """SELECT a.n, a.id FROM threads t JOIN stories s ON s.thread = t.n JOIN articles a ON a.story = s.n
        WHERE t.id = ?"""
    return dict(db.execute(sql, (thread,)))


def _is_unread(id: str, unread: bool, read: Mapping[str, bool], new: frozenset[str]) -> bool:
    """Whether an article is unread after the import: what was read in either store is read."""
    return not read[id] if id in new else unread and not read.get(id, False)


def _keep_differing(db: sqlite3.Connection, thread: str, wanted: Mapping[int, bool]) -> None:
    present = states_of_thread(db, thread)
    keep_states(db, {n: unread for n, unread in wanted.items() if present.get(n) is not unread})


def _log(
    db: sqlite3.Connection, digest: ExportedDigest, ids: Mapping[str, str], threads: Mapping[str, str]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the delivery log, with the ids of this store."""
    sql = """SELECT t.id, s.id FROM articles a JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread
        WHERE a.id = ?"""
    for thread, story, article, at in digest.stories:
        place = db.execute(sql, (ids.get(article, article),)).fetchone() if article else None
        ids_here = place or (threads.get(thread, thread), story)
        yield digest.name, *ids_here, to_micros(at)
