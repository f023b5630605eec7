"""Undoing a correction exactly.

A snapshot holds where articles and stories were, and the rows of `FOLLOWING_TABLES` before and after the correction.
Counts and texts of stories and threads follow from their members, so they are not in the snapshot. Rows that somebody
changed after the correction stay as they are.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from briefing.model.grouping import Placement, Plan, Profile
from briefing.store.affairs import remove_from_affair, threads_of_changed_affair
from briefing.store.codecs import from_micros, json_array
from briefing.store.following_tables import FOLLOWING_TABLES, IN_IDS, Restore, Rows, restore_rows
from briefing.store.groups import write_plan
from briefing.store.json_codecs import as_unreadable, decode_evidence, decode_text_list, encode_blob, load_blob
from briefing.store.profiles import delete_profile, write_profiles
from briefing.store.thread_joins import join_again, joins_since, marks_before_joins, newest_join

SNAPSHOT_VERSION = 1

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
_NAMES_OF_VERSION_0 = {
    "ledger": "delivery_log",
    "actions": "undo_log",
    "named": "given_titles",
    "parents": "affairs",
    "bonds": "must_link",
    "partings": "cannot_link",
}
"""Names of tables in snapshots of version 0, and their names now."""


class CorrectionSnapshot:
    """Everything about a plan as it stands before the plan is carried out."""

    def __init__(
        self, db: sqlite3.Connection, plan: Plan, constraint_rows: Mapping[str, Iterable[Iterable[Any]]]
    ) -> None:
        self._db = db
        self._constraint_rows = _sorted_rows(constraint_rows)
        self._articles = self._article_placements(plan)
        self._stories = self._story_placements(plan)
        named = {id for place in (*plan.articles, *plan.stories) for id in (place.child, place.parent)}
        named.update(id for pair in (*self._articles, *self._stories) for id in pair)
        named.update(id for _, old, new in plan.absorbed for id in (old, new))
        named.update(threads_of_changed_affair(db, plan.affairs))
        self._ids = json_array(named | {id for id, *_ in _members(db, json_array(named))})
        self._members = _members(db, self._ids)
        self._profiles = self._read_profiles()
        self._titles = self._read_titles()
        self._tables = _following_rows(db, self._ids)

    def to_json(self, constraint_rows: Mapping[str, Iterable[Iterable[Any]]]) -> str:
        """Return what `undo_correction` needs, as JSON. To be called after the plan was carried out.

        Args:
            constraint_rows: The rows of must_link and cannot_link with the correction.
        """
        before = {**self._tables, **self._constraint_rows}
        after = {**_following_rows(self._db, self._ids), **_sorted_rows(constraint_rows)}
        moved_ids = {id for id, _ in (*self._articles, *self._stories)}
        fields = {
            "articles": self._articles,
            "stories": self._stories,
            "evidence": [row for row in before["evidence"] if row[0] in moved_ids],
            "tables": {name: _without_common_rows(before[name], after[name]) for name in before},
            "ids": json.loads(self._ids),
            "profiles": self._profiles,
            "members": self._members,
            "titles": self._titles,
        }
        return encode_blob(SNAPSHOT_VERSION, fields)

    def _article_placements(self, plan: Plan) -> list[tuple[str, str]]:
        sql = f"SELECT a.id, s.id FROM articles a JOIN stories s ON s.n = a.story WHERE a.id {IN_IDS} ORDER BY a.n"
        return self._db.execute(sql, (json_array({place.child for place in plan.articles}),)).fetchall()

    def _story_placements(self, plan: Plan) -> list[tuple[str, str]]:
        """Return the threads of the stories that the plan moves, and of those that its articles are in."""
        stories = {place.child for place in plan.stories} | {story for _, story in self._articles}
        sql = f"SELECT s.id, t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id {IN_IDS} ORDER BY s.n"
        return self._db.execute(sql, (json_array(stories),)).fetchall()

    def _read_titles(self) -> Rows:
        """Return the written titles of the threads: one may stay because a thread had it, so it is a state."""
        sql = f"SELECT id, written_title FROM threads WHERE id {IN_IDS}"
        return [list(row) for row in self._db.execute(sql, (self._ids,))]

    def _read_profiles(self) -> Rows:
        sql = f"SELECT id, kind, first, last, terms, body FROM profiles WHERE id {IN_IDS}"
        return [list(row) for row in self._db.execute(sql, (self._ids,))]


def undo_correction(db: sqlite3.Connection, stored: str, action: int) -> None:
    """Put everything back where it was before a correction; articles that arrived since stay where they are.

    Args:
        db: The connection, inside a transaction.
        stored: The snapshot.
        action: The number of the correction in the undo log.

    Raises:
        UnreadableBlob: The snapshot cannot be read.
    """
    version, snapshot = load_blob(stored, "correction", SNAPSHOT_VERSION)
    with as_unreadable("correction"):
        snapshot = _upgraded(snapshot) if version == 0 else snapshot
        articles, stories = _pairs(snapshot["articles"]), _pairs(snapshot["stories"])
        tables = {name: (before, after) for name, (before, after) in snapshot["tables"].items()}
        members: dict[str, list[str]] = dict(_pairs(snapshot.get("members", ())))
        profiles = [tuple(row[:6]) for row in snapshot.get("profiles", ())]
        titles = [(title, id) for id, title in _pairs(snapshot.get("titles", ()))]
        evidence, ids = snapshot.get("evidence", ()), json_array(snapshot.get("ids", ()))
    with _restored_marks(db, action, tables, json.loads(ids)):
        rows_at_undo = _following_rows(db, ids)
        plan = _reverse_plan(db, articles, stories, members)
        changed = write_plan(db, plan, marks_follow=False).changed_threads
        restores = {table.name: table.restore for table in FOLLOWING_TABLES}
        for name, restore in {**restores, **_RESTORE_CONSTRAINTS}.items():
            before, after = tables.get(name, ([], []))
            restore(db, before, after, rows_at_undo.get(name, []))
        _drop_inherited_affairs(db, ids, [*rows_at_undo["affairs"], *tables.get("affairs", ([],))[0]])
    db.executemany("UPDATE threads SET written_title = ? WHERE id = ?", titles)
    db.executemany("INSERT OR IGNORE INTO evidence VALUES (?, ?)", evidence)
    _restore_profiles(db, {id for pair in (*articles, *stories) for id in pair}, changed, members, profiles)


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
        known_rows: The rows of affairs before the correction, and before its undo.
    """
    sql = f"""SELECT t.n, t.id FROM affairs u JOIN threads t ON t.n = u.thread
        WHERE u.decided_at IS NULL AND t.id {IN_IDS} AND t.id NOT IN (SELECT value FROM json_each(?2))"""
    for n, thread in db.execute(sql, (ids, json_array({row[0] for row in known_rows}))).fetchall():
        remove_from_affair(db, n, thread)


def _upgraded(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return a snapshot of version 0 in the form of version 1.

    It had the rows that a correction added and removed under "sides", and marks and print-out by themselves.
    """
    tables = {
        _NAMES_OF_VERSION_0.get(name, name): [removed, added] for name, (added, removed) in snapshot["sides"].items()
    }
    return {
        **snapshot,
        "evidence": snapshot.get("why", ()),
        "tables": {**tables, "marks": snapshot["marks"], "printout": snapshot["printout"]},
    }


def _pairs(rows: Iterable[Any]) -> list[tuple[Any, Any]]:
    return [(row[0], row[1]) for row in rows]


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
    members = dict(_members(db, json_array(moved_ids.union(changed))))
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


def _members(db: sqlite3.Connection, ids: str) -> list[tuple[str, list[str]]]:
    """Return the members of groups: the stories of each thread, the articles of each story.

    Args:
        db: The connection.
        ids: A JSON array of story and thread ids. The threads of these stories, and all stories in these threads, are
            included.
    """
    sql = f"""WITH near AS (SELECT n FROM threads WHERE id {IN_IDS} UNION SELECT thread FROM stories WHERE id {IN_IDS})
        SELECT t.id, s.id FROM near JOIN threads t ON t.n = near.n JOIN stories s ON s.thread = t.n ORDER BY 1, 2"""
    members: dict[str, list[str]] = {}
    for thread, story in db.execute(sql, (ids,)):
        members.setdefault(thread, []).append(story)
    stories = [story for in_thread in members.values() for story in in_thread]
    sql = f"SELECT s.id, a.id FROM stories s JOIN articles a ON a.story = s.n WHERE s.id {IN_IDS} ORDER BY 1, 2"
    for story, article in db.execute(sql, (json_array(stories),)):
        members.setdefault(story, []).append(article)
    return list(members.items())


def _following_rows(db: sqlite3.Connection, ids: str) -> dict[str, Rows]:
    return {table.name: [list(row) for row in db.execute(table.select, (ids,))] for table in FOLLOWING_TABLES}


def _sorted_rows(rows: Mapping[str, Iterable[Iterable[Any]]]) -> dict[str, Rows]:
    return {name: sorted(list(row) for row in table_rows) for name, table_rows in rows.items()}


def _without_common_rows(before: Rows, after: Rows) -> list[Rows]:
    """Return the rows that differ, before and after."""
    common = {json.dumps(row) for row in before} & {json.dumps(row) for row in after}
    return [[row for row in rows if json.dumps(row) not in common] for rows in (before, after)]
