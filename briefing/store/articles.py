"""Articles: storing those of a feed's document, with their edits and their full-text index."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.store import fts
from briefing.store.article_identity import feed_key, match_stored
from briefing.store.article_links import with_links, write_links
from briefing.store.article_pairs import StoredArticle, usable_date
from briefing.store.codecs import (
    ARTICLE_COLUMNS,
    decode_article,
    from_micros,
    json_array,
    json_text,
    optional_to_micros,
    to_micros,
)
from briefing.store.database.connection import Repository
from briefing.store.repeated_entries import without_duplicates
from briefing.text.late_patterns import late_pattern
from briefing.text.urls import address_variants

if TYPE_CHECKING:
    from briefing.model.articles import Article

_MAX_EDITS = 50
"""How many edits of an article are kept. Some feeds count comments in their texts: each fetch is an edit."""
_PAGE_REREAD_DELAY = timedelta(hours=1)
"""After an edit in the feed, a page may be read again this long after it was last read."""

_NUMBER = late_pattern(r"\d+(?:[.,]\d+)*")


class ArticleRepository(Repository):
    """The tables articles, article_links, feed_entries, edits and article_index."""

    def ungrouped(self) -> list[Article]:
        """Return the articles that have no story yet, oldest first."""
        sql = f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.story IS NULL ORDER BY a.published, a.id"
        with self._db.reading() as db:
            return with_links(db, [decode_article(row) for row in db.execute(sql)])

    def newest(self, now: datetime, limit: int) -> list[Article]:
        """Return the newest articles that are not from the future, the newest first, also those without a story."""
        sql = f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.published <= ? ORDER BY a.published DESC, a.id LIMIT ?"
        with self._db.reading() as db:
            return [decode_article(row) for row in db.execute(sql, (to_micros(now), limit))]

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

    def newest_before(self, now: datetime) -> datetime | None:
        """Return when the newest article was published that is not from the future; None if there is none."""
        with self._db.reading() as db:
            (newest,) = db.execute(
                "SELECT MAX(published) FROM articles WHERE published <= ?", (to_micros(now),)
            ).fetchone()
        return None if newest is None else from_micros(newest)

    def feed_and_article_counts(self, since: datetime) -> tuple[int, int]:
        """Return the number of known feeds, and of articles published since then."""
        sql = "SELECT (SELECT COUNT(*) FROM feeds), (SELECT COUNT(*) FROM articles WHERE published >= ?)"
        with self._db.reading() as db:
            feeds, articles = db.execute(sql, (to_micros(since),)).fetchone()
        return int(feeds), int(articles)


def save_articles(
    db: sqlite3.Connection, feed: str, articles: Sequence[Article], max_per_day: int = 0, *, is_first: bool = False
) -> tuple[int, int]:
    """Store the articles of one document of a feed.

    Args:
        db: The connection.
        feed: The address of the feed.
        articles: Its articles.
        max_per_day: New articles of one day beyond this number are left out; 0: none is.
        is_first: Whether it is the first document of the feed: when its articles arrived says nothing.

    Returns:
        How many are new, and how many had no room on their day.
    """
    new = without_room = 0
    has_room = _room_per_day(db, feed, max_per_day)
    articles = without_duplicates(articles)
    matches = match_stored(articles, *_possible_matches(db, feed, articles))
    for incoming, known in zip(articles, matches, strict=True):
        if known is None:
            if not has_room(incoming.published):
                without_room += 1
                continue
            n = _insert_article(db, replace(incoming, arrived=None if is_first else incoming.seen))
            new += 1
        else:
            n = known.n
            if known.feed == feed and not _is_thinned(
                db, n
            ):  # other feeds that carry the article shorten it in their own way: that is no edit
                _apply_edit(db, known, incoming)
        db.execute("INSERT OR IGNORE INTO feed_entries VALUES (?, ?, ?)", (feed, feed_key(incoming), n))
    _complete_feed_dates(db, articles, matches)
    return new, without_room


def save_imported(db: sqlite3.Connection, articles: Sequence[Article]) -> dict[str, str]:
    """Store articles of another store that are not here; return the id here of each one by its id there.

    What is here stays as it is: the other store may have an older text.
    """
    ids: dict[str, str] = {}
    by_feed: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_feed[article.feed].append(article)
    for feed, of_feed in by_feed.items():
        matches = match_stored(of_feed, *_possible_matches(db, feed, of_feed))
        for incoming, known in zip(of_feed, matches, strict=True):
            n = known.n if known else _insert_article(db, incoming)
            (ids[incoming.id],) = db.execute("SELECT id FROM articles WHERE n = ?", (n,)).fetchone()
            if known is None:
                db.execute("INSERT OR IGNORE INTO feed_entries VALUES (?, ?, ?)", (feed, feed_key(incoming), n))
    return ids


def _room_per_day(db: sqlite3.Connection, feed: str, max_per_day: int) -> Callable[[datetime], bool]:
    """Return a function that takes a place on a day (UTC) and returns whether there was one."""
    counts: dict[datetime, int] = {}

    def has_room(published: datetime) -> bool:
        if not max_per_day:
            return True
        day = published.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        if day not in counts:
            sql = "SELECT COUNT(*) FROM articles WHERE feed = ? AND published >= ? AND published < ?"
            (counts[day],) = db.execute(sql, (feed, to_micros(day), to_micros(day + timedelta(days=1)))).fetchone()
        counts[day] += 1
        return counts[day] <= max_per_day

    return has_room


def _complete_feed_dates(
    db: sqlite3.Connection, articles: Sequence[Article], matches: Sequence[StoredArticle | None]
) -> None:
    """Store the dates of the feed for known articles whose dates an older version replaced."""
    dates = {
        str(known.n): to_micros(incoming.feed_date)
        for incoming, known in zip(articles, matches, strict=True)
        if known and incoming.feed_date and incoming.date_flag in ("", "unsure")
    }
    sql = """UPDATE articles SET feed_date = j.value FROM json_each(?) j
        WHERE articles.n = CAST(j.key AS INTEGER) AND feed_date IS NULL AND date_flag IN ('', 'future')"""
    db.execute(sql, (json_text(dates),))


_STORED_COLUMNS = """a.n, a.feed, a.url, a.title,
    CASE WHEN EXISTS (SELECT 1 FROM thinned_articles WHERE article = a.n) THEN '' ELSE a.text END AS text,
    a.guid, a.link, COALESCE(p.feed_text, '') AS feed_text,
    a.published, a.seen, a.date_flag"""


class _PossibleMatches(NamedTuple):
    """The stored articles that those of a document could be: by key and by date within the feed, and by address."""

    by_key: dict[str, list[StoredArticle]]
    by_url: dict[str, list[StoredArticle]]
    by_date: dict[datetime, list[StoredArticle]]


def _possible_matches(db: sqlite3.Connection, feed: str, articles: Sequence[Article]) -> _PossibleMatches:
    """Return the stored articles that any of these could be."""
    keys = json_array({key for article in articles if (key := feed_key(article))})
    sql = f"""SELECT k.value AS value, {_STORED_COLUMNS} FROM json_each(?) k
        CROSS JOIN feed_entries e ON e.feed = ? AND e.entry_key = k.value
        CROSS JOIN articles a ON a.n = e.article LEFT JOIN article_pages p ON p.article = a.n ORDER BY a.n"""
    by_key = _by_value(db.execute(sql, (keys, feed)))
    urls = json_array({url for article in articles if article.url for url in address_variants(article.url)})
    sql = f"""SELECT u.value AS value, {_STORED_COLUMNS}, EXISTS (
            SELECT 1 FROM feed_entries WHERE feed = ? AND entry_key = '' AND article = a.n
        ) FROM json_each(?) u CROSS JOIN articles a ON a.url = u.value AND a.url <> ''
        LEFT JOIN article_pages p ON p.article = a.n ORDER BY a.n"""
    by_url = _by_value(db.execute(sql, (feed, urls)))
    known = {one.url for many in by_url.values() for one in many}
    unknown = [
        a
        for a in articles
        if a.url not in known
        and all(one.title != a.title for one in by_key.get(feed_key(a), ()))  # a position as guid: another entry's
        and a.date_flag in ("", "unsure")
    ]
    dates = json_array({str(to_micros(article.published)) for article in unknown})
    sql = f"""SELECT d.value AS value, {_STORED_COLUMNS} FROM json_each(?) d
        CROSS JOIN articles a ON a.published = CAST(d.value AS INTEGER) AND a.feed = ?
        LEFT JOIN article_pages p ON p.article = a.n ORDER BY a.n"""
    by_date = _by_value(db.execute(sql, (dates, feed)))
    return _PossibleMatches(by_key, by_url, {from_micros(int(date)): many for date, many in by_date.items()})


def _by_value(rows: Iterable[sqlite3.Row]) -> dict[str, list[StoredArticle]]:
    """Return stored articles by the value in the first column."""
    by_value: defaultdict[str, list[StoredArticle]] = defaultdict(list)
    for value, n, feed, url, title, text, guid, link, feed_text, published, seen, flag, *carried in rows:
        date = usable_date(from_micros(published), from_micros(seen), flag)
        by_value[value].append(StoredArticle(n, feed, url, title, text, guid, link, feed_text, date, any(carried)))
    return by_value


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
        "feed_date": optional_to_micros(new.feed_date),
        "title": new.title,
        "text": new.text,
        "publisher_url": new.publisher_url,
        "arrived": optional_to_micros(new.arrived),
    }
    cursor = db.execute(
        """INSERT INTO articles (id, published, seen, weight, publisher, feed, section, lang, guid, url, link, author,
        date_flag, feed_date, title, text, publisher_url, arrived) VALUES (:id, :published, :seen, :weight, :publisher,
        :feed, :section, :lang, :guid, :url, :link, :author, :date_flag, :feed_date, :title, :text, :publisher_url,
        :arrived)""",
        values,
    )
    n = int(cursor.lastrowid or 0)
    _add_to_index(db, n, new.title, new.text)
    write_links(db, n, new.links)
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
    if sorted(_NUMBER.findall(title)) != sorted(_NUMBER.findall(known.title)):
        db.execute("DELETE FROM delivered_articles WHERE article = ?", (known.n,))  # "3 dead" is "7 dead" now: news


def _is_thinned(db: sqlite3.Connection, n: int) -> bool:
    return db.execute("SELECT 1 FROM thinned_articles WHERE article = ?", (n,)).fetchone() is not None


def _has_page_text(db: sqlite3.Connection, n: int, feed_text: str) -> bool:
    """Whether an article has the text of its page, which the feed's text does not replace.

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
    db.execute("DELETE FROM thinned_articles WHERE article = ?", (n,))
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
