"""Full texts: what the pages of articles gave beside their feeds, and what sites ask of those who read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.store.articles import put_text
from briefing.store.connection import Concern
from briefing.store.values import ARTICLE, article_from, many, micros, optional_micros

if TYPE_CHECKING:
    from briefing.model.articles import Article

_PAGE = f"{ARTICLE}, COALESCE(p.own, a.text), p.own IS NOT NULL, COALESCE(p.words, '')"
_FORGOTTEN = timedelta(days=30)
"""After so long without use, rules of a site are dropped."""


class Kept(NamedTuple):
    """An article, the text that its feed gives, whether its own text is that of its page, else in words why not."""

    article: Article
    own: str
    full: bool
    words: str


class Pages(Concern):
    """The tables pages and robots."""

    def article(self, id: str) -> Kept | None:
        """An article with what is known of its page."""
        sql = f"SELECT {_PAGE} FROM articles a LEFT JOIN pages p ON p.article = a.n WHERE a.id = ?"
        with self._db.reading() as db:
            return next((_kept(row) for row in db.execute(sql, (id,))), None)

    def pages_due(self, feeds: Iterable[str], since: datetime, now: datetime, limit: int) -> list[Kept]:
        """The articles of these feeds, published since, whose page was not read or may be read again; newest first."""
        sql = f"""SELECT {_PAGE} FROM articles a LEFT JOIN pages p ON p.article = a.n
            WHERE a.published >= ? AND a.feed IN (SELECT value FROM json_each(?)) AND a.link || a.url <> ''
            AND (p.article IS NULL OR p.due <= ?) ORDER BY a.published DESC, a.id LIMIT ?"""
        with self._db.reading() as db:
            return [_kept(row) for row in db.execute(sql, (micros(since), many(feeds), micros(now), limit))]

    def save_page(self, id: str, text: str, words: str, at: datetime, due: datetime | None) -> None:
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
                    put_text(db, n, (title, before), (title, after), at if text and own is not None else None)
                values = (n, micros(at), optional_micros(due), words, feeds if text else None)
                db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", values)

    def robots(self, origin: str, since: datetime) -> str | None:
        """The rules of a site (its robots.txt); None if they were not asked for since."""
        with self._db.reading() as db:
            found = db.execute("SELECT rules FROM robots WHERE origin = ? AND at > ?", (origin, micros(since)))
            return next((str(rules) for (rules,) in found), None)

    def save_robots(self, origin: str, rules: str, at: datetime) -> None:
        """Keep the rules of a site; old ones of others are dropped."""
        with self._db.writing() as db:
            db.execute("DELETE FROM robots WHERE at < ?", (micros(at - _FORGOTTEN),))
            db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, micros(at), rules))


def _kept(row: tuple[object, ...]) -> Kept:
    own, full, words = row[-3:]
    return Kept(article_from(row[:-3]), str(own), bool(full), str(words))
