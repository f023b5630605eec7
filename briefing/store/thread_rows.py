"""Threads as lists show them, for a period."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.curation import HiddenThread
from briefing.model.threads import ThreadRow
from briefing.store.codecs import from_micros, json_array, optional_from_micros, to_micros
from briefing.store.rules import read_rules, rule_matcher

if TYPE_CHECKING:
    from briefing.model.curation import HiddenThread, MuteRule
    from briefing.model.threads import ThreadStatus

ACTIVITY_DAYS = 14
"""How many days of activity a row shows."""

_SELECT_THREADS = """SELECT t.n, t.id, t.title, t.section, t.first, t.last, t.newest, t.publishers, t.articles, t.stories,
    t.latest, t.weight, m.followed, m.muted, m.newest, m.read, up.id, up.title, t.voices
    FROM threads t LEFT JOIN marks m ON m.thread = t.n
    LEFT JOIN parents u ON u.child = t.n LEFT JOIN threads up ON up.n = u.parent"""


class ThreadRecord(NamedTuple):
    """A thread as its table has it; moments in microseconds, `publishers` as JSON, `muted_at` its newest story then."""

    n: int
    id: str
    title: str
    section: str
    first: int
    last: int
    newest: int
    publishers: str
    articles: int
    stories: int
    latest: str
    weight: float
    followed: int | None
    muted: int | None
    newest_when_muted: int | None
    read: int | None
    affair_id: str | None
    affair_title: str | None
    independent_count: int

    def is_muted(self) -> bool:
        """Whether it was muted, for ever or with nothing new since then."""
        return self.muted is not None and (self.newest_when_muted is None or self.newest <= self.newest_when_muted)


ThreadFilter = Callable[[ThreadRecord, bool], bool]
"""Whether a list takes a thread in; it is told whether the thread is muted."""


def rows_since(
    db: sqlite3.Connection,
    now: datetime,
    since: datetime | None,
    period_start: datetime,
    section: str = "",
    accepts: ThreadFilter | None = None,
) -> list[ThreadRow]:
    """The threads with an article since `since` (None: all), newest first; status and fresh are of `period`."""
    where = ["t.last >= ?"]
    values: list[int | str] = [-(2**62) if since is None else to_micros(since)]
    if section:
        where.append("t.section = ?")
        values.append(section)
    sql = f"{_SELECT_THREADS} WHERE {' AND '.join(where)} ORDER BY t.last DESC, t.id"
    found = list(map(ThreadRecord._make, db.execute(sql, values)))
    muted = _muted_threads(db, found)
    if accepts:
        found = [one for one in found if accepts(one, one.n in muted)]
    return _thread_rows(db, found, now, period_start, muted)


def rows_of(db: sqlite3.Connection, ids: Sequence[str], now: datetime, period_start: datetime) -> list[ThreadRow]:
    """The rows of these threads, in this order; unknown ids are left out."""
    sql = f"{_SELECT_THREADS.replace('FROM threads t', 'FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value')} ORDER BY i.key"
    found = list(map(ThreadRecord._make, db.execute(sql, (json_array(ids),))))
    return _thread_rows(db, found, now, period_start, _muted_threads(db, found))


def matching_threads(db: sqlite3.Connection, accepts: ThreadFilter) -> list[int]:
    """The inner numbers of all threads that a choice takes in."""
    found = list(map(ThreadRecord._make, db.execute(_SELECT_THREADS)))
    muted = _muted_threads(db, found)
    return [one.n for one in found if accepts(one, one.n in muted)]


def matching_thread_ids(db: sqlite3.Connection, filters: Sequence[ThreadFilter]) -> list[frozenset[str]]:
    """Return for each filter the ids of the threads that it accepts; all filters share one scan of the threads."""
    found = list(map(ThreadRecord._make, db.execute(_SELECT_THREADS)))
    muted = _muted_threads(db, found)
    return [frozenset(one.id for one in found if accepts(one, one.n in muted)) for accepts in filters]


def hidden_threads(db: sqlite3.Connection, now: datetime, period_start: datetime) -> list[HiddenThread]:
    """All threads that lists leave out, and why; newest first."""
    found = list(map(ThreadRecord._make, db.execute(f"{_SELECT_THREADS} ORDER BY t.last DESC, t.id")))
    muted = _muted_threads(db, found)
    out = [one for one in found if one.n in muted]
    return [
        HiddenThread(
            row,
            rule,
            rule.since if rule else from_micros(one.muted or 0),
            rule is None and one.newest_when_muted is not None,
        )
        for row, one in zip(_thread_rows(db, out, now, period_start, muted), out, strict=True)
        for rule in [muted[one.n]]
    ]


def _muted_threads(db: sqlite3.Connection, found: Sequence[ThreadRecord]) -> dict[int, MuteRule | None]:
    """Those of the threads that lists leave out, and the rules that hide them (None: muted themselves)."""
    muted: dict[int, MuteRule | None] = {one.n: None for one in found if one.is_muted()}
    rules = read_rules(db)
    if rules:
        hides = rule_matcher(rules)
        muted |= {one.n: rule for one in found if one.n not in muted and (rule := hides(one))}
    return muted


def day_starts(now: datetime, days: int = ACTIVITY_DAYS) -> list[int]:
    """When each of the last local days began, oldest first, and when the one after `now` begins (microseconds)."""
    today = now.astimezone().date()
    dates = [today + timedelta(days=back) for back in range(1 - days, 2)]
    return [to_micros(datetime.combine(date, time.min).astimezone()) for date in dates]


def _thread_rows(
    db: sqlite3.Connection, found: Sequence[ThreadRecord], now: datetime, period_start: datetime, muted: Container[int]
) -> list[ThreadRow]:
    starts, since = day_starts(now), to_micros(period_start)
    active = json_array(one.n for one in found if one.last >= starts[0])
    days: defaultdict[int, list[int]] = defaultdict(lambda: [0] * ACTIVITY_DAYS)
    fresh: Counter[int] = Counter()
    sql = """SELECT s.thread, a.published FROM json_each(?) i
        CROSS JOIN stories s INDEXED BY stories_thread ON s.thread = i.value AND s.last >= ?
        CROSS JOIN articles a INDEXED BY articles_story ON a.story = s.n AND a.published >= ?"""
    for n, published in db.execute(sql, (active, starts[0], starts[0])):
        day = bisect_right(starts, published) - 1
        if day < ACTIVITY_DAYS:
            days[n][day] += 1
        if published >= since:
            fresh[n] += 1
    if since < starts[0]:
        older = json_array(one.n for one in found if one.first < since <= one.last)
        sql = sql.replace("a.published FROM", "COUNT(*) FROM") + " GROUP BY s.thread"
        fresh = Counter({one.n: one.articles for one in found if one.first >= since})
        fresh.update(dict(db.execute(sql, (older, since, since)).fetchall()))
    return [_thread_row(one, since, fresh[one.n], tuple(days[one.n]), one.n in muted) for one in found]


def status_of(one: ThreadRecord, since: int) -> ThreadStatus:
    """New: it began in the period; updated: one of its stories did; else running."""
    return "new" if one.first >= since else "updated" if one.newest >= since else "running"


def _thread_row(one: ThreadRecord, since: int, fresh: int, days: tuple[int, ...], muted: bool) -> ThreadRow:
    return ThreadRow(
        id=one.id,
        title=one.title,
        section=one.section,
        first=from_micros(one.first),
        last=from_micros(one.last),
        status=status_of(one, since),
        publishers=tuple(json.loads(one.publishers)),
        article_count=one.articles,
        story_count=one.stories,
        new_article_count=fresh,
        daily_counts=days,
        latest_development=one.latest,
        weight=one.weight,
        followed=one.followed is not None,
        muted=muted,
        read=optional_from_micros(one.read),
        affair_id=one.affair_id or "",
        affair_title=one.affair_title or "",
        independent_count=one.independent_count,
    )
