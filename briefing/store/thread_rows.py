"""Threads as lists show them, for a period."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Container, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.store.codecs import DISTANT_FUTURE, DISTANT_PAST, from_micros, json_array, to_micros
from briefing.store.damaged_rows import leaving_out_damage, rows_left, sound_rows
from briefing.store.database.column_values import EARLIEST_MICROS, LATEST_MICROS
from briefing.store.mute_rules import mute_rule_matcher, read_mute_rules
from briefing.store.thread_activity import activity, day_starts, new_article_counts, new_publisher_counts
from briefing.store.thread_records import (
    RECORD_COLUMNS,
    RECORD_JOINS,
    RECORDS_OF_IDS,
    ThreadRecord,
    read_records,
    thread_row,
)

if TYPE_CHECKING:
    from briefing.model.curation import HiddenThread, MuteRule
    from briefing.model.thread_rules import Rule
    from briefing.model.threads import ThreadRow

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
    sql = f"""SELECT {RECORD_COLUMNS} FROM threads t {RECORD_JOINS}
        WHERE (t.last_news >= ?1 AND (t.last >= ?3 OR t.last_news >= ?4 OR t.last < {EARLIEST_MICROS})
            OR t.last_news < {EARLIEST_MICROS}) AND (?2 = '' OR t.section = ?2)
        -- moments below the earliest are damage: these rows are read too, so that read_records names them
        ORDER BY last DESC, t.id"""
    published = DISTANT_PAST if since is None else to_micros(since)
    late = DISTANT_FUTURE if late_since is None else to_micros(late_since)
    records = read_records(db, sql, (min(published, late), section, published, late))  # last_news is never before last
    # threads.last and last_news count doubted stories, those of a record do not: decide again
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
    sql = f"SELECT {RECORD_COLUMNS} FROM {RECORDS_OF_IDS} ORDER BY last DESC, t.id"
    return read_records(db, sql, (json_array(ids),))


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
    sql = f"SELECT {RECORD_COLUMNS} FROM {RECORDS_OF_IDS} ORDER BY i.key"
    records = read_records(db, sql, (json_array(ids),))
    return _thread_rows(db, records, now, period_start, _muted_threads(db, records, rules, now))


sound_rows_of = leaving_out_damage(rows_of)
"""As `rows_of`, without the threads whose row is damaged: for lists."""


@leaving_out_damage
def matching_threads(
    db: sqlite3.Connection, accepts: ThreadFilter, now: datetime, rules: Sequence[Rule] = ()
) -> list[int]:
    """Return the inner numbers of all threads that a filter accepts."""
    records = read_records(db, f"SELECT {RECORD_COLUMNS} FROM threads t {RECORD_JOINS}")
    muted = _muted_threads(db, records, rules, now)
    return [record.n for record in records if accepts(record, record.n in muted)]


@leaving_out_damage
def matching_thread_ids(
    db: sqlite3.Connection, filters: Sequence[ThreadFilter], now: datetime, rules: Sequence[Rule] = ()
) -> list[frozenset[str]]:
    """Return for each filter the ids of the threads that it accepts; all filters share one scan of the threads."""
    records = read_records(db, f"SELECT {RECORD_COLUMNS} FROM threads t {RECORD_JOINS}")
    muted = _muted_threads(db, records, rules, now)
    return [frozenset(record.id for record in records if accepts(record, record.n in muted)) for accepts in filters]


@leaving_out_damage
def hidden_threads(
    db: sqlite3.Connection, now: datetime, period_start: datetime, rules: Sequence[Rule] = ()
) -> list[HiddenThread]:
    """Return all threads that lists leave out, with the reason, newest first."""
    sql = f"SELECT {RECORD_COLUMNS} FROM threads t {RECORD_JOINS} ORDER BY last DESC, t.id"
    records = read_records(db, sql)
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
    """Return the inner numbers of the threads that lists leave out, with the rule (None: muted themselves).

    The first that applies decides: the person's mute of the thread; a rule of feeds.toml that keeps it, so that it is
    shown; a rule of feeds.toml that hides it; a mute rule. Rules and mute rules never hide a followed thread.
    """
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


def _thread_rows(
    db: sqlite3.Connection,
    records: Sequence[ThreadRecord],
    now: datetime,
    period_start: datetime,
    muted: Container[int],
) -> list[ThreadRow]:
    starts, since = day_starts(now), to_micros(period_start)
    daily_counts, new_counts = activity(db, records, starts, since)
    if since < starts[0]:
        new_counts = new_article_counts(db, records, since)
    publisher_counts = new_publisher_counts(db, records, since)
    independent = {record.n: record.independent_count or record.article_count for record in records}
    return [
        thread_row(
            record,
            since,
            new_counts[record.n],
            min(publisher_counts.get(record.n, 0), independent[record.n]),
            tuple(daily_counts[record.n]),
            record.n in muted,
        )
        for record in records
    ]
