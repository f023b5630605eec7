"""The texts of threads as a correction found them, which its undo puts back.

A thread is not written anew by an undo: what is said of it depends on the title that it had, and on the archive of that
time, so the same stories might get other texts than before the correction. Texts that cannot be read are left out, for
a thread without them is written anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any, NamedTuple

from briefing.errors import VALUE_ERRORS, DamageError
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, json_array
from briefing.store.database.column_values import may_hold
from briefing.store.database.damage import rows_with_damage
from briefing.store.database.migrations import VERSION
from briefing.store.house_phrases import read_house_phrases
from briefing.store.json_codecs import decode_summary, decode_timeline
from briefing.text.publishers.house_phrases import PhrasesByPublisher, without_house_phrases

_THREAD_COLUMNS = ("written_title", "latest_development", "excluded", "deaths")
_TEXT_COLUMNS = (*_THREAD_COLUMNS, "summary", "timeline")
_STORY_COLUMNS = ("id", "title", "doubted")


class TextState(NamedTuple):
    """What is written of a thread.

    Attributes:
        content: A digest of what it is written from.
        columns: Its columns in `_THREAD_COLUMNS`, its summary and its timeline, as they are stored.
        stories: Id, title and doubt of each of its stories.
    """

    content: str
    columns: list[Any]
    stories: list[list[Any]]


def read_text_states(db: sqlite3.Connection, threads: Iterable[str]) -> dict[str, TextState]:
    """Return the texts of those of the threads that have not changed since they were written, by id.

    A thread with a damaged value is left out.
    """
    sql = f"""SELECT t.n, t.id, {", ".join(f"t.{name}" for name in _THREAD_COLUMNS)}, x.summary, x.timeline
        FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value JOIN thread_texts x ON x.thread = t.n
        WHERE NOT t.outdated"""
    phrases, states = read_house_phrases(db), {}
    for (n, id, *columns), damage in list(rows_with_damage(db, sql, (json_array(threads),))):
        content, stories = _content_digest(db, n, phrases), _stories(db, n)
        if content and stories and not damage:
            states[id] = TextState(content, columns, stories)
    return states


def decode_text_states(stored: Any) -> dict[str, TextState]:
    """Return the texts in a stored snapshot that can be read, by the id of their thread."""
    states = {}
    for id, state in stored.items() if isinstance(stored, dict) else ():
        with suppress(DamageError, *VALUE_ERRORS):
            content, columns, stories = state
            rows = [(_TEXT_COLUMNS, columns), *((_STORY_COLUMNS, story) for story in stories)]
            if all(may_hold(name, value) for names, row in rows for name, value in zip(names, row, strict=True)):
                decode_summary(columns[-2])
                decode_timeline(columns[-1])
                states[id] = TextState(str(content), list(columns), [list(story) for story in stories])
    return states


def restore_text_states(db: sqlite3.Connection, states: Mapping[str, TextState]) -> None:
    """Put texts back where a thread is written from the same as then; it is no longer outdated.

    To be called after the stories and constraints were put back. Titles that a person gave stay.
    """
    assignments = ", ".join(f"{name} = ?" for name in _THREAD_COLUMNS)
    phrases = read_house_phrases(db)
    for id, (content, (*columns, summary, timeline), stories) in states.items():
        for (n,) in db.execute("SELECT n FROM threads WHERE id = ?", (id,)).fetchall():
            if _content_digest(db, n, phrases) != content:
                continue
            db.execute(f"UPDATE threads SET {assignments}, outdated = 0 WHERE n = ?", (*columns, n))
            db.execute("UPDATE threads SET title = written_title WHERE n = ? AND given_title = ''", (n,))
            db.execute(
                "INSERT OR REPLACE INTO thread_texts (thread, summary, timeline) VALUES (?, ?, ?)",
                (n, summary, timeline),
            )
            db.executemany(
                "UPDATE stories SET title = ?, doubted = ? WHERE id = ? AND thread = ?",
                [(*rest, id, n) for id, *rest in stories],
            )


def _content_digest(db: sqlite3.Connection, thread: int, phrases: PhrasesByPublisher) -> str:
    """A digest of what a thread is written from; "" if an article is damaged.

    That is each of its articles without its house phrases, with its story. Another version of the store may come with
    other rules for texts.
    """
    sql = f"""SELECT s.id, {ARTICLE_COLUMNS} FROM stories s CROSS JOIN articles a ON a.story = s.n
        WHERE s.thread = ? ORDER BY s.id, a.id"""
    digest = sha256(str(VERSION).encode())
    for (story, *row), damage in rows_with_damage(db, sql, (thread,)):
        if damage:
            return ""
        digest.update(repr((story, without_house_phrases(decode_article(row), phrases))).encode())
    return digest.hexdigest()


def _stories(db: sqlite3.Connection, thread: int) -> list[list[Any]]:
    """Return `_STORY_COLUMNS` of each story; nothing if one is damaged."""
    sql = f"SELECT {', '.join(_STORY_COLUMNS)} FROM stories WHERE thread = ? ORDER BY id"
    rows = list(rows_with_damage(db, sql, (thread,)))
    return [] if any(damage for _, damage in rows) else [list(row) for row, _ in rows]
