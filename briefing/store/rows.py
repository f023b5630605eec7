"""Threads as lists show them, for a period."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from briefing.model import Status, ThreadRow
from briefing.store.values import many, micros, moment, optional_moment

DAYS = 14
"""How many days of activity a row shows."""

_ROW = """SELECT t.n, t.id, t.title, t.section, t.first, t.last, t.newest, t.publishers, t.articles, t.stories,
    t.latest, t.weight, m.followed, m.muted, m.read FROM threads t LEFT JOIN marks m ON m.thread = t.n"""


def rows_since(
    db: sqlite3.Connection, now: datetime, since: datetime | None, period: datetime, section: str = ""
) -> list[ThreadRow]:
    """The threads with an article since `since` (None: all), newest first; status and fresh are of `period`."""
    where = ["t.last >= ?"]
    values: list[int | str] = [-(2**62) if since is None else micros(since)]
    if section:
        where.append("t.section = ?")
        values.append(section)
    sql = f"{_ROW} WHERE {' AND '.join(where)} ORDER BY t.last DESC, t.id"
    return _rows(db, db.execute(sql, values).fetchall(), now, period)


def rows_of(db: sqlite3.Connection, ids: Sequence[str], now: datetime, period: datetime) -> list[ThreadRow]:
    """The rows of these threads, in this order; unknown ids are left out."""
    sql = (
        f"{_ROW.replace('FROM threads t', 'FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value')} ORDER BY i.key"
    )
    return _rows(db, db.execute(sql, (many(ids),)).fetchall(), now, period)


def day_starts(now: datetime, days: int = DAYS) -> list[int]:
    """When each of the last local days began, oldest first, and when the one after `now` begins (microseconds)."""
    today = now.astimezone().date()
    dates = [today + timedelta(days=back) for back in range(1 - days, 2)]
    return [micros(datetime.combine(date, time.min).astimezone()) for date in dates]


def _rows(db: sqlite3.Connection, found: Sequence[tuple[Any, ...]], now: datetime, period: datetime) -> list[ThreadRow]:
    starts, since = day_starts(now), micros(period)
    active = many(row[0] for row in found if row[5] >= starts[0])
    days: defaultdict[int, list[int]] = defaultdict(lambda: [0] * DAYS)
    fresh: Counter[int] = Counter()
    sql = """SELECT s.thread, a.published FROM json_each(?) i
        CROSS JOIN stories s INDEXED BY stories_thread ON s.thread = i.value AND s.last >= ?
        CROSS JOIN articles a INDEXED BY articles_story ON a.story = s.n AND a.published >= ?"""
    for n, published in db.execute(sql, (active, starts[0], starts[0])):
        day = bisect_right(starts, published) - 1
        if day < DAYS:
            days[n][day] += 1
        if published >= since:
            fresh[n] += 1
    if since < starts[0]:
        older = many(row[0] for row in found if row[4] < since <= row[5])
        sql = sql.replace("a.published FROM", "COUNT(*) FROM") + " GROUP BY s.thread"
        fresh = Counter({row[0]: row[8] for row in found if row[4] >= since})
        fresh.update(dict(db.execute(sql, (older, since, since)).fetchall()))
    return [_row(row, since, fresh[row[0]], tuple(days[row[0]])) for row in found]


def _row(row: tuple[Any, ...], since: int, fresh: int, days: tuple[int, ...]) -> ThreadRow:
    _, id, title, section, first, last, newest, publishers, articles, stories, latest, weight, *marks = row
    status: Status = "new" if first >= since else "updated" if newest >= since else "running"
    return ThreadRow(
        id=id,
        title=title,
        section=section,
        first=moment(first),
        last=moment(last),
        status=status,
        publishers=tuple(json.loads(publishers)),
        articles=articles,
        stories=stories,
        fresh=fresh,
        days=days,
        latest=latest,
        weight=weight,
        followed=marks[0] is not None,
        muted=marks[1] is not None,
        read=optional_moment(marks[2]),
    )
