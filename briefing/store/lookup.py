"""Looking up what a person names: a thread, a story or an article by its id, its number or words of its title."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Literal, NamedTuple

from briefing.store import fts
from briefing.store.codecs import json_array
from briefing.store.database.connection import Repository
from briefing.store.printout import thread_with_number
from briefing.store.redirects import resolve
from briefing.text.html.clean import clean
from briefing.text.query import MIN_SEARCHED_ID

_ID = re.compile("[ast][0-9a-f]{2,}")
_Kind = Literal["articles", "stories", "threads"]
_KIND_BY_PREFIX: Mapping[str, _Kind] = {"a": "articles", "s": "stories", "t": "threads"}
_MAX_RESULTS = 50
"""How many threads or articles a reference may mean at most; lists of choices stay readable."""

_SELECT_THREAD_OF: Mapping[_Kind, str] = {
    "articles": """SELECT t.id, t.title, s.id FROM articles x
        JOIN stories s ON s.n = x.story JOIN threads t ON t.n = s.thread""",
    "stories": "SELECT t.id, t.title, x.id FROM stories x JOIN threads t ON t.n = x.thread",
    "threads": "SELECT x.id, x.title, s.id FROM threads x JOIN stories s ON s.thread = x.n",
}
_SELECT_IDS: Mapping[_Kind, str] = {
    "articles": "SELECT id, title FROM articles",
    "stories": "SELECT id, title FROM stories",
    "threads": "SELECT id, title FROM threads",
}


class ExplainedSubject(NamedTuple):
    """What an explanation is about.

    Attributes:
        article: The id of an article; "" if a story or a whole thread is explained.
        story: The id of its story; of a whole thread that of the newest one.
        is_whole_thread: Whether all stories of the thread are explained.
    """

    article: str
    story: str
    is_whole_thread: bool


class LookupRepository(Repository):
    """Looks up threads and articles by the references that people type."""

    def threads_named(self, words: str, terminal: str = "") -> list[tuple[str, str]]:
        """Return ids and titles of the threads that a reference may mean, newest first.

        It is tried in this order as an id or the start of one (of a thread, story or article), as a number of the last
        print-out in `terminal`, as words of a thread's title, and as words of an article's title; only the first that
        matches counts.
        A short number is never a word: it would lead to another thread than the one that was printed with it.
        """
        words = clean(words)
        with self._db.reading() as db:
            threads = _by_id(db, words) or _by_number(db, words, terminal)
            if not threads and is_printout_number(words):
                return []
            return threads or _by_title(db, words) or _by_prefix(db, words) or _by_article(db, words)

    def threads_with_id(self, words: str) -> list[str]:
        """Return the ids of the threads that words name by an id, or by a long start of one with a digit in it."""
        words = clean(words)
        if not _may_be_id(words):
            return []
        with self._db.reading() as db:
            threads = _by_whole_id(db, words) or (_by_prefix(db, words) if len(words) >= MIN_SEARCHED_ID else [])
        return [id for id, _ in threads]

    def articles_named(self, words: str) -> list[tuple[str, str]]:
        """Return ids and titles of the articles that an id, the start of one, or words of a title may mean."""
        words = clean(words)
        with self._db.reading() as db:
            sql = "SELECT id, title FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
            by_id = db.execute(sql, (words, words + "g", _MAX_RESULTS)).fetchall() if _may_be_id(words) else []
            if by_id:
                return [(id, title) for id, title in by_id if id == words] or by_id
            sql = "SELECT a.id, a.title FROM json_each(?) f CROSS JOIN articles a ON a.n = f.value ORDER BY f.key"
            titled = db.execute(sql, (json_array(n for n, _ in _articles_titled(db, words)),)).fetchall()
            return [(id, title) for id, title in titled if title == words] or titled


def _may_be_id(words: str) -> bool:
    """Whether words have the form of an id, or of the start of one, and are no word such as "seed"."""
    return bool(_ID.fullmatch(words)) and any(map(str.isdigit, words))


def _by_id(db: sqlite3.Connection, id: str) -> list[tuple[str, str]]:
    return _by_whole_id(db, id) or (_by_prefix(db, id) if any(map(str.isdigit, id)) else [])


def _by_whole_id(db: sqlite3.Connection, id: str) -> list[tuple[str, str]]:
    for select in _SELECT_THREAD_OF.values():
        row = db.execute(f"{select} WHERE x.id = ?", (resolve(db, id),)).fetchone()
        if row:
            return [row[:2]]
    return []


def _by_prefix(db: sqlite3.Connection, id: str) -> list[tuple[str, str]]:
    """Return the threads of the ids that start like this.

    A start without a digit may be a word ("tea", "seed"); callers look for it in titles first.
    """
    if not _ID.fullmatch(id):
        return []
    select = _SELECT_THREAD_OF[_KIND_BY_PREFIX[id[0]]]
    threads = {
        thread: title
        for thread, title, _ in db.execute(f"{select} WHERE x.id >= ? AND x.id < ?", (id, id + "g")).fetchall()
    }
    survivors = db.execute("SELECT new FROM redirects WHERE old >= ? AND old < ?", (id, id + "g")).fetchall()
    for survivor in survivors:
        threads.update({thread: title for thread, title, _ in db.execute(f"{select} WHERE x.id = ?", survivor)})
    return list(threads.items())


def is_printout_number(words: str) -> bool:
    """Whether words can only be the number of a printed thread; "2026" may be a word of a title."""
    return words.isascii() and words.isdigit() and len(words) < 4


def _by_number(db: sqlite3.Connection, words: str, terminal: str) -> list[tuple[str, str]]:
    is_number = words.isascii() and words.isdigit() and len(words) <= 9
    return thread_with_number(db, int(words), terminal) if is_number else []


def _by_title(db: sqlite3.Connection, words: str) -> list[tuple[str, str]]:
    wanted = words.casefold().split()
    if not wanted:
        return []
    rows = db.execute("SELECT id, title FROM threads ORDER BY last DESC, id")
    titles = [(id, title, title.casefold()) for id, title in rows]
    matching = [(id, title, folded) for id, title, folded in titles if all(word in folded for word in wanted)]
    exact = [row for row in matching if row[2].split() == wanted]
    return [(id, title) for id, title, _ in (exact or matching)[:_MAX_RESULTS]]


def _by_article(db: sqlite3.Connection, words: str) -> list[tuple[str, str]]:
    sql = f"{_SELECT_THREAD_OF['articles']} WHERE x.n = ?"
    threads = (db.execute(sql, (n,)).fetchone() for n, _ in _articles_titled(db, words))
    return list({row[0]: row[1] for row in threads if row}.items())[:_MAX_RESULTS]


def _articles_titled(db: sqlite3.Connection, words: str) -> list[tuple[int, str]]:
    """Return inner numbers and titles of articles with all words in their title: equal titles first, then newest."""
    query = fts.match_query(words, "title")
    if not query:
        return []
    sql = """SELECT a.n, a.title FROM article_index f JOIN articles a ON a.n = f.rowid WHERE article_index MATCH ?
        ORDER BY a.title = ? DESC, a.published DESC, a.id LIMIT ?"""
    return db.execute(sql, (query, words, _MAX_RESULTS)).fetchall()


def subject_of_explanation(db: sqlite3.Connection, words: str, terminal: str) -> ExplainedSubject | None:
    """Return the article, the story or the whole thread that words mean.

    Ids and numbers come first, then titles of articles, then titles of threads. Of a whole thread the story is the
    newest. None if several could be meant: an explanation of a guess would mislead.
    """
    id = resolve(db, words)
    if _may_be_id(id):
        id = _only_id(db, id) or id
    grouped = "SELECT x.id, s.id FROM articles x JOIN stories s ON s.n = x.story"
    for sql in (f"{grouped} WHERE x.id = ?", "SELECT '', id FROM stories WHERE id = ?"):
        for article, story in db.execute(sql, (id,)):
            return ExplainedSubject(article, story, is_whole_thread=False)
    threads = _by_id(db, words) or _by_number(db, words, terminal)
    if not threads and is_printout_number(words):
        return None
    titled = [] if threads else _articles_titled(db, words)
    exact = bool(titled) and titled[0][1] == words
    if not exact:
        threads = threads or _by_title(db, words) or _by_prefix(db, words)
    newest = f"{_SELECT_THREAD_OF['threads']} WHERE x.id = ? ORDER BY s.last DESC, s.id LIMIT 1"
    if len(threads) > 1 or (not exact and not threads and len(titled) > 1):
        return None
    for _, _, story in db.execute(newest, threads[0][:1]) if threads else ():
        return ExplainedSubject("", story, is_whole_thread=True)
    for n, _ in titled[:1]:
        for article, story in db.execute(f"{grouped} WHERE x.n = ?", (n,)):
            return ExplainedSubject(article, story, is_whole_thread=False)
    return None


def _only_id(db: sqlite3.Connection, prefix: str) -> str:
    """Return the one id that starts with `prefix`; "" if there is none or more than one."""
    sql = f"{_SELECT_IDS[_KIND_BY_PREFIX[prefix[0]]]} WHERE id >= ? AND id < ? LIMIT 2"
    rows = db.execute(sql, (prefix, prefix + "g")).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""
