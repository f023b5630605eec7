"""How many articles and publishers threads have had: on each of the last days, and since a moment."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from briefing.store.codecs import json_array, to_micros
from briefing.store.damaged_rows import sound_rows
from briefing.store.undoubted_stories import IS_UNDOUBTED
from briefing.text.publishers.publishers import house_of_name

if TYPE_CHECKING:
    from briefing.store.thread_records import ThreadRecord

ACTIVITY_DAYS = 14
"""How many days of activity a row shows."""


def day_starts(now: datetime, days: int = ACTIVITY_DAYS) -> list[int]:
    """Return the starts of the last local days, oldest first, and of the day after `now`, in microseconds."""
    today = now.astimezone().date()
    dates = [today + timedelta(days=offset) for offset in range(1 - days, 2)]
    return [to_micros(datetime.combine(date, time.min).astimezone()) for date in dates]


def activity(
    db: sqlite3.Connection, records: Sequence[ThreadRecord], starts: Sequence[int], since: int
) -> tuple[defaultdict[int, list[int]], Counter[int]]:
    """Count the undoubted articles of each thread per day, and since a moment that is not before the first day."""
    active = json_array(record.n for record in records if record.last >= starts[0])
    daily_counts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * ACTIVITY_DAYS)
    new_counts: Counter[int] = Counter()
    sql = f"""SELECT s.thread, a.published FROM json_each(?) i
        CROSS JOIN stories s INDEXED BY stories_thread ON s.thread = i.value AND s.last >= ? AND {IS_UNDOUBTED}
        CROSS JOIN articles a INDEXED BY articles_story ON a.story = s.n AND a.published >= ?"""
    for n, published in sound_rows(db, sql, (active, starts[0], starts[0])):
        day = bisect_right(starts, published) - 1
        if day < ACTIVITY_DAYS:
            daily_counts[n][day] += 1
        if published >= since:
            new_counts[n] += 1
    return daily_counts, new_counts


def new_article_counts(db: sqlite3.Connection, records: Sequence[ThreadRecord], since: int) -> Counter[int]:
    """Count the undoubted articles of each thread since a moment."""
    counts = Counter({record.n: record.article_count for record in records if record.first >= since})
    older = json_array(record.n for record in records if record.first < since <= record.last)
    sql = f"""SELECT s.thread, COUNT(*) FROM json_each(?) i
        CROSS JOIN stories s INDEXED BY stories_thread ON s.thread = i.value AND s.last >= ? AND {IS_UNDOUBTED}
        CROSS JOIN articles a INDEXED BY articles_story ON a.story = s.n AND a.published >= ? GROUP BY s.thread"""
    counts.update(dict(db.execute(sql, (older, since, since)).fetchall()))
    doubted = """SELECT s.thread, COUNT(*) FROM stories s CROSS JOIN articles a ON a.story = s.n
        WHERE s.doubted GROUP BY s.thread"""
    begun = {record.n for record in records if record.first >= since}
    counts.subtract({n: count for n, count in db.execute(doubted) if n in begun})
    return counts


def new_publisher_counts(db: sqlite3.Connection, records: Sequence[ThreadRecord], since: int) -> dict[int, int]:
    """Count the houses of each thread's undoubted articles since a moment, by names: domains take too long."""
    active = json_array(record.n for record in records if record.last >= since)
    sql = f"""SELECT DISTINCT s.thread, a.publisher FROM json_each(?) i
        CROSS JOIN stories s INDEXED BY stories_thread ON s.thread = i.value AND s.last >= ? AND {IS_UNDOUBTED}
        CROSS JOIN articles a INDEXED BY articles_story ON a.story = s.n AND a.published >= ?"""
    houses = {(thread, house_of_name(publisher)) for thread, publisher in sound_rows(db, sql, (active, since, since))}
    return Counter(thread for thread, _ in houses)
