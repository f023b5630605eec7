"""The names of affairs, which are stored with their heads, and the headlines that they are chosen from."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.affair_headlines import Affair, AffairHeadline
from briefing.store.codecs import json_array, to_micros
from briefing.store.database.connection import Repository
from briefing.text.publishers.publishers import house_of
from briefing.text.titles import bare_headline

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind

MAX_HEADLINES = 30
"""Newest headlines of a thread that are read; bounds the cost of a long one. With 10 one name of 14 was missing, and
with 100 none was another."""
MAX_TITLES = 3000
"""Newest titles of threads that are read, which show how common a phrase is."""


class AffairNameRepository(Repository):
    """The column affair_name of the table threads."""

    def affairs(self, since: datetime) -> list[Affair]:
        """Return the affairs with a thread that has an article published since then."""
        with self._db.reading() as db:
            members = _members_by_head(db, to_micros(since))
            rows = db.execute(
                "SELECT id, title, affair_name FROM threads WHERE id IN (SELECT value FROM json_each(?))",
                (json_array(members),),
            ).fetchall()
            headlines = _headlines(db, {thread for threads in members.values() for thread in threads})
        return [
            Affair(id, title, name, [one for thread in members[id] for one in headlines[thread]])
            for id, title, name in rows
        ]

    def titles(self) -> dict[str, str]:
        """Return the titles of the newest threads by their ids."""
        sql = "SELECT id, title FROM threads ORDER BY last DESC LIMIT ?"
        with self._db.reading() as db:
            return dict(db.execute(sql, (MAX_TITLES,)).fetchall())

    def save(self, names: Mapping[str, str]) -> None:
        """Store the names of affairs by their heads; threads without parts lose theirs."""
        with self._db.writing() as db:
            changed = [(name, head, name) for head, name in names.items()]
            db.executemany("UPDATE threads SET affair_name = ? WHERE id = ? AND affair_name <> ?", changed)
            db.execute(
                """UPDATE threads SET affair_name = '' WHERE affair_name <> ''
                AND NOT EXISTS (SELECT 1 FROM affairs u WHERE u.affair = threads.n)"""
            )


def _members_by_head(db: sqlite3.Connection, since: int) -> dict[str, set[str]]:
    """Return the ids of the threads of each affair with an article since then: of its head and of all below it."""
    sql = """WITH RECURSIVE below (head, thread) AS (
            SELECT DISTINCT affair, affair FROM affairs WHERE affair IS NOT NULL
            UNION SELECT b.head, u.thread FROM below b JOIN affairs u ON u.affair = b.thread)
        SELECT h.id, t.id, t.last FROM below b JOIN threads h ON h.n = b.head JOIN threads t ON t.n = b.thread"""
    members: defaultdict[str, set[str]] = defaultdict(set)
    recent: set[str] = set()
    for head, thread, last in db.execute(sql):
        members[head].add(thread)
        if last >= since:
            recent.add(head)
    return {head: threads for head, threads in members.items() if head in recent}


def _headlines(db: sqlite3.Connection, threads: set[str]) -> dict[str, list[AffairHeadline]]:
    """Return the newest headlines of each of these threads, without those of stories that are doubted."""
    sql = """SELECT t.id, a.title, a.publisher, COALESCE(NULLIF(a.publisher_url, ''), a.url)
        FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
        CROSS JOIN stories s ON s.thread = t.n AND NOT s.doubted CROSS JOIN articles a ON a.story = s.n
        ORDER BY a.published DESC, a.id"""
    headlines: defaultdict[str, list[AffairHeadline]] = defaultdict(list)
    for thread, title, publisher, url in db.execute(sql, (json_array(sorted(threads)),)):
        if len(headlines[thread]) < MAX_HEADLINES:
            text = bare_headline(title, publisher)
            headlines[thread].append(AffairHeadline(thread, text, house_of(publisher, url)))
    return headlines


def follow_affair_name(db: sqlite3.Connection, kind: GroupKind, ended: str, survivor: str) -> None:
    """Give the name of a head that ends to the thread that its parts are part of from now on, unless that has one."""
    if kind == "thread":
        sql = """UPDATE threads SET affair_name = (SELECT affair_name FROM threads WHERE id = ?1)
            WHERE id = ?2 AND affair_name = '' AND EXISTS (SELECT 1 FROM threads WHERE id = ?1)"""
        db.execute(sql, (ended, survivor))
