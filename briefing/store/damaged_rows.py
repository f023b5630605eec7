"""Lists without the threads whose row is damaged: the others are listed, and these are named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from briefing.errors import VALUE_ERRORS, DamageError
from briefing.store.database.damage import CheckedConnection, damage_in, rows_with_damage

P = ParamSpec("P")
T = TypeVar("T")
Read = Callable[Concatenate[sqlite3.Connection, P], T]


def leaving_out_damage(read: Read[P, T]) -> Read[P, T]:
    """Return a function that reads once more, without damaged rows of threads, where a first reading meets damage."""

    @wraps(read)
    def run(db: sqlite3.Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if not isinstance(db, CheckedConnection) or db.leaves_out_damage:
            return read(db, *args, **kwargs)
        try:
            return read(db, *args, **kwargs)
        except sqlite3.Error as error:
            if not damage_in(error):
                raise
        except (DamageError, *VALUE_ERRORS):
            pass
        db.leaves_out_damage = True
        try:
            return read(db, *args, **kwargs)
        finally:
            db.leaves_out_damage = False

    return run


def rows_left(db: sqlite3.Connection, sql: str, parameters: Any = ()) -> Iterable[tuple[Any, ...]]:
    """Return the rows of a query, one by one; on a connection that leaves damage out, those without a damaged value."""
    if isinstance(db, CheckedConnection) and db.leaves_out_damage:
        return [row for row, damage in rows_with_damage(db, sql, parameters) if not damage]
    return db.execute(sql, parameters)


@leaving_out_damage
def sound_rows(db: sqlite3.Connection, sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a query that have no damaged value."""
    return list(rows_left(db, sql, parameters))
