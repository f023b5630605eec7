"""Threads as lists show them, for a period."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.curation import Hidden
from briefing.model.threads import ThreadRow
from briefing.store.rules import judge, rules_of
from briefing.store.values import many, micros, moment, optional_moment

if TYPE_CHECKING:
    from briefing.model.curation import Hidden, Rule
    from briefing.model.threads import Status

DAYS = 14
"""How many days of activity a row shows."""

_ROW = """SELECT t.n, t.id, t.title, t.section, t.first, t.last, t.newest, t.publishers, t.articles, t.stories,
    t.latest, t.weight, m.followed, m.muted, m.newest, m.read, up.id, up.title, t.voices
    FROM threads t LEFT JOIN marks m ON m.thread = t.n
    LEFT JOIN parents u ON u.child = t.n LEFT JOIN threads up ON up.n = u.parent"""


class Found(NamedTuple):
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
    muted_at: int | None
    read: int | None
    parent: str | None
    parent_title: str | None
    voices: int

    def is_muted(self) -> bool:
        """Whether it was muted, for ever or with nothing new since then."""
        return self.muted is not None and (self.muted_at is None or self.newest <= self.muted_at)


Choice = Callable[[Found, bool], bool]
"""Whether a list takes a thread in; it is told whether the thread is muted."""


def rows_since(
    db: sqlite3.Connection,
    now: datetime,
    since: datetime | None,
    period: datetime,
    section: str = "",
    choose: Choice | None = None,
) -> list[ThreadRow]:
    """The threads with an article since `since` (None: all), newest first; status and fresh are of `period`."""
    where = ["t.last >= ?"]
    values: list[int | str] = [-(2**62) if since is None else micros(since)]
    if section:
        where.append("t.section = ?")
        values.append(section)
    sql = f"{_ROW} WHERE {' AND '.join(where)} ORDER BY t.last DESC, t.id"
    found = list(map(Found._make, db.execute(sql, values)))
    muted = _muted(db, found)
    if choose:
        found = [one for one in found if choose(one, one.n in muted)]
    return _rows(db, found, now, period, muted)


def rows_of(db: sqlite3.Connection, ids: Sequence[str], now: datetime, period: datetime) -> list[ThreadRow]:
    """The rows of these threads, in this order; unknown ids are left out."""
    sql = (
        f"{_ROW.replace('FROM threads t', 'FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value')} ORDER BY i.key"
    )
    found = list(map(Found._make, db.execute(sql, (many(ids),))))
    return _rows(db, found, now, period, _muted(db, found))


def chosen(db: sqlite3.Connection, choose: Choice) -> list[int]:
    """The inner numbers of all threads that a choice takes in."""
    found = list(map(Found._make, db.execute(_ROW)))
    muted = _muted(db, found)
    return [one.n for one in found if choose(one, one.n in muted)]


def hidden_of(db: sqlite3.Connection, now: datetime, period: datetime) -> list[Hidden]:
    """All threads that lists leave out, and why; newest first."""
    found = list(map(Found._make, db.execute(f"{_ROW} ORDER BY t.last DESC, t.id")))
    muted = _muted(db, found)
    out = [one for one in found if one.n in muted]
    return [
        Hidden(row, rule, rule.since if rule else moment(one.muted or 0), rule is None and one.muted_at is not None)
        for row, one in zip(_rows(db, out, now, period, muted), out, strict=True)
        for rule in [muted[one.n]]
    ]


def _muted(db: sqlite3.Connection, found: Sequence[Found]) -> dict[int, Rule | None]:
    """Those of the threads that lists leave out, and the rules that hide them (None: muted themselves)."""
    muted: dict[int, Rule | None] = {one.n: None for one in found if one.is_muted()}
    rules = rules_of(db)
    if rules:
        hides = judge(rules)
        muted |= {one.n: rule for one in found if one.n not in muted and (rule := hides(one))}
    return muted


def day_starts(now: datetime, days: int = DAYS) -> list[int]:
    """When each of the last local days began, oldest first, and when the one after `now` begins (microseconds)."""
    today = now.astimezone().date()
    dates = [today + timedelta(days=back) for back in range(1 - days, 2)]
    return [micros(datetime.combine(date, time.min).astimezone()) for date in dates]


def _rows(
    db: sqlite3.Connection, found: Sequence[Found], now: datetime, period: datetime, muted: Container[int]
) -> list[ThreadRow]:
    starts, since = day_starts(now), micros(period)
    active = many(one.n for one in found if one.last >= starts[0])
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
        older = many(one.n for one in found if one.first < since <= one.last)
        sql = sql.replace("a.published FROM", "COUNT(*) FROM") + " GROUP BY s.thread"
        fresh = Counter({one.n: one.articles for one in found if one.first >= since})
        fresh.update(dict(db.execute(sql, (older, since, since)).fetchall()))
    return [_row(one, since, fresh[one.n], tuple(days[one.n]), one.n in muted) for one in found]


def status_of(one: Found, since: int) -> Status:
    """New: it began in the period; updated: one of its stories did; else running."""
    return "new" if one.first >= since else "updated" if one.newest >= since else "running"


def _row(one: Found, since: int, fresh: int, days: tuple[int, ...], muted: bool) -> ThreadRow:
    return ThreadRow(
        id=one.id,
        title=one.title,
        section=one.section,
        first=moment(one.first),
        last=moment(one.last),
        status=status_of(one, since),
        publishers=tuple(json.loads(one.publishers)),
        articles=one.articles,
        stories=one.stories,
        fresh=fresh,
        days=days,
        latest=one.latest,
        weight=one.weight,
        followed=one.followed is not None,
        muted=muted,
        read=optional_moment(one.read),
        parent=one.parent or "",
        parent_title=one.parent_title or "",
        voices=one.voices,
    )
