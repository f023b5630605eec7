"""A few facts of a store for bug reports, read without checking or migrating it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from briefing.store.database.connection import connect, store_error


class StoreFacts(NamedTuple):
    """The version of a store, and the numbers of its articles and threads."""

    version: int
    articles: int
    threads: int


def store_facts(path: Path) -> StoreFacts:
    """Return the facts of a store; StoreError if it cannot be read."""
    try:
        with closing(connect(path, read_only=True)) as db:
            counts = (db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in ("articles", "threads"))
            return StoreFacts(db.execute("PRAGMA user_version").fetchone()[0], *counts)
    except sqlite3.Error as error:
        raise store_error(error, path) from error


def sqlite_version() -> str:
    """Return the version of the SQLite library."""
    return sqlite3.sqlite_version
