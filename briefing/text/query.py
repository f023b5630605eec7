"""The query language: which threads or articles to show.

    section:asia -publisher:wire since:7d is:unread "exact words" word -word

Terms are separated by spaces. A leading "-" negates a term, and quotation marks keep spaces inside a value. Several
values of `section`, `publisher`, `lang` or `feed` are alternatives; all other terms must hold together. Words without a
key must all occur in one article. `since` takes a duration before now (7d, 12h, 2w) or an ISO date or time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from briefing.errors import ConfigError
from briefing.text.clean import clean
from briefing.text.durations import parse_duration
from briefing.text.language_tags import is_language_tag, primary_language

KEYS = ("section", "publisher", "since", "is", "lang", "feed", "title")
ALTERNATIVE_KEYS = ("section", "publisher", "lang", "feed")
"""Keys of which one value is enough; of the other keys each value must hold."""
STATES = ("unread", "read", "new", "updated", "running", "followed", "starred", "muted")
SINCE_SUGGESTIONS = ("24h", "3d", "7d", "30d")
"""Values of `since` that completion proposes."""
MAX_SUGGESTIONS = 10
"""Suggestions of one completion; more do not help a person who types."""
MAX_LISTED_VALUES = 12
"""Known values that an error message lists."""
MIN_SIMILARITY = 0.7
"""Similarity (difflib, 0 to 1) from which a known word is proposed for a misspelt one."""

_TERM = re.compile(r'(?P<minus>-*)(?:(?P<key>[A-Za-z_]+):)?(?:"(?P<exact>[^"]*)"?|(?P<plain>[^\s"]+)|(?<=:))')
_LEADING_JOINERS = re.compile(r"(?<![^\s\"-])[\u200c\u200d]+")
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
        key = f"{self.key}:" if self.key else ""
        return f"{'-' * self.negated}{key}" + (f'"{self.value}"' if quoted else self.value)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query, which parsing its `str` gives again. The empty query matches everything."""

    terms: tuple[QueryTerm, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    def __and__(self, other: Query) -> Query:
        return Query(tuple(dict.fromkeys((*self.terms, *other.terms))))

    def values(self, key: str, *, negated: bool = False) -> tuple[str, ...]:
        """Return the values of one key in its negated terms, or in the others."""
        return tuple(term.value for term in self.terms if (term.key, term.negated) == (key, negated))

    def words(self, *, negated: bool = False) -> tuple[QueryTerm, ...]:
        """Return the terms without a key: the negated ones, or the others."""
        return tuple(term for term in self.terms if not term.key and term.negated == negated)

    def conditions(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """Yield each condition except words: its key, its alternative values, and whether it is negated."""
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
        ConfigError: A key or a value is not known; the message proposes the nearest known one.
    """
    matches = _TERM.finditer(_LEADING_JOINERS.sub("", clean(text)))
    return Query(tuple(dict.fromkeys(term for match in matches if (term := _parse_term(match)))))


def check_values(query: Query, known_values: Mapping[str, Iterable[str]]) -> None:
    """Check the values of a query against those that occur in the store.

    Args:
        query: The query to check.
        known_values: The values that occur, by key. Keys that are missing here are not checked.

    Raises:
        ConfigError: A value is part of no known value; the message proposes the nearest one.
    """
    for term in query.terms:
        values = list(known_values.get(term.key, ()))
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
    if (duration := parse_duration(value)) is not None:
        return now - duration if duration < now - _EARLIEST else _EARLIEST
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(
            f'"since:{value}" is not a period.', "Write it as since:7d, since:12h or since:2024-12-16."
        ) from error


class Suggestion(NamedTuple):
    """A text that can replace the characters of a query from `start` to `end`."""

    start: int
    end: int
    text: str


def complete_query(text: str, cursor: int, known_values: Mapping[str, Sequence[str]]) -> tuple[Suggestion, ...]:
    """Complete the term that ends at the cursor.

    Args:
        text: The query so far.
        cursor: An index into `text`.
        known_values: The values that can be proposed, by key.

    Returns:
        At most `MAX_SUGGESTIONS` suggestions, the likeliest first.
    """
    start = max(0, min(cursor, len(text)))
    end = start
    while start and not (text[start - 1].isspace() and text.count('"', 0, start) % 2 == 0):
        start -= 1
    typed = text[start:end]
    minus = "-" if typed.startswith("-") else ""
    key, colon, fragment = typed.lstrip("-").partition(":")
    if colon:
        values = {"is": STATES, "since": SINCE_SUGGESTIONS, **known_values}.get(key.lower(), ())
        matches = _prefix_matches_first(values, fragment.strip('"'))
        texts = [str(QueryTerm(key.lower(), value)) for value in matches]
    else:
        texts = [f"{name}:" for name in _starting_with(KEYS, key)]
        if len(key) > 1 and not key.startswith('"'):
            for name, values in {"is": STATES, **known_values}.items():
                texts += [str(QueryTerm(name, value)) for value in _starting_with(values, key)]
    completions = [minus + completion for completion in texts[:MAX_SUGGESTIONS]]
    return tuple(Suggestion(start, end, completion) for completion in completions if completion != typed)


def _parse_term(term_match: re.Match[str]) -> QueryTerm | None:
    """Return the term of a match, None if it contains nothing to search for."""
    negated, name, exact = bool(term_match["minus"]), term_match["key"] or "", term_match["exact"] is not None
    key, value = name.lower(), clean(term_match["exact"] or term_match["plain"] or "")
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
    "is": "is:unread",
    "lang": "lang:ja",
    "feed": "feed:gazette",
    "title": "title:pact",
}


def _checked_value(key: str, value: str) -> str:
    """Return a value in its normal form; ConfigError if the key cannot have it."""
    if key == "is":
        if value.lower() not in STATES:
            raise ConfigError(did_you_mean(f'Nothing "is:{value}"', value, STATES), f"It can be {', '.join(STATES)}.")
        return value.lower()
    if key == "since":
        parse_since(value, _EXAMPLE_NOW)
    elif key == "lang":
        if not is_language_tag(primary_language(value)):
            raise ConfigError(f'"lang:{value}" is not a language.', "Write its code of two letters, such as lang:ja.")
        return primary_language(value)
    return value


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


def _starting_with(values: Iterable[str], prefix: str) -> list[str]:
    folded = prefix.casefold()
    return [value for value in values if value.casefold().startswith(folded)]


def _prefix_matches_first(values: Sequence[str], fragment: str) -> list[str]:
    """Return the values that start with `fragment`, then those that contain it elsewhere."""
    return list(dict.fromkeys([*_starting_with(values, fragment), *containing(values, fragment)]))
