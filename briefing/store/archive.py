"""The stored `Archive` of grouping, answered from an inverted index.

The cost of a question does not grow with the archive: of each term only the newest profiles are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from briefing.model.grouping import Profile
from briefing.store.article_links import read_linked_articles
from briefing.store.codecs import DISTANT_PAST, from_micros, json_array, named_rows, to_micros
from briefing.store.database.connection import Repository
from briefing.store.json_codecs import as_unreadable, decode_text_list

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind, LinkedArticle

PROFILES_PER_TERM = 150
"""How many profiles of one term are read, newest first. A term that more profiles have distinguishes little."""

MAX_AFFAIR_DEPTH = 20
"""Affairs above affairs that are followed; bounds the work on a damaged store, whose affairs may form a circle."""


class StoredArchive(Repository):
    """The tables profiles, postings, affairs, vocabulary and counters, for reading."""

    def candidates(self, kind: GroupKind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        """Return ids of profiles that share any of `terms`: those that share most first, then the newest.

        Args:
            kind: Stories or threads.
            terms: The terms of an article or a group.
            since: Only profiles whose last article is not older; None: all.
            limit: The largest number of ids.
        """
        earliest = DISTANT_PAST if since is None else to_micros(since)
        with self._db.reading() as db:
            term_numbers = "SELECT n FROM vocabulary WHERE term IN (SELECT value FROM json_each(?))"
            numbers = [n for (n,) in db.execute(term_numbers, (json_array(dict.fromkeys(terms)),))]
            parameters = [value for n in numbers for value in (n, kind, earliest, PROFILES_PER_TERM)]
            return [id for (id,) in db.execute(_candidates_sql(len(numbers)), (*parameters, limit))] if numbers else []

    def profiles(self, kind: GroupKind, ids: Sequence[str]) -> Sequence[Profile]:
        """Return the profiles with these ids, in this order, or those of the groups in which they ended.

        Unknown ids are left out.
        """
        sql = """SELECT p.id, p.first, p.last, p.terms, p.body FROM json_each(?) i
            LEFT JOIN redirects r ON r.old = i.value
            CROSS JOIN profiles p ON p.kind = ? AND p.id = coalesce(r.new, i.value) ORDER BY i.key"""
        with self._db.reading() as db, as_unreadable("profile"):
            return [
                Profile(
                    id=row["id"],
                    kind=kind,
                    first=from_micros(row["first"]),
                    last=from_micros(row["last"]),
                    terms=decode_text_list(row["terms"], "list of terms"),
                    body=row["body"],
                )
                for row in named_rows(db, sql, (json_array(ids), kind))
            ]

    def stories_of(self, threads: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the ids of the stories of each of these threads, oldest first; unknown threads are left out."""
        sql = """SELECT t.id, s.id FROM json_each(?) i JOIN threads t ON t.id = i.value
            JOIN stories s ON s.thread = t.n ORDER BY i.key, s.first, s.id"""
        stories: dict[str, list[str]] = {}
        with self._db.reading() as db:
            for thread, story in db.execute(sql, (json_array(threads),)):
                stories.setdefault(thread, []).append(story)
        return stories

    def affairs(self, threads: Sequence[str]) -> Mapping[str, str]:
        """Return the affair at the top of each of these threads; threads that are part of none are left out."""
        sql = """WITH RECURSIVE up (thread, affair, depth) AS (
                SELECT t.id, u.affair, 1 FROM json_each(?) i
                    CROSS JOIN threads t ON t.id = i.value JOIN affairs u ON u.thread = t.n WHERE u.affair IS NOT NULL
                UNION SELECT up.thread, u.affair, up.depth + 1 FROM up JOIN affairs u ON u.thread = up.affair
                    WHERE u.affair IS NOT NULL AND up.depth < ?)
            SELECT up.thread, p.id FROM up JOIN threads p ON p.n = up.affair ORDER BY up.depth"""
        with self._db.reading() as db:
            return dict(db.execute(sql, (json_array(threads), MAX_AFFAIR_DEPTH)).fetchall())

    def decided_affairs(self, threads: Sequence[str]) -> Set[str]:
        """Return those of these threads of which a person decided that they are part of an affair, or of none."""
        sql = """SELECT t.id FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value JOIN affairs u ON u.thread = t.n
            WHERE u.decided_at IS NOT NULL"""
        with self._db.reading() as db:
            return {id for (id,) in db.execute(sql, (json_array(threads),))}

    def linked_articles(self, urls: Sequence[str]) -> Sequence[tuple[str, LinkedArticle, bool]]:
        """Return the grouped articles at these addresses or with links to them: the address, and whether by a link."""
        with self._db.reading() as db:
            return list(read_linked_articles(db, urls))

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many grouped articles each term occurred; terms that never did are left out."""
        sql = """SELECT term, document_count FROM vocabulary
            WHERE term IN (SELECT value FROM json_each(?)) AND document_count > 0"""
        with self._db.reading() as db:
            return dict(db.execute(sql, (json_array(terms),)).fetchall())

    def size(self) -> int:
        """Return how many articles were grouped so far."""
        with self._db.reading() as db:
            row = db.execute("SELECT n FROM counters WHERE name = 'documents'").fetchone()
        return int(row[0]) if row else 0


@cache
def _candidates_sql(term_count: int) -> str:
    """Return the query for the profiles that share any of some terms: most shared terms first, then the newest.

    It is one query, not one for each term: their rows would cost more in Python than the whole search in SQLite.
    """
    newest = """SELECT * FROM (SELECT last, profile FROM postings WHERE term = ? AND kind = ? AND last >= ?
        ORDER BY last DESC, profile DESC LIMIT ?)"""
    shared = " UNION ALL ".join([newest] * term_count)
    best = f"""SELECT last, profile, count(*) shared FROM ({shared}) GROUP BY last, profile
        ORDER BY shared DESC, last DESC, profile LIMIT ?"""
    return f"""SELECT p.id FROM ({best}) b CROSS JOIN profiles p ON p.n = b.profile
        ORDER BY b.shared DESC, b.last DESC, b.profile"""
