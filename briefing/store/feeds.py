"""Feeds: their states between refreshes, and storing the articles that they bring."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.feeds import FeedState
from briefing.store.articles import save_articles
from briefing.store.codecs import from_micros, named_rows, optional_from_micros, optional_to_micros, to_micros
from briefing.store.database.connection import Repository
from briefing.store.database.damage import as_damage

if TYPE_CHECKING:
    from briefing.model.articles import Article


FEED_COLUMNS = (("articles", "feed"), ("feed_entries", "feed"), ("feed_printout", "url"))
"""The columns beside feeds.url that hold the configured address of a feed; a change of address rewrites them."""


class FeedRepository(Repository):
    """The table feeds, and storing articles with it in one transaction."""

    def states(self) -> dict[str, FeedState]:
        """Return the state of each known feed, by its configured address."""
        with self._db.reading() as db:
            return {row["url"]: _decode_state(row) for row in named_rows(db, "SELECT * FROM feeds")}

    def save(self, state: FeedState, articles: Sequence[Article], max_per_day: int = 0) -> int:
        """Store a feed's state and the articles of its document in one transaction; return how many are new.

        Of each day at most `max_per_day` articles are stored; 0: all. The first document of a feed gives its articles
        no arrival: all of it comes at once, so only the publication says what is news.
        """
        with self._db.writing() as db:
            was_fetched = db.execute("SELECT 1 FROM feeds WHERE url = ? AND last_success IS NOT NULL", (state.url,))
            is_first = was_fetched.fetchone() is None
            if not articles:
                _save_state(db, state)
                return 0
            new, without_room = save_articles(db, state.url, articles, max_per_day, is_first=is_first)
            _save_state(db, replace(state, without_room=without_room))
            return new

    def save_many(
        self, fetched: Iterable[tuple[FeedState, Sequence[Article]]], max_per_day: Mapping[str, int] | None = None
    ) -> int:
        """Store states and articles of several feeds in one transaction; return how many articles are new.

        Args:
            fetched: The state and the articles of each feed.
            max_per_day: The number of articles of one day that are stored at most, by the address of a feed.
        """
        limits = max_per_day or {}
        with self._db.writing():
            return sum(self.save(state, articles, limits.get(state.url, 0)) for state, articles in fetched)

    def save_states(self, states: Iterable[FeedState]) -> None:
        """Store the states of feeds without new articles, in one transaction."""
        with self._db.writing() as db:
            for state in states:
                _save_state(db, state)

    def has_outlets_of_links(self, url: str) -> bool:
        """Whether an article of this feed has the site of a link as its publisher, as those of a collection have."""
        sql = """SELECT EXISTS (SELECT 1 FROM feed_entries e CROSS JOIN articles a ON a.n = e.article WHERE e.feed = ?
            AND a.publisher_url IN ('https://' || a.publisher || '/', 'https://www.' || a.publisher || '/'))"""
        with self._db.reading() as db:
            return bool(db.execute(sql, (url,)).fetchone()[0])

    def rename(self, new_by_old: Mapping[str, str]) -> None:
        """Give feeds a new address, with their articles and the keys under which they brought them.

        Their failures and their next fetch are forgotten: the new address is fetched at once.
        """
        with self._db.writing() as db:
            for old, new in new_by_old.items():
                db.execute(
                    """UPDATE feeds SET url = ?2, permanent_url = '', next_due = NULL, retry_after = NULL,
                    failures = 0, error = '', gone = 0
                    WHERE url = ?1 AND NOT EXISTS (SELECT 1 FROM feeds WHERE url = ?2)""",
                    (old, new),
                )
                for table, column in FEED_COLUMNS:
                    db.execute(f"UPDATE OR REPLACE {table} SET {column} = ?2 WHERE {column} = ?1", (old, new))

    def article_times(self, since: datetime) -> list[tuple[str, datetime, datetime]]:
        """Return feed, moment of publication and moment of the fetch of each article published since then."""
        sql = "SELECT feed, published, seen FROM articles WHERE published >= ?"
        with self._db.reading() as db:
            rows = db.execute(sql, (to_micros(since),)).fetchall()
        with as_damage("times of articles"):
            return [(feed, from_micros(published), from_micros(seen)) for feed, published, seen in rows]


def _decode_state(row: sqlite3.Row) -> FeedState:
    with as_damage("state of a feed"):
        return FeedState(
            url=row["url"],
            title=row["title"],
            etag=row["etag"],
            modified=row["modified"],
            content_hash=row["content_hash"],
            last_try=optional_from_micros(row["last_try"]),
            last_success=optional_from_micros(row["last_success"]),
            next_due=optional_from_micros(row["next_due"]),
            retry_after=optional_from_micros(row["retry_after"]),
            failures=row["failures"],
            error=row["error"],
            permanent_url=row["permanent_url"],
            document_url=row["document_url"],
            requested_interval=timedelta(seconds=row["requested_pause"]),  # the column has an earlier name
            skip_hours=frozenset(map(int, row["skip_hours"].split())),
            gone=bool(row["gone"]),
            without_room=row["without_room"],
        )


def _save_state(db: sqlite3.Connection, state: FeedState) -> None:
    db.execute(
        """INSERT OR REPLACE INTO feeds (url, title, etag, modified, content_hash, last_try, last_success, next_due,
        retry_after, failures, error, permanent_url, document_url, requested_pause, skip_hours, gone, without_room)
        VALUES (:url, :title, :etag, :modified, :content_hash, :last_try, :last_success, :next_due, :retry_after,
        :failures, :error, :permanent_url, :document_url, :requested_pause, :skip_hours, :gone, :without_room)""",
        {
            "url": state.url,
            "title": state.title,
            "etag": state.etag,
            "modified": state.modified,
            "content_hash": state.content_hash,
            "last_try": optional_to_micros(state.last_try),
            "last_success": optional_to_micros(state.last_success),
            "next_due": optional_to_micros(state.next_due),
            "retry_after": optional_to_micros(state.retry_after),
            "failures": state.failures,
            "error": state.error,
            "permanent_url": state.permanent_url,
            "document_url": state.document_url,
            "requested_pause": int(state.requested_interval.total_seconds()),
            "skip_hours": " ".join(map(str, sorted(state.skip_hours))),
            "gone": state.gone,
            "without_room": state.without_room,
        },
    )
