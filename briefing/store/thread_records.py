"""The rows of threads as stored, with their marks and affairs, and what they are in lists."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import VALUE_ERRORS, DamageError
from briefing.model.reading_times import is_opened
from briefing.model.threads import ThreadRow
from briefing.store.codecs import from_micros, optional_from_micros
from briefing.store.database.damage import CheckedConnection, DamagedValueError, damaged_store, rows_with_damage
from briefing.store.json_codecs import decode_text_list
from briefing.store.read_states import NEVER_READ, UNREAD, real_reading
from briefing.store.thread_tags import decoded_tags
from briefing.store.undoubted_stories import LAST, LAST_NEWS, NEWEST_STORY_START

if TYPE_CHECKING:
    from briefing.model.threads import ThreadStatus

RECORD_COLUMNS = f"""t.n, t.id, t.title, t.section, t.first, {LAST} AS last,
    {NEWEST_STORY_START} AS newest_story_start, t.publishers, t.article_count,
    t.story_count, t.latest_development, t.weight, m.followed, m.muted, m.newest_when_muted, m.read, m.read_before,
    up.id AS affair_id, up.title AS affair_title,
    CASE WHEN up.given_title = '' AND typeof(up.affair_name) = 'text' THEN up.affair_name ELSE '' END AS affair_name,
    CASE WHEN t.affair_name <> '' AND typeof(t.affair_name) = 'text' AND t.given_title = ''
        AND EXISTS (SELECT 1 FROM affairs o WHERE o.affair = t.n) THEN t.affair_name ELSE '' END AS own_affair_name,
    t.independent_count, {UNREAD} AS unread,
    t.excluded, t.deaths, m.tags, t.first_news,
    {LAST_NEWS} AS last_news, t.given_title <> '' AS is_named"""
"""The fields of `ThreadRecord`, in this order."""
RECORD_JOINS = """LEFT JOIN marks m ON m.thread = t.n
    LEFT JOIN affairs u ON u.thread = t.n LEFT JOIN threads up ON up.n = u.affair"""
_NO_ID = "a value in the column id is no id"
RECORDS_OF_IDS = f"json_each(?) i CROSS JOIN threads t ON t.id = i.value {RECORD_JOINS}"


class ThreadRecord(NamedTuple):
    """A thread as stored; moments are microseconds since 1970, `publishers` is a JSON array.

    `newest_when_muted` is the start of its newest story when it was muted until something new; None: for ever.
    `unread` is whether an article is unread; None: `read` decides. `tags` is a JSON array; None: it has none. Stories
    that are perhaps of another topic count for `first` and the numbers of articles, stories and publishers, but not as
    news: not for `last`, `last_news`, `newest_story_start` and `unread`. An affair whose head has a title that a person
    gave it, or no part any more, has no name.
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
    affair_name: str
    own_affair_name: str
    independent_count: int
    unread: int | None
    excluded: str
    deaths: int
    tags: str | None
    first_news: int
    last_news: int
    is_named: int

    def has_unread(self) -> bool:
        """Whether an article of it is unread."""
        return bool(self.read is None or self.last_news > self.read) if self.unread is None else bool(self.unread)

    def is_opened(self) -> bool:
        """Whether a person opened it, or marked it as read or unread."""
        return is_opened(self.read, self.unread)

    def is_muted(self) -> bool:
        """Whether it is muted itself: for ever, or with no new story since then."""
        return self.muted is not None and (
            self.newest_when_muted is None or self.newest_story_start <= self.newest_when_muted
        )


def read_records(db: sqlite3.Connection, sql: str, parameters: tuple[str | int, ...] = ()) -> list[ThreadRecord]:
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
            record = record._replace(affair_id=None, affair_title=None, affair_name="")
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
        thread_row(record, 0, 0, 0, (), False)
    except DamageError as error:
        return str(error).rpartition("damaged: ")[2]
    except VALUE_ERRORS:
        return "a value has an unexpected form"
    return ""


def status_of(record: ThreadRecord, since: int) -> ThreadStatus:
    """Return new if the thread began in the period, updated if an older one has an article of it, else running."""
    return "new" if record.first >= since else "updated" if record.last >= since else "running"


def _is_unread(record: ThreadRecord) -> bool | None:
    """Return whether a thread is unread by its exceptions or by a mark; None: the moment of its reading decides."""
    if record.unread is None:
        return True if record.read == NEVER_READ else None
    return bool(record.unread)


def thread_row(
    record: ThreadRecord,
    since: int,
    new_article_count: int,
    new_publisher_count: int,
    daily_counts: tuple[int, ...],
    muted: bool,
) -> ThreadRow:
    """Return a thread as lists show it; the counts are those of the period, `daily_counts` of the last days."""
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
        read=optional_from_micros(real_reading(record.read, record.read_before)),
        read_before=optional_from_micros(record.read_before),
        affair_id=record.affair_id or "",
        affair_title=record.affair_title or "",
        affair_name=record.affair_name,
        own_affair_name=record.own_affair_name,
        independent_count=record.independent_count,
        excluded=record.excluded,
        deaths=record.deaths,
        unread=_is_unread(record),
        tags=decoded_tags(record.tags),
        first_news=from_micros(record.first_news),
        last_news=from_micros(record.last_news),
        is_named=bool(record.is_named),
    )
