"""Read marks of newsboat: its `cache.db` is an SQLite file, which is opened for reading only and not trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from briefing.errors import StoreError
from briefing.store.action_log import record
from briefing.store.codecs import json_array
from briefing.store.database.connection import Repository
from briefing.store.read_states import RULE, keep_states, log_changes, redo_changes, undo_changes
from briefing.store.undoable import UndoableKind
from briefing.text.html.clean import repair_surrogates
from briefing.text.urls import address_variants, canonical_url

SQLITE_MAGIC = b"SQLite format 3\0"
MAX_FIELD_LENGTH = 4_000
"""Characters of an address or a guid that are compared; longer ones are those of no article."""
_SQL = """SELECT CAST(guid AS TEXT), CAST(url AS TEXT), CAST(feedurl AS TEXT) FROM rss_item
    WHERE unread = 0 AND length(guid) <= ?1 AND length(url) <= ?1"""


class ReadItem(NamedTuple):
    """An item that newsboat has marked as read."""

    guid: str
    url: str
    feed: str


def read_items(path: Path) -> list[ReadItem]:
    """Return the items that a cache of newsboat has marked as read.

    Raises:
        StoreError: The file is no such cache, or is damaged.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            db.text_factory = lambda raw: raw.decode("utf-8", "replace")
            kind = db.execute("SELECT type FROM sqlite_master WHERE name = 'rss_item'").fetchone()
            if kind is None or kind[0] != "table":
                hint = "`briefing restore` puts a backup of a store in its place"
                raise StoreError(f"{path} is a database, but no cache of newsboat", hint)
            return [ReadItem(*map(repair_surrogates, row)) for row in db.execute(_SQL, (MAX_FIELD_LENGTH,))]
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be read as a cache of newsboat: {error}") from error


class ReadMarkRepository(Repository):
    """Read states of single articles that another program knows."""

    def mark_read(self, items: list[ReadItem], source: str, at: datetime, *, dry_run: bool = False) -> tuple[int, int]:
        """Count articles as read; return how many of the items are here, and how many articles were unread.

        One undo reverts it.
        """
        with self._db.writing() as db:
            numbers = {item: list(_numbers(db, item)) for item in dict.fromkeys(items)}
            articles = {n for of_item in numbers.values() for n in of_item}
            unread = {n: True for n in articles if _is_unread(db, n)}
            if unread and not dry_run:
                action = record(db, READ_ELSEWHERE, source, True, at)
                keep_states(db, dict.fromkeys(unread, False))
                if action is not None:
                    log_changes(db, action, unread, dict.fromkeys(unread, False))
        return sum(map(bool, numbers.values())), len(unread)


def _numbers(db: sqlite3.Connection, item: ReadItem) -> Iterator[int]:
    """Yield the inner numbers of the articles that an item is: by the guid in its feed, else by its address."""
    sql = "SELECT article FROM feed_entries WHERE feed = ? AND entry_key = ?"
    by_guid = [n for (n,) in db.execute(sql, (item.feed, item.guid))] if item.guid else []
    if by_guid:
        yield from by_guid
        return
    address = canonical_url(item.url)
    if address:
        sql = "SELECT n FROM articles WHERE url IN (SELECT value FROM json_each(?)) AND url <> ''"
        yield from (n for (n,) in db.execute(sql, (json_array(address_variants(address)),)))


def _is_unread(db: sqlite3.Connection, n: int) -> bool:
    sql = f"""SELECT COALESCE(x.unread, {RULE}) FROM articles a
        LEFT JOIN stories s ON s.n = a.story LEFT JOIN marks m ON m.thread = s.thread
        LEFT JOIN read_exceptions x ON x.article = a.n WHERE a.n = ?"""
    return bool(db.execute(sql, (n,)).fetchone()[0])


READ_ELSEWHERE = UndoableKind(
    name="read elsewhere",
    verb="took over what was read in",
    undo_verb="forgot what was read in",
    label=lambda _, source: source,
    get=lambda *_: None,
    put=lambda *_: None,
    undo_changes=undo_changes,
    redo_changes=redo_changes,
)
