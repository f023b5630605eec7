"""Undoing a correction exactly, by its snapshot. Rows that somebody changed after the correction stay as they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from briefing.model.grouping import Placement, Plan, Profile
from briefing.store.action_log import kept_subjects
from briefing.store.affairs import AFFAIR, decision, remove_from_affair
from briefing.store.codecs import from_micros, json_array
from briefing.store.correction_snapshot import following_rows, members_of, read_snapshot
from briefing.store.following_tables import FOLLOWING_TABLES, IN_IDS, Restore, Rows, restore_rows
from briefing.store.groups import write_plan
from briefing.store.json_codecs import decode_evidence, decode_text_list
from briefing.store.profiles import delete_profile, write_profiles
from briefing.store.redirects import resolve
from briefing.store.text_snapshot import TextState
from briefing.store.thread_joins import join_again, joins_since, marks_before_joins, newest_join

_RESTORE_CONSTRAINTS: Mapping[str, Restore] = {
    "must_link": restore_rows(
        "DELETE FROM must_link WHERE (kind, article, link, at) = (?, ?, ?, ?)",
        "INSERT OR REPLACE INTO must_link VALUES (?, ?, ?, ?)",
    ),
    "cannot_link": restore_rows(
        "DELETE FROM cannot_link WHERE (kind, removed, remaining) = (?, ?, ?)",
        "INSERT OR IGNORE INTO cannot_link VALUES (?, ?, ?)",
    ),
}


def undo_correction(db: sqlite3.Connection, stored: str, action: int) -> dict[str, TextState]:
    """Put everything back where it was before a correction; articles that arrived since stay where they are.

    The threads that this changes are outdated. Returns the texts that they had, for `restore_text_states`.

    Args:
        db: The connection, inside a transaction.
        stored: The snapshot.
        action: The number of the correction in the undo log.

    Raises:
        DamageError: The snapshot cannot be read.
    """
    snapshot = read_snapshot(stored)
    articles, stories, tables = snapshot.articles, snapshot.stories, snapshot.tables
    ids = json_array(snapshot.ids)
    with kept_subjects(db, action), _restored_marks(db, action, tables, snapshot.ids):
        rows_at_undo = following_rows(db, ids)
        plan = _reverse_plan(db, articles, stories, snapshot.members)
        changed = write_plan(db, plan, is_undo=True).changed_threads
        _drop_inherited_affairs(db, ids, rows_at_undo["affairs"])
        restores = {table.name: table.restore for table in FOLLOWING_TABLES}
        for name, restore in {**restores, **_RESTORE_CONSTRAINTS}.items():
            before, after = tables.get(name, ([], []))
            restore(db, before, after, rows_at_undo.get(name, []))
        _restore_own_affairs(db, rows_at_undo, tables)
    db.executemany("UPDATE threads SET written_title = ? WHERE id = ?", snapshot.titles)
    db.executemany("INSERT OR IGNORE INTO evidence VALUES (?, ?)", snapshot.evidence)
    moved_ids = {id for pair in (*articles, *stories) for id in pair}
    _restore_profiles(db, moved_ids, changed, snapshot.members, snapshot.profiles)
    return snapshot.texts


def _reverse_plan(
    db: sqlite3.Connection,
    articles: Sequence[tuple[str, str]],
    stories: Sequence[tuple[str, str]],
    members: Mapping[str, list[str]],
) -> Plan:
    """Return the plan that moves articles and stories back, as far as they are stored."""
    sql = f"SELECT id FROM articles WHERE id {IN_IDS}"
    known = {id for (id,) in db.execute(sql, (json_array(article for article, _ in articles),))}
    return Plan(
        articles=tuple(Placement(article, story) for article, story in articles if article in known),
        stories=(
            *(Placement(story, thread) for story, thread in stories),
            *_successor_stories(db, stories, members),
        ),
    )


@contextmanager
def _restored_marks(
    db: sqlite3.Connection, action: int, tables: Mapping[str, tuple[Rows, Rows]], ids: Iterable[str]
) -> Iterator[None]:
    """Restore what a person had set on threads, around a block that moves the stories of the correction back.

    Before the block, the marks go back through the joins since the correction, then through the correction itself.
    After it, they go through these joins again, as far as they hold still, and through those that the block made.
    """
    parts = [row[0] for rows in tables.get("affairs", ()) for row in rows]
    threads = {*parts, *(id for id in ids if not id.startswith("s"))}
    joins = joins_since(db, action, threads)
    marks = marks_before_joins(db, joins, threads)
    marks.go_back_before_correction(tables)
    last = newest_join(db)
    yield
    made_by_undo = joins_since(db, action, marks.threads, after=last)
    for join in made_by_undo:
        marks.go_back(join.snapshot, frozenset(), only_missing=True)
    join_again(db, marks, [*joins, *made_by_undo])


def _drop_inherited_affairs(db: sqlite3.Connection, ids: str, known_rows: Rows) -> None:
    """Take threads out of affairs that they got because a thread of the correction ended in them by this undo.

    Args:
        db: The connection.
        ids: A JSON array of the stories and threads that the correction concerned.
        known_rows: The rows of affairs before its undo.
    """
    sql = f"""SELECT t.n, t.id FROM affairs u JOIN threads t ON t.n = u.thread
        WHERE u.decided_at IS NULL AND t.id {IN_IDS} AND t.id NOT IN (SELECT value FROM json_each(?2))"""
    for n, thread in db.execute(sql, (ids, json_array({row[0] for row in known_rows}))).fetchall():
        remove_from_affair(db, n, thread)


def _restore_own_affairs(
    db: sqlite3.Connection, rows_at_undo: Mapping[str, Rows], tables: Mapping[str, tuple[Rows, Rows]]
) -> None:
    """Put back the affairs of threads that the correction left alone, and that its undo changed.

    A larger thread that ends in one of them brings its own affair, or none.

    Args:
        db: The connection.
        rows_at_undo: The rows of each following table before the undo.
        tables: The rows that the correction changed in each table, before and after it.
    """
    changed = {row[0] for rows in tables.get("affairs", ()) for row in rows}
    evidence = dict(rows_at_undo["evidence"])
    for thread, affair, decided_at in rows_at_undo["affairs"]:
        present = AFFAIR.get(db, thread)
        is_decided = decided_at is not None or decision(present) is not None
        is_changed = present is None or present["affair"] != resolve(db, affair or "")
        if thread not in changed and affair and is_changed and not is_decided:
            body = evidence.get(thread)
            value = {"affair": affair, "decided_at": None} | ({"evidence": json.loads(body)} if body else {})
            AFFAIR.put(db, thread, value)


def _successor_stories(
    db: sqlite3.Connection, stories: Iterable[tuple[str, str]], members: Mapping[str, list[str]]
) -> list[Placement]:
    """Return placements for stories that were made since, mostly of articles of a story that moves back with them.

    A story that the correction only gave articles to was not made since: it stays, or has a place of its own to go to.

    Args:
        db: The connection.
        stories: Each story that moves back, and its thread.
        members: The articles that each story had before the correction.
    """
    sql = f"""WITH mine AS (SELECT s.n, COUNT(*) AS count FROM articles a JOIN stories s ON s.n = a.story
            JOIN threads t ON t.n = s.thread WHERE a.id {IN_IDS} AND s.id <> ?2 AND t.id <> ?3 GROUP BY s.n)
        SELECT s.id, e.body FROM mine JOIN stories s ON s.n = mine.n LEFT JOIN evidence e ON e.subject = s.id
        WHERE 2 * mine.count > (SELECT COUNT(*) FROM articles WHERE story = s.n)"""
    return [
        Placement(successor, thread, decode_evidence(body) if body else None)
        for story, thread in stories
        for successor, body in db.execute(sql, (json_array(members.get(story, ())), story, thread))
        if successor not in members
    ]


def _restore_profiles(
    db: sqlite3.Connection,
    moved_ids: set[str],
    changed: Iterable[str],
    members_before: Mapping[str, list[str]],
    profiles: Iterable[tuple[Any, ...]],
) -> None:
    """Restore the profiles of groups that have exactly their former members; grouping makes the others again."""
    members = dict(members_of(db, json_array(moved_ids.union(changed))))
    for id in {*changed, *members, *moved_ids}:
        delete_profile(db, "story" if id.startswith("s") else "thread", id)
    write_profiles(
        db,
        [
            Profile(id, kind, from_micros(first), from_micros(last), decode_text_list(terms, "list of terms"), body)
            for id, kind, first, last, terms, body in profiles
            if id in members and members[id] == members_before.get(id)
        ],
    )
