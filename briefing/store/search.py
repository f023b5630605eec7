"""Search: articles by words, threads by the references that people use, and the stored evidence of groups."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from briefing.store import fts
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, json_array
from briefing.store.connection import Repository
from briefing.store.json_codecs import decode_evidence
from briefing.store.printout import thread_with_number
from briefing.store.query_sql import QueryContext, matching_articles
from briefing.store.redirects import resolve
from briefing.store.thread_rows import rows_of
from briefing.store.thread_texts import stories_by_thread
from briefing.store.visits import news_since
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.curation import Explanation, SearchHit
    from briefing.model.grouping import Evidence
    from briefing.text.query import Query

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


class SearchRepository(Repository):
    """Search and look-ups over all tables."""

    def hits(
        self,
        query: Query,
        limit: int,
        now: datetime,
        since: datetime,
        feed_names: Mapping[str, str] | None = None,
        *,
        threads: Collection[str] | None = None,
    ) -> list[SearchHit]:
        """Return the articles that a query means: with words the best first (titles count more), else the newest.

        Args:
            query: The parsed query.
            limit: The largest number of hits.
            now: The current moment.
            since: The start of the period that `is:new` and `is:updated` refer to.
            feed_names: The names of feeds by address.
            threads: Only articles of threads with these ids; None: all articles.
        """
        sql = f"""SELECT COALESCE(t.id, ''), COALESCE(t.title, ''), {ARTICLE_COLUMNS} FROM json_each(?) f
            CROSS JOIN articles a ON a.n = f.value LEFT JOIN stories s ON s.n = a.story
            LEFT JOIN threads t ON t.n = s.thread ORDER BY f.key"""
        with self._db.reading() as db:
            context = QueryContext(now, since, feed_names or {}, news_since(db, now), self._db.active_rules(now))
            numbers = matching_articles(db, query, limit, context, threads)
            rows = db.execute(sql, (json_array(numbers),)).fetchall()
        words = query.wanted_words()
        hits = [(thread, title, decode_article(row)) for thread, title, *row in rows]
        from briefing.model.curation import SearchHit

        return [SearchHit(article, thread, title, fts.snippet(article.text, words)) for thread, title, article in hits]

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

    def newest_of_feed(self, feed: str, limit: int) -> list[SearchHit]:
        """Return the newest articles that a feed brought, with their threads."""
        sql = f"""SELECT COALESCE(t.id, ''), COALESCE(t.title, ''), {ARTICLE_COLUMNS} FROM articles a
            LEFT JOIN stories s ON s.n = a.story LEFT JOIN threads t ON t.n = s.thread
            WHERE a.feed = ? ORDER BY a.published DESC, a.id LIMIT ?"""
        with self._db.reading() as db:
            rows = db.execute(sql, (feed, limit)).fetchall()
        from briefing.model.curation import SearchHit

        return [SearchHit(decode_article(row), thread, title) for thread, title, *row in rows]

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

    def explain(self, words: str, terminal: str = "") -> Explanation | None:
        """Return the evidence of an article, a story, or all stories of a thread, by id or title; None if unclear.

        Numbers are those of the last print-out in `terminal`.
        """
        with self._db.reading() as db:
            subject = _subject_of_explanation(db, clean(words), terminal)
            return _explanation(db, *subject) if subject else None


def _may_be_id(words: str) -> bool:
    """Return whether words have the form of an id, or of the start of one, and are no word such as "seed"."""
    return bool(_ID.fullmatch(words)) and any(map(str.isdigit, words))


def _by_id(db: sqlite3.Connection, id: str) -> list[tuple[str, str]]:
    for select in _SELECT_THREAD_OF.values():
        row = db.execute(f"{select} WHERE x.id = ?", (resolve(db, id),)).fetchone()
        if row:
            return [row[:2]]
    return _by_prefix(db, id) if any(character.isdigit() for character in id) else []


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
    """Return whether words can only be the number of a printed thread; "2026" may be a word of a title."""
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


def _subject_of_explanation(db: sqlite3.Connection, words: str, terminal: str) -> tuple[str, str, bool] | None:
    """Return the ids of the article ("" if none) and the story that words mean, and whether a whole thread is meant.

    Ids and numbers come first, then titles of articles, then titles of threads. Of a whole thread the story is the
    newest. None if several could be meant: an explanation of a guess would mislead.
    """
    id = resolve(db, words)
    if _may_be_id(id):
        id = _only_id(db, id) or id
    grouped = "SELECT x.id, s.id FROM articles x JOIN stories s ON s.n = x.story"
    for sql in (f"{grouped} WHERE x.id = ?", "SELECT '', id FROM stories WHERE id = ?"):
        for article, story in db.execute(sql, (id,)):
            return article, story, False
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
        return "", story, True
    for n, _ in titled[:1]:
        for article, story in db.execute(f"{grouped} WHERE x.n = ?", (n,)):
            return article, story, False
    return None


def _only_id(db: sqlite3.Connection, prefix: str) -> str:
    """Return the one id that starts with `prefix`; "" if there is none or more than one."""
    sql = f"{_SELECT_IDS[_KIND_BY_PREFIX[prefix[0]]]} WHERE id >= ? AND id < ? LIMIT 2"
    rows = db.execute(sql, (prefix, prefix + "g")).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""


def _explanation(db: sqlite3.Connection, subject: str, story: str, whole: bool) -> Explanation:
    """Return the evidence of an article ("" if none) and its story; of a whole thread also that of its other stories.

    Raises:
        UnreadableBlob: Evidence is damaged.
    """
    from briefing.model.curation import Explanation

    sql = "SELECT t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id = ?"
    thread = db.execute(sql, (story,)).fetchone()[0]
    stories = stories_by_thread(db, [thread])[thread]
    explained = next(one for one in stories if one.id == story)
    newest_first = sorted(stories, key=lambda one: one.articles[-1].published, reverse=True) if whole else []
    earlier = tuple((one, _evidence(db, one.id)) for one in newest_first if one.id != story)
    last = explained.articles[-1].published
    row = rows_of(db, [thread], last, last)[0]
    in_story, in_thread, in_affair = (_evidence(db, id) for id in (subject, story, thread))
    named = [subject, story, thread]
    for evidence in (in_story, in_thread, in_affair, *(evidence for _, evidence in earlier)):
        if evidence:
            named += [evidence.target, evidence.nearest, evidence.rival]
    article = next((article for article in explained.articles if article.id == subject), None)
    return Explanation(article, explained, row, in_story, in_thread, _titles(db, named), in_affair, earlier)


def _evidence(db: sqlite3.Connection, subject: str) -> Evidence | None:
    row = db.execute("SELECT body FROM evidence WHERE subject = ?", (subject,)).fetchone()
    return decode_evidence(row[0]) if row else None


def _titles(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return titles by id; an id that ended has the title of its survivor."""
    resolved = {id: resolve(db, id) for id in ids if id}
    titles: dict[str, str] = {}
    for select in _SELECT_IDS.values():
        sql = f"{select} WHERE id IN (SELECT value FROM json_each(?))"
        titles.update(db.execute(sql, (json_array(resolved.values()),)).fetchall())
    return {id: titles[survivor] for id, survivor in resolved.items() if survivor in titles}
