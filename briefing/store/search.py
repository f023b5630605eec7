"""Finding: articles by their words, threads by whatever a person calls them, and why things are where they are."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.curation import Explanation, SearchHit
from briefing.store import fts
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, decode_evidence, json_array
from briefing.store.connection import Repository
from briefing.store.query_sql import QueryContext, matching_articles
from briefing.store.redirects import resolve
from briefing.store.thread_rows import rows_of
from briefing.store.thread_texts import stories_by_thread
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.curation import Explanation, SearchHit
    from briefing.model.grouping import Evidence
    from briefing.text.query import Query

_ID = re.compile("[ast][0-9a-f]{2,}")
_TABLE_BY_PREFIX = {"a": "articles", "s": "stories", "t": "threads"}
_MAX_RESULTS = 50
"""How many threads words may lead to."""

_SELECT_THREAD_OF = {
    "articles": """SELECT t.id, t.title, s.id FROM articles x
        JOIN stories s ON s.n = x.story JOIN threads t ON t.n = s.thread""",
    "stories": "SELECT t.id, t.title, x.id FROM stories x JOIN threads t ON t.n = x.thread",
    "threads": "SELECT x.id, x.title, s.id FROM threads x JOIN stories s ON s.thread = x.n",
}


class SearchRepository(Repository):
    """Search and look-ups over all tables."""

    def hits(
        self, query: Query, limit: int, now: datetime, since: datetime, feed_names: Mapping[str, str] | None = None
    ) -> list[SearchHit]:
        """The articles that a query means: with words the best first (titles count more), else the newest first.

        New and updated are those of the period since `since`; `names` tells what feeds are called, by address.
        """
        sql = f"""SELECT COALESCE(t.id, ''), COALESCE(t.title, ''), {ARTICLE_COLUMNS} FROM json_each(?) f
            CROSS JOIN articles a ON a.n = f.value LEFT JOIN stories s ON s.n = a.story
            LEFT JOIN threads t ON t.n = s.thread ORDER BY f.key"""
        with self._db.reading() as db:
            found = matching_articles(db, query, limit, QueryContext(now, since, feed_names or {}))
            rows = db.execute(sql, (json_array(found),)).fetchall()
        words = [term.value for term in query.words()]
        hits = [(thread, title, decode_article(tuple(row))) for thread, title, *row in rows]
        return [SearchHit(found, thread, title, fts.snippet(found.text, words)) for thread, title, found in hits]

    def threads_named(self, words: str) -> list[tuple[str, str]]:
        """Ids and titles of the threads that `words` may mean, the likeliest kind of meaning only, newest first.

        In this order: an id or the start of one (of a thread, story or article), a number of the last print-out, words
        of a thread's title, words of an article's title. A number is never taken for a word, unless it is long: it
        would lead to another thread than the one that somebody saw there.
        """
        words = clean(words)
        with self._db.reading() as db:
            sure = _by_id(db, words) or _by_number(db, words)
            if not sure and is_printout_number(words):
                return []
            return sure or _by_title(db, words) or _by_prefix(db, words) or _by_article(db, words)

    def articles_named(self, words: str) -> list[tuple[str, str]]:
        """Ids and titles of the articles that an id, the start of one, or words of a title may mean."""
        words = clean(words)
        with self._db.reading() as db:
            sql = "SELECT id, title FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
            named = bool(_ID.fullmatch(words)) and any(map(str.isdigit, words))
            by_id = db.execute(sql, (words, words + "g", _MAX_RESULTS)).fetchall() if named else []
            if by_id:
                return [found for found in by_id if found[0] == words] or by_id
            sql = "SELECT a.id, a.title FROM json_each(?) f CROSS JOIN articles a ON a.n = f.value ORDER BY f.key"
            titled = db.execute(sql, (json_array(n for n, _ in _articles_titled(db, words)),)).fetchall()
            return [found for found in titled if found[1] == words] or titled

    def explain(self, words: str) -> Explanation | None:
        """The stored evidence of an article, a story, or all stories of a thread, by id or by title."""
        with self._db.reading() as db:
            found = _subject_of_explanation(db, clean(words))
            return _explanation(db, *found) if found else None


def _by_id(db: sqlite3.Connection, id: str) -> list[tuple[str, str]]:
    for table in ("threads", "stories", "articles"):
        row = db.execute(f"{_SELECT_THREAD_OF[table]} WHERE x.id = ?", (resolve(db, id),)).fetchone()
        if row:
            return [row[:2]]
    return _by_prefix(db, id) if any(character.isdigit() for character in id) else []


def _by_prefix(db: sqlite3.Connection, id: str) -> list[tuple[str, str]]:
    """Without a digit it may be a word ("tea", "seed"): titles are asked before it."""
    if not _ID.fullmatch(id):
        return []
    table, found = _TABLE_BY_PREFIX[id[0]], {}
    ended = db.execute("SELECT new FROM redirects WHERE old >= ? AND old < ?", (id, id + "g")).fetchall()
    for where, values in (("x.id >= ? AND x.id < ?", (id, id + "g")), *(("x.id = ?", new) for new in ended)):
        found.update({row[0]: row[1] for row in db.execute(f"{_SELECT_THREAD_OF[table]} WHERE {where}", values)})
    return list(found.items())


def is_printout_number(words: str) -> bool:
    """Tell whether words can only be meant as a number of a print-out; "2026" may be a word of a title."""
    return words.isascii() and words.isdigit() and len(words) < 4


def _by_number(db: sqlite3.Connection, words: str) -> list[tuple[str, str]]:
    if not (words.isascii() and words.isdigit()) or len(words) > 9:
        return []
    sql = "SELECT t.id, t.title FROM printout p JOIN threads t ON t.id = p.thread WHERE p.number = ?"
    return db.execute(sql, (int(words),)).fetchall()


def _by_title(db: sqlite3.Connection, words: str) -> list[tuple[str, str]]:
    wanted = words.casefold().split()
    if not wanted:
        return []
    rows = db.execute("SELECT id, title FROM threads ORDER BY last DESC, id")
    found = [(id, title, title.casefold()) for id, title in rows]
    matching = [(id, title, folded) for id, title, folded in found if all(word in folded for word in wanted)]
    exact = [row for row in matching if row[2].split() == wanted]
    return [(id, title) for id, title, _ in (exact or matching)[:_MAX_RESULTS]]


def _by_article(db: sqlite3.Connection, words: str) -> list[tuple[str, str]]:
    sql = f"{_SELECT_THREAD_OF['articles']} WHERE x.n = ?"
    homes = (db.execute(sql, (n,)).fetchone() for n, _ in _articles_titled(db, words))
    return list({home[0]: home[1] for home in homes if home}.items())[:_MAX_RESULTS]


def _articles_titled(db: sqlite3.Connection, words: str) -> list[tuple[int, str]]:
    """Articles with all of the words in their title (inner number, title), that very title first, then newest first."""
    query = fts.match_query(words, "title")
    if not query:
        return []
    sql = """SELECT a.n, a.title FROM words f JOIN articles a ON a.n = f.rowid WHERE words MATCH ?
        ORDER BY a.title = ? DESC, a.published DESC, a.id LIMIT ?"""
    return db.execute(sql, (query, words, _MAX_RESULTS)).fetchall()


def _subject_of_explanation(db: sqlite3.Connection, words: str) -> tuple[str, str, bool] | None:
    """The article (or "") and the story that `words` mean: by id or number, else by title, articles before threads.

    True with the newest story of a thread where all of it is meant. None too if several could be meant: nobody is told
    of one that was guessed.
    """
    id = resolve(db, words)
    if _ID.fullmatch(id) and any(character.isdigit() for character in id):
        id = _only_id(db, _TABLE_BY_PREFIX[id[0]], id) or id
    grouped = "SELECT x.id, s.id FROM articles x JOIN stories s ON s.n = x.story"
    for sql in (f"{grouped} WHERE x.id = ?", "SELECT '', id FROM stories WHERE id = ?"):
        for article, story in db.execute(sql, (id,)):
            return article, story, False
    threads = _by_id(db, words) or _by_number(db, words)
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
        return "", story, True
    for n, _ in titled[:1]:
        for article, story in db.execute(f"{grouped} WHERE x.n = ?", (n,)):
            return article, story, False
    return None


def _only_id(db: sqlite3.Connection, table: str, prefix: str) -> str:
    """The one id that starts so, else ""."""
    rows = db.execute(f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 2", (prefix, prefix + "g")).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""


def _explanation(db: sqlite3.Connection, subject: str, story: str, whole: bool) -> Explanation:
    sql = "SELECT t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id = ?"
    thread = db.execute(sql, (story,)).fetchone()[0]
    stories = stories_by_thread(db, [thread])[thread]
    told = next(found for found in stories if found.id == story)
    others = sorted(stories, key=lambda one: one.articles[-1].published, reverse=True) if whole else []
    earlier = tuple((one, _evidence(db, one.id)) for one in others if one.id != story)
    last = told.articles[-1].published
    row = rows_of(db, [thread], last, last)[0]
    in_story, in_thread, in_affair = (_evidence(db, id) for id in (subject, story, thread))
    named = [subject, story, thread]
    for evidence in (in_story, in_thread, in_affair, *(evidence for _, evidence in earlier)):
        if evidence:
            named += [evidence.target, evidence.nearest, evidence.rival]
    found = next((article for article in told.articles if article.id == subject), None)
    return Explanation(found, told, row, in_story, in_thread, _titles(db, named), in_affair, earlier)


def _evidence(db: sqlite3.Connection, subject: str) -> Evidence | None:
    row = db.execute("SELECT body FROM evidence WHERE subject = ?", (subject,)).fetchone()
    return decode_evidence(row[0]) if row else None


def _titles(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Titles by id, under the ids asked for, also where they lead elsewhere by now."""
    wanted = {id: resolve(db, id) for id in ids if id}
    titles: dict[str, str] = {}
    for table in _TABLE_BY_PREFIX.values():
        sql = f"SELECT id, title FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        titles.update(db.execute(sql, (json_array(wanted.values()),)).fetchall())
    return {id: titles[now] for id, now in wanted.items() if now in titles}
