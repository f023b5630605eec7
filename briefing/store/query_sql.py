"""Which threads and articles a query means."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from briefing.store import fts
from briefing.store.codecs import json_array, to_micros
from briefing.store.thread_rows import matching_threads, status_of
from briefing.text.query import parse_since

if TYPE_CHECKING:
    from briefing.store.thread_rows import ThreadFilter, ThreadRecord
    from briefing.text.query import Query, QueryTerm

_MAX_LOOKUPS = 2000
"""So many articles are looked up one by one; where there are more, all are gone through in an index."""
_HAS_WORDS = "a.n IN (SELECT rowid FROM words WHERE words MATCH ?)"
_SELECT_MATCHES = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
_STATE_TESTS: Mapping[str, Callable[[ThreadRecord, int], bool]] = {
    "unread": lambda one, _: one.read is None or one.last > one.read,
    "read": lambda one, _: one.read is not None and one.last <= one.read,
    "followed": lambda one, _: one.followed is not None,
    "new": lambda one, since: status_of(one, since) == "new",
    "updated": lambda one, since: status_of(one, since) == "updated",
    "running": lambda one, since: status_of(one, since) == "running",
}


class QueryContext(NamedTuple):
    """What a query is asked of: a moment, the period of what is new, and what feeds are called, by address."""

    now: datetime
    period_start: datetime
    feed_names: Mapping[str, str]


class _ArticleCondition(NamedTuple):
    """A condition on articles in SQL."""

    sql: str
    value: str | int


def thread_filter(db: sqlite3.Connection, query: Query, context: QueryContext) -> ThreadFilter:
    """The threads that a query means.

    Words stand in one article of the thread, all of them; no article may hold a word that is to be absent.
    """
    tests: list[tuple[ThreadFilter, bool]] = []
    for key, values, turned in query.conditions():
        test = _row_filter(key, values, context) or _is_one_of(
            _threads_matching(db, _article_condition(db, key, values, context))
        )
        tests.append((test, turned))
    if match := _match_expression(query.words()):
        tests.append((_is_one_of(_threads_matching(db, _ArticleCondition(_HAS_WORDS, match))), False))
    absent = [match for term in query.words(negated=True) if (match := _match_expression([term]))]
    tests += [(_is_one_of(_threads_matching(db, _ArticleCondition(_HAS_WORDS, match))), True) for match in absent]
    return lambda one, muted: all(test(one, muted) != turned for test, turned in tests)


def matching_articles(db: sqlite3.Connection, query: Query, limit: int, context: QueryContext) -> list[int]:
    """The inner numbers of the articles that a query means: with words the best first, else the newest first."""
    facts = [(_article_condition(db, key, values, context), turned) for key, values, turned in query.conditions()]
    facts += [
        (_ArticleCondition(_HAS_WORDS, match), True)
        for term in query.words(negated=True)
        if (match := _match_expression([term]))
    ]
    where = " AND ".join(f"NOT {fact.sql}" if turned else fact.sql for fact, turned in facts)
    values = [fact.value for fact, _ in facts]
    match = _match_expression(query.words())
    if not match:
        sql = f"SELECT a.n FROM articles a WHERE {where} ORDER BY a.published DESC, a.n LIMIT ?"
        return [n for (n,) in db.execute(sql, (*values, limit))] if where else []
    allowed = f" AND +rowid IN (SELECT a.n FROM articles a WHERE {where})" if where else ""  # "+": look at each match
    sql = f"SELECT rowid FROM words WHERE words MATCH ?{allowed} ORDER BY bm25(words, 6.0, 1.0), rowid DESC LIMIT ?"
    return [n for (n,) in db.execute(sql, (match, *values, limit))]


def _match_expression(words: Iterable[QueryTerm]) -> str:
    return fts.all_of(fts.phrase(term.value, term.exact) for term in words)


def _row_filter(key: str, values: Sequence[str], context: QueryContext) -> ThreadFilter | None:
    """The condition, if a thread's row tells by itself: any of the values."""
    value = values[0]
    if key == "section":
        return lambda one, _: _contains_any(one.section, values)
    if key == "publisher":
        return lambda one, _: _contains_any("\n".join(json.loads(one.publishers)), values)
    if key == "title":
        words = value.casefold().split()
        return lambda one, _: all(word in one.title.casefold() for word in words)
    if key == "since":
        start = to_micros(parse_since(value, context.now))
        return lambda one, _: one.last >= start
    if key == "is" and value == "muted":
        return lambda _, muted: muted
    if key == "is" and value in _STATE_TESTS:
        state, since = _STATE_TESTS[value], to_micros(context.period_start)
        return lambda one, _: state(one, since)
    return None


def _article_condition(
    db: sqlite3.Connection, key: str, values: Sequence[str], context: QueryContext
) -> _ArticleCondition:
    """The condition on articles: any of the values."""
    value = values[0]
    if key == "since":
        return _ArticleCondition("a.published >= ?", to_micros(parse_since(value, context.now)))
    if key == "feed":
        sql = "a.n IN (SELECT article FROM carriers WHERE feed IN (SELECT value FROM json_each(?)))"
        return _ArticleCondition(sql, json_array(_feeds_matching(db, values, context.feed_names)))
    if key == "title":
        return _ArticleCondition(_HAS_WORDS, fts.match_query(value, "title"))
    if key == "is" and value == "starred":
        return _ArticleCondition("a.n IN (SELECT article FROM stars WHERE at >= ?)", 0)
    if key == "is":
        state = _row_filter(key, values, context)
        threads = matching_threads(db, state) if state else []
        return _ArticleCondition(
            "a.story IN (SELECT n FROM stories WHERE thread IN (SELECT value FROM json_each(?)))", json_array(threads)
        )
    known = [name for (name,) in db.execute(f"SELECT DISTINCT {key} FROM articles")]
    found = _languages_with(known, values) if key == "lang" else [name for name in known if _contains_any(name, values)]
    return _ArticleCondition(f"a.{key} IN (SELECT value FROM json_each(?))", json_array(found))


def _languages_with(known: Iterable[str], codes: Sequence[str]) -> list[str]:
    """The languages that have one of the codes, of whatever country; what declares none is taken for English."""
    return [lang for lang in known if (lang.replace("_", "-").split("-")[0].strip().lower() or "en") in codes]


def _contains_any(text: str, parts: Iterable[str]) -> bool:
    folded = text.casefold()
    return any(part.casefold() in folded for part in parts)


def _is_one_of(threads: set[int]) -> ThreadFilter:
    return lambda one, _: one.n in threads


def _threads_matching(db: sqlite3.Connection, fact: _ArticleCondition) -> set[int]:
    """The inner numbers of the threads with an article of which a condition holds."""
    common = (
        fact.sql == _HAS_WORDS
        and len(db.execute(_SELECT_MATCHES, (fact.value, _MAX_LOOKUPS)).fetchall()) == _MAX_LOOKUPS
    )
    index = "INDEXED BY articles_facts" if common else ""
    sql = f"SELECT DISTINCT thread FROM stories WHERE n IN (SELECT story FROM articles a {index} WHERE {fact.sql})"
    return {n for (n,) in db.execute(sql, (fact.value,))}


def _feeds_matching(db: sqlite3.Connection, parts: Sequence[str], feed_names: Mapping[str, str]) -> list[str]:
    """The addresses of the feeds of which address, title or configured name holds one of the parts."""
    known = dict(db.execute("SELECT url, title FROM feeds").fetchall())
    called = {url: f"{url}\n{known.get(url, '')}\n{feed_names.get(url, '')}" for url in {**known, **feed_names}}
    return [url for url, text in called.items() if _contains_any(text, parts)]
