"""Retention: the texts of old articles are thinned to what summaries and timelines quote of them.

The articles stay, with title, address, publisher and date, so that threads, counts and timelines are as before and a
feed that still carries an old article brings nothing new.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from briefing.errors import DamageError, StoreError
from briefing.model.threads import quoted_sentences
from briefing.store import fts
from briefing.store.codecs import to_micros
from briefing.store.database.connection import Repository
from briefing.store.thread_texts import select_texts
from briefing.text.thinning import thinned_text

_HAS_FORMER = """EXISTS (SELECT 1 FROM edits e WHERE e.article = a.n)
    OR EXISTS (SELECT 1 FROM article_pages p WHERE p.article = a.n AND p.feed_text IS NOT NULL)"""

_OLD = f"""articles a JOIN stories s ON s.n = a.story JOIN threads t ON t.n = s.thread
    WHERE a.published < ? AND a.text <> '' AND NOT t.outdated
    AND a.n NOT IN (SELECT article FROM stars)
    AND (a.n NOT IN (SELECT article FROM thinned_articles) OR {_HAS_FORMER})"""


class OldArticle(NamedTuple):
    """An article whose text is to be thinned.

    Attributes:
        n: Its inner number.
        remaining: What stays of its text.
        has_former_texts: Whether texts from before an edit, or before its page was read, are stored.
    """

    n: int
    title: str
    text: str
    remaining: str
    has_former_texts: bool

    @property
    def is_shortened(self) -> bool:
        """Whether thinning removes anything of its texts."""
        return self.has_former_texts or len(self.remaining) < len(self.text)


class RetentionRepository(Repository):
    """The table thinned_articles, and the texts of old articles."""

    def threads_with_old_articles(self, before: datetime) -> list[str]:
        """Return the ids of the threads that may have such articles as `old_articles` returns."""
        with self._db.reading() as db:
            return [id for (id,) in db.execute(f"SELECT DISTINCT t.id FROM {_OLD} ORDER BY t.id", (to_micros(before),))]

    def old_articles(self, thread: str, before: datetime) -> list[OldArticle]:
        """Return the articles of a thread that were published before a moment and are not thinned yet.

        Those that keep their whole text are among them: `thin` remembers them, so that the next `prune` need not look
        at them. Articles with a star are left out, and all if it cannot be read what the thread quotes.
        """
        with self._db.reading() as db:
            quoted = _quoted_texts(db, thread)
            if quoted is None:
                return []
            sql = f"SELECT a.n, a.id, a.title, a.text, a.lang, {_HAS_FORMER} FROM {_OLD} AND t.id = ?"
            rows = db.execute(sql, (to_micros(before), thread)).fetchall()
        return [
            OldArticle(n, title, text, thinned_text(text, quoted[id], lang), bool(has_former))
            for n, id, title, text, lang, has_former in rows
        ]

    def thin(self, articles: Iterable[OldArticle], at: datetime) -> None:
        """Replace the texts of articles by what stays of them; texts that changed meanwhile stay as they are.

        Articles that are not shortened are only remembered: nothing of them is removed.
        """
        with self._db.writing() as db:
            for article in articles:
                _thin(db, article, to_micros(at))

    def shrink(self) -> None:
        """Give the freed space back to the disk, unless the store is in use or the disk has no room for that."""
        with suppress(StoreError), self._db.outside_transaction() as db:
            db.execute("INSERT INTO article_index (article_index) VALUES ('optimize')")
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _quoted_texts(db: sqlite3.Connection, thread: str) -> defaultdict[str, set[str]] | None:
    """Return the sentences that the summary and timeline of a thread quote, by article; None if they are damaged."""
    quoted: defaultdict[str, set[str]] = defaultdict(set)
    for row in select_texts(db, [thread]):
        try:
            summary, timeline = row.decoded()
        except DamageError:
            return None
        for sentence in quoted_sentences(summary, timeline):
            quoted[sentence.article].add(sentence.text)
    return quoted


def _thin(db: sqlite3.Connection, article: OldArticle, at: int) -> None:
    sql = "SELECT 1 FROM articles WHERE n = ? AND title = ? AND text = ?"
    if db.execute(sql, (article.n, article.title, article.text)).fetchone() is None:
        return
    if article.is_shortened:
        _shorten(db, article)
    db.execute("UPDATE article_pages SET next_due = NULL WHERE article = ?", (article.n,))
    db.execute("INSERT OR REPLACE INTO thinned_articles VALUES (?, ?)", (article.n, at))


def _shorten(db: sqlite3.Connection, article: OldArticle) -> None:
    """Replace the text of an article in the table and the index, and remove its other texts."""
    db.execute("UPDATE articles SET text = ? WHERE n = ?", (article.remaining, article.n))
    before = (article.n, fts.index_text(article.title), fts.index_text(article.text))
    db.execute("INSERT INTO article_index (article_index, rowid, title, text) VALUES ('delete', ?, ?, ?)", before)
    after = (article.n, fts.index_text(article.title), fts.index_text(article.remaining))
    db.execute("INSERT INTO article_index (rowid, title, text) VALUES (?, ?, ?)", after)
    db.execute("DELETE FROM edits WHERE article = ?", (article.n,))
    db.execute("UPDATE article_pages SET feed_text = NULL WHERE article = ?", (article.n,))
