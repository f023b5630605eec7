"""Read states of single articles that another program knows, stored as one action that an undo reverts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from briefing.store.action_log import record
from briefing.store.codecs import json_array
from briefing.store.database.connection import Repository
from briefing.store.newsboat_cache import ReadItem
from briefing.store.read_states import RULE, keep_states, log_changes, redo_changes, undo_changes
from briefing.store.undoable import UndoableKind
from briefing.text.urls import address_variants, canonical_url


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
