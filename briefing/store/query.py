"""Which threads and articles a query means."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from briefing.store import fulltext
from briefing.store.rows import chosen, status_of
from briefing.store.values import many, micros
from briefing.text.query import start_of

if TYPE_CHECKING:
    from briefing.store.rows import Choice, Found
    from briefing.text.query import Query, Term

_FEW = 2000
"""So many articles are looked up one by one; where there are more, all are gone through in an index."""
_HOLDING = "a.n IN (SELECT rowid FROM words WHERE words MATCH ?)"
_MATCHES = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
_STATES: Mapping[str, Callable[[Found, int], bool]] = {
    "unread": lambda one, _: one.read is None or one.last > one.read,
    "read": lambda one, _: one.read is not None and one.last <= one.read,
    "followed": lambda one, _: one.followed is not None,
    "new": lambda one, since: status_of(one, since) == "new",
    "updated": lambda one, since: status_of(one, since) == "updated",
    "running": lambda one, since: status_of(one, since) == "running",
}


class Asked(NamedTuple):
    """What a query is asked of: a moment, the period of what is new, and what feeds are called, by address."""

    now: datetime
    period: datetime
    names: Mapping[str, str]


class _Fact(NamedTuple):
    """A condition on articles in SQL."""

    sql: str
    value: str | int


def choice(db: sqlite3.Connection, query: Query, asked: Asked) -> Choice:
    """The threads that a query means.

    Words stand in one article of the thread, all of them; no article may hold a word that is to be absent.
    """
    tests: list[tuple[Choice, bool]] = []
    for key, values, turned in query.conditions():
        test = _of_row(key, values, asked) or _among(_threads(db, _fact(db, key, values, asked)))
        tests.append((test, turned))
    if match := _match(query.words()):
        tests.append((_among(_threads(db, _Fact(_HOLDING, match))), False))
    absent = [match for term in query.words(turned=True) if (match := _match([term]))]
    tests += [(_among(_threads(db, _Fact(_HOLDING, match))), True) for match in absent]
    return lambda one, muted: all(test(one, muted) != turned for test, turned in tests)


def articles(db: sqlite3.Connection, query: Query, limit: int, asked: Asked) -> list[int]:
    """The inner numbers of the articles that a query means: with words the best first, else the newest first."""
    facts = [(_fact(db, key, values, asked), turned) for key, values, turned in query.conditions()]
    facts += [(_Fact(_HOLDING, match), True) for term in query.words(turned=True) if (match := _match([term]))]
    where = " AND ".join(f"NOT {fact.sql}" if turned else fact.sql for fact, turned in facts)
    values = [fact.value for fact, _ in facts]
    match = _match(query.words())
    if not match:
        sql = f"SELECT a.n FROM articles a WHERE {where} ORDER BY a.published DESC, a.n LIMIT ?"
        return [n for (n,) in db.execute(sql, (*values, limit))] if where else []
    allowed = f" AND +rowid IN (SELECT a.n FROM articles a WHERE {where})" if where else ""  # "+": look at each match
    sql = f"SELECT rowid FROM words WHERE words MATCH ?{allowed} ORDER BY bm25(words, 6.0, 1.0), rowid DESC LIMIT ?"
    return [n for (n,) in db.execute(sql, (match, *values, limit))]


def _match(words: Iterable[Term]) -> str:
    return fulltext.all_of(fulltext.phrase(term.value, term.exact) for term in words)


def _of_row(key: str, values: Sequence[str], asked: Asked) -> Choice | None:
    """The condition, if a thread's row tells by itself: any of the values."""
    value = values[0]
    if key == "section":
        return lambda one, _: _holds(one.section, values)
    if key == "publisher":
        return lambda one, _: _holds("\n".join(json.loads(one.publishers)), values)
    if key == "title":
        words = value.casefold().split()
        return lambda one, _: all(word in one.title.casefold() for word in words)
    if key == "since":
        start = micros(start_of(value, asked.now))
        return lambda one, _: one.last >= start
    if key == "is" and value == "muted":
        return lambda _, muted: muted
    if key == "is" and value in _STATES:
        state, since = _STATES[value], micros(asked.period)
        return lambda one, _: state(one, since)
    return None


def _fact(db: sqlite3.Connection, key: str, values: Sequence[str], asked: Asked) -> _Fact:
    """The condition on articles: any of the values."""
    value = values[0]
    if key == "since":
        return _Fact("a.published >= ?", micros(start_of(value, asked.now)))
    if key == "feed":
        sql = "a.n IN (SELECT article FROM carriers WHERE feed IN (SELECT value FROM json_each(?)))"
        return _Fact(sql, many(_feeds(db, values, asked.names)))
    if key == "title":
        return _Fact(_HOLDING, fulltext.query(value, "title"))
    if key == "is" and value == "starred":
        return _Fact("a.n IN (SELECT article FROM stars WHERE at >= ?)", 0)
    if key == "is":
        state = _of_row(key, values, asked)
        threads = chosen(db, state) if state else []
        return _Fact(
            "a.story IN (SELECT n FROM stories WHERE thread IN (SELECT value FROM json_each(?)))", many(threads)
        )
    known = [name for (name,) in db.execute(f"SELECT DISTINCT {key} FROM articles")]
    found = _spoken(known, values) if key == "lang" else [name for name in known if _holds(name, values)]
    return _Fact(f"a.{key} IN (SELECT value FROM json_each(?))", many(found))


def _spoken(known: Iterable[str], codes: Sequence[str]) -> list[str]:
    """The languages that have one of the codes, of whatever country; what declares none is taken for English."""
    return [lang for lang in known if (lang.replace("_", "-").split("-")[0].strip().lower() or "en") in codes]


def _holds(text: str, parts: Iterable[str]) -> bool:
    folded = text.casefold()
    return any(part.casefold() in folded for part in parts)


def _among(threads: set[int]) -> Choice:
    return lambda one, _: one.n in threads


def _threads(db: sqlite3.Connection, fact: _Fact) -> set[int]:
    """The inner numbers of the threads with an article of which a condition holds."""
    common = fact.sql == _HOLDING and len(db.execute(_MATCHES, (fact.value, _FEW)).fetchall()) == _FEW
    index = "INDEXED BY articles_facts" if common else ""
    sql = f"SELECT DISTINCT thread FROM stories WHERE n IN (SELECT story FROM articles a {index} WHERE {fact.sql})"
    return {n for (n,) in db.execute(sql, (fact.value,))}


def _feeds(db: sqlite3.Connection, parts: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """The addresses of the feeds of which address, title or configured name holds one of the parts."""
    known = dict(db.execute("SELECT url, title FROM feeds").fetchall())
    called = {url: f"{url}\n{known.get(url, '')}\n{names.get(url, '')}" for url in {**known, **names}}
    return [url for url, text in called.items() if _holds(text, parts)]
