"""The delivery log: what each digest already printed, so that it prints nothing twice."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.deliveries import DeliveredLine, Movement, UndeliveredNews
from briefing.store.codecs import from_micros, json_array, optional_from_micros, to_micros
from briefing.store.damaged_rows import sound_rows
from briefing.store.database.connection import Repository
from briefing.store.json_codecs import decode_text_list
from briefing.text.publishers.publishers import house_of_name

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind

DAY_MICROS = 24 * 3600 * 1_000_000
"""Microseconds of 24 hours: stored times are microseconds."""


MAX_DOCUMENTS = 60
"""Printed digests of each name that are kept: two months of mornings, some hundred KB."""
LINE_LIFETIME = timedelta(days=60)
"""How long what a digest printed of a thread is kept, from its next run on: an affair may rest for some weeks."""


class DeliveryLog(Repository):
    """The tables of digests and of what they delivered. A digest is known by its name."""

    def delivered_stories(self, digest: str) -> dict[str, frozenset[str]]:
        """Return the ids of the stories that a digest delivered, by thread; a thread may have none."""
        stories: defaultdict[str, set[str]] = defaultdict(set)
        with self._db.reading() as db:
            for thread, story in db.execute("SELECT thread, story FROM delivery_log WHERE digest = ?", (digest,)):
                stories[thread].add(story)
        return {thread: frozenset(delivered - {""}) for thread, delivered in stories.items()}

    def delivered_articles(self, digest: str) -> frozenset[str]:
        """Return the ids of the articles that a digest delivered."""
        sql = "SELECT a.id FROM delivered_articles d JOIN articles a ON a.n = d.article WHERE d.digest = ?"
        with self._db.reading() as db:
            return frozenset(id for (id,) in db.execute(sql, (digest,)))

    def delivered_lines(self, digest: str) -> dict[str, tuple[DeliveredLine, ...]]:
        """Return what a digest printed of each thread, by its id, the last first."""
        lines: defaultdict[str, list[DeliveredLine]] = defaultdict(list)
        sql = "SELECT thread, at, line, texts FROM delivered_lines WHERE digest = ? ORDER BY at DESC"
        with self._db.reading() as db:
            for thread, at, line, texts in db.execute(sql, (digest,)):
                lines[thread].append(DeliveredLine(line, decode_text_list(texts, "delivery log"), from_micros(at)))
        return {thread: tuple(own) for thread, own in lines.items()}

    def undelivered_news(self, digest: str, since: datetime, now: datetime) -> dict[str, UndeliveredNews]:
        """Return what a digest made now has not delivered of the articles since a moment, by thread; only of those
        threads that have such an article. Stories that are perhaps of another topic have no news of their thread; they
        count among the articles of its busiest day alone, until it is delivered: a digest prints none of them.
        """
        sql = """SELECT id, json_group_array(DISTINCT publisher) FILTER (WHERE NOT doubted), SUM(NOT doubted),
            MAX(same_day) FROM (SELECT t.id AS id, a.publisher AS publisher, s.doubted AS doubted,
            COUNT(*) OVER (PARTITION BY t.n, (:now - a.published) / :day) AS same_day FROM articles a
            JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread
            WHERE a.published >= :since AND NOT EXISTS
            (SELECT 1 FROM delivered_articles d WHERE d.digest = :digest AND d.article = a.n)
            AND NOT (s.doubted AND EXISTS
            (SELECT 1 FROM delivery_log l WHERE l.digest = :digest AND l.thread = t.id AND l.at >= a.published)))
            GROUP BY id HAVING SUM(NOT doubted)"""
        values = {"digest": digest, "since": to_micros(since), "now": to_micros(now), "day": DAY_MICROS}
        with self._db.reading() as db:
            return {
                id: UndeliveredNews(len(set(map(house_of_name, decode_text_list(publishers, "delivery log")))), *counts)
                for id, publishers, *counts in sound_rows(db, sql, values)
            }

    def movements(self, digest: str, since: datetime) -> dict[str, Movement]:
        """Return how threads moved that a digest delivered and that have undelivered articles since a moment."""
        delivered = "SELECT 1 FROM delivered_articles d WHERE d.digest = :digest AND d.article = a.n"
        places = "FROM articles a JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread"
        new_sql = f"""SELECT t.id, s.id, a.publisher {places}
            WHERE a.published >= :since AND NOT s.doubted AND NOT EXISTS ({delivered})"""
        known_sql = f"""SELECT DISTINCT t.id, s.id, a.publisher {places} WHERE EXISTS ({delivered}) AND t.n IN
            (SELECT s.thread FROM articles a JOIN stories s ON s.n = a.story WHERE a.published >= :since)"""
        known: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        new: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        values = {"digest": digest, "since": to_micros(since)}
        with self._db.reading() as db:
            for pairs_by_thread, sql in ((known, known_sql), (new, new_sql)):
                for thread, story, publisher in sound_rows(db, sql, values):
                    pairs_by_thread[thread].add((story, publisher))
        return {thread: _movement(known[thread], pairs) for thread, pairs in new.items() if thread in known}

    def mark_delivered(
        self,
        digest: str,
        stories: Mapping[str, Sequence[str]],
        at: datetime,
        *,
        articles: Iterable[str] = (),
        waiting_since: datetime | None = None,
        lines: Mapping[str, DeliveredLine] | None = None,
    ) -> None:
        """Record that a digest ran at a moment, and what it delivered.

        Args:
            digest: Name of the digest.
            stories: The ids of the delivered stories, by thread.
            at: When it ran.
            articles: The ids of the delivered articles.
            waiting_since: Start of the period that has news which was not printed; None: all was printed.
            lines: What it printed of each thread, by its id.
        """
        rows = [
            (digest, thread, story, to_micros(at))
            for thread, delivered in stories.items()
            for story in delivered or ("",)
        ]
        with self._db.writing() as db:
            waiting = None if waiting_since is None else to_micros(waiting_since)
            sql = "INSERT OR REPLACE INTO digests (name, last_run, waiting_since) VALUES (?, ?, ?)"
            db.execute(sql, (digest, to_micros(at), waiting))
            db.executemany("INSERT OR REPLACE INTO delivery_log VALUES (?, ?, ?, ?)", rows)
            sql = "INSERT OR IGNORE INTO delivered_articles SELECT ?, n FROM articles WHERE id = ?"
            db.executemany(sql, [(digest, id) for id in articles])
            printed = [
                (digest, id, to_micros(at), one.line, json_array(one.texts)) for id, one in (lines or {}).items()
            ]
            db.executemany("INSERT OR REPLACE INTO delivered_lines VALUES (?, ?, ?, ?, ?)", printed)
            db.execute(
                "DELETE FROM delivered_lines WHERE digest = ? AND at < ?", (digest, to_micros(at - LINE_LIFETIME))
            )

    def save_document(self, digest: str, at: datetime, document: str) -> None:
        """Keep what a digest printed; only the newest `MAX_DOCUMENTS` of each digest stay."""
        with self._db.writing() as db:
            db.execute("INSERT OR REPLACE INTO delivered_documents VALUES (?, ?, ?)", (digest, to_micros(at), document))
            sql = """DELETE FROM delivered_documents WHERE digest = :digest AND at NOT IN
                (SELECT at FROM delivered_documents WHERE digest = :digest ORDER BY at DESC LIMIT :limit)"""
            db.execute(sql, {"digest": digest, "limit": MAX_DOCUMENTS})

    def last_document(self, digest: str) -> str | None:
        """Return what a digest printed last; None if it never printed anything."""
        sql = "SELECT document FROM delivered_documents WHERE digest = ? ORDER BY at DESC LIMIT 1"
        with self._db.reading() as db:
            row = db.execute(sql, (digest,)).fetchone()
        return row[0] if row else None

    def names_with_documents(self) -> list[str]:
        """Return the names of the digests that printed something, in the order of the alphabet."""
        with self._db.reading() as db:
            return [name for (name,) in db.execute("SELECT DISTINCT digest FROM delivered_documents ORDER BY digest")]

    def document_from(self, digest: str, moment: datetime) -> str | None:
        """Return what a digest printed first at or after a moment; None if it printed nothing since."""
        sql = "SELECT document FROM delivered_documents WHERE digest = ? AND at >= ? ORDER BY at LIMIT 1"
        with self._db.reading() as db:
            row = db.execute(sql, (digest, to_micros(moment))).fetchone()
        return row[0] if row else None

    def last(self, digest: str) -> datetime | None:
        """Return when a digest last ran; None if it never did."""
        with self._db.reading() as db:
            row = db.execute("SELECT last_run FROM digests WHERE name = ?", (digest,)).fetchone()
        return optional_from_micros(row[0]) if row else None

    def last_before(self, digest: str, now: datetime) -> datetime | None:
        """Return when a digest last ran, at most `now`; None if it never did.

        The record of a run whose clock was wrong may lie in the future, or long before earlier runs. The times in the
        log and the newest delivered article show when the digest ran at the earliest.
        """
        sql = """SELECT MAX(at) FROM (
            SELECT last_run AS at FROM digests WHERE name = :digest
            UNION ALL SELECT at FROM delivery_log WHERE digest = :digest
            UNION ALL SELECT a.published FROM delivered_articles d JOIN articles a ON a.n = d.article
            WHERE d.digest = :digest) WHERE at <= :now"""
        with self._db.reading() as db:
            (last,) = db.execute(sql, {"digest": digest, "now": to_micros(now)}).fetchone()
        return optional_from_micros(last)

    def waiting_since(self, digest: str) -> datetime | None:
        """Return the start of the period that has news which a digest did not print; None: it printed all."""
        with self._db.reading() as db:
            row = db.execute("SELECT waiting_since FROM digests WHERE name = ?", (digest,)).fetchone()
        return optional_from_micros(row[0]) if row else None


def _movement(known: Collection[tuple[str, str]], new: Collection[tuple[str, str]]) -> Movement:
    """Return how a thread moved from its delivered to its new articles, given as (story, publisher)."""
    known_stories, new_stories = ({story for story, _ in pairs} for pairs in (known, new))
    known_houses, new_houses = ({house_of_name(publisher) for _, publisher in pairs} for pairs in (known, new))
    return Movement(len(known_houses), len(new_houses - known_houses), len(new_stories - known_stories))


def follow_delivery_log(db: sqlite3.Connection, kind: GroupKind, ended: str, survivor: str) -> None:
    """Let what was delivered of a story or thread that ends count for its survivor."""
    if kind == "thread":
        db.execute("UPDATE OR REPLACE delivery_log SET thread = ? WHERE thread = ?", (survivor, ended))
    else:
        db.execute("UPDATE OR REPLACE delivery_log SET story = ? WHERE story = ?", (survivor, ended))


def follow_delivered_lines(db: sqlite3.Connection, kind: GroupKind, ended: str, survivor: str) -> None:
    """Let what was printed of a thread that ends count for its survivor, beside what the same run printed of that."""
    if kind != "thread":
        return
    both = db.execute(
        """SELECT one.digest, one.at, one.texts, other.line, other.texts FROM delivered_lines one
        JOIN delivered_lines other USING (digest, at) WHERE one.thread = ? AND other.thread = ?""",
        (survivor, ended),
    ).fetchall()
    for digest, at, texts, line, other_texts in both:
        own, other = (decode_text_list(stored, "delivery log") for stored in (texts, other_texts))
        db.execute(
            "UPDATE delivered_lines SET texts = ? WHERE (digest, thread, at) = (?, ?, ?)",
            (json_array([*own, line, *other]), digest, survivor, at),
        )
    db.execute("UPDATE OR IGNORE delivered_lines SET thread = ? WHERE thread = ?", (survivor, ended))
    db.execute("DELETE FROM delivered_lines WHERE thread = ?", (ended,))


def move_deliveries(db: sqlite3.Connection, stories: Iterable[str], thread: str) -> None:
    """Let what was delivered of these stories count for another thread, into which they move."""
    db.executemany(
        "UPDATE OR REPLACE delivery_log SET thread = ? WHERE story = ?", [(thread, story) for story in stories]
    )
