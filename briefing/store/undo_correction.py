"""Taking a correction back exactly: where things were, and what followed them there.

What is counted or written of stories and threads follows from their members, so only these are put back.
Marks, ledgers, evidence and the like are put back as far as nothing happened to them since.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from briefing.model.grouping import Placement, Plan, Profile
from briefing.store.codecs import decode_evidence, from_micros, json_array
from briefing.store.groups import write_plan
from briefing.store.profiles import delete_profile, write_profiles

Rows = list[list[Any]]


class FollowingTable(NamedTuple):
    """A table that follows stories and threads about: how rows about some ids are read, taken out and put in."""

    select: str
    delete: str
    insert: str


_IN_IDS = "IN (SELECT value FROM json_each(?1))"
FOLLOWING_TABLES = {
    "evidence": FollowingTable(
        f"SELECT subject, body FROM evidence WHERE subject {_IN_IDS}",
        "DELETE FROM evidence WHERE subject = ? AND body = ?",
        "INSERT OR IGNORE INTO evidence VALUES (?, ?)",
    ),
    "redirects": FollowingTable(
        f"SELECT old, new FROM redirects WHERE old {_IN_IDS} OR new {_IN_IDS}",
        "DELETE FROM redirects WHERE old = ? AND new = ?",
        "INSERT OR IGNORE INTO redirects VALUES (?, ?)",
    ),
    "ledger": FollowingTable(
        f"SELECT digest, thread, story, at FROM ledger WHERE thread {_IN_IDS} OR story {_IN_IDS}",
        "DELETE FROM ledger WHERE digest = ? AND thread = ? AND story = ? AND at = ?",
        "INSERT OR IGNORE INTO ledger VALUES (?, ?, ?, ?)",
    ),
    "actions": FollowingTable(
        f"SELECT n, subject FROM actions WHERE subject {_IN_IDS}",
        "UPDATE actions SET subject = ?2 WHERE n = ?1",
        "UPDATE actions SET subject = ?2 WHERE n = ?1",
    ),
    "named": FollowingTable(
        f"SELECT id, named FROM threads WHERE named <> '' AND id {_IN_IDS}",
        "UPDATE threads SET named = '' WHERE id = ? AND named = ?",
        "UPDATE threads SET named = ?2 WHERE id = ?1 AND named = ''",
    ),
    "parents": FollowingTable(
        f"""SELECT c.id, p.id, u.since FROM parents u JOIN threads c ON c.n = u.child
            LEFT JOIN threads p ON p.n = u.parent WHERE c.id {_IN_IDS} OR p.id {_IN_IDS}""",
        "DELETE FROM parents WHERE child = (SELECT n FROM threads WHERE id = ?1) AND ?2 IS ?2 AND since IS ?3",
        """INSERT OR IGNORE INTO parents SELECT c.n, p.n, ?3 FROM threads c LEFT JOIN threads p ON p.id = ?2
            WHERE c.id = ?1 AND (p.n IS NOT NULL OR ?2 IS NULL)""",
    ),
    "bonds": FollowingTable("", "DELETE FROM bonds WHERE (kind, article, bond, at) = (?, ?, ?, ?)",
                  "INSERT OR REPLACE INTO bonds VALUES (?, ?, ?, ?)"),
    "partings": FollowingTable("", "DELETE FROM partings WHERE (kind, one, other) = (?, ?, ?)",
                     "INSERT OR IGNORE INTO partings VALUES (?, ?, ?)"),
}  # fmt: skip
_MARK_COLUMNS = ("followed", "muted", "newest", "read")


class CorrectionSnapshot:
    """How everything about a plan stands before it is carried out."""

    def __init__(
        self, db: sqlite3.Connection, plan: Plan, constraint_rows: Mapping[str, Iterable[Iterable[Any]]]
    ) -> None:
        self._db = db
        self._rows = _sorted_rows(constraint_rows)
        self._articles = self._placements("articles a JOIN stories s ON s.n = a.story", "a.id, s.id", plan.articles)
        told = (*plan.stories, *(Placement(story, "") for _, story in self._articles))
        self._stories = self._placements("stories a JOIN threads t ON t.n = a.thread", "a.id, t.id", told)
        named = {id for place in (*plan.articles, *plan.stories) for id in (place.child, place.parent)}
        named.update(id for pair in (*self._articles, *self._stories) for id in pair)
        self._ids = json_array(named | {id for id, *_ in _members(db, json_array(named))})
        self._members = _members(db, self._ids)
        self._profiles = self._read_profiles()
        self._before = self._following_rows()

    def to_json(self, constraint_rows: Mapping[str, Iterable[Iterable[Any]]]) -> str:
        """What `take_back` needs, as JSON, after the plan was carried out; `rows` are bonds and partings since."""
        before, after = {**self._before, **self._rows}, {**self._following_rows(), **_sorted_rows(constraint_rows)}
        sides = {}
        for name in FOLLOWING_TABLES:
            old, new = ({json.dumps(row): row for row in image[name]} for image in (before, after))
            sides[name] = [[row for key, row in new.items() if key not in old],
                           [row for key, row in old.items() if key not in new]]  # fmt: skip
        moved = {id for id, _ in (*self._articles, *self._stories)}
        kept = {
            "why": [row for row in before["evidence"] if row[0] in moved],
            "articles": self._articles,
            "stories": self._stories,
            "sides": sides,
            "marks": [before["marks"], after["marks"]],
            "printout": [before["printout"], after["printout"]],
            "profiles": self._profiles,
            "members": self._members,
        }
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    def _placements(self, tables: str, columns: str, places: Iterable[Placement]) -> list[tuple[str, str]]:
        sql = f"SELECT {columns} FROM {tables} WHERE a.id {_IN_IDS} ORDER BY a.n"
        return self._db.execute(sql, (json_array({place.child for place in places}),)).fetchall()

    def _read_profiles(self) -> Rows:
        sql = f"SELECT id, kind, first, last, terms, body FROM profiles WHERE id {_IN_IDS}"
        return [list(row) for row in self._db.execute(sql, (self._ids,))]

    def _following_rows(self) -> dict[str, Rows]:
        read = {name: side.select for name, side in FOLLOWING_TABLES.items() if side.select}
        read["marks"] = f"""SELECT t.id, {", ".join(f"m.{mark}" for mark in _MARK_COLUMNS)}
            FROM marks m JOIN threads t ON t.n = m.thread WHERE t.id {_IN_IDS}"""
        image = {name: [list(row) for row in self._db.execute(sql, (self._ids,))] for name, sql in read.items()}
        return {**image, "printout": _printout(self._db)}


def undo_correction(db: sqlite3.Connection, detail: str) -> None:
    """Put everything back where it was before a correction; what arrived since stays where it is."""
    kept = json.loads(detail)
    sql = f"SELECT id FROM articles WHERE id {_IN_IDS}"
    known = {id for (id,) in db.execute(sql, (json_array(article for article, _ in kept["articles"]),))}
    plan = Plan(
        articles=tuple(Placement(article, story) for article, story in kept["articles"] if article in known),
        stories=(*(Placement(story, thread) for story, thread in kept["stories"]), *_successor_stories(db, kept)),
    )
    printed = _printout(db)
    touched = write_plan(db, plan).changed_threads
    for name, (added, removed) in kept["sides"].items():
        db.executemany(FOLLOWING_TABLES[name].delete, added)
        db.executemany(FOLLOWING_TABLES[name].insert, removed)
    db.executemany(FOLLOWING_TABLES["evidence"].insert, kept["why"])
    _restore_marks(db, *({id: values for id, *values in rows} for rows in kept["marks"]))
    if printed == kept["printout"][1]:
        db.execute("DELETE FROM printout")
        db.executemany("INSERT INTO printout VALUES (?, ?)", kept["printout"][0])
    _restore_profiles(db, touched, kept)


def _successor_stories(db: sqlite3.Connection, kept: dict[str, Any]) -> list[Placement]:
    """Stories that regrouping since made mostly of articles of a story to be moved back: they go with it."""
    sql = f"""WITH mine AS (SELECT s.n, COUNT(*) AS count FROM articles a JOIN stories s ON s.n = a.story
            JOIN threads t ON t.n = s.thread WHERE a.id {_IN_IDS} AND s.id <> ?2 AND t.id <> ?3 GROUP BY s.n)
        SELECT s.id, e.body FROM mine JOIN stories s ON s.n = mine.n LEFT JOIN evidence e ON e.subject = s.id
        WHERE 2 * mine.count > (SELECT COUNT(*) FROM articles WHERE story = s.n)"""
    members = dict(kept["members"])
    return [
        Placement(heir, thread, decode_evidence(body) if body else None)
        for story, thread in kept["stories"]
        for heir, body in db.execute(sql, (json_array(members.get(story, ())), story, thread))
    ]


def _restore_marks(db: sqlite3.Connection, before: dict[str, list[Any]], after: dict[str, list[Any]]) -> None:
    """Put marks back, each unless it was changed since."""
    none = [None] * len(_MARK_COLUMNS)
    for thread in {**before, **after}:
        for mark, old, new in zip(_MARK_COLUMNS, before.get(thread, none), after.get(thread, none), strict=True):
            if old != new:
                sql = f"""INSERT INTO marks (thread, {mark}) SELECT n, ? FROM threads WHERE id = ?
                    ON CONFLICT (thread) DO UPDATE SET {mark} = excluded.{mark} WHERE {mark} IS ?"""
                db.execute(sql, (old, thread, new))


def _restore_profiles(db: sqlite3.Connection, touched: Iterable[str], kept: dict[str, Any]) -> None:
    """Put the profiles back of what has just the members it had; grouping makes those of the others anew."""
    moved = {id for pair in (*kept["articles"], *kept["stories"]) for id in pair}
    members = dict(_members(db, json_array(moved.union(touched))))
    before = dict(kept["members"])
    for id in {*touched, *members, *moved}:
        delete_profile(db, "story" if id.startswith("s") else "thread", id)
    write_profiles(
        db,
        [
            Profile(id, kind, from_micros(first), from_micros(last), tuple(json.loads(terms)), body)
            for id, kind, first, last, terms, body in kept["profiles"]
            if id in members and members[id] == before.get(id)
        ],
    )


def _members(db: sqlite3.Connection, ids: str) -> list[tuple[str, list[str]]]:
    """The members of these stories, of the threads they are in and of these threads, and of all stories in those."""
    sql = f"""WITH near AS (SELECT n FROM threads WHERE id {_IN_IDS} UNION SELECT thread FROM stories WHERE id {_IN_IDS})
        SELECT t.id, s.id FROM near JOIN threads t ON t.n = near.n JOIN stories s ON s.thread = t.n ORDER BY 1, 2"""
    found: dict[str, list[str]] = {}
    for thread, story in db.execute(sql, (ids,)):
        found.setdefault(thread, []).append(story)
    stories = [story for told in found.values() for story in told]
    sql = f"SELECT s.id, a.id FROM stories s JOIN articles a ON a.story = s.n WHERE s.id {_IN_IDS} ORDER BY 1, 2"
    for story, article in db.execute(sql, (json_array(stories),)):
        found.setdefault(story, []).append(article)
    return list(found.items())


def _printout(db: sqlite3.Connection) -> Rows:
    return [list(row) for row in db.execute("SELECT number, thread FROM printout ORDER BY number")]


def _sorted_rows(rows: Mapping[str, Iterable[Iterable[Any]]]) -> dict[str, Rows]:
    return {name: sorted(list(row) for row in found) for name, found in rows.items()}
