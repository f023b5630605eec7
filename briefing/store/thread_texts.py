"""The written texts of threads: titles, summaries and timelines; and the stories that they are written from."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import DamageError, StoreError
from briefing.model.articles import Story
from briefing.model.coverage import FormerText
from briefing.model.threads import NO_SUMMARY, Summary, TimelineEntry
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, json_array
from briefing.store.database.connection import Repository
from briefing.store.database.damage import damaged_store, rows_with_damage
from briefing.store.json_codecs import (
    decode_summary,
    decode_timeline,
    encode_summary,
    encode_timeline,
)

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.coverage import ThreadText


class StoredText(NamedTuple):
    """The summary and timeline of a thread."""

    summary: Summary = NO_SUMMARY
    timeline: tuple[TimelineEntry, ...] = ()


class StoredRow(NamedTuple):
    """The texts of a thread as they are stored; `damage` is what is wrong with their types, "" if nothing."""

    id: str
    summary: str
    timeline: str
    damage: str

    def decoded(self) -> StoredText:
        """Return the summary and the timeline; DamageError if one of them cannot be read."""
        if self.damage:
            raise damaged_store(self.damage)
        return StoredText(decode_summary(self.summary), decode_timeline(self.timeline))


class ThreadTextRepository(Repository):
    """The table thread_texts, and the titles of stories and threads."""

    def outdated_threads(self, *, without_text: bool = False) -> list[str]:
        """Return the ids of the threads that changed since their texts were written; `without_text`: that have none.

        Those of the most articles come first, the newest of them before others: they are read first.
        """
        condition = "AND NOT EXISTS (SELECT 1 FROM thread_texts x WHERE x.thread = threads.n)" if without_text else ""
        sql = f"SELECT id FROM threads WHERE outdated {condition} ORDER BY article_count DESC, last DESC, id"
        with self._db.reading() as db:
            return [id for (id,) in db.execute(sql)]

    def article_count(self, threads: Iterable[str]) -> int:
        """Return how many articles threads have in all: what it costs to write them."""
        sql = "SELECT total(article_count) FROM threads WHERE id IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return int(db.execute(sql, (json_array(threads),)).fetchone()[0])

    def save(self, texts: Sequence[ThreadText]) -> None:
        """Store texts in one transaction; their threads are no longer outdated. Titles that a person gave stay."""
        with self._db.writing() as db:
            for text in texts:
                db.execute(
                    """INSERT OR REPLACE INTO thread_texts (thread, summary, timeline)
                    SELECT n, ?, ? FROM threads WHERE id = ?""",
                    (encode_summary(text.summary), encode_timeline(text.timeline), text.thread),
                )
                db.execute(
                    """UPDATE threads SET title = CASE WHEN given_title <> '' THEN given_title ELSE ?1 END,
                    written_title = ?1, latest_development = ?2, excluded = ?3, deaths = ?4, outdated = 0
                    WHERE id = ?5""",
                    (text.title, text.latest_development, text.excluded, text.deaths, text.thread),
                )
                stories = [(title, id in text.doubted, id) for id, title in text.story_titles.items()]
                db.executemany("UPDATE stories SET title = ?, doubted = ? WHERE id = ?", stories)

    def written_titles(self, threads: Sequence[str]) -> dict[str, str]:
        """Return the titles that were written last for these threads, by id, also where a person gave another one.

        A thread that was not written yet has the title with which it was founded.
        """
        sql = """SELECT id, CASE WHEN written_title = '' AND given_title = '' THEN title ELSE written_title END
            FROM threads WHERE id IN (SELECT value FROM json_each(?))"""
        with self._db.reading() as db:
            return dict(db.execute(sql, (json_array(threads),)).fetchall())

    def former_texts(self, ids: Iterable[str]) -> dict[str, FormerText]:
        """Return what is written of the threads with these articles, stories or ids, by the ids of the threads.

        Threads that changed since they were written are left out, and those whose texts are damaged.
        """
        named = json_array(ids)
        sql = """WITH named (id) AS (SELECT value FROM json_each(?1))
            SELECT id, written_title, latest_development FROM threads WHERE NOT outdated AND n IN (
                SELECT t.n FROM named JOIN threads t ON t.id = named.id
                UNION SELECT s.thread FROM named JOIN stories s ON s.id = named.id
                UNION SELECT s.thread FROM named JOIN articles a ON a.id = named.id JOIN stories s ON s.n = a.story)"""
        sql_of_articles = """SELECT t.id, a.id FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
            CROSS JOIN stories s ON s.thread = t.n AND NOT s.doubted CROSS JOIN articles a ON a.story = s.n"""
        articles: defaultdict[str, set[str]] = defaultdict(set)
        with self._db.reading() as db:
            titles = {id: (title, latest) for id, title, latest in db.execute(sql, (named,))}
            for thread, article in db.execute(sql_of_articles, (json_array(titles),)):
                articles[thread].add(article)
            rows = select_texts(db, titles)
        former = {}
        for row in rows:
            with suppress(DamageError):
                text = row.decoded()
                former[row.id] = FormerText(*titles[row.id], text.summary, text.timeline, frozenset(articles[row.id]))
        return former

    def decode(self, stored: Iterable[StoredRow]) -> dict[str, StoredText]:
        """Return texts by thread from rows of `select_texts`. To be called after the transaction that read them.

        Texts that cannot be read are left out and reported, and their threads count as outdated: the next refresh
        writes them.
        """
        texts, unreadable = {}, []
        for row in stored:
            try:
                texts[row.id] = row.decoded()
            except DamageError as error:
                unreadable.append(row.id)
                self._db.on_damaged_texts(row.id, error)
        if unreadable:
            with suppress(StoreError):  # who reads does not fail if the store cannot be written
                self.mark_outdated(unreadable)
        return texts

    def mark_outdated(self, threads: Iterable[str]) -> None:
        """Mark threads as outdated: `outdated_threads` has them until their texts are written."""
        with self._db.writing() as db:
            mark_outdated(db, threads)


def mark_outdated(db: sqlite3.Connection, threads: Iterable[str]) -> None:
    """Mark threads as outdated inside a transaction that has begun."""
    sql = "UPDATE threads SET outdated = 1 WHERE id IN (SELECT value FROM json_each(?))"
    db.execute(sql, (json_array(threads),))


def select_texts(db: sqlite3.Connection, threads: Iterable[str]) -> list[StoredRow]:
    """Return the id, the stored summary and the stored timeline of each of these threads that has texts."""
    sql = """SELECT t.id, x.summary, x.timeline FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
        JOIN thread_texts x ON x.thread = t.n"""
    return [
        StoredRow(row[0], row[1], row[2], damage) for row, damage in rows_with_damage(db, sql, (json_array(threads),))
    ]


def stories_by_thread(db: sqlite3.Connection, threads: Iterable[str]) -> dict[str, tuple[Story, ...]]:
    """Return the stories of each of these threads, oldest first, with their articles."""
    ids = json_array(threads)
    articles: defaultdict[str, list[Article]] = defaultdict(list)
    sql = f"""SELECT s.id, {ARTICLE_COLUMNS} FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
        CROSS JOIN stories s ON s.thread = t.n CROSS JOIN articles a ON a.story = s.n ORDER BY a.published, a.id"""
    for story, *row in db.execute(sql, (ids,)):
        articles[story].append(decode_article(row))
    stories: defaultdict[str, list[Story]] = defaultdict(list)
    sql = """SELECT s.id, t.id, s.title, s.doubted FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
        CROSS JOIN stories s ON s.thread = t.n ORDER BY s.first, s.id"""
    for id, thread, title, doubted in db.execute(sql, (ids,)):
        stories[thread].append(Story(id, thread, title, tuple(articles[id]), bool(doubted)))
    return {thread: tuple(in_thread) for thread, in_thread in stories.items()}
