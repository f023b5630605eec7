"""Feeds and their articles: what a refresh brings in."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from briefing.model.feeds import FeedState
from briefing.store import fts
from briefing.store.article_identity import StoredArticle, feed_key, match_stored, without_duplicates
from briefing.store.codecs import (
    ARTICLE_COLUMNS,
    decode_article,
    from_micros,
    json_array,
    optional_from_micros,
    optional_to_micros,
    to_micros,
)
from briefing.store.connection import Repository

if TYPE_CHECKING:
    from briefing.model.articles import Article

_FEED_COLUMNS = """url, title, etag, modified, digest, last_try, last_success, next_due, retry_after, failures, error, location,
    found, pause, skips, gone"""
_MAX_EDITS = 50
"""How many edits of an article are kept: some feeds count comments in their texts."""

_STORED_ARTICLE_COLUMNS = "a.n, a.feed, a.url, a.title, a.text"


class FeedRepository(Repository):
    """The table feeds, and the articles that feeds bring."""

    def states(self) -> dict[str, FeedState]:
        """What is remembered of each feed, by its configured address."""
        with self._db.reading() as db:
            return {row[0]: _feed_state(row) for row in db.execute(f"SELECT {_FEED_COLUMNS} FROM feeds")}

    def save(self, state: FeedState, articles: Sequence[Article]) -> int:
        """Store a feed's state and the articles of its document in one transaction; how many of them are new."""
        with self._db.writing() as db:
            _save_state(db, state)
            return _save_articles(db, state.url, without_duplicates(articles)) if articles else 0

    def save_many(self, fetched: Iterable[tuple[FeedState, Sequence[Article]]]) -> int:
        """Store what several feeds brought, all in one transaction; how many of the articles are new."""
        with self._db.writing():
            return sum(self.save(state, articles) for state, articles in fetched)

    def save_states(self, states: Iterable[FeedState]) -> None:
        """Store the states of feeds that brought nothing, all in one transaction."""
        with self._db.writing() as db:
            for state in states:
                _save_state(db, state)

    def activity(self, since: datetime) -> dict[str, tuple[int, timedelta]]:
        """Per feed, how many articles were published since then, and how long they took on average to be fetched."""
        sql = "SELECT feed, COUNT(*), AVG(seen - published) FROM articles WHERE published >= ? GROUP BY feed"
        with self._db.reading() as db:
            found = db.execute(sql, (to_micros(since),)).fetchall()
        return {feed: (int(number), timedelta(microseconds=max(int(lag), 0))) for feed, number, lag in found}


class ArticleRepository(Repository):
    """The tables feeds, articles, carriers, edits and words."""

    def ungrouped(self) -> list[Article]:
        """The articles that have no story yet, oldest first."""
        with self._db.reading() as db:
            rows = db.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.story IS NULL ORDER BY a.published, a.id"
            )
            return [decode_article(row) for row in rows]

    def edits(self, id: str) -> list[tuple[datetime, str, str]]:
        """How an article read before each of its edits, oldest first: until when, title, text."""
        sql = "SELECT e.at, e.title, e.text FROM edits e JOIN articles a ON a.n = e.article WHERE a.id = ? ORDER BY e.n"
        with self._db.reading() as db:
            return [(from_micros(at), title, text) for at, title, text in db.execute(sql, (id,))]

    def publishers(self) -> list[str]:
        """The publishers of all articles, those with the most first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT publisher FROM articles GROUP BY publisher ORDER BY COUNT(*) DESC, publisher")
            return [publisher for (publisher,) in rows if publisher]

    def languages(self) -> list[str]:
        """The languages that articles declare, those with the most first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT lang FROM articles GROUP BY lang ORDER BY COUNT(*) DESC, lang")
            return [lang for (lang,) in rows if lang]

    def feed_and_article_counts(self, since: datetime) -> tuple[int, int]:
        """How many feeds the store knows, and how many articles were published since."""
        with self._db.reading() as db:
            feeds = db.execute("SELECT COUNT(*) FROM feeds").fetchone()[0]
            articles = db.execute("SELECT COUNT(*) FROM articles WHERE published >= ?", (to_micros(since),)).fetchone()[
                0
            ]
        return int(feeds), int(articles)


def _feed_state(row: tuple[Any, ...]) -> FeedState:
    state = FeedState(*row[:5], *map(optional_from_micros, row[5:9]), *row[9:13])
    pause, skips, gone = row[13:]
    return replace(
        state, requested_pause=timedelta(seconds=pause), skip_hours=frozenset(map(int, skips.split())), gone=bool(gone)
    )


def _save_state(db: sqlite3.Connection, state: FeedState) -> None:
    moments = map(optional_to_micros, (state.last_try, state.last_success, state.next_due, state.retry_after))
    values = (state.url, state.title, state.etag, state.modified, state.content_hash, *moments)
    skips = " ".join(map(str, sorted(state.skip_hours)))
    asked = (state.document_url, int(state.requested_pause.total_seconds()), skips, state.gone)
    db.execute(
        f"INSERT OR REPLACE INTO feeds ({_FEED_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, state.failures, state.error, state.permanent_url, *asked),
    )


def _save_articles(db: sqlite3.Connection, feed: str, articles: Sequence[Article]) -> int:
    new = 0
    for incoming, known in zip(articles, match_stored(articles, *_possible_matches(db, feed, articles)), strict=True):
        if known is None:
            n = _insert_article(db, incoming)
            new += 1
        else:
            n = known.n
            if known.feed == feed:  # only the feed that brought an article may edit it: others cut it their own way
                _apply_edit(db, known, incoming)
        db.execute("INSERT OR IGNORE INTO carriers VALUES (?, ?, ?)", (feed, feed_key(incoming), n))
    return new


def _possible_matches(
    db: sqlite3.Connection, feed: str, articles: Sequence[Article]
) -> tuple[dict[str, list[StoredArticle]], dict[str, list[StoredArticle]]]:
    """The stored articles that any of these could be: by key within the feed, and by address."""
    by_key: defaultdict[str, list[StoredArticle]] = defaultdict(list)
    by_url: defaultdict[str, list[StoredArticle]] = defaultdict(list)
    sql = f"""SELECT c.guid, {_STORED_ARTICLE_COLUMNS} FROM json_each(?) k CROSS JOIN carriers c ON c.feed = ? AND c.guid = k.value
        CROSS JOIN articles a ON a.n = c.article ORDER BY a.n"""
    for key, *fields in db.execute(
        sql, (json_array({key for article in articles if (key := feed_key(article))}), feed)
    ):
        by_key[key].append(StoredArticle(*fields))
    sql = f"""SELECT {_STORED_ARTICLE_COLUMNS} FROM json_each(?) u CROSS JOIN articles a ON a.url = u.value AND a.url <> ''
        ORDER BY a.n"""
    for fields in db.execute(sql, (json_array({article.url for article in articles if article.url}),)):
        by_url[fields[2]].append(StoredArticle(*fields))
    return by_key, by_url


def _insert_article(db: sqlite3.Connection, new: Article) -> int:
    """Store a new article; one whose id is taken by another gets an id of its own, the same at every run."""
    values = (new.weight, new.publisher, new.feed, new.section, new.lang, new.guid, new.url, new.link, new.author)
    id = new.id
    while db.execute("SELECT 1 FROM articles WHERE id = ?", (id,)).fetchone():
        from hashlib import sha256  # costs 6 ms at every start, and is hardly ever needed

        id = "a" + sha256("\n".join((id, new.feed, new.guid, new.link, new.title)).encode()).hexdigest()[:12]
    cursor = db.execute(
        """INSERT INTO articles (id, published, seen, weight, publisher, feed, section, lang, guid, url, link, author,
        flag, title, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (id, to_micros(new.published), to_micros(new.seen), *values, new.date_flag, new.title, new.text),
    )
    n = int(cursor.lastrowid or 0)
    _add_to_fts(db, n, new.title, new.text)
    return n


def _apply_edit(db: sqlite3.Connection, known: StoredArticle, incoming: Article) -> None:
    """Take a changed title or text over and keep the old one; its date stays, and nothing is replaced by nothing."""
    title, text = incoming.title or known.title, incoming.text or known.text
    if incoming.url and incoming.url != known.url:
        db.execute("UPDATE articles SET url = ?, link = ? WHERE n = ?", (incoming.url, incoming.link, known.n))
    if text != known.text and _has_page_text(db, known.n, text):
        text = known.text
    if (title, text) != (known.title, known.text):
        replace_text(db, known.n, (known.title, known.text), (title, text), incoming.seen)


def _has_page_text(db: sqlite3.Connection, n: int, feed_text: str) -> bool:
    """Whether an article has the text of its page, which its feed's `text` does not replace.

    If that was edited, the page may be read again, an hour after it was last read.
    """
    row = db.execute("SELECT own FROM pages WHERE article = ? AND own IS NOT NULL", (n,)).fetchone()
    if row and row[0] != feed_text:
        again = timedelta(hours=1) // timedelta(microseconds=1)
        db.execute("UPDATE pages SET own = ?, due = at + ? WHERE article = ?", (feed_text, again, n))
    return row is not None


def replace_text(
    db: sqlite3.Connection, n: int, before: tuple[str, str], after: tuple[str, str], edited_at: datetime | None
) -> None:
    """Give an article another title and text than `before`; they are kept if it was `edited`, which means when."""
    if edited_at:
        db.execute(
            "INSERT INTO edits (article, at, title, text) VALUES (?, ?, ?, ?)", (n, to_micros(edited_at), *before)
        )
        db.execute(
            "DELETE FROM edits WHERE n IN (SELECT n FROM edits WHERE article = ? ORDER BY n DESC LIMIT -1 OFFSET ?)",
            (n, _MAX_EDITS),
        )
    db.execute("UPDATE articles SET title = ?, text = ? WHERE n = ?", (*after, n))
    db.execute(
        "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", (n, *map(fts.index_text, before))
    )
    _add_to_fts(db, n, *after)
    sql = """UPDATE threads SET unwritten = 1
        WHERE n = (SELECT s.thread FROM articles a JOIN stories s ON s.n = a.story WHERE a.n = ?)"""
    db.execute(sql, (n,))


def _add_to_fts(db: sqlite3.Connection, n: int, title: str, text: str) -> None:
    db.execute(
        "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (n, fts.index_text(title), fts.index_text(text))
    )
