"""Comparison of a store's tables, columns, indexes and triggers with those that its migrations make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from briefing.store.database.migrations import FOLDER, scripts, statements

SchemaObject = tuple[str, str]
"""The type and the name of a table, index, trigger or view."""
Columns = dict[str, tuple[object, ...]]
"""Type, NOT NULL and place in the primary key of each column, by name."""


def schema_problems(db: sqlite3.Connection, version: int, folder: Path = FOLDER) -> list[str]:
    """Return what is missing or different in a store of `version`, as phrases; empty if nothing is."""
    expected, present = _schema_of_version(version, folder), _schema_of(db)
    problems = []
    for (kind, name), columns in expected.items():
        if (kind, name) not in present:
            problems.append(f"the {kind} {name} is missing")
            continue
        for column, definition in columns.items():
            found_definition = present[kind, name].get(column)
            if found_definition is None:
                problems.append(f"the column {name}.{column} is missing")
            elif found_definition != definition:
                problems.append(f"the column {name}.{column} has another definition")
    foreign = [name for kind, name in present if kind == "trigger" and (kind, name) not in expected]
    return problems + [f"the trigger {name} is unknown" for name in foreign]


@cache
def _schema_of_version(version: int, folder: Path) -> dict[SchemaObject, Columns]:
    """Return what the migrations make up to `version`; running them takes 0.2 s, so each process does it once."""
    with closing(sqlite3.connect(":memory:")) as sample:
        for step, script in scripts(folder).items():
            if step <= version:
                for statement in statements(script.read_text("utf-8")):
                    sample.execute(statement)
        return _schema_of(sample)


def _schema_of(db: sqlite3.Connection) -> dict[SchemaObject, Columns]:
    """Return all tables, indexes and triggers of a database, with the columns of its tables."""
    names = db.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'").fetchall()
    return {(kind, name): _columns_of(db, name) if kind == "table" else {} for kind, name in names}


def _columns_of(db: sqlite3.Connection, table: str) -> Columns:
    quoted = table.replace('"', '""')
    rows = db.execute(f'PRAGMA table_info("{quoted}")')
    return {name: (kind, required, key) for _, name, kind, required, _, key in rows}
