"""Feeds and their articles: what a refresh brings in."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from briefing.model.feeds import FeedState
from briefing.store import fulltext
from briefing.store.connection import Concern
from briefing.store.identity import Known, distinct, key_of, recognise
from briefing.store.values import ARTICLE, article_from, many, micros, moment, optional_micros, optional_moment

if TYPE_CHECKING:
    from briefing.model.articles import Article

_FEED = """url, title, etag, modified, digest, last_try, last_success, next_due, retry_after, failures, error, location,
    found, pause, skips, gone"""
_EDITS = 50
"""How many edits of an article are kept: some feeds count comments in their texts."""

_KNOWN = "a.n, a.feed, a.url, a.title, a.text"


class Articles(Concern):
    """The tables feeds, articles, carriers, edits and words."""

    def feed_states(self) -> dict[str, FeedState]:
        """What is remembered of each feed, by its configured address."""
        with self._db.reading() as db:
            return {row[0]: _state(row) for row in db.execute(f"SELECT {_FEED} FROM feeds")}

    def save_feed(self, state: FeedState, articles: Sequence[Article]) -> int:
        """Store a feed's state and the articles of its document in one transaction; how many of them are new."""
        with self._db.writing() as db:
            _save_state(db, state)
            return _save_articles(db, state.url, distinct(articles)) if articles else 0

    def save_feeds(self, brought: Iterable[tuple[FeedState, Sequence[Article]]]) -> int:
        """Store what several feeds brought, all in one transaction; how many of the articles are new."""
        with self._db.writing():
            return sum(self.save_feed(state, articles) for state, articles in brought)

    def save_states(self, states: Iterable[FeedState]) -> None:
        """Store the states of feeds that brought nothing, all in one transaction."""
        with self._db.writing() as db:
            for state in states:
                _save_state(db, state)

    def ungrouped(self) -> list[Article]:
        """The articles that have no story yet, oldest first."""
        with self._db.reading() as db:
            rows = db.execute(f"SELECT {ARTICLE} FROM articles a WHERE a.story IS NULL ORDER BY a.published, a.id")
            return [article_from(row) for row in rows]

    def edits(self, id: str) -> list[tuple[datetime, str, str]]:
        """How an article read before each of its edits, oldest first: until when, title, text."""
        sql = "SELECT e.at, e.title, e.text FROM edits e JOIN articles a ON a.n = e.article WHERE a.id = ? ORDER BY e.n"
        with self._db.reading() as db:
            return [(moment(at), title, text) for at, title, text in db.execute(sql, (id,))]


def _state(row: tuple[Any, ...]) -> FeedState:
    state = FeedState(*row[:5], *map(optional_moment, row[5:9]), *row[9:13])
    pause, skips, gone = row[13:]
    return replace(state, pause=timedelta(seconds=pause), skips=frozenset(map(int, skips.split())), gone=bool(gone))


def _save_state(db: sqlite3.Connection, state: FeedState) -> None:
    moments = map(optional_micros, (state.last_try, state.last_success, state.next_due, state.retry_after))
    values = (state.url, state.title, state.etag, state.modified, state.digest, *moments)
    skips = " ".join(map(str, sorted(state.skips)))
    asked = (state.found, int(state.pause.total_seconds()), skips, state.gone)
    db.execute(
        f"INSERT OR REPLACE INTO feeds ({_FEED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, state.failures, state.error, state.location, *asked),
    )


def _save_articles(db: sqlite3.Connection, feed: str, articles: Sequence[Article]) -> int:
    new = 0
    for incoming, known in zip(articles, recognise(articles, *_known(db, feed, articles)), strict=True):
        if known is None:
            n = _insert(db, incoming)
            new += 1
        else:
            n = known.n
            if known.feed == feed:  # only the feed that brought an article may edit it: others cut it their own way
                _edit(db, known, incoming)
        db.execute("INSERT OR IGNORE INTO carriers VALUES (?, ?, ?)", (feed, key_of(incoming), n))
    return new


def _known(
    db: sqlite3.Connection, feed: str, articles: Sequence[Article]
) -> tuple[dict[str, list[Known]], dict[str, list[Known]]]:
    """The stored articles that any of these could be: by key within the feed, and by address."""
    by_key: defaultdict[str, list[Known]] = defaultdict(list)
    by_url: defaultdict[str, list[Known]] = defaultdict(list)
    sql = f"""SELECT c.guid, {_KNOWN} FROM json_each(?) k CROSS JOIN carriers c ON c.feed = ? AND c.guid = k.value
        CROSS JOIN articles a ON a.n = c.article ORDER BY a.n"""
    for key, *fields in db.execute(sql, (many({key for article in articles if (key := key_of(article))}), feed)):
        by_key[key].append(Known(*fields))
    sql = f"""SELECT {_KNOWN} FROM json_each(?) u CROSS JOIN articles a ON a.url = u.value AND a.url <> ''
        ORDER BY a.n"""
    for fields in db.execute(sql, (many({article.url for article in articles if article.url}),)):
        by_url[fields[2]].append(Known(*fields))
    return by_key, by_url


def _insert(db: sqlite3.Connection, new: Article) -> int:
    """Store a new article; one whose id is taken by another gets an id of its own, the same at every run."""
    values = (new.weight, new.publisher, new.feed, new.section, new.lang, new.guid, new.url, new.link, new.author)
    id = new.id
    while db.execute("SELECT 1 FROM articles WHERE id = ?", (id,)).fetchone():
        from hashlib import sha256  # costs 6 ms at every start, and is hardly ever needed

        id = "a" + sha256("\n".join((id, new.feed, new.guid, new.link, new.title)).encode()).hexdigest()[:12]
    cursor = db.execute(
        """INSERT INTO articles (id, published, seen, weight, publisher, feed, section, lang, guid, url, link, author,
        flag, title, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (id, micros(new.published), micros(new.seen), *values, new.flag, new.title, new.text),
    )
    n = int(cursor.lastrowid or 0)
    _index(db, n, new.title, new.text)
    return n


def _edit(db: sqlite3.Connection, known: Known, incoming: Article) -> None:
    """Take a changed title or text over and keep the old one; its date stays, and nothing is replaced by nothing."""
    title, text = incoming.title or known.title, incoming.text or known.text
    if incoming.url and incoming.url != known.url:
        db.execute("UPDATE articles SET url = ?, link = ? WHERE n = ?", (incoming.url, incoming.link, known.n))
    if text != known.text and _has_page(db, known.n, text):
        text = known.text
    if (title, text) != (known.title, known.text):
        put_text(db, known.n, (known.title, known.text), (title, text), incoming.seen)


def _has_page(db: sqlite3.Connection, n: int, text: str) -> bool:
    """Whether an article has the text of its page, which its feed's `text` does not replace.

    If that was edited, the page may be read again, an hour after it was last read.
    """
    row = db.execute("SELECT own FROM pages WHERE article = ? AND own IS NOT NULL", (n,)).fetchone()
    if row and row[0] != text:
        again = timedelta(hours=1) // timedelta(microseconds=1)
        db.execute("UPDATE pages SET own = ?, due = at + ? WHERE article = ?", (text, again, n))
    return row is not None


def put_text(
    db: sqlite3.Connection, n: int, before: tuple[str, str], after: tuple[str, str], edited: datetime | None
) -> None:
    """Give an article another title and text than `before`; they are kept if it was `edited`, which means when."""
    if edited:
        db.execute("INSERT INTO edits (article, at, title, text) VALUES (?, ?, ?, ?)", (n, micros(edited), *before))
        db.execute(
            "DELETE FROM edits WHERE n IN (SELECT n FROM edits WHERE article = ? ORDER BY n DESC LIMIT -1 OFFSET ?)",
            (n, _EDITS),
        )
    db.execute("UPDATE articles SET title = ?, text = ? WHERE n = ?", (*after, n))
    db.execute(
        "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", (n, *map(fulltext.indexed, before))
    )
    _index(db, n, *after)
    sql = """UPDATE threads SET unwritten = 1
        WHERE n = (SELECT s.thread FROM articles a JOIN stories s ON s.n = a.story WHERE a.n = ?)"""
    db.execute(sql, (n,))


def _index(db: sqlite3.Connection, n: int, title: str, text: str) -> None:
    db.execute(
        "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (n, fulltext.indexed(title), fulltext.indexed(text))
    )
