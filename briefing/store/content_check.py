"""A check of all values of a store: types, UTF-8, ranges, and whether JSON can be read. SQLite checks none of them."""

from __future__ import annotations

import json
import operator
import sqlite3
from collections.abc import Callable, Collection
from typing import Any

from briefing.errors import VALUE_ERRORS, DamageError
from briefing.store.correction_snapshot import read_snapshot
from briefing.store.corrections import NAMES_VERSION
from briefing.store.database.column_values import KEY_COLUMNS
from briefing.store.database.damage import damage_in
from briefing.store.json_codecs import (
    decode_evidence,
    decode_summary,
    decode_text_list,
    decode_timeline,
    decode_undo_value,
    load_blob,
)
from briefing.store.thread_joins import decode_join
from briefing.store.thread_tags import decoded_tags


def _text_list(text: str) -> object:
    return decode_text_list(text, "list")


def _decode_names(text: str) -> object:
    _, fields = load_blob(text, "names of a correction", NAMES_VERSION)
    return dict(fields.get("names", {}))


DECODERS: dict[tuple[str, str], Callable[[Any], object]] = {
    ("corrections", "names_by_stem"): _decode_names,
    ("corrections", "snapshot"): read_snapshot,
    ("delivered_documents", "document"): json.loads,
    ("delivered_lines", "texts"): _text_list,
    ("evidence", "body"): decode_evidence,
    ("marks", "tags"): decoded_tags,
    ("profiles", "body"): json.loads,
    ("profiles", "terms"): _text_list,
    ("thread_joins", "snapshot"): decode_join,
    ("thread_texts", "summary"): decode_summary,
    ("thread_texts", "timeline"): decode_timeline,
    ("threads", "publishers"): _text_list,
    ("undo_log", "after"): decode_undo_value,
    ("undo_log", "before"): decode_undo_value,
}
"""The columns that hold JSON, and what decodes each. An answer of a language model that cannot be read is asked for
again."""

WRITTEN_AGAIN = ("thread_texts",)
"""Tables in which a damaged value is no reason to refuse a backup: it costs a thread its summary and timeline. Reading
them marks the thread as outdated, and the next refresh writes them again."""


def content_problems(db: sqlite3.Connection, but: Collection[str] = ()) -> list[str]:
    """Return a phrase for each table with a value that cannot be read; empty if there is none. Reads everything.

    Args:
        db: A connection that checks types and ranges, as `connect` opens it.
        but: Tables that are not checked.
    """
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    tables = [name for (name,) in db.execute(sql).fetchall() if not name.startswith("article_index")]
    return [problem for table in tables if table not in but and (problem := _problem_of_table(db, table))]


def _problem_of_table(db: sqlite3.Connection, table: str) -> str:
    columns = [(row[1], row[2]) for row in db.execute(f"PRAGMA table_info({table})")]
    decoders = [(n, name, DECODERS[table, name]) for n, (name, _) in enumerate(columns) if (table, name) in DECODERS]
    decoders += [(n, name, operator.index) for n, (name, kind) in enumerate(columns) if _is_inner_number(name, kind)]
    try:
        for row in db.execute(f"SELECT * FROM {table}"):
            for n, name, decode in decoders:
                try:
                    row[n] is None or decode(row[n])
                except (DamageError, *VALUE_ERRORS):
                    return f"the column {table}.{name} holds a value that cannot be read"
    except sqlite3.Error as error:
        return f"the table {table}: {damage_in(error) or error}"
    return ""


def _is_inner_number(name: str, kind: str) -> bool:
    """Whether a column holds inner numbers in its table, though columns of its name hold text in others."""
    return kind == "INTEGER" and name in KEY_COLUMNS
