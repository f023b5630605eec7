"""All that a person did and read, as records that another store can import.

A record is a JSON object with a `type`. Articles are named by their ids; threads are given with their articles, because
another store may have grouped them otherwise. docs/export.md describes every type.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, from_micros, json_array, named_rows
from briefing.store.database.connection import Repository
from briefing.store.json_codecs import decode_text_list
from briefing.store.read_states import states_of_thread
from briefing.store.thread_tags import decoded_tags
from briefing.text.dates.moments import exact_utc_text

if TYPE_CHECKING:
    from briefing.model.articles import Article

Record = dict[str, Any]
TOUCHED = """SELECT m.thread FROM marks m
    WHERE COALESCE(m.followed, m.muted, m.read, m.tags) IS NOT NULL
    UNION SELECT n FROM threads WHERE given_title <> ''
    UNION SELECT thread FROM affairs WHERE decided_at IS NOT NULL
    UNION SELECT affair FROM affairs WHERE decided_at IS NOT NULL AND affair IS NOT NULL
    UNION SELECT s.thread FROM articles a JOIN stories s ON s.n = a.story WHERE
    a.n IN (SELECT article FROM stars UNION SELECT article FROM read_exceptions) OR
    a.id IN (SELECT article FROM must_link UNION SELECT removed FROM cannot_link
        UNION SELECT remaining FROM cannot_link)"""
"""SQL of the inner numbers of all threads that a person did something with."""

NEWS_LIFETIME = timedelta(days=8)
"""Age at the last run of a digest up to which news may come in its next one: it looks back a day, and waits a week."""
DELIVERED = f"""SELECT s.thread FROM digests g JOIN delivered_articles d ON d.digest = g.name
    JOIN articles a ON a.n = d.article JOIN stories s ON s.n = a.story
    WHERE a.published >= g.last_run - {NEWS_LIFETIME // timedelta(microseconds=1)}"""
"""SQL of the inner numbers of the threads with news that digests would deliver again if another store lacked them."""


class PersonalDataExport(Repository):
    """What a person did and read, over all tables that hold it."""

    def records(self) -> Iterator[Record]:
        """Yield all records: articles before the threads that hold them, and threads before what names them."""
        with self._db.reading() as db:
            threads = [n for (n,) in db.execute(f"{TOUCHED} UNION {DELIVERED} ORDER BY 1")]
            stars = dict(db.execute("SELECT a.id, s.at FROM stars s JOIN articles a ON a.n = s.article"))
            read = _read_articles(db, threads)
            for article in _articles(db, threads):
                yield _article_record(article, stars.get(article.id), article.id in read)
            for thread in threads:
                yield _thread_record(db, thread)
            yield from _constraints(db)
            yield from _corrections(db)
            yield from _rules_and_views(db)
            yield from _deliveries(db)
            yield from _last_visit(db)

    def touched_threads(self) -> list[str]:
        """Return the ids of the threads that a person did something with."""
        with self._db.reading() as db:
            return [id for (id,) in db.execute(f"SELECT id FROM threads WHERE n IN ({TOUCHED}) ORDER BY last DESC")]


def _moment_text(micros: int | None) -> str | None:
    """Return a stored moment in ISO 8601, as `--since` accepts it; None for None."""
    return None if micros is None else exact_utc_text(from_micros(micros))


def _articles(db: sqlite3.Connection, threads: list[int]) -> Iterator[Article]:
    """Yield the articles of threads, and those with a star that are in no thread yet, oldest first."""
    sql = f"""SELECT {ARTICLE_COLUMNS} FROM articles a LEFT JOIN stories s ON s.n = a.story
        WHERE s.thread IN (SELECT value FROM json_each(?)) OR a.n IN (SELECT article FROM stars)
        ORDER BY a.published, a.id"""
    return map(decode_article, db.execute(sql, (json_array(threads),)))


def _article_record(article: Article, starred: int | None, is_read: bool) -> Record:
    values: Record = {
        "type": "article",
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "publisher": article.publisher,
        "publisher_url": article.publisher_url,
        "feed": article.feed,
        "section": article.section,
        "lang": article.lang,
        "guid": article.guid,
        "url": article.url,
        "link": article.link,
        "author": article.author,
        "published": exact_utc_text(article.published),
        "seen": exact_utc_text(article.seen),
        "date_flag": article.date_flag,
        "feed_date": exact_utc_text(article.feed_date) if article.feed_date else None,
        "arrived": exact_utc_text(article.arrived) if article.arrived else None,
        "weight": article.weight,
        "starred": _moment_text(starred),
        "read": is_read,
    }
    return {key: value for key, value in values.items() if value not in ("", None, False)}


def _read_articles(db: sqlite3.Connection, threads: list[int]) -> set[str]:
    """Return the ids of the articles of these threads that a person read."""
    ids = [id for (id,) in db.execute(f"SELECT id FROM threads WHERE n IN (SELECT value FROM json_each('{threads}'))")]
    read = {n for id in ids for n, is_unread in states_of_thread(db, id).items() if not is_unread}
    rows = db.execute("SELECT id FROM articles WHERE n IN (SELECT value FROM json_each(?))", (json_array(read),))
    return {id for (id,) in rows}


def _thread_record(db: sqlite3.Connection, n: int) -> Record:
    sql = """SELECT t.id, t.title, t.given_title, m.followed, m.muted, m.newest_when_muted, m.read, m.read_before,
        m.tags, u.decided_at, p.id AS affair_id FROM threads t LEFT JOIN marks m ON m.thread = t.n
        LEFT JOIN affairs u ON u.thread = t.n AND u.decided_at IS NOT NULL LEFT JOIN threads p ON p.n = u.affair
        WHERE t.n = ?"""
    (row,) = named_rows(db, sql, (n,))
    stories: defaultdict[str, list[str]] = defaultdict(list)
    sql = """SELECT s.id, a.id FROM stories s JOIN articles a ON a.story = s.n WHERE s.thread = ?
        ORDER BY s.first, s.id, a.published, a.id"""
    for story, article in db.execute(sql, (n,)):
        stories[story].append(article)
    moments = ("followed", "muted", "newest_when_muted", "read", "read_before")
    record: Record = {"type": "thread", "id": row["id"], "title": row["title"]}
    record |= {"name": row["given_title"]} if row["given_title"] else {}
    record |= {key: _moment_text(row[key]) for key in moments if row[key] is not None}
    record |= {"tags": list(decoded_tags(row["tags"]))} if row["tags"] else {}
    if row["decided_at"] is not None:
        record["affair"] = {"thread": row["affair_id"], "decided_at": _moment_text(row["decided_at"])}
    record["stories"] = [{"id": story, "articles": articles} for story, articles in stories.items()]
    return record


def _constraints(db: sqlite3.Connection) -> Iterator[Record]:
    linked: defaultdict[tuple[str, str, int], list[str]] = defaultdict(list)
    for kind, article, link, at in db.execute("SELECT kind, article, link, at FROM must_link ORDER BY 1, 3, 2"):
        linked[kind, link, at].append(article)
    for (kind, _, at), articles in linked.items():
        yield {"type": "together", "level": kind, "articles": articles, "at": _moment_text(at)}
    apart: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, removed, remaining in db.execute("SELECT kind, removed, remaining FROM cannot_link ORDER BY 1, 2, 3"):
        apart[kind, removed].append(remaining)
    for (kind, removed), others in apart.items():
        yield {"type": "apart", "level": kind, "article": removed, "from": others}


def _corrections(db: sqlite3.Connection) -> Iterator[Record]:
    """Yield the corrections that grouping learns from; the others are constraints alone."""
    sql = """SELECT at, kind, feedback_sign, description, names_by_stem FROM corrections WHERE feedback_sign <> 0
        ORDER BY at, n"""
    for at, kind, sign, description, names in db.execute(sql):
        correction = {"level": kind, "sign": sign, "description": description, "names": names}
        yield {"type": "correction", "at": _moment_text(at), **correction}


def _rules_and_views(db: sqlite3.Connection) -> Iterator[Record]:
    sql = "SELECT kind, value, at, until, reason FROM mute_rules ORDER BY at, kind, value"
    for kind, value, at, until, reason in db.execute(sql):
        rule = {"type": "mute", "kind": kind, "value": value, "at": _moment_text(at)}
        rule |= {"until": _moment_text(until)} if until is not None else {}
        yield rule | ({"reason": reason} if reason else {})
    for name, query in db.execute("SELECT name, query FROM views ORDER BY at, name"):
        yield {"type": "view", "name": name, "query": query}


def _deliveries(db: sqlite3.Connection) -> Iterator[Record]:
    articles = """SELECT a.id FROM delivered_articles d JOIN articles a ON a.n = d.article WHERE d.digest = ?
        ORDER BY a.id"""
    documents = "SELECT at, document FROM delivered_documents WHERE digest = ? ORDER BY at"
    for name, last_run, waiting in db.execute("SELECT name, last_run, waiting_since FROM digests ORDER BY name"):
        yield {
            "type": "digest",
            "name": name,
            "last_run": _moment_text(last_run),
            "waiting_since": _moment_text(waiting),
            "stories": _delivered_stories(db, name),
            "articles": [id for (id,) in db.execute(articles, (name,))],
            "documents": [{"at": _moment_text(at), "document": text} for at, text in db.execute(documents, (name,))],
            "lines": _delivered_lines(db, name),
        }


def _delivered_stories(db: sqlite3.Connection, digest: str) -> list[Mapping[str, Any]]:
    """Return what a digest delivered: threads, and stories by one of their articles."""
    sql = """SELECT d.thread, d.story, d.at, (SELECT a.id FROM stories s JOIN articles a ON a.story = s.n
        WHERE s.id = d.story ORDER BY a.published, a.id LIMIT 1) FROM delivery_log d
        WHERE d.digest = ? ORDER BY d.at, 1, 2"""
    return [
        {"thread": thread, "story": story, "article": article, "at": _moment_text(at)}
        for thread, story, at, article in db.execute(sql, (digest,))
    ]


def _delivered_lines(db: sqlite3.Connection, digest: str) -> list[Mapping[str, Any]]:
    """Return what a digest printed of each thread."""
    sql = "SELECT thread, at, line, texts FROM delivered_lines WHERE digest = ? ORDER BY at, thread"
    return [
        {"thread": thread, "at": _moment_text(at), "line": line, "texts": decode_text_list(texts, "delivery log")}
        for thread, at, line, texts in db.execute(sql, (digest,))
    ]


def _last_visit(db: sqlite3.Connection) -> Iterator[Record]:
    columns = ("began", "ended", "boundary", "listed")
    for row in db.execute(f"SELECT {', '.join(columns)} FROM visits ORDER BY n DESC LIMIT 1"):
        yield {"type": "visit"} | {name: _moment_text(moment) for name, moment in zip(columns, row, strict=True)}
