"""Finding: articles by their words, threads by whatever a person calls them, and why things are where they are."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.curation import Hit, Why
from briefing.store import fulltext
from briefing.store.connection import Concern
from briefing.store.query import Asked, articles
from briefing.store.redirects import resolve
from briefing.store.rows import rows_of
from briefing.store.values import ARTICLE, article_from, evidence_from, many
from briefing.store.written import stories_by_thread
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.curation import Hit, Why
    from briefing.model.grouping import Evidence
    from briefing.text.query import Query

_ID = re.compile("[ast][0-9a-f]{2,}")
_TABLES = {"a": "articles", "s": "stories", "t": "threads"}
_NEAR = 50
"""How many threads words may lead to."""

_HOME = {
    "articles": """SELECT t.id, t.title, s.id FROM articles x
        JOIN stories s ON s.n = x.story JOIN threads t ON t.n = s.thread""",
    "stories": "SELECT t.id, t.title, x.id FROM stories x JOIN threads t ON t.n = x.thread",
    "threads": "SELECT x.id, x.title, s.id FROM threads x JOIN stories s ON s.thread = x.n",
}


class Finding(Concern):
    """Search and look-ups over all tables."""

    def search(
        self, query: Query, limit: int, now: datetime, since: datetime, names: Mapping[str, str] | None = None
    ) -> list[Hit]:
        """The articles that a query means: with words the best first (titles count more), else the newest first.

        New and updated are those of the period since `since`; `names` tells what feeds are called, by address.
        """
        sql = f"""SELECT COALESCE(t.id, ''), COALESCE(t.title, ''), {ARTICLE} FROM json_each(?) f
            CROSS JOIN articles a ON a.n = f.value LEFT JOIN stories s ON s.n = a.story
            LEFT JOIN threads t ON t.n = s.thread ORDER BY f.key"""
        with self._db.reading() as db:
            found = articles(db, query, limit, Asked(now, since, names or {}))
            rows = db.execute(sql, (many(found),)).fetchall()
        words = [term.value for term in query.words()]
        hits = [(thread, title, article_from(tuple(row))) for thread, title, *row in rows]
        return [Hit(found, thread, title, fulltext.snippet(found.text, words)) for thread, title, found in hits]

    def find_threads(self, words: str) -> list[tuple[str, str]]:
        """Ids and titles of the threads that `words` may mean, the likeliest kind of meaning only, newest first.

        In this order: an id or the start of one (of a thread, story or article), a number of the last print-out, words
        of a thread's title, words of an article's title. A number is never taken for a word, unless it is long: it
        would lead to another thread than the one that somebody saw there.
        """
        words = clean(words)
        with self._db.reading() as db:
            sure = _by_id(db, words) or _by_number(db, words)
            if not sure and is_number(words):
                return []
            return sure or _by_title(db, words) or _by_prefix(db, words) or _by_article(db, words)

    def find_articles(self, words: str) -> list[tuple[str, str]]:
        """Ids and titles of the articles that an id, the start of one, or words of a title may mean."""
        words = clean(words)
        with self._db.reading() as db:
            sql = "SELECT id, title FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
            named = bool(_ID.fullmatch(words)) and any(map(str.isdigit, words))
            by_id = db.execute(sql, (words, words + "g", _NEAR)).fetchall() if named else []
            if by_id:
                return [found for found in by_id if found[0] == words] or by_id
            sql = "SELECT a.id, a.title FROM json_each(?) f CROSS JOIN articles a ON a.n = f.value ORDER BY f.key"
            titled = db.execute(sql, (many(n for n, _ in _titled(db, words)),)).fetchall()
            return [found for found in titled if found[1] == words] or titled

    def why(self, id: str) -> Why | None:
        """The stored evidence of an article, a story, or all stories of a thread, by id or by title."""
        with self._db.reading() as db:
            found = _subject(db, clean(id))
            return _why(db, *found) if found else None


def _by_id(db: sqlite3.Connection, id: str) -> list[tuple[str, str]]:
    for table in ("threads", "stories", "articles"):
        row = db.execute(f"{_HOME[table]} WHERE x.id = ?", (resolve(db, id),)).fetchone()
        if row:
            return [row[:2]]
    return _by_prefix(db, id) if any(character.isdigit() for character in id) else []


def _by_prefix(db: sqlite3.Connection, id: str) -> list[tuple[str, str]]:
    """Without a digit it may be a word ("tea", "seed"): titles are asked before it."""
    if not _ID.fullmatch(id):
        return []
    table, found = _TABLES[id[0]], {}
    ended = db.execute("SELECT new FROM redirects WHERE old >= ? AND old < ?", (id, id + "g")).fetchall()
    for where, values in (("x.id >= ? AND x.id < ?", (id, id + "g")), *(("x.id = ?", new) for new in ended)):
        found.update({row[0]: row[1] for row in db.execute(f"{_HOME[table]} WHERE {where}", values)})
    return list(found.items())


def is_number(words: str) -> bool:
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
    return [(id, title) for id, title, _ in (exact or matching)[:_NEAR]]


def _by_article(db: sqlite3.Connection, words: str) -> list[tuple[str, str]]:
    sql = f"{_HOME['articles']} WHERE x.n = ?"
    homes = (db.execute(sql, (n,)).fetchone() for n, _ in _titled(db, words))
    return list({home[0]: home[1] for home in homes if home}.items())[:_NEAR]


def _titled(db: sqlite3.Connection, words: str) -> list[tuple[int, str]]:
    """Articles with all of the words in their title (inner number, title), that very title first, then newest first."""
    query = fulltext.query(words, "title")
    if not query:
        return []
    sql = """SELECT a.n, a.title FROM words f JOIN articles a ON a.n = f.rowid WHERE words MATCH ?
        ORDER BY a.title = ? DESC, a.published DESC, a.id LIMIT ?"""
    return db.execute(sql, (query, words, _NEAR)).fetchall()


def _subject(db: sqlite3.Connection, words: str) -> tuple[str, str, bool] | None:
    """The article (or "") and the story that `words` mean: by id or number, else by title, articles before threads.

    True with the newest story of a thread where all of it is meant. None too if several could be meant: nobody is told
    of one that was guessed.
    """
    id = resolve(db, words)
    if _ID.fullmatch(id) and any(character.isdigit() for character in id):
        id = _only(db, _TABLES[id[0]], id) or id
    grouped = "SELECT x.id, s.id FROM articles x JOIN stories s ON s.n = x.story"
    for sql in (f"{grouped} WHERE x.id = ?", "SELECT '', id FROM stories WHERE id = ?"):
        for article, story in db.execute(sql, (id,)):
            return article, story, False
    threads = _by_id(db, words) or _by_number(db, words)
    if not threads and is_number(words):
        return None
    titled = [] if threads else _titled(db, words)
    exact = bool(titled) and titled[0][1] == words
    if not exact:
        threads = threads or _by_title(db, words) or _by_prefix(db, words)
    newest = f"{_HOME['threads']} WHERE x.id = ? ORDER BY s.last DESC, s.id LIMIT 1"
    if len(threads) > 1 or (not exact and not threads and len(titled) > 1):
        return None
    for _, _, story in db.execute(newest, threads[0][:1]) if threads else ():
        return "", story, True
    for n, _ in titled[:1]:
        for article, story in db.execute(f"{grouped} WHERE x.n = ?", (n,)):
            return article, story, False
    return None


def _only(db: sqlite3.Connection, table: str, prefix: str) -> str:
    """The one id that starts so, else ""."""
    rows = db.execute(f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 2", (prefix, prefix + "g")).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""


def _why(db: sqlite3.Connection, subject: str, story: str, whole: bool) -> Why:
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
    return Why(found, told, row, in_story, in_thread, _titles(db, named), in_affair, earlier)


def _evidence(db: sqlite3.Connection, subject: str) -> Evidence | None:
    row = db.execute("SELECT body FROM evidence WHERE subject = ?", (subject,)).fetchone()
    return evidence_from(row[0]) if row else None


def _titles(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Titles by id, under the ids asked for, also where they lead elsewhere by now."""
    wanted = {id: resolve(db, id) for id in ids if id}
    titles: dict[str, str] = {}
    for table in _TABLES.values():
        sql = f"SELECT id, title FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        titles.update(db.execute(sql, (many(wanted.values()),)).fetchall())
    return {id: titles[now] for id, now in wanted.items() if now in titles}
