"""Articles: storing those of a feed's document, with their edits and their full-text index."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.store import fts
from briefing.store.article_identity import StoredArticle, feed_key, match_stored, without_duplicates
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, from_micros, json_array, to_micros
from briefing.store.connection import Repository

if TYPE_CHECKING:
    from briefing.model.articles import Article

_MAX_EDITS = 50
"""How many edits of an article are kept. Some feeds count comments in their texts: each fetch is an edit."""
_PAGE_REREAD_DELAY = timedelta(hours=1)
"""After an edit in the feed, a page may be read again this long after it was last read."""


class ArticleRepository(Repository):
    """The tables articles, feed_entries, edits and article_index."""

    def ungrouped(self) -> list[Article]:
        """Return the articles that have no story yet, oldest first."""
        sql = f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.story IS NULL ORDER BY a.published, a.id"
        with self._db.reading() as db:
            return [decode_article(row) for row in db.execute(sql)]

    def edits(self, id: str) -> list[tuple[datetime, str, str]]:
        """Return the former versions of an article, oldest first: when it was edited, the title and text before."""
        sql = "SELECT e.at, e.title, e.text FROM edits e JOIN articles a ON a.n = e.article WHERE a.id = ? ORDER BY e.n"
        with self._db.reading() as db:
            return [(from_micros(at), title, text) for at, title, text in db.execute(sql, (id,))]

    def publishers(self) -> list[str]:
        """Return the publishers of all articles, those with the most articles first."""
        sql = "SELECT publisher FROM articles GROUP BY publisher ORDER BY COUNT(*) DESC, publisher"
        with self._db.reading() as db:
            return [publisher for (publisher,) in db.execute(sql) if publisher]

    def languages(self) -> list[str]:
        """Return the languages that articles declare, those with the most articles first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT lang FROM articles GROUP BY lang ORDER BY COUNT(*) DESC, lang")
            return [lang for (lang,) in rows if lang]

    def feed_and_article_counts(self, since: datetime) -> tuple[int, int]:
        """Return the number of known feeds, and of articles published since then."""
        sql = "SELECT (SELECT COUNT(*) FROM feeds), (SELECT COUNT(*) FROM articles WHERE published >= ?)"
        with self._db.reading() as db:
            feeds, articles = db.execute(sql, (to_micros(since),)).fetchone()
        return int(feeds), int(articles)


def save_articles(db: sqlite3.Connection, feed: str, articles: Sequence[Article]) -> int:
    """Store the articles of one document of a feed; return how many are new."""
    new = 0
    articles = without_duplicates(articles)
    matches = match_stored(articles, *_possible_matches(db, feed, articles))
    for incoming, known in zip(articles, matches, strict=True):
        if known is None:
            n = _insert_article(db, incoming)
            new += 1
        else:
            n = known.n
            if known.feed == feed:  # other feeds that carry the article shorten it in their own way: that is no edit
                _apply_edit(db, known, incoming)
        db.execute("INSERT OR IGNORE INTO feed_entries VALUES (?, ?, ?)", (feed, feed_key(incoming), n))
    return new


def _possible_matches(
    db: sqlite3.Connection, feed: str, articles: Sequence[Article]
) -> tuple[dict[str, list[StoredArticle]], dict[str, list[StoredArticle]]]:
    """Return the stored articles that any of these could be: by key within the feed, and by address."""
    by_key: defaultdict[str, list[StoredArticle]] = defaultdict(list)
    by_url: defaultdict[str, list[StoredArticle]] = defaultdict(list)
    sql = """SELECT e.entry_key, a.n, a.feed, a.url, a.title, a.text FROM json_each(?) k
        CROSS JOIN feed_entries e ON e.feed = ? AND e.entry_key = k.value
        CROSS JOIN articles a ON a.n = e.article ORDER BY a.n"""
    keys = json_array({key for article in articles if (key := feed_key(article))})
    for key, n, article_feed, url, title, text in db.execute(sql, (keys, feed)):
        by_key[key].append(StoredArticle(n, article_feed, url, title, text))
    sql = """SELECT a.n, a.feed, a.url, a.title, a.text FROM json_each(?) u
        CROSS JOIN articles a ON a.url = u.value AND a.url <> '' ORDER BY a.n"""
    urls = json_array({article.url for article in articles if article.url})
    for n, article_feed, url, title, text in db.execute(sql, (urls,)):
        by_url[url].append(StoredArticle(n, article_feed, url, title, text))
    return by_key, by_url


def _insert_article(db: sqlite3.Connection, new: Article) -> int:
    """Store a new article and return its inner number; an id that another article has is replaced."""
    values = {
        "id": _free_id(db, new),
        "published": to_micros(new.published),
        "seen": to_micros(new.seen),
        "weight": new.weight,
        "publisher": new.publisher,
        "feed": new.feed,
        "section": new.section,
        "lang": new.lang,
        "guid": new.guid,
        "url": new.url,
        "link": new.link,
        "author": new.author,
        "date_flag": new.date_flag,
        "title": new.title,
        "text": new.text,
    }
    cursor = db.execute(
        """INSERT INTO articles (id, published, seen, weight, publisher, feed, section, lang, guid, url, link, author,
        date_flag, title, text) VALUES (:id, :published, :seen, :weight, :publisher, :feed, :section, :lang, :guid,
        :url, :link, :author, :date_flag, :title, :text)""",
        values,
    )
    n = int(cursor.lastrowid or 0)
    _add_to_index(db, n, new.title, new.text)
    return n


def _free_id(db: sqlite3.Connection, new: Article) -> str:
    """Return the article's id, or if it is taken one that depends on the article alone."""
    id = new.id
    while db.execute("SELECT 1 FROM articles WHERE id = ?", (id,)).fetchone():
        from hashlib import sha256  # costs 6 ms of start-up, and is hardly ever needed

        id = "a" + sha256("\n".join((id, new.feed, new.guid, new.link, new.title)).encode()).hexdigest()[:12]
    return id


def _apply_edit(db: sqlite3.Connection, known: StoredArticle, incoming: Article) -> None:
    """Store a changed title or text and keep the old one. The date stays, and empty fields replace nothing."""
    title, text = incoming.title or known.title, incoming.text or known.text
    if incoming.url and incoming.url != known.url:
        db.execute("UPDATE articles SET url = ?, link = ? WHERE n = ?", (incoming.url, incoming.link, known.n))
    if text != known.text and _has_page_text(db, known.n, text):
        text = known.text
    if (title, text) != (known.title, known.text):
        replace_text(db, known.n, (known.title, known.text), (title, text), incoming.seen)


def _has_page_text(db: sqlite3.Connection, n: int, feed_text: str) -> bool:
    """Return whether an article has the text of its page, which the feed's text does not replace.

    A changed text of the feed is stored beside it, and lets the page be read again after `_PAGE_REREAD_DELAY`.
    """
    sql = "SELECT feed_text FROM article_pages WHERE article = ? AND feed_text IS NOT NULL"
    row = db.execute(sql, (n,)).fetchone()
    if row and row[0] != feed_text:
        delay = _PAGE_REREAD_DELAY // timedelta(microseconds=1)
        sql = "UPDATE article_pages SET feed_text = ?, next_due = at + ? WHERE article = ?"
        db.execute(sql, (feed_text, delay, n))
    return row is not None


def replace_text(
    db: sqlite3.Connection, n: int, before: tuple[str, str], after: tuple[str, str], edited_at: datetime | None
) -> None:
    """Replace the title and text of an article; its thread counts as outdated.

    Args:
        db: The connection, inside a transaction.
        n: The article's inner number.
        before: Title and text now; the full-text index needs them to remove the old words.
        after: The new title and text.
        edited_at: When the publisher edited the article; None if this is no edit, so that `before` is not kept.
    """
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
        "INSERT INTO article_index (article_index, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        (n, *map(fts.index_text, before)),
    )
    _add_to_index(db, n, *after)
    sql = """UPDATE threads SET outdated = 1
        WHERE n = (SELECT s.thread FROM articles a JOIN stories s ON s.n = a.story WHERE a.n = ?)"""
    db.execute(sql, (n,))


def _add_to_index(db: sqlite3.Connection, n: int, title: str, text: str) -> None:
    db.execute(
        "INSERT INTO article_index (rowid, title, text) VALUES (?, ?, ?)",
        (n, fts.index_text(title), fts.index_text(text)),
    )
