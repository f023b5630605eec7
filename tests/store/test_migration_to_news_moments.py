"""A store of version 30 comes to version 31 with what arrived since the last visit, and no flood of unread threads."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from store_samples import NOW

from briefing.store.codecs import to_micros
from briefing.store.database import migrations
from briefing.store.store import Store
from briefing.tui.list_items import is_unread

HOUR = timedelta(hours=1)


def add(db: sqlite3.Connection, n: int, feed: str, published: datetime, seen: datetime) -> None:
    """Add a thread `tN` with one article."""
    values = (n, f"t{n}", to_micros(published), to_micros(seen))
    db.execute("INSERT INTO threads (n, id, title, first, last) VALUES (?1, ?2, ?2, ?3, ?3)", values[:3])
    db.execute("INSERT INTO stories (n, id, thread, first, last) VALUES (?1, 's' || ?1, ?1, ?2, ?2)", (n, values[2]))
    db.execute(
        """INSERT INTO articles (n, id, story, published, seen, weight, publisher, feed, section, lang, guid, url, link,
        author, date_flag, title, text) VALUES (?, 'a' || ?, ?, ?, ?, 1.0, 'Sample Wire', ?, '', '', '', '', '', '', '',
        'A report', '')""",
        (n, n, n, *values[2:], feed),
    )


@pytest.mark.parametrize("visited", [True, False])
def test_what_arrived_since_the_last_visit_is_unread_after_an_upgrade(path: Path, visited: bool) -> None:
    migrations.prepare(path, version=30)
    with closing(sqlite3.connect(path)) as db:
        add(db, 1, "wire", NOW - 90 * HOUR, NOW - 90 * HOUR)  # its first document
        add(db, 2, "wire", NOW - 60 * HOUR, NOW - 50 * HOUR)  # late, long before the last visit
        add(db, 3, "wire", NOW - 30 * HOUR, NOW - 2 * HOUR)  # late, after it
        add(db, 4, "new", NOW - 30 * HOUR, NOW - 2 * HOUR)  # the first document of another feed, after it
        db.execute("INSERT INTO marks (thread, read) VALUES (2, ?)", (to_micros(NOW - 55 * HOUR),))
        if visited:
            began = to_micros(NOW - 25 * HOUR)
            row = (began, to_micros(NOW - 24 * HOUR), to_micros(NOW - 40 * HOUR))
            db.execute("INSERT INTO visits (began, ended, boundary) VALUES (?, ?, ?)", row)
        db.commit()
    with Store.open(path) as store:
        since = store.visits.begin(NOW)
        assert since == (NOW - 24 * HOUR if visited else None)
        rows = store.threads.rows(NOW, NOW - 24 * HOUR, all_time=True)
        unread = {row.id for row in rows if is_unread(row, since or NOW - 24 * HOUR)}
        assert unread == ({"t3"} if visited else set())
