"""Full texts: what the pages of articles gave, and the robots.txt of their sites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.store.articles import replace_text
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, json_array, optional_to_micros, to_micros
from briefing.store.database.connection import Repository

if TYPE_CHECKING:
    from briefing.model.articles import Article

_SELECT_PAGES = f"""SELECT COALESCE(p.feed_text, a.text), p.feed_text IS NOT NULL, COALESCE(p.problem, ''),
    {ARTICLE_COLUMNS} FROM articles a LEFT JOIN article_pages p ON p.article = a.n"""
_ROBOTS_LIFETIME = timedelta(days=30)
"""How long the robots.txt of a site is kept without being fetched again."""


class StoredArticlePage(NamedTuple):
    """An article with the state of its page.

    Attributes:
        article: The article; its text is that of the page if there is one.
        feed_text: The text that the feed gives.
        has_page_text: Whether the article's text is that of its page.
        problem: Why there is no page text, as a message; "" if there is one or the page was not read.
    """

    article: Article
    feed_text: str
    has_page_text: bool
    problem: str


class ArticlePageRepository(Repository):
    """The tables article_pages and robots_txt."""

    def get(self, id: str) -> StoredArticlePage | None:
        """Return an article with the state of its page; None for an unknown id."""
        with self._db.reading() as db:
            row = db.execute(f"{_SELECT_PAGES} WHERE a.id = ?", (id,)).fetchone()
        return _decode_page(row) if row else None

    def due(self, feeds: Iterable[str], since: datetime, now: datetime, limit: int) -> list[StoredArticlePage]:
        """Return articles of these feeds whose page was not read yet or may be read again, newest first.

        Args:
            feeds: Addresses of feeds.
            since: Only articles published since then.
            now: The current moment.
            limit: The largest number of articles.
        """
        sql = f"""{_SELECT_PAGES} WHERE a.published >= ? AND a.feed IN (SELECT value FROM json_each(?))
            AND a.link || a.url <> '' AND (p.article IS NULL OR p.next_due <= ?)
            ORDER BY a.published DESC, a.id LIMIT ?"""
        with self._db.reading() as db:
            rows = db.execute(sql, (to_micros(since), json_array(feeds), to_micros(now), limit))
            return [_decode_page(row) for row in rows]

    def save(self, id: str, text: str, problem: str, at: datetime, next_due: datetime | None) -> None:
        """Store what the page of an article gave. A page whose text changed counts as an edit of the article.

        Args:
            id: The article.
            text: The text of the page; "" lets the article have the text of its feed.
            problem: Why there is no text.
            at: When the page was read.
            next_due: From when on it may be read again; None: not again.
        """
        sql = """SELECT a.n, a.title, a.text, p.feed_text FROM articles a
            LEFT JOIN article_pages p ON p.article = a.n WHERE a.id = ?"""
        with self._db.writing() as db:
            for n, title, before, stored_feed_text in db.execute(sql, (id,)).fetchall():
                feed_text = before if stored_feed_text is None else stored_feed_text
                after = text or feed_text
                if after != before:
                    edited_at = at if text and stored_feed_text is not None else None
                    replace_text(db, n, (title, before), (title, after), edited_at)
                db.execute(
                    """INSERT OR REPLACE INTO article_pages (article, at, next_due, problem, feed_text)
                    VALUES (?, ?, ?, ?, ?)""",
                    (n, to_micros(at), optional_to_micros(next_due), problem, feed_text if text else None),
                )

    def robots_txt(self, origin: str, since: datetime) -> str | None:
        """Return the robots.txt of a site; None if it was not fetched since then."""
        sql = "SELECT body FROM robots_txt WHERE origin = ? AND at > ?"
        with self._db.reading() as db:
            row = db.execute(sql, (origin, to_micros(since))).fetchone()
        return str(row[0]) if row else None

    def save_robots_txt(self, origin: str, rules: str, at: datetime) -> None:
        """Store the robots.txt of a site, and drop those of other sites that are older than `_ROBOTS_LIFETIME`."""
        with self._db.writing() as db:
            db.execute("DELETE FROM robots_txt WHERE at < ?", (to_micros(at - _ROBOTS_LIFETIME),))
            db.execute(
                "INSERT OR REPLACE INTO robots_txt (origin, at, body) VALUES (?, ?, ?)", (origin, to_micros(at), rules)
            )


def _decode_page(row: Sequence[Any]) -> StoredArticlePage:
    feed_text, has_page_text, problem, *article = row
    return StoredArticlePage(decode_article(article), feed_text, bool(has_page_text), problem)
