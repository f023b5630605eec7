"""Full texts: what the pages of articles gave beside their feeds, and what sites ask of those who read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.store.articles import replace_text
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, json_array, optional_to_micros, to_micros
from briefing.store.connection import Repository

if TYPE_CHECKING:
    from briefing.model.articles import Article

_ARTICLE_PAGE_COLUMNS = f"{ARTICLE_COLUMNS}, COALESCE(p.own, a.text), p.own IS NOT NULL, COALESCE(p.words, '')"
_ROBOTS_LIFETIME = timedelta(days=30)
"""After so long without use, rules of a site are dropped."""


class StoredArticlePage(NamedTuple):
    """An article, the text that its feed gives, whether its own text is that of its page, else in words why not."""

    article: Article
    feed_text: str
    has_page_text: bool
    problem: str


class ArticlePageRepository(Repository):
    """The tables pages and robots."""

    def get(self, id: str) -> StoredArticlePage | None:
        """An article with what is known of its page."""
        sql = f"SELECT {_ARTICLE_PAGE_COLUMNS} FROM articles a LEFT JOIN pages p ON p.article = a.n WHERE a.id = ?"
        with self._db.reading() as db:
            return next((_article_page(row) for row in db.execute(sql, (id,))), None)

    def due(self, feeds: Iterable[str], since: datetime, now: datetime, limit: int) -> list[StoredArticlePage]:
        """The articles of these feeds, published since, whose page was not read or may be read again; newest first."""
        sql = f"""SELECT {_ARTICLE_PAGE_COLUMNS} FROM articles a LEFT JOIN pages p ON p.article = a.n
            WHERE a.published >= ? AND a.feed IN (SELECT value FROM json_each(?)) AND a.link || a.url <> ''
            AND (p.article IS NULL OR p.due <= ?) ORDER BY a.published DESC, a.id LIMIT ?"""
        with self._db.reading() as db:
            return [
                _article_page(row)
                for row in db.execute(sql, (to_micros(since), json_array(feeds), to_micros(now), limit))
            ]

    def save(self, id: str, text: str, problem: str, at: datetime, next_due: datetime | None) -> None:
        """Keep what the page of an article gave: its text, or "" and why; then the article has what its feed gives.

        A page that reads otherwise than before counts as an edit.
        """
        sql = (
            """SELECT a.n, a.title, a.text, p.own FROM articles a LEFT JOIN pages p ON p.article = a.n WHERE a.id = ?"""
        )
        with self._db.writing() as db:
            for n, title, before, own in db.execute(sql, (id,)).fetchall():
                feeds = before if own is None else own
                after = text or feeds
                if after != before:
                    replace_text(db, n, (title, before), (title, after), at if text and own is not None else None)
                values = (n, to_micros(at), optional_to_micros(next_due), problem, feeds if text else None)
                db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", values)

    def robots_txt(self, origin: str, since: datetime) -> str | None:
        """The rules of a site (its robots.txt); None if they were not asked for since."""
        with self._db.reading() as db:
            found = db.execute("SELECT rules FROM robots WHERE origin = ? AND at > ?", (origin, to_micros(since)))
            return next((str(rules) for (rules,) in found), None)

    def save_robots_txt(self, origin: str, rules: str, at: datetime) -> None:
        """Keep the rules of a site; old ones of others are dropped."""
        with self._db.writing() as db:
            db.execute("DELETE FROM robots WHERE at < ?", (to_micros(at - _ROBOTS_LIFETIME),))
            db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, to_micros(at), rules))


def _article_page(row: tuple[object, ...]) -> StoredArticlePage:
    own, full, words = row[-3:]
    return StoredArticlePage(decode_article(row[:-3]), str(own), bool(full), str(words))
