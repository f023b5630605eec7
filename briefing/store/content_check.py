"""A check of all values of a store: types, UTF-8, moments, counts and JSON. SQLite checks none of them."""

from __future__ import annotations

import sqlite3

from briefing.store.database.damage import damage_in

_JSON_NAMES = "after before names_by_stem publishers snapshot summary tags terms texts timeline"
JSON_COLUMNS = frozenset(_JSON_NAMES.split())
"""Names of columns that hold JSON."""


def content_problems(db: sqlite3.Connection) -> list[str]:
    """Return a phrase for each table with a value that cannot be read; empty if there is none. Reads everything.

    Args:
        db: A connection that checks types, as `connect` opens it.
    """
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    tables = [name for (name,) in db.execute(sql).fetchall() if not name.startswith("article_index")]
    return [problem for table in tables if (problem := _problem_of_table(db, table))]


def _problem_of_table(db: sqlite3.Connection, table: str) -> str:
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    try:
        for _ in db.execute(f"SELECT * FROM {table}"):
            pass
        for column in columns:
            condition = _damage_condition(column)
            if condition and db.execute(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1").fetchone():
                return f"the column {table}.{column} holds an impossible value"
    except sqlite3.Error as error:
        return f"the table {table}: {damage_in(error) or error}"
    return ""


def _damage_condition(column: str) -> str:
    """Return the SQL condition that holds for impossible values of a column, "" if any value is possible."""
    if column in JSON_COLUMNS:
        return f"{column} IS NOT NULL AND NOT json_valid({column})"
    return ""
