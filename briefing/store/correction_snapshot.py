"""What a correction found and left behind, so that it can be undone: a snapshot, stored as JSON.

It holds where articles and stories were, the rows of `FOLLOWING_TABLES` before and after the correction, and the texts
of threads. Counts follow from the members, so they are not in it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from briefing.model.grouping import Plan
from briefing.store.affairs import threads_of_changed_affair
from briefing.store.codecs import json_array
from briefing.store.following_tables import FOLLOWING_TABLES, IN_IDS, Rows
from briefing.store.json_codecs import as_unreadable, encode_blob, load_blob
from briefing.store.text_snapshot import TextState, decode_text_states, read_text_states

SNAPSHOT_VERSION = 1
_NAMES_OF_VERSION_0 = {
    "ledger": "delivery_log",
    "actions": "undo_log",
    "named": "given_titles",
    "parents": "affairs",
    "bonds": "must_link",
    "partings": "cannot_link",
}
"""Names of tables in snapshots of version 0, and their names now."""


class StoredSnapshot(NamedTuple):
    """A snapshot that was read.

    Attributes:
        articles: The story that each moved article was in.
        stories: The thread that each moved story was in, and each story of these articles.
        tables: The rows that the correction changed in each table: as they were before, and after it.
        members: The members of each group before the correction.
        profiles: The rows of their profiles.
        titles: The written title of each thread, before its id.
        evidence: The evidence of what was moved, by its id.
        ids: The ids of all these stories and threads.
        texts: The texts of these threads, and of those whose doubts the correction settles.
    """

    articles: list[tuple[str, str]]
    stories: list[tuple[str, str]]
    tables: dict[str, tuple[Rows, Rows]]
    members: dict[str, list[str]]
    profiles: list[tuple[Any, ...]]
    titles: list[tuple[str, str]]
    evidence: Rows
    ids: list[str]
    texts: dict[str, TextState]


def read_snapshot(stored: str) -> StoredSnapshot:
    """Read a snapshot of this version or of an older one; DamageError if that is not possible."""
    version, snapshot = load_blob(stored, "correction", SNAPSHOT_VERSION)
    with as_unreadable("correction"):
        snapshot = _upgraded(snapshot) if version == 0 else snapshot
        return StoredSnapshot(
            articles=_pairs(snapshot["articles"]),
            stories=_pairs(snapshot["stories"]),
            tables={name: (before, after) for name, (before, after) in snapshot["tables"].items()},
            members=dict(_pairs(snapshot.get("members", ()))),
            profiles=[tuple(row[:6]) for row in snapshot.get("profiles", ())],
            titles=[(title, id) for id, title in _pairs(snapshot.get("titles", ()))],
            evidence=snapshot.get("evidence", ()),
            ids=list(snapshot.get("ids", ())),
            texts=decode_text_states(snapshot.get("texts")),
        )


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


class CorrectionSnapshot:
    """Everything about a plan as it stands before the plan is carried out."""

    def __init__(
        self,
        db: sqlite3.Connection,
        plan: Plan,
        constraint_rows: Mapping[str, Iterable[Iterable[Any]]],
        relinked: Iterable[str] = (),
    ) -> None:
        """Read what a plan concerns, with the rows of must_link and cannot_link, and of the articles `relinked`."""
        self._db = db
        self._constraint_rows = _sorted_rows(constraint_rows)
        self._articles = self._article_placements(plan)
        self._stories = self._story_placements(plan)
        named = {id for placement in (*plan.articles, *plan.stories) for id in (placement.child, placement.parent)}
        named.update(id for pair in (*self._articles, *self._stories) for id in pair)
        named.update(id for _, old, new in plan.absorbed for id in (old, new))
        named.update(threads_of_changed_affair(db, plan.affairs))
        self._ids = json_array(named | {id for id, *_ in members_of(db, json_array(named))})
        self._family = json_array({*json.loads(self._ids), *_affair_family(db, self._ids)})
        self._members = members_of(db, self._ids)
        self._profiles = self._read_profiles()
        self._titles = self._read_titles()
        self._tables = following_rows(db, self._ids, self._family)
        self._texts = read_text_states(db, {*dict(self._members), *self._threads_of(relinked)})

    def to_json(self, constraint_rows: Mapping[str, Iterable[Iterable[Any]]]) -> str:
        """Return the snapshot as JSON. To be called after the plan was carried out.

        Args:
            constraint_rows: The rows of must_link and cannot_link with the correction.
        """
        before = {**self._tables, **self._constraint_rows}
        after = {**following_rows(self._db, self._ids, self._family), **_sorted_rows(constraint_rows)}
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
            "texts": self._texts,
        }
        return encode_blob(SNAPSHOT_VERSION, fields)

    def _article_placements(self, plan: Plan) -> list[tuple[str, str]]:
        sql = f"SELECT a.id, s.id FROM articles a JOIN stories s ON s.n = a.story WHERE a.id {IN_IDS} ORDER BY a.n"
        return self._db.execute(sql, (json_array({placement.child for placement in plan.articles}),)).fetchall()

    def _story_placements(self, plan: Plan) -> list[tuple[str, str]]:
        """Return the threads of the stories that the plan moves, and of those that its articles are in."""
        stories = {placement.child for placement in plan.stories} | {story for _, story in self._articles}
        sql = f"SELECT s.id, t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id {IN_IDS} ORDER BY s.n"
        return self._db.execute(sql, (json_array(stories),)).fetchall()

    def _threads_of(self, articles: Iterable[str]) -> set[str]:
        sql = f"""SELECT DISTINCT t.id FROM articles a JOIN stories s ON s.n = a.story
            JOIN threads t ON t.n = s.thread WHERE a.id {IN_IDS}"""
        return {id for (id,) in self._db.execute(sql, (json_array(articles),))}

    def _read_titles(self) -> Rows:
        """Return the written titles of the threads.

        A written title can depend on the one before it, so it cannot be written again.
        """
        sql = f"SELECT id, written_title FROM threads WHERE id {IN_IDS}"
        return [list(row) for row in self._db.execute(sql, (self._ids,))]

    def _read_profiles(self) -> Rows:
        sql = f"SELECT id, kind, first, last, terms, body FROM profiles WHERE id {IN_IDS}"
        return [list(row) for row in self._db.execute(sql, (self._ids,))]


def members_of(db: sqlite3.Connection, ids: str) -> list[tuple[str, list[str]]]:
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


def following_rows(db: sqlite3.Connection, ids: str, family: str = "") -> dict[str, Rows]:
    """Return the rows of each following table on some stories and threads.

    Args:
        db: The connection.
        ids: A JSON array of their ids.
        family: The same with all threads of their affairs, for the tables whose rows a plan may change there; "": as
            `ids`.
    """
    return {
        table.name: [list(row) for row in db.execute(table.select, (family if family and table.of_family else ids,))]
        for table in FOLLOWING_TABLES
    }


def _affair_family(db: sqlite3.Connection, ids: str) -> set[str]:
    """Return the threads that are, over any number of affairs, in one affair with threads of these ids."""
    sql = f"""WITH RECURSIVE family (n) AS (
            SELECT n FROM threads WHERE id {IN_IDS}
            UNION SELECT u.affair FROM family f JOIN affairs u ON u.thread = f.n WHERE u.affair IS NOT NULL
            UNION SELECT u.thread FROM family f JOIN affairs u ON u.affair = f.n)
        SELECT t.id FROM family f JOIN threads t ON t.n = f.n"""
    return {id for (id,) in db.execute(sql, (ids,))}


def _sorted_rows(rows: Mapping[str, Iterable[Iterable[Any]]]) -> dict[str, Rows]:
    return {name: sorted(list(row) for row in table_rows) for name, table_rows in rows.items()}


def _without_common_rows(before: Rows, after: Rows) -> list[Rows]:
    """Return the rows that differ, before and after."""
    common = {json.dumps(row) for row in before} & {json.dumps(row) for row in after}
    return [[row for row in rows if json.dumps(row) not in common] for rows in (before, after)]
