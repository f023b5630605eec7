"""Queries in SQL: the threads and the articles that a query of the query language means."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from briefing.store import fts
from briefing.store.codecs import json_array, to_micros
from briefing.store.json_codecs import decode_text_list
from briefing.store.thread_records import status_of
from briefing.store.thread_rows import matching_threads
from briefing.store.thread_tags import decoded_tags
from briefing.text.language_tags import primary_language
from briefing.text.query import parse_since, parse_until
from briefing.text.title_words import has_all_words

if TYPE_CHECKING:
    from briefing.model.thread_rules import Rule
    from briefing.store.thread_records import ThreadRecord
    from briefing.store.thread_rows import ThreadFilter
    from briefing.text.query import Query, QueryBracket, QueryTerm

_MAX_LOOKUPS = 2000
"""Up to this many matching articles are looked up one by one; for more, an index is scanned, which is faster then."""
_HAS_WORDS = "a.n IN (SELECT rowid FROM article_index WHERE article_index MATCH ?)"
_OF_THREADS = """a.story IN (SELECT s.n FROM stories s JOIN threads t ON t.n = s.thread
    WHERE t.id IN (SELECT value FROM json_each(?)))"""
_SELECT_MATCHES = "SELECT rowid FROM article_index WHERE article_index MATCH ? LIMIT ?"
_TITLE_WEIGHT = 6.0
"""How much more a word counts in a title than in a text when results are ranked."""
_STATE_TESTS: Mapping[str, Callable[[ThreadRecord, int], bool]] = {
    "read": lambda thread, _: thread.is_opened() and not thread.has_unread(),
    "unopened": lambda thread, _: not thread.is_opened(),
    "followed": lambda thread, _: thread.followed is not None,
    "new": lambda thread, since: status_of(thread, since) == "new",
    "updated": lambda thread, since: status_of(thread, since) == "updated",
    "running": lambda thread, since: status_of(thread, since) == "running",
}
"""Tests of the values of `is:` but `unread`, from a thread and the start of the period in microseconds."""


_COLUMN_CONDITIONS = {
    "section": ("a.section", "SELECT DISTINCT section FROM articles"),
    "publisher": ("a.publisher", "SELECT DISTINCT publisher FROM articles"),
    "lang": ("a.lang", "SELECT DISTINCT lang FROM articles"),
}
"""The conditions on one column of articles, by key: the column, and the query for its values."""


class QueryContext(NamedTuple):
    """What a query depends on.

    Attributes:
        now: The current moment.
        period_start: The start of the period that "new" and "updated" refer to.
        feed_names: The names of feeds by address.
        news_since: Since when threads that were never opened count as unread.
        visited: Whether that is the last visit of the reader: before it, nothing came late.
        rules: The active rules of feeds.toml.
    """

    now: datetime
    period_start: datetime
    feed_names: Mapping[str, str]
    news_since: datetime
    visited: bool
    rules: Sequence[Rule] = ()


class _ArticleCondition(NamedTuple):
    """A condition on `articles a` in SQL, with its parameters."""

    sql: str
    values: tuple[str | int, ...]


def thread_filter(db: sqlite3.Connection, query: Query, context: QueryContext) -> ThreadFilter:
    """Return a filter of the threads that a query means.

    One article of the thread must contain all words, and a bracket of words is met by that article, too; no article may
    contain a negated word. Of `since` and `until` together one article must meet both.
    """
    tests: list[tuple[ThreadFilter, bool]] = []
    for key, values, negated in query.conditions():
        test = _row_filter(key, values, context) or _is_one_of(
            _threads_matching(db, _article_condition(db, key, values, context))
        )
        tests.append((test, negated))
    if query.values("since") and query.values("until"):
        tests.append((_is_one_of(_threads_matching(db, _period_condition(query, context))), False))
    if match := _match_expression(query):
        tests.append((_is_one_of(_threads_matching(db, _ArticleCondition(_HAS_WORDS, (match,)))), False))
    absent = [match for term in query.words(negated=True) if (match := _term_expression(term))]
    tests += [(_is_one_of(_threads_matching(db, _ArticleCondition(_HAS_WORDS, (match,)))), True) for match in absent]
    for bracket in query.brackets:
        if not _is_of_words(bracket):
            filters = [thread_filter(db, alternative, context) for alternative in bracket.alternatives]
            tests.append((_any_filter(filters), bracket.negated))
    return lambda thread, muted: all(test(thread, muted) != negated for test, negated in tests)


def _any_filter(filters: Sequence[ThreadFilter]) -> ThreadFilter:
    return lambda thread, muted: any(accepts(thread, muted) for accepts in filters)


def _period_condition(query: Query, context: QueryContext) -> _ArticleCondition:
    """Return the condition that one article lies between each `since` and each `until`."""
    starts = [to_micros(parse_since(value, context.now)) for value in query.values("since")]
    ends = [to_micros(parse_until(value, context.now)) for value in query.values("until")]
    return _ArticleCondition("(a.published >= ? AND a.published < ?)", (max(starts), min(ends)))


def matching_articles(
    db: sqlite3.Connection, query: Query, limit: int, context: QueryContext, threads: Collection[str] | None = None
) -> list[int]:
    """Return the inner numbers of the articles that a query means, of all threads or of those with one of some ids.

    For a query with words the best come first, else the newest.
    """
    match = _match_expression(query)
    conditions = [] if threads is None else [_ArticleCondition(_OF_THREADS, (json_array(threads),))]
    if condition := _query_condition(db, query, context, with_words=not match):
        conditions.append(condition)
    where, values = _combined(conditions, " AND ") if conditions else ("", ())
    match = match or _ranking_expression(query)
    if not match:
        sql = f"SELECT a.n FROM articles a WHERE {where} ORDER BY a.published DESC, a.n LIMIT ?"
        return [n for (n,) in db.execute(sql, (*values, limit))] if where else []
    allowed = (
        f" AND +rowid IN (SELECT a.n FROM articles a WHERE {where})" if where else ""
    )  # "+": test each match, not each article
    sql = f"""SELECT rowid FROM article_index WHERE article_index MATCH ?{allowed}
        ORDER BY bm25(article_index, {_TITLE_WEIGHT}, 1.0), rowid DESC LIMIT ?"""
    return [n for (n,) in db.execute(sql, (match, *values, limit))]


def _query_condition(
    db: sqlite3.Connection, query: Query, context: QueryContext, *, with_words: bool = True
) -> _ArticleCondition | None:
    """Return the condition on an article that a query means, without its words unless `with_words`; None: any."""
    conditions = [
        _negated(_article_condition(db, key, values, context), negated) for key, values, negated in query.conditions()
    ]
    conditions += [
        _negated(_ArticleCondition(_HAS_WORDS, (match,)), True)
        for term in query.words(negated=True)
        if (match := _term_expression(term))
    ]
    if with_words and (match := _match_expression(query)):
        conditions.append(_ArticleCondition(_HAS_WORDS, (match,)))
    for bracket in query.brackets:
        if not _is_of_words(bracket):
            alternatives = [_query_condition(db, one, context) or _ANY_ARTICLE for one in bracket.alternatives]
            conditions.append(_negated(_combined(alternatives, " OR "), bracket.negated))
    return _combined(conditions, " AND ") if conditions else None


_ANY_ARTICLE = _ArticleCondition("1", ())


def _combined(conditions: Sequence[_ArticleCondition], operator: str) -> _ArticleCondition:
    values = tuple(value for condition in conditions for value in condition.values)
    return _ArticleCondition(f"({operator.join(condition.sql for condition in conditions)})", values)


def _negated(condition: _ArticleCondition, negated: bool) -> _ArticleCondition:
    return condition._replace(sql=f"NOT {condition.sql}") if negated else condition


def _is_of_words(bracket: QueryBracket) -> bool:
    """Whether a bracket has nothing but words that must occur, so that the index of words can look for it."""
    return not bracket.negated and all(
        not any(term.key or term.negated for term in one.terms) and all(map(_is_of_words, one.brackets))
        for one in bracket.alternatives
    )


def _match_expression(query: Query) -> str:
    """Return the query of the index for all words and all brackets of words; "" without any."""
    terms = [_term_expression(term) for term in query.words()]
    brackets = [_bracket_expression(bracket) for bracket in query.brackets if _is_of_words(bracket)]
    return fts.all_of([*terms, *brackets])


def _bracket_expression(bracket: QueryBracket) -> str:
    return fts.one_of(map(_match_expression, bracket.alternatives))


def _ranking_expression(query: Query) -> str:
    """Return a query of the index by which the results can be ranked: each result meets it. "" if there is none."""
    for bracket in query.brackets:
        expressions = [_match_expression(alternative) for alternative in bracket.alternatives]
        if not bracket.negated and all(expressions):
            return fts.one_of(expressions)
    return ""


def _term_expression(term: QueryTerm) -> str:
    return fts.phrase(term.value, exact=True) if term.exact else fts.any_spelling(term.value)


def _row_filter(key: str, values: Sequence[str], context: QueryContext) -> ThreadFilter | None:
    """Return the filter for any of the values, or None if the condition depends on the thread's articles.

    Only keys of which alternatives are joined (`ALTERNATIVE_KEYS`) come with several values.
    """
    value = values[0]
    if key == "section":
        return lambda thread, _: _contains_any(thread.section, values)
    if key == "publisher":
        return lambda thread, _: _contains_any(
            "\n".join(decode_text_list(thread.publishers, "list of publishers")), values
        )
    if key == "title":
        return lambda thread, _: has_all_words(thread.title, value)
    if key == "tag":
        return lambda thread, _: any(_contains_any(tag, values) for tag in decoded_tags(thread.tags))
    if key == "since":
        start = to_micros(parse_since(value, context.now))
        return lambda thread, _: thread.last >= start
    if key == "until":
        end = to_micros(parse_until(value, context.now))
        return lambda thread, _: thread.first < end
    if key == "is" and value == "muted":
        return lambda _, muted: muted
    if key == "is" and value == "unread":
        news_since, visited = to_micros(context.news_since), context.visited
        return lambda thread, _: _is_unread(thread, news_since, counts_late=visited)
    if key == "is" and value in _STATE_TESTS:
        state, since = _STATE_TESTS[value], to_micros(context.period_start)
        return lambda thread, _: state(thread, since)
    return None


def _is_unread(thread: ThreadRecord, news_since: int, *, counts_late: bool) -> bool:
    """Whether a thread is unread: one that was never opened if it became news since, or at first was published."""
    if thread.is_opened():
        return thread.has_unread()
    return (thread.last_news if counts_late else thread.last) >= news_since


def _article_condition(
    db: sqlite3.Connection, key: str, values: Sequence[str], context: QueryContext
) -> _ArticleCondition:
    """Return the condition on articles that holds for any of the values."""
    value = values[0]
    if key == "since":
        return _ArticleCondition("a.published >= ?", (to_micros(parse_since(value, context.now)),))
    if key == "until":
        return _ArticleCondition("a.published < ?", (to_micros(parse_until(value, context.now)),))
    if key == "feed":
        sql = "a.n IN (SELECT article FROM feed_entries WHERE feed IN (SELECT value FROM json_each(?)))"
        return _ArticleCondition(sql, (json_array(_feeds_matching(db, values, context.feed_names)),))
    if key == "title":
        return _ArticleCondition(_HAS_WORDS, (fts.match_query(value, "title"),))
    if key == "is" and value == "starred":
        return _ArticleCondition("a.n IN (SELECT article FROM stars)", ())
    if key in ("is", "tag"):
        state = _row_filter(key, values, context)
        threads = matching_threads(db, state, context.now, context.rules) if state else []
        return _ArticleCondition(
            "a.story IN (SELECT n FROM stories WHERE thread IN (SELECT value FROM json_each(?)))",
            (json_array(threads),),
        )
    column, select_known = _COLUMN_CONDITIONS[key]
    known = [value for (value,) in db.execute(select_known)]
    matching = (
        _languages_with(known, values) if key == "lang" else [name for name in known if _contains_any(name, values)]
    )
    return _ArticleCondition(f"{column} IN (SELECT value FROM json_each(?))", (json_array(matching),))


def _languages_with(known: Iterable[str], codes: Sequence[str]) -> list[str]:
    """Return the language tags with one of these codes, of any country; an undeclared language counts as English."""
    return [lang for lang in known if (primary_language(lang) or "en") in codes]


def _contains_any(text: str, parts: Iterable[str]) -> bool:
    folded = text.casefold()
    return any(part.casefold() in folded for part in parts)


def _is_one_of(threads: set[int]) -> ThreadFilter:
    return lambda thread, _: thread.n in threads


def _threads_matching(db: sqlite3.Connection, condition: _ArticleCondition) -> set[int]:
    """Return the inner numbers of the threads with an article that meets a condition."""
    common = (
        condition.sql == _HAS_WORDS
        and len(db.execute(_SELECT_MATCHES, (*condition.values, _MAX_LOOKUPS)).fetchall()) == _MAX_LOOKUPS
    )
    index = "INDEXED BY articles_facts" if common else ""
    sql = f"SELECT DISTINCT thread FROM stories WHERE n IN (SELECT story FROM articles a {index} WHERE {condition.sql})"
    return {n for (n,) in db.execute(sql, condition.values)}


def _feeds_matching(db: sqlite3.Connection, parts: Sequence[str], feed_names: Mapping[str, str]) -> list[str]:
    """Return the addresses of the feeds whose address, title or configured name contains one of the parts."""
    titles = dict(db.execute("SELECT url, title FROM feeds").fetchall())
    names = {url: f"{url}\n{titles.get(url, '')}\n{feed_names.get(url, '')}" for url in {**titles, **feed_names}}
    return [url for url, text in names.items() if _contains_any(text, parts)]
