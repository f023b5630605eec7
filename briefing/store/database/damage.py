"""Damaged stores: errors that say so, and a check of every value that is read against what its column may hold."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from briefing.errors import VALUE_ERRORS, DamageError
from briefing.store.database.column_values import OUTER_JOIN_COLUMNS, TEXT_COLUMNS, TYPE_NAMES, range_of, types_of

RESTORE_HINT = (
    "`briefing doctor` describes the damage; `briefing restore FILE` puts a backup in its place"
    " (or move it and its -wal and -shm files away); nothing was overwritten"
)
"""The next step where a store is damaged."""
DAMAGE_MESSAGES = ("no such table", "no such column", "no such index", "has no column", "malformed", "integer overflow")
"""Parts of messages of SQLite that only a damaged store can cause, because the code of briefing is tested."""

RowFactory = Callable[[sqlite3.Cursor, tuple[Any, ...]], Any]


class DamagedValueError(sqlite3.DatabaseError):
    """A column holds a value that it cannot have."""


def damaged_store(detail: str, hint: str = RESTORE_HINT) -> DamageError:
    """Return the error for a store with damaged content, with a hint at the next step."""
    return DamageError(f"the store is damaged: {detail}", hint)


@contextmanager
def as_damage(subject: str, hint: str = RESTORE_HINT) -> Iterator[None]:
    """Turn errors about stored values inside the block into the error for a damaged store."""
    try:
        yield
    except VALUE_ERRORS as error:
        raise damaged_store(f"the stored {subject} has an unexpected form", hint) from error


def damage_in(error: sqlite3.Error) -> str:
    """Return what an error of SQLite says about damaged content, "" if it has another cause."""
    message = str(error)
    if message.startswith("Could not decode to UTF-8"):
        names = [name for name in re.findall(r"\w+", message.partition(" with text ")[0]) if name in TEXT_COLUMNS]
        return f"a text in the column {' or '.join(names)} is not UTF-8"  # a query may read it in an expression
    if isinstance(error, DamagedValueError) or any(part in message for part in DAMAGE_MESSAGES):
        return message
    return ""


class CheckedConnection(sqlite3.Connection):
    """A connection that raises DamagedValueError for a value that its column cannot have, by its type or its range.

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
    """Yield the rows of a query, each with what is wrong with its values, or ""; text that is not UTF-8 is bytes."""
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
    allowed = [frozenset() if name in unchecked else types_of(name) for name in names]
    if not any(allowed):
        return None
    ranges = [(n, *limits) for n, name in enumerate(names) if name not in unchecked and (limits := range_of(name))]
    sound: set[tuple[type, ...]] = set()  # combinations of types that were checked: most rows have the same

    def check(_: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        types = tuple(map(type, row))
        if types not in sound:
            for n, (name, present, permitted) in enumerate(zip(names, types, allowed, strict=True)):
                if permitted and present not in permitted:
                    kind = TYPE_NAMES.get(present, "odd")
                    raise DamagedValueError(f"a value in the column {name}{_owner(names, row, n)} is {kind}")
            sound.add(types)
        for n, least, most in ranges:
            if not (row[n] is None or least <= row[n] <= most):
                raise DamagedValueError(
                    f"the value {row[n]} in the column {names[n]}{_owner(names, row, n)} is impossible"
                )
        return row

    return check


def _owner(names: tuple[str, ...], row: tuple[Any, ...], n: int) -> str:
    """Return " of a1b2" for a value of a row with ids: the last one before it is that of its article or thread."""
    places = [place for place, name in enumerate(names) if name == "id"]
    place = max((place for place in places if place < n), default=min(places, default=n))
    id = row[place]
    return f" of {id}" if place != n and isinstance(id, str) and id.isalnum() else ""
