"""Threads as lists show them, for a period."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import VALUE_ERRORS, DamageError
from briefing.model.threads import ThreadRow
from briefing.store.codecs import DISTANT_PAST, from_micros, json_array, optional_from_micros, to_micros
from briefing.store.damaged_rows import leaving_out_damage, rows_left, sound_rows
from briefing.store.database.column_values import EARLIEST_MICROS, LATEST_MICROS
from briefing.store.database.damage import CheckedConnection, DamagedValueError, damaged_store, rows_with_damage
from briefing.store.json_codecs import decode_text_list
from briefing.store.mute_rules import mute_rule_matcher, read_mute_rules
from briefing.store.read_states import UNREAD
from briefing.store.thread_tags import decoded_tags
from briefing.store.undoubted_stories import IS_UNDOUBTED, LAST, LAST_NEWS, NEWEST_STORY_START
from briefing.text.publishers.publishers import house_of_name

if TYPE_CHECKING:
    from briefing.model.curation import HiddenThread, MuteRule
    from briefing.model.thread_rules import Rule
    from briefing.model.threads import ThreadStatus

ACTIVITY_DAYS = 14
"""How many days of activity a row shows."""

_COLUMNS = f"""t.n, t.id, t.title, t.section, t.first, {LAST} AS last,
    {NEWEST_STORY_START} AS newest_story_start, t.publishers, t.article_count,
    t.story_count, t.latest_development, t.weight, m.followed, m.muted, m.newest_when_muted, m.read, m.read_before,
    up.id AS affair_id, up.title AS affair_title, t.independent_count, {UNREAD} AS unread,
    t.excluded, t.deaths, m.tags, t.first_news,
    {LAST_NEWS} AS last_news"""
"""The fields of `ThreadRecord`, in this order."""
_JOINS = """LEFT JOIN marks m ON m.thread = t.n
    LEFT JOIN affairs u ON u.thread = t.n LEFT JOIN threads up ON up.n = u.affair"""
_NO_ID = "a value in the column id is no id"
_OF_IDS = f"json_each(?) i CROSS JOIN threads t ON t.id = i.value {_JOINS}"


class ThreadRecord(NamedTuple):
    """A thread as stored; moments are microseconds since 1970, `publishers` is a JSON array.

    `newest_when_muted` is the start of its newest story when it was muted until something new; None: for ever.
    `unread` is whether an article is unread; None: `read` decides. `tags` is a JSON array; None: it has none. Stories
    that are perhaps of another topic count for `first` and the numbers of articles, stories and publishers, but not as
    news: not for `last`, `last_news`, `newest_story_start` and `unread`.
    """

    n: int
    id: str
    title: str
    section: str
    first: int
    last: int
    newest_story_start: int
    publishers: str
    article_count: int
    story_count: int
    latest_development: str
    weight: float
    followed: int | None
    muted: int | None
    newest_when_muted: int | None
    read: int | None
    read_before: int | None
    affair_id: str | None
    affair_title: str | None
    independent_count: int
    unread: int | None
    excluded: str
    deaths: int
    tags: str | None
    first_news: int
    last_news: int

    def has_unread(self) -> bool:
        """Return whether an article of it is unread."""
        return bool(self.read is None or self.last_news > self.read) if self.unread is None else bool(self.unread)

    def is_opened(self) -> bool:
        """Return whether a person opened it, or marked it as read or unread."""
        return self.read is not None or self.unread is not None

    def is_muted(self) -> bool:
        """Return whether it is muted itself: for ever, or with no new story since then."""
        return self.muted is not None and (
            self.newest_when_muted is None or self.newest_story_start <= self.newest_when_muted
        )


def _records(db: sqlite3.Connection, sql: str, parameters: tuple[str | int, ...] = ()) -> list[ThreadRecord]:
    """Return the threads of a query as stored; on a connection that leaves damage out, the sound ones."""
    if not (isinstance(db, CheckedConnection) and db.leaves_out_damage):
        records = list(map(ThreadRecord._make, db.execute(sql, parameters)))
        if not all(isinstance(record.id, str) and record.id.isprintable() for record in records):
            raise DamagedValueError(_NO_ID)  # the ids of affairs may be missing, so nothing else checks this column
        return records
    records = []
    for row, damage in rows_with_damage(db, sql, parameters):
        record = ThreadRecord._make(row)
        if not isinstance(record.affair_title, str):  # the row of its affair is damaged
            record = record._replace(affair_id=None, affair_title=None)
        if cause := damage or _damage_of_values(record):
            if db.note_damaged_thread:
                name = f"number {record.n} of the store" if cause == _NO_ID else record.id
                db.note_damaged_thread(name, damaged_store(cause))
        else:
            records.append(record)
    return records


def _damage_of_values(record: ThreadRecord) -> str:
    """Return what is wrong with the id, or with a value whose type is right, "" if nothing."""
    if not (isinstance(record.id, str) and record.id.isprintable()):
        return _NO_ID
    try:
        _thread_row(record, 0, 0, 0, (), False)
    except DamageError as error:
        return str(error).rpartition("damaged: ")[2]
    except VALUE_ERRORS:
        return "a value has an unexpected form"
    return ""


ThreadFilter = Callable[[ThreadRecord, bool], bool]
"""Returns whether a list includes a thread, from the thread and whether it is muted."""


@leaving_out_damage
def rows_since(
    db: sqlite3.Connection,
    now: datetime,
    since: datetime | None,
    period_start: datetime,
    section: str = "",
    accepts: ThreadFilter | None = None,
    rules: Sequence[Rule] = (),
    late_since: datetime | None = None,
) -> list[ThreadRow]:
    """Return threads as rows, newest first.

    Args:
        db: The connection.
        now: The current moment; the last day of activity.
        since: Only threads with an article published since then; None: all.
        period_start: The start of the period that status and the count of new articles refer to.
        section: Only threads of this section; "": of all.
        accepts: Only threads that this function accepts.
        rules: The active rules of feeds.toml.
        late_since: Also threads with an article that became news since then, although it was published before.
    """
    sql = f"""SELECT {_COLUMNS} FROM threads t {_JOINS}
        WHERE (t.last_news >= ?1 AND (t.last >= ?3 OR t.last_news >= ?4 OR t.last < {EARLIEST_MICROS})
            OR t.last_news < {EARLIEST_MICROS}) AND (?2 = '' OR t.section = ?2) -- damaged ones are found and named
        ORDER BY last DESC, t.id"""
    published = DISTANT_PAST if since is None else to_micros(since)
    late = -DISTANT_PAST if late_since is None else to_micros(late_since)
    records = _records(db, sql, (min(published, late), section, published, late))  # last_news is never before last
    # what is stored counts doubted stories too
    records = [record for record in records if record.last >= published or record.last_news >= late]
    muted = _muted_threads(db, records, rules, now)
    if accepts:
        records = [record for record in records if accepts(record, record.n in muted)]
    return _thread_rows(db, records, now, period_start, muted)


def sections(db: sqlite3.Connection) -> list[str]:
    """Return the sections that have threads, those with the most threads first."""
    rows = sound_rows(db, "SELECT section FROM threads GROUP BY section ORDER BY COUNT(*) DESC, section")
    return [section for (section,) in rows]


@leaving_out_damage
def ids_with_text(db: sqlite3.Connection, since: datetime, accepts: Callable[[str, datetime], bool]) -> list[str]:
    """Return the threads with an article published since a moment whose text and time a function accepts."""
    sql = """SELECT t.id, a.text, a.published FROM articles a JOIN stories s ON s.n = a.story
        JOIN threads t ON t.n = s.thread WHERE a.published BETWEEN ? AND ? ORDER BY a.published"""
    accepted: dict[str, None] = {}
    for id, text, published in rows_left(db, sql, (to_micros(since), LATEST_MICROS)):
        if id not in accepted and accepts(text, from_micros(published)):
            accepted[id] = None
    return list(accepted)


@leaving_out_damage
def thread_records(db: sqlite3.Connection, ids: Collection[str]) -> list[ThreadRecord]:
    """Return these threads as stored, newest first; unknown ids are left out."""
    sql = f"SELECT {_COLUMNS} FROM {_OF_IDS} ORDER BY last DESC, t.id"
    return _records(db, sql, (json_array(ids),))


@leaving_out_damage
def unmuted_parts(
    db: sqlite3.Connection, affairs: Collection[str], min_publishers: int, now: datetime, rules: Sequence[Rule] = ()
) -> list[ThreadRecord]:
    """Return the threads that are part of these affairs and not muted, those of the most publishers first."""
    sql = """SELECT t.id FROM json_each(?) i CROSS JOIN threads p ON p.id = i.value
        JOIN affairs u ON u.affair = p.n JOIN threads t ON t.n = u.thread WHERE t.independent_count >= ?"""
    ids = [id for (id,) in db.execute(sql, (json_array(affairs), min_publishers))]
    records = thread_records(db, ids) if ids else []
    muted = _muted_threads(db, records, rules, now) if records else {}
    shown = [record for record in records if record.n not in muted]
    return sorted(shown, key=lambda record: (-record.independent_count, -record.article_count, record.id))


def rows_of(
    db: sqlite3.Connection, ids: Sequence[str], now: datetime, period_start: datetime, rules: Sequence[Rule] = ()
) -> list[ThreadRow]:
    """Return the rows of these threads, in this order; unknown ids are left out."""
    sql = f"SELECT {_COLUMNS} FROM {_OF_IDS} ORDER BY i.key"
    records = _records(db, sql, (json_array(ids),))
    return _thread_rows(db, records, now, period_start, _muted_threads(db, records, rules, now))


sound_rows_of = leaving_out_damage(rows_of)
"""As `rows_of`, without the threads whose row is damaged: for lists."""


@leaving_out_damage
def matching_threads(
    db: sqlite3.Connection, accepts: ThreadFilter, now: datetime, rules: Sequence[Rule] = ()
) -> list[int]:
    """Return the inner numbers of all threads that a filter accepts."""
    records = _records(db, f"SELECT {_COLUMNS} FROM threads t {_JOINS}")
    muted = _muted_threads(db, records, rules, now)
    return [record.n for record in records if accepts(record, record.n in muted)]


@leaving_out_damage
def matching_thread_ids(
    db: sqlite3.Connection, filters: Sequence[ThreadFilter], now: datetime, rules: Sequence[Rule] = ()
) -> list[frozenset[str]]:
    """Return for each filter the ids of the threads that it accepts; all filters share one scan of the threads."""
    records = _records(db, f"SELECT {_COLUMNS} FROM threads t {_JOINS}")
    muted = _muted_threads(db, records, rules, now)
    return [frozenset(record.id for record in records if accepts(record, record.n in muted)) for accepts in filters]


@leaving_out_damage
def hidden_threads(
    db: sqlite3.Connection, now: datetime, period_start: datetime, rules: Sequence[Rule] = ()
) -> list[HiddenThread]:
    """Return all threads that lists leave out, with the reason, newest first."""
    sql = f"SELECT {_COLUMNS} FROM threads t {_JOINS} ORDER BY last DESC, t.id"
    records = _records(db, sql)
    muted = _muted_threads(db, records, rules, now)
    hidden = [record for record in records if record.n in muted]
    rows = _thread_rows(db, hidden, now, period_start, muted)
    return [_hidden_thread(row, record, muted[record.n]) for row, record in zip(rows, hidden, strict=True)]


def _hidden_thread(row: ThreadRow, record: ThreadRecord, rule: MuteRule | None) -> HiddenThread:
    from briefing.model.curation import HiddenThread

    if rule:
        return HiddenThread(row, rule, rule.since)
    return HiddenThread(row, None, from_micros(record.muted or 0), until_new=record.newest_when_muted is not None)


def _muted_threads(
    db: sqlite3.Connection, records: Sequence[ThreadRecord], rules: Sequence[Rule], now: datetime
) -> dict[int, MuteRule | None]:
    """Return the inner numbers of the threads that lists leave out, with the rule (None: muted themselves)."""
    muted: dict[int, MuteRule | None] = {record.n: None for record in records if record.is_muted()}
    others = [record for record in records if record.n not in muted]
    if rules:
        from briefing.store.configured_rules import hidden_by_rules, kept_by_rules

        protected = kept_by_rules(db, rules, others)
        others = [record for record in others if record.n not in protected]
        muted |= hidden_by_rules(db, rules, others)
    mute_rules = read_mute_rules(db, now)
    if mute_rules:
        hiding_rule = mute_rule_matcher(mute_rules)
        muted |= {record.n: rule for record in others if record.n not in muted and (rule := hiding_rule(record))}
    return muted


def day_starts(now: datetime, days: int = ACTIVITY_DAYS) -> list[int]:
    """Return the starts of the last local days, oldest first, and of the day after `now`, in microseconds."""
    today = now.astimezone().date()
    dates = [today + timedelta(days=offset) for offset in range(1 - days, 2)]
    return [to_micros(datetime.combine(date, time.min).astimezone()) for date in dates]


def _thread_rows(
    db: sqlite3.Connection,
    records: Sequence[ThreadRecord],
    now: datetime,
    period_start: datetime,
    muted: Container[int],
) -> list[ThreadRow]:
    starts, since = day_starts(now), to_micros(period_start)
    daily_counts, new_counts = _activity(db, records, starts, since)
    if since < starts[0]:
        new_counts = _new_article_counts(db, records, since)
    publisher_counts = _new_publisher_counts(db, records, since)
    independent = {record.n: record.independent_count or record.article_count for record in records}
    return [
        _thread_row(
            record,
            since,
            new_counts[record.n],
            min(publisher_counts.get(record.n, 0), independent[record.n]),
            tuple(daily_counts[record.n]),
            record.n in muted,
        )
        for record in records
    ]


def _activity(
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


def _new_article_counts(db: sqlite3.Connection, records: Sequence[ThreadRecord], since: int) -> Counter[int]:
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


def _new_publisher_counts(db: sqlite3.Connection, records: Sequence[ThreadRecord], since: int) -> dict[int, int]:
    """Count the houses of each thread's undoubted articles since a moment, by names: domains take too long."""
    active = json_array(record.n for record in records if record.last >= since)
    sql = f"""SELECT DISTINCT s.thread, a.publisher FROM json_each(?) i
        CROSS JOIN stories s INDEXED BY stories_thread ON s.thread = i.value AND s.last >= ? AND {IS_UNDOUBTED}
        CROSS JOIN articles a INDEXED BY articles_story ON a.story = s.n AND a.published >= ?"""
    houses = {(thread, house_of_name(publisher)) for thread, publisher in sound_rows(db, sql, (active, since, since))}
    return Counter(thread for thread, _ in houses)


def status_of(record: ThreadRecord, since: int) -> ThreadStatus:
    """Return new if the thread began in the period, updated if an older one has an article of it, else running."""
    return "new" if record.first >= since else "updated" if record.last >= since else "running"


def _thread_row(
    record: ThreadRecord,
    since: int,
    new_article_count: int,
    new_publisher_count: int,
    daily_counts: tuple[int, ...],
    muted: bool,
) -> ThreadRow:
    return ThreadRow(
        id=record.id,
        title=record.title,
        section=record.section,
        first=from_micros(record.first),
        last=from_micros(record.last),
        status=status_of(record, since),
        publishers=decode_text_list(record.publishers, "list of publishers"),
        article_count=record.article_count,
        story_count=record.story_count,
        new_article_count=new_article_count,
        new_publisher_count=new_publisher_count,
        daily_counts=daily_counts,
        latest_development=record.latest_development,
        weight=record.weight,
        followed=record.followed is not None,
        muted=muted,
        read=optional_from_micros(record.read),
        read_before=optional_from_micros(record.read_before),
        affair_id=record.affair_id or "",
        affair_title=record.affair_title or "",
        independent_count=record.independent_count,
        excluded=record.excluded,
        deaths=record.deaths,
        unread=None if record.unread is None else bool(record.unread),
        tags=decoded_tags(record.tags),
        first_news=from_micros(record.first_news),
        last_news=from_micros(record.last_news),
    )
