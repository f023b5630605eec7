"""Which articles are unread. An article keeps its state when it comes into another thread.

An article is unread if it became news (arrivals.py) after its thread was read. An article that came from a thread which
was read at another time is an exception: its state is stored, until its thread is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from briefing.store.arrivals import NEWS_AT
from briefing.store.codecs import FIRST_MICROS, json_array

NEVER_READ = FIRST_MICROS
"""Stands for the moment of the last reading in a thread that a person marked as unread though nothing came since then.

All its articles are unread then, and `read_before` is when it was really read. It is before all news."""

ReadStates = Mapping[int, bool]
"""Whether articles (inner numbers) are unread."""

RULE = f"(m.read IS NULL OR {NEWS_AT} > m.read)"
"""Whether an article `a` of a thread with the marks `m` is unread, unless it is an exception."""
_ARTICLES = "articles a JOIN stories s ON s.n = a.story LEFT JOIN marks m ON m.thread = s.thread"
_EXCEPTIONS = "LEFT JOIN read_exceptions x ON x.article = a.n"

_EXCEPTIONS_OF_THREAD = """FROM stories s CROSS JOIN articles a ON a.story = s.n
    CROSS JOIN read_exceptions x ON x.article = a.n WHERE s.thread = t.n AND NOT s.doubted"""
UNREAD = f"""CASE WHEN NOT EXISTS (SELECT 1 FROM read_exceptions) THEN NULL
    WHEN EXISTS (SELECT 1 {_EXCEPTIONS_OF_THREAD} AND x.unread) THEN 1
    WHEN EXISTS (SELECT 1 {_EXCEPTIONS_OF_THREAD} AND NOT x.unread AND {RULE})
    THEN EXISTS (SELECT 1 FROM stories s CROSS JOIN articles a ON a.story = s.n {_EXCEPTIONS}
    WHERE s.thread = t.n AND NOT s.doubted AND x.article IS NULL AND {RULE}) END"""
"""Whether a thread `t` with the marks `m` is unread by its exceptions; NULL: the moment decides when it was read.

A story that is perhaps of another topic makes no thread unread; its articles have their own marks.

It walks indexes from the thread: its time grows with the articles of what is listed, not with all exceptions."""


def real_reading(read: int | None, before: int | None) -> int | None:
    """Return when a thread was really read last, from what is stored; None: never."""
    return before if read == NEVER_READ else read


def states_of_thread(db: sqlite3.Connection, thread: str) -> ReadStates:
    """Return the states of all articles of a thread."""
    return _states(db, "s.thread = (SELECT n FROM threads WHERE id = ?)", thread)


def has_unread_news(db: sqlite3.Connection, thread: str) -> bool:
    """Whether an article of a thread is unread whose story is not doubted: what makes the thread unread."""
    condition = "NOT s.doubted AND s.thread = (SELECT n FROM threads WHERE id = ?)"
    return any(_states(db, condition, thread).values())


def states_of_stories(db: sqlite3.Connection, stories: Iterable[int]) -> ReadStates:
    """Return the states of all articles of stories (inner numbers)."""
    return _states(db, "a.story IN (SELECT value FROM json_each(?))", json_array(stories))


def state_of_article(db: sqlite3.Connection, article: int) -> ReadStates:
    """Return the state of an article that is in a story."""
    return _states(db, "a.n = ?", article)


def _states(db: sqlite3.Connection, condition: str, value: str | int) -> ReadStates:
    sql = f"SELECT a.n, COALESCE(x.unread, {RULE}) FROM {_ARTICLES} {_EXCEPTIONS} WHERE {condition}"
    return {n: bool(unread) for n, unread in db.execute(sql, (value,))}


def keep_states(db: sqlite3.Connection, states: ReadStates) -> None:
    """Give articles these states, wherever they are now.

    That an article was read is stored in any case: it stays so if the reading of its thread is undone.
    """
    unread, read = (json_array(n for n, state in states.items() if state is wanted) for wanted in (True, False))
    db.execute("DELETE FROM read_exceptions WHERE article IN (SELECT value FROM json_each(?))", (unread,))
    db.execute(
        f"""INSERT INTO read_exceptions SELECT a.n, 1 FROM {_ARTICLES}
        WHERE a.n IN (SELECT value FROM json_each(?)) AND NOT {RULE}""",
        (unread,),
    )
    db.execute("INSERT OR REPLACE INTO read_exceptions SELECT value, 0 FROM json_each(?)", (read,))


def forget_unread(db: sqlite3.Connection, thread: str) -> None:
    """Let no article of a thread, which is read now, be unread by exception."""
    _delete_exceptions(db, thread, "unread")


def forget_read_after(db: sqlite3.Connection, thread: str, moment: int) -> None:
    """Let no article of a thread that became news after a moment be read by exception."""
    _delete_exceptions(db, thread, f"NOT unread AND {NEWS_AT} > {moment:d}")


def _delete_exceptions(db: sqlite3.Connection, thread: str, condition: str) -> None:
    db.execute(
        f"""DELETE FROM read_exceptions WHERE article IN (SELECT a.n FROM threads t JOIN stories s ON s.thread = t.n
        JOIN articles a ON a.story = s.n JOIN read_exceptions x ON x.article = a.n WHERE t.id = ? AND {condition})""",
        (thread,),
    )


def log_changes(db: sqlite3.Connection, action: int, before: ReadStates, after: ReadStates) -> None:
    """Log which articles an action made read or unread."""
    rows = [(action, n, unread) for n, unread in before.items() if after.get(n) is not unread]
    db.executemany("INSERT INTO read_changes VALUES (?, ?, ?)", rows)


def undo_changes(db: sqlite3.Connection, action: int) -> None:
    """Give the articles that an action made read or unread their former state, wherever they are now."""
    rows = db.execute("SELECT article, unread FROM read_changes WHERE action = ?", (action,))
    keep_states(db, {article: bool(unread) for article, unread in rows})


def redo_changes(db: sqlite3.Connection, action: int) -> None:
    """Make the articles read or unread again that an undone action had made so, wherever they are now."""
    rows = db.execute("SELECT article, unread FROM read_changes WHERE action = ?", (action,))
    keep_states(db, {article: not unread for article, unread in rows})


def unread_before_last_reading(db: sqlite3.Connection, thread: str) -> ReadStates:
    """Return the articles of a thread that the last action on its read state made read."""
    sql = """SELECT c.article FROM threads t JOIN stories s ON s.thread = t.n JOIN articles a ON a.story = s.n
        JOIN read_changes c ON c.article = a.n WHERE t.id = ?1 AND c.unread AND c.action = (
        SELECT MAX(n) FROM undo_log WHERE kind = 'read' AND subject = ?1 AND undone IS NULL)"""
    return {article: True for (article,) in db.execute(sql, (thread,))}


def read_by_person(db: sqlite3.Connection, articles: Iterable[int]) -> list[int]:
    """Return those of some articles that a person read, as the last action on their read state says."""
    sql = """SELECT article FROM (SELECT c.article, c.unread, MAX(c.action) FROM read_changes c
        JOIN undo_log u ON u.n = c.action AND u.undone IS NULL
        WHERE c.article IN (SELECT value FROM json_each(?)) GROUP BY c.article) WHERE unread"""
    return [article for (article,) in db.execute(sql, (json_array(articles),))]


def exceptions_of(db: sqlite3.Connection, threads: Iterable[str]) -> dict[str, dict[str, bool]]:
    """Return by thread whether its articles are unread, by id, for those that are exceptions."""
    sql = """SELECT t.id, a.id, x.unread FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
        CROSS JOIN stories s ON s.thread = t.n CROSS JOIN articles a ON a.story = s.n
        CROSS JOIN read_exceptions x ON x.article = a.n"""
    exceptions: dict[str, dict[str, bool]] = {}
    for thread, article, unread in db.execute(sql, (json_array(threads),)):
        exceptions.setdefault(thread, {})[article] = bool(unread)
    return exceptions
