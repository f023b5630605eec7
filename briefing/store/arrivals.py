"""When articles became news: the definition of `Article.news_at` in SQL, and the columns of threads that follow.

An article counts by when it arrived, if that was at most `MAX_DELAY` after its publication, else by its publication.
What is unread, and what is new since a visit, is decided by this moment. A period has what was published in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from briefing.model.articles import MAX_DELAY
from briefing.store.codecs import json_array

MAX_DELAY_MICROS = MAX_DELAY // MAX_DELAY.resolution
NEWS_AT = f"""CASE WHEN a.arrived BETWEEN a.published AND a.published + {MAX_DELAY_MICROS}
    THEN a.arrived ELSE a.published END"""
"""When an article `a` became news, in microseconds."""


def note_arrival(db: sqlite3.Connection, article: int, at: int | None) -> None:
    """Store the arrival of an article that was just grouped.

    An article without an arrival (of the first document of its feed, or imported) keeps none.

    Args:
        db: The store.
        article: Its inner number.
        at: The moment of the grouping; None keeps the moment at which it was fetched.
    """
    sql = "UPDATE articles SET arrived = COALESCE(?, arrived) WHERE n = ? AND arrived IS NOT NULL"
    db.execute(sql, (at, article))


def recount_news(db: sqlite3.Connection, threads: Iterable[int]) -> None:
    """Update the moments in which the first and the last article of threads (inner numbers) became news."""
    sql = f"""UPDATE threads SET (first_news, last_news) = (SELECT MIN({NEWS_AT}), MAX({NEWS_AT})
        FROM stories s CROSS JOIN articles a ON a.story = s.n WHERE s.thread = threads.n)
        WHERE n IN (SELECT value FROM json_each(?))"""
    db.execute(sql, (json_array(threads),))
