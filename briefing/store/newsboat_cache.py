"""Read marks of newsboat: its `cache.db` is an SQLite file, which is opened for reading only and not trusted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from briefing.errors import StoreError
from briefing.text.html.clean import repair_surrogates

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
                hint = f"if it is a backup of your store: `briefing restore {path}`"
                raise StoreError(f"{path} is a database, but no cache of newsboat", hint)
            return [ReadItem(*map(repair_surrogates, row)) for row in db.execute(_SQL, (MAX_FIELD_LENGTH,))]
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be read as a cache of newsboat: {error}") from error
