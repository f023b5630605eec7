"""The query language: which threads or articles to show.

    section:asia -publisher:wire since:7d is:unread "exact words" word -word
    (ferry OR "coast guard") until:2024-12-16 -(section:sport OR is:read)

Terms are separated by spaces. A leading "-" negates a term, and quotation marks keep spaces inside a value. Several
values of `section`, `publisher`, `lang` or `feed` are alternatives; all other terms must hold together. Words without a
key must all occur in one article. `since` and `until` take a duration before now (7d, 12h, 2w) or an ISO date or time;
the day of a date belongs to both. "OR" in capitals separates alternatives, each of several terms; brackets group terms,
and "-" before a bracket negates all of it. A bracket that is not closed ends with the query; one that closes nothing is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from briefing.errors import ConfigError
from briefing.text.dates.durations import parse_duration
from briefing.text.html.clean import clean
from briefing.text.language_tags import is_language_tag, primary_language
from briefing.text.late_patterns import late_pattern

KEYS = ("section", "publisher", "since", "until", "is", "lang", "feed", "title", "tag")
ALTERNATIVE_KEYS = ("section", "publisher", "lang", "feed")
"""Keys of which one value is enough; of the other keys each value must hold."""
STATES = ("unread", "read", "unopened", "new", "updated", "running", "followed", "starred", "muted")
MIN_SEARCHED_ID = 7
"""Number of characters from which on a word of a search may be the start of an id: "a320" and "s400" are news."""
MAX_DROPPED_TERMS = 50
"""Number of terms at the end of a typed text without which it is tried; a text that then cannot be read was pasted."""
MAX_LISTED_VALUES = 12
"""Known values that an error message lists."""
MAX_DEPTH = 20
"""Brackets in each other, with the query itself: nobody writes more, and reading them takes a call each."""
MIN_SIMILARITY = 0.7
"""Similarity (difflib, 0 to 1) from which a known word is proposed for a misspelt one."""

_TERM = late_pattern(r'(?P<minus>-*)(?:(?P<key>[A-Za-z_]+):)?(?:"(?P<exact>[^"]*)"?|(?P<plain>[^\s"]+)|(?<=:))')
_OPENING = late_pattern(r"(?P<minus>-*)\(")
_LEADING_JOINERS = late_pattern(r"(?<![^\s\"()-])[\u200c\u200d]+")
"""Invisible joiners at the start of a term, where they join nothing and hide a key."""
_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)
"""The earliest start of a period; a day of margin allows for time zones."""
_EXAMPLE_NOW = datetime(2000, 1, 1, tzinfo=UTC)
"""Some moment, for checking whether a value of `since` is valid at all."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One condition of a query.

    Attributes:
        key: One of `KEYS`, "" for words that must occur in an article.
        value: The value of the key, or the words.
        negated: Whether the condition must not hold.
        exact: Whether the words must occur together, as written.
    """

    key: str
    value: str
    negated: bool = False
    exact: bool = False

    def __str__(self) -> str:
        quoted = self.exact or any(character.isspace() for character in self.value)
        quoted = quoted or (bool(self.key) and not {"(", ")"}.isdisjoint(self.value))
        key = f"{self.key}:" if self.key else ""
        return f"{'-' * self.negated}{key}" + (f'"{self.value}"' if quoted else self.value)


@dataclass(frozen=True, slots=True)
class QueryBracket:
    """A bracket: one of its alternatives must hold, or if it is negated, none."""

    alternatives: tuple[Query, ...]
    negated: bool = False

    def __str__(self) -> str:
        return f"{'-' * self.negated}({' OR '.join(map(str, self.alternatives))})"


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query, which parsing its `str` gives again. The empty query matches everything.

    Attributes:
        terms: The terms outside brackets.
        brackets: The brackets; all must hold, as all terms must.
    """

    terms: tuple[QueryTerm, ...] = ()
    brackets: tuple[QueryBracket, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.brackets)

    def __str__(self) -> str:
        return " ".join(map(str, (*self.terms, *self.brackets)))

    def __and__(self, other: Query) -> Query:
        return _joined((*self.terms, *other.terms), (*self.brackets, *other.brackets))

    def all_terms(self, *, negated: bool = False) -> Iterator[tuple[QueryTerm, bool]]:
        """Yield all terms, those in brackets too, each with whether it must not hold."""
        yield from ((term, term.negated != negated) for term in self.terms)
        for bracket in self.brackets:
            for alternative in bracket.alternatives:
                yield from alternative.all_terms(negated=negated != bracket.negated)

    def asks_for_state(self, state: str) -> bool:
        """Whether it names threads of a state as what it wants: "is:muted"."""
        return any((term.key, term.value) == ("is", state) and not negated for term, negated in self.all_terms())

    def values(self, key: str, *, negated: bool = False) -> tuple[str, ...]:
        """Return the values of one key in its negated terms outside brackets, or in the others."""
        return tuple(term.value for term in self.terms if (term.key, term.negated) == (key, negated))

    def words(self, *, negated: bool = False) -> tuple[QueryTerm, ...]:
        """Return the terms without a key outside brackets: the negated ones, or the others."""
        return tuple(term for term in self.terms if not term.key and term.negated == negated)

    def wanted_words(self) -> tuple[str, ...]:
        """Return the words that it looks for, in brackets too: what is highlighted in the results."""
        return tuple(dict.fromkeys(term.value for term, negated in self.all_terms() if not (term.key or negated)))

    def conditions(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """Yield each condition outside brackets except words: its key, its alternative values, if it is negated."""
        for negated in (False, True):
            for key in KEYS:
                values = self.values(key, negated=negated)
                conditions = [values] if key in ALTERNATIVE_KEYS else [(value,) for value in values]
                yield from ((key, alternatives, negated) for alternatives in conditions if alternatives)

    def since(self, now: datetime) -> datetime | None:
        """Return the start of the period in UTC, the latest if there are several; None without a period."""
        return max((parse_since(value, now) for value in self.values("since")), default=None)


MATCH_ALL = Query()


def parse_query(text: str) -> Query:
    """Parse a query.

    Raises:
        ConfigError: A key or a value is not known (the message proposes the nearest known one), "OR" stands at an end
            of its bracket, "NOT" is written for "-", or there are too many brackets in each other.
    """
    cleaned = _LEADING_JOINERS.sub("", clean(text))
    open_brackets, position = [_OpenBracket()], 0
    while position < len(cleaned):
        opening = _OPENING.match(cleaned, position)
        term_match = None if opening else _TERM.match(cleaned, position)
        if opening:
            open_brackets.append(_OpenBracket(negated=bool(opening["minus"])))
            position = opening.end()
            if len(open_brackets) > MAX_DEPTH:
                raise ConfigError("Too many brackets stand in each other.", f"At most {MAX_DEPTH - 1} may.")
        elif cleaned[position] == ")":
            if len(open_brackets) > 1:
                _close_last(open_brackets)
            position += 1
        elif term_match is None or term_match.end() == position:
            position += 1
        else:
            position = _read_term(term_match, open_brackets)
    while len(open_brackets) > 1:
        _close_last(open_brackets)
    alternatives = open_brackets[0].finished()
    return alternatives[0] if len(alternatives) == 1 else Query((), (QueryBracket(alternatives),))


def is_more_than_words(text: str) -> bool:
    """Whether a text is more than plain words: it has a key, a phrase, an exclusion, a bracket or "OR"."""
    return any(":" in word or word == "OR" or word.startswith(("-", '"', "(")) for word in text.split())


def require_terms(query: Query) -> Query:
    """Return a query; ConfigError if it says nothing, as "((" does: it would mean everything."""
    if not query:
        raise ConfigError("There is no word to search for.", "Write one, or a condition, such as is:unread.")
    return query


def readable_part(text: str) -> str:
    """Return a text that is typed, without the last terms if it cannot be read with them, as one that is not complete.

    "quake section:" is "quake", and "((" is "": it says nothing.
    """
    for _ in range(MAX_DROPPED_TERMS):
        if not is_more_than_words(text):
            return text
        try:
            require_terms(parse_query(text))
        except ConfigError:
            text = text.rstrip()[: -len(text.split()[-1])].rstrip()
        else:
            return text
    return ""


class _OpenBracket:
    """The alternatives that were read of a bracket so far, or of the whole query."""

    def __init__(self, *, negated: bool = False) -> None:
        self.negated = negated
        self._finished: list[Query] = []
        self.terms: list[QueryTerm] = []
        self.brackets: list[QueryBracket] = []

    def begin_alternative(self) -> None:
        """End an alternative at an "OR"."""
        if not (self.terms or self.brackets):
            raise ConfigError('"OR" needs a term on both sides.', "Write it as: ferry OR ship.")
        self._finished.append(_joined(self.terms, self.brackets))
        self.terms, self.brackets = [], []

    def finished(self) -> tuple[Query, ...]:
        """Return all alternatives: one without "OR"."""
        if self._finished:
            self.begin_alternative()
            return tuple(self._finished)
        return (_joined(self.terms, self.brackets),)


def _joined(terms: Iterable[QueryTerm], brackets: Iterable[QueryBracket]) -> Query:
    return Query(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(brackets)))


def _close_last(open_brackets: list[_OpenBracket]) -> None:
    """Add the last bracket to the one around it; a bracket that changes nothing is left out."""
    bracket = open_brackets.pop()
    alternatives, around = bracket.finished(), open_brackets[-1]
    only = alternatives[0] if len(alternatives) == 1 else None
    if only is not None and not bracket.negated:
        around.terms += only.terms
        around.brackets += only.brackets
    elif only is not None and len(only.terms) == 1 and not only.brackets:
        around.terms.append(replace(only.terms[0], negated=not only.terms[0].negated))
    elif only is None or only:
        around.brackets.append(QueryBracket(alternatives, bracket.negated))


def _read_term(term_match: re.Match[str], open_brackets: list[_OpenBracket]) -> int:
    """Add a term, begin an alternative at "OR" or leave out "AND"; return where the reading goes on."""
    bracket, end = open_brackets[-1], term_match.end()
    plain = term_match["plain"]
    if plain is not None:
        end = term_match.start("plain") + _balanced_length(plain)
        plain = plain[: end - term_match.start("plain")]
    operator = "" if term_match["minus"] or term_match["key"] else clean(plain or "")
    if operator == "OR":
        bracket.begin_alternative()
    elif operator == "NOT":
        raise ConfigError('"NOT" is no operator of a query.', 'Write "-" before a word or bracket: -ferry.')
    elif operator == "AND":
        pass  # all terms must hold
    elif term := _parse_term(term_match, plain):
        bracket.terms.append(term)
    return end


def _balanced_length(word: str) -> int:
    """Return how much of a word stands before a bracket that closes or opens nothing in the word itself."""
    opened: list[int] = []
    for index, character in enumerate(word):
        if character == "(":
            opened.append(index)
        elif character == ")":
            if not opened:
                return index
            opened.pop()
    return opened[0] if opened else len(word)


def check_values(query: Query, known_values: Mapping[str, Iterable[str]], *, may_exclude_unknown: bool = False) -> None:
    """Check the values of a query against those that occur in the store.

    Args:
        query: The query to check.
        known_values: The values that occur, by key. Keys that are missing here are not checked.
        may_exclude_unknown: Accept any value of a term that must not hold.

    Raises:
        ConfigError: A value is part of no known value; the message proposes the nearest one.
    """
    for term, is_negated in query.all_terms():
        values = [] if is_negated and may_exclude_unknown else list(known_values.get(term.key, ()))
        if values and not containing(values, term.value):
            problem = f'No {term.key} is called "{term.value}"'
            hint = f"There are: {', '.join(values[:MAX_LISTED_VALUES])}."
            raise ConfigError(did_you_mean(problem, term.value, values), hint)


def containing(values: Iterable[str], fragment: str) -> list[str]:
    """Return the values that contain `fragment`, in any case."""
    folded = fragment.casefold()
    return [value for value in values if folded in value.casefold()]


def parse_since(value: str, now: datetime) -> datetime:
    """Return the moment in UTC that a duration before `now` ("7d") or an ISO date or time (local) means.

    Raises:
        ConfigError: The value is neither.
    """
    return _parse_moment("since", value, now, timedelta())


def parse_until(value: str, now: datetime) -> datetime:
    """Return the moment in UTC at which a period ends: as `parse_since`, but a date means the end of its day.

    Raises:
        ConfigError: The value is neither a duration nor a date or time.
    """
    return _parse_moment("until", value, now, timedelta(days=1))


def _parse_moment(key: str, value: str, now: datetime, after_date: timedelta) -> datetime:
    if (duration := parse_duration(value)) is not None:
        return now - duration if duration < now - _EARLIEST else _EARLIEST
    try:
        moment = datetime.fromisoformat(value)
        return (moment + after_date if _is_date(value) else moment).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        hint = f"Write it as {key}:7d, {key}:12h or {key}:2024-12-16."
        raise ConfigError(f'"{key}:{value}" is not a period.', hint) from error


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _parse_term(term_match: re.Match[str], plain: str | None) -> QueryTerm | None:
    """Return the term of a match with this plain value, None if it contains nothing to search for."""
    negated, name, exact = bool(term_match["minus"]), term_match["key"] or "", term_match["exact"] is not None
    key, value = name.lower(), clean(term_match["exact"] or plain or "")
    if key in KEYS:
        if not value or (key == "title" and not any(map(str.isalnum, value))):
            raise ConfigError(f'"{key}:" needs a value.', f"Write it without a space, as {_EXAMPLES[key]}.")
        return QueryTerm(key, _checked_value(key, value), negated)
    if name and value and not value.startswith("//"):
        hint = f'To look for the words, write "{name}:{value}" in quotation marks.'
        raise ConfigError(did_you_mean(f'A query has no key "{name}"', key, KEYS), hint)
    word = f"{name}:{value}" if name else value  # "https://...", "Live:"
    return QueryTerm("", word, negated, exact and bool(value)) if any(map(str.isalnum, word)) else None


_EXAMPLES = {
    "section": "section:asia",
    "publisher": "publisher:gazette",
    "since": "since:7d",
    "until": "until:2024-12-16",
    "is": "is:unread",
    "lang": "lang:ja",
    "feed": "feed:gazette",
    "title": "title:pact",
    "tag": "tag:energy",
}


def _checked_value(key: str, value: str) -> str:
    """Return a value in its normal form; ConfigError if the key cannot have it."""
    if key == "is":
        if value.lower() not in STATES:
            raise ConfigError(did_you_mean(f'Nothing "is:{value}"', value, STATES), f"It can be {', '.join(STATES)}.")
        return value.lower()
    if key == "since":
        parse_since(value, _EXAMPLE_NOW)
    elif key == "until":
        parse_until(value, _EXAMPLE_NOW)
    elif key == "lang":
        if not is_language_tag(primary_language(value)):
            raise ConfigError(f'"lang:{value}" is not a language.', "Write its code of two letters, such as lang:ja.")
        return primary_language(value)
    return value.removeprefix("#") or value if key == "tag" else value


def did_you_mean(problem: str, word: str, known_words: Sequence[str]) -> str:
    """Return a message about an unknown word that proposes the nearest known one, if one is near.

    Args:
        problem: The beginning of the message, without a full stop.
        word: The unknown word.
        known_words: Names; each of their words may also be meant.
    """
    from difflib import get_close_matches  # costs 6 ms, and is needed for mistakes only

    names = {part: value for value in reversed(known_words) for part in (*value.casefold().split(), value.casefold())}
    nearest = get_close_matches(word.casefold(), names, 1, MIN_SIMILARITY)
    return f'{problem}; did you mean "{names[nearest[0]]}"?' if nearest else f"{problem}."
