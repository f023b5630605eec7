"""Damaged stores: errors that say so, and a check of every value that is read against the type of its column."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import NoneType
from typing import Any

from briefing.errors import VALUE_ERRORS, DamageError

RESTORE_HINT = (
    "`briefing doctor` describes the damage; `briefing restore FILE` puts a backup in its place"
    " (or move it and its -wal and -shm files away); nothing was overwritten"
)
"""The next step where a store is damaged."""
_TEXT_NAMES = (
    "after answer author before body cause content_hash date_flag day description digest document document_url "
    "entry_key error etag excluded feed feed_text given_title guid host id kind lang latest_development line link "
    "modified name names_by_stem new old origin permanent_url phrase place problem publisher publisher_url "
    "publishers query reason remaining removed request_hash section skip_hours snapshot subject summary tags "
    "terminal terms text texts timeline title url value written_title"
)
TEXT_COLUMNS = frozenset(_TEXT_NAMES.split())
"""Names of columns that hold text in every table; a test holds all these sets to the schema."""
_INTEGER_NAMES = (
    "action actual affair arrived article_count at batch began boundary deaths decided_at document_count ended "
    "failures feed_date feedback_sign first first_news followed gone independent_count last last_news last_run "
    "last_success last_try listed muted n new_count newest_story_start newest_when_muted next_due number outdated "
    "profile published read read_before requested_pause retry_after seen serial shown story_count undone unread until "
    "waiting_since"
)
INTEGER_COLUMNS = frozenset(_INTEGER_NAMES.split())
"""Names of columns that hold whole numbers in every table."""
REAL_COLUMNS = frozenset({"weight"})
"""Names of columns that hold numbers in every table."""
KEY_COLUMNS = {"article", "story", "term", "thread"}
"""Names of columns that hold an inner number in some tables and an id or a term in others."""
_NULLABLE_NAMES = (
    "actual affair after arrived batch before boundary decided_at feed_date feed_text followed last_success last_try "
    "listed muted newest_when_muted next_due read read_before retry_after story tags undone until waiting_since"
)
NULLABLE_COLUMNS = frozenset(_NULLABLE_NAMES.split())
"""Names of columns that may hold NULL."""
OUTER_JOIN_COLUMNS = {"id", "body", "unread", *KEY_COLUMNS}
"""Names of columns that queries read from a table which they join with LEFT JOIN: NULL where it has no row."""
DAMAGE_MESSAGES = ("no such table", "no such column", "no such index", "has no column", "malformed", "integer overflow")
"""Parts of messages of SQLite that only a damaged store can cause, because the code of briefing is tested."""

RowFactory = Callable[[sqlite3.Cursor, tuple[Any, ...]], Any]


class DamagedValueError(sqlite3.DatabaseError):
    """A column holds a value of another type than it may hold."""


def damaged_store(detail: str) -> DamageError:
    """Return the error for a store with damaged content."""
    return DamageError(f"the store is damaged: {detail}", RESTORE_HINT)


@contextmanager
def as_damage(subject: str) -> Iterator[None]:
    """Turn errors about stored values inside the block into the error for a damaged store."""
    try:
        yield
    except VALUE_ERRORS as error:
        raise damaged_store(f"the stored {subject} has an unexpected form") from error


def damage_in(error: sqlite3.Error) -> str:
    """Return what an error of SQLite says about damaged content, "" if it has another cause."""
    message = str(error)
    if message.startswith("Could not decode to UTF-8"):
        column = message.split("'")[1] if "'" in message else ""
        return f"a text in the column {column} is not UTF-8"
    if isinstance(error, DamagedValueError) or any(part in message for part in DAMAGE_MESSAGES):
        return message
    return ""


class CheckedConnection(sqlite3.Connection):
    """A connection that raises DamagedValueError for a value whose type its column cannot have.

    It also raises this error where SQLite quotes a damaged schema that is no UTF-8: Python cannot raise such a message.
    """

    leaves_out_damage = False
    """Whether lists leave out the threads whose row is damaged, and name them."""

    note_damaged_thread: Callable[[str, DamageError], None] | None = None
    """Called with the id of each of these threads, and the damage."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement; its rows are checked as they are read."""
        try:
            cursor = super().execute(sql, parameters)
        except UnicodeDecodeError as error:
            raise _unreadable_schema(error) from error
        if cursor.description is not None:
            names = tuple(column[0] for column in cursor.description)
            cursor.row_factory = _row_check(names, _columns_without_check(sql))
        return cursor

    def backup(self, target: sqlite3.Connection, **options: Any) -> None:
        """Copy the database into another one."""
        try:
            super().backup(target, **options)
        except UnicodeDecodeError as error:
            raise _unreadable_schema(error) from error


def _unreadable_schema(error: UnicodeDecodeError) -> DamagedValueError:
    """Return the error for a message of SQLite that quotes text of the schema which is not UTF-8."""
    return DamagedValueError(error.object.decode("utf-8", "backslashreplace"))


def rows_with_damage(db: sqlite3.Connection, sql: str, parameters: Any = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield the rows of a query, each with what is wrong with its types, or ""; text that is not UTF-8 is bytes."""
    usual, db.text_factory = db.text_factory, _text_or_bytes
    try:
        cursor = db.execute(sql, parameters)
        check, cursor.row_factory = cursor.row_factory, None
        rows = cursor.fetchall()
    finally:
        db.text_factory = usual
    for row in rows:
        try:
            if check:
                check(cursor, row)
        except DamagedValueError as error:
            yield row, str(error)
        else:
            yield row, ""


def _text_or_bytes(value: bytes) -> str | bytes:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def checked_named_row(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> sqlite3.Row:
    """Check a row and return it with names: the row factory of a cursor."""
    check = _row_check(tuple(column[0] for column in cursor.description), frozenset())
    return sqlite3.Row(cursor, check(cursor, row) if check else row)


@lru_cache(maxsize=512)
def _columns_without_check(sql: str) -> frozenset[str]:
    """Return the names that a query uses for something else than the columns of the store."""
    names = {"value"} if "json_each" in sql else set()
    return frozenset(names | OUTER_JOIN_COLUMNS if "LEFT JOIN" in sql else names)


@lru_cache(maxsize=512)
def _row_check(names: tuple[str, ...], unchecked: frozenset[str]) -> RowFactory | None:
    """Return a row factory that checks the columns `names`; None if any value is allowed in all of them."""
    allowed = [frozenset() if name in unchecked else _types_of(name) for name in names]
    if not any(allowed):
        return None
    sound: set[tuple[type, ...]] = set()  # combinations of types that were checked: most rows have the same

    def check(_: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        types = tuple(map(type, row))
        if types not in sound:
            for name, present, permitted in zip(names, types, allowed, strict=True):
                if permitted and present not in permitted:
                    raise DamagedValueError(f"a value in the column {name} is {_TYPE_NAMES.get(present, 'odd')}")
            sound.add(types)
        return row

    return check


_TYPE_NAMES = {str: "a text", bytes: "binary", int: "a number", float: "a fraction", NoneType: "missing"}


def _types_of(name: str) -> frozenset[type]:
    """Return the types that a value in a column of this name may have; empty if any."""
    if name in TEXT_COLUMNS:
        types: frozenset[type] = frozenset({str})
    elif name in INTEGER_COLUMNS:
        types = frozenset({int})
    elif name in REAL_COLUMNS:
        types = frozenset({float, int})
    elif name in KEY_COLUMNS:
        types = frozenset({int, str})
    else:
        return frozenset()
    return types | {NoneType} if name in NULLABLE_COLUMNS else types
