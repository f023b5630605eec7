"""The language in which a person says which threads or articles to show.

`section:asia -publisher:wire since:7d is:unread "exact words" word -word`: terms are separated by spaces, a leading
"-" turns one round, quotation marks hold spaces together. Several values of `section`, `publisher`, `lang` or `feed`
widen a query (any of them will do); everything else narrows it. Words without a key stand in one article, all of them.
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
STATES = ("unread", "read", "new", "updated", "running", "followed", "starred", "muted")
SINCE_SUGGESTIONS = ("24h", "3d", "7d", "30d")
"""What completion proposes for `since`."""
MAX_SUGGESTIONS = 10
"""How many suggestions completion gives at most."""

_TERM = re.compile(r'(?P<turn>-*)(?:(?P<key>[A-Za-z_]+):)?(?:"(?P<exact>[^"]*)"?|(?P<plain>[^\s"]+)|(?<=:))')
_LEADING_JOINERS = re.compile(r"(?<![^\s\"-])[\u200c\u200d]+")  # where a term begins it joins nothing, and hides a key
_EARLIEST, _ANY_MOMENT = datetime(1, 1, 2, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One condition: a value of a key, or a word where `key` is ""; `exact` words stand together as written."""

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
    """What to show: all of its terms hold. An empty one shows everything; `str` gives the words it can be read from."""

    terms: tuple[QueryTerm, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    def __and__(self, other: Query) -> Query:
        return Query(tuple(dict.fromkeys((*self.terms, *other.terms))))

    def values(self, key: str, *, negated: bool = False) -> tuple[str, ...]:
        """The values of one key, those turned round or the others."""
        return tuple(term.value for term in self.terms if (term.key, term.negated) == (key, negated))

    def words(self, *, negated: bool = False) -> tuple[QueryTerm, ...]:
        """The words and exact words, those to be absent or the others."""
        return tuple(term for term in self.terms if not term.key and term.negated == negated)

    def conditions(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """Each condition but words: its key, its values, of which any will do, and whether it is turned round."""
        for turned in (False, True):
            for key in KEYS:
                values = self.values(key, negated=turned)
                alternatives = [values] if key in ALTERNATIVE_KEYS else [(value,) for value in values]
                yield from ((key, one, turned) for one in alternatives if one)

    def since(self, now: datetime) -> datetime | None:
        """The start of the period that the query names, in UTC; None if it names none."""
        return max((parse_since(value, now) for value in self.values("since")), default=None)


MATCH_ALL = Query()


def parse_query(text: str) -> Query:
    """Read a query; ConfigError in words where a key or value is none, with the nearest that is."""
    terms = [term for found in _TERM.finditer(_LEADING_JOINERS.sub("", clean(text))) if (term := _parse_term(found))]
    return Query(tuple(dict.fromkeys(terms)))


def check_values(query: Query, known_values: Mapping[str, Iterable[str]]) -> None:
    """ConfigError where a value is part of none of the `known` values of its key, with the nearest one."""
    for term in query.terms:
        values = list(known_values.get(term.key, ()))
        if values and not containing(values, term.value):
            what = f'No {term.key} is called "{term.value}"'
            raise ConfigError(did_you_mean(what, term.value, values), f"There are: {', '.join(values[:12])}.")


def containing(values: Iterable[str], fragment: str) -> list[str]:
    """Those of the values that hold `part`, in any case."""
    wanted = fragment.casefold()
    return [value for value in values if wanted in value.casefold()]


def parse_since(value: str, now: datetime) -> datetime:
    """The moment, in UTC, that a span before now ("7d") or an ISO date or time (local) names; ConfigError if none."""
    if (duration := parse_duration(value)) is not None:
        return now - duration if duration < now - _EARLIEST else _EARLIEST
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(
            f'"since:{value}" names no time.', "Write it as since:7d, since:12h or since:2024-12-16."
        ) from error


class Suggestion(NamedTuple):
    """What could stand in a query in place of its characters from `start` to `end`."""

    start: int
    end: int
    text: str


def complete_query(text: str, cursor: int, known_values: Mapping[str, Sequence[str]]) -> tuple[Suggestion, ...]:
    """What the term that ends at the cursor could become, likeliest first; `known` holds the values of keys."""
    start = max(0, min(cursor, len(text)))
    end = start
    while start and not (text[start - 1].isspace() and text.count('"', 0, start) % 2 == 0):
        start -= 1
    typed = text[start:end]
    turn = typed[: len(typed) - len(typed.lstrip("-"))][:1]
    key, colon, part = typed.lstrip("-").partition(":")
    if colon:
        values = {"is": STATES, "since": SINCE_SUGGESTIONS, **known_values}.get(key.lower(), ())
        found = [QueryTerm(key.lower(), value) for value in _prefix_matches_first(values, part.strip('"'))]
        texts = [str(term) for term in found]
    else:
        texts = [f"{name}:" for name in _starting_with(KEYS, key)]
        if len(key) > 1 and not key.startswith('"'):
            offered = {"is": STATES, **known_values}
            texts += [
                str(QueryTerm(name, value)) for name, values in offered.items() for value in _starting_with(values, key)
            ]
    return tuple(Suggestion(start, end, turn + found) for found in texts[:MAX_SUGGESTIONS] if turn + found != typed)


def _parse_term(term_match: re.Match[str]) -> QueryTerm | None:
    """The condition that a piece of text is; None if there is nothing in it to look for."""
    turned, name, exact = bool(term_match["turn"]), term_match["key"] or "", term_match["exact"] is not None
    key, value = name.lower(), clean(term_match["exact"] or term_match["plain"] or "")
    if key in KEYS:
        if not value or (key == "title" and not any(map(str.isalnum, value))):
            raise ConfigError(f'"{key}:" needs a value.', f"Write it without a space, as {_EXAMPLES[key]}.")
        return QueryTerm(key, _validated(key, value), turned)
    if name and value and not value.startswith("//"):
        hint = f'To look for the words, write "{name}:{value}" in quotation marks.'
        raise ConfigError(did_you_mean(f'A query has no key "{name}"', key, KEYS), hint)
    word = f"{name}:{value}" if name else value  # "https://...", "Live:"
    return QueryTerm("", word, turned, exact and bool(value)) if any(map(str.isalnum, word)) else None


_EXAMPLES = {
    "section": "section:asia",
    "publisher": "publisher:gazette",
    "since": "since:7d",
    "is": "is:unread",
    "lang": "lang:ja",
    "feed": "feed:gazette",
    "title": "title:pact",
}


def _validated(key: str, value: str) -> str:
    """The value as a query keeps it; ConfigError if the key cannot have it."""
    if key == "is":
        if value.lower() not in STATES:
            raise ConfigError(did_you_mean(f'Nothing "is:{value}"', value, STATES), f"It can be {', '.join(STATES)}.")
        return value.lower()
    if key == "since":
        parse_since(value, _ANY_MOMENT)
    elif key == "lang":
        if not is_language_tag(primary_language(value)):
            raise ConfigError(f'"lang:{value}" is no language.', "Write its code of two letters, such as lang:ja.")
        return primary_language(value)
    return value


def did_you_mean(problem: str, word: str, known_words: Sequence[str]) -> str:
    """A mistake in a sentence, with the known word nearest to `word`, if one is near."""
    from difflib import get_close_matches  # costs 6 ms, and is needed for mistakes only

    names = {part: value for value in reversed(known_words) for part in (*value.casefold().split(), value.casefold())}
    found = get_close_matches(word.casefold(), names, 1, 0.7)
    return f'{problem}; did you mean "{names[found[0]]}"?' if found else f"{problem}."


def _starting_with(values: Iterable[str], prefix: str) -> list[str]:
    wanted = prefix.casefold()
    return [value for value in values if value.casefold().startswith(wanted)]


def _prefix_matches_first(values: Sequence[str], fragment: str) -> list[str]:
    """The values that start with `part`, then those that hold it."""
    return list(dict.fromkeys([*_starting_with(values, fragment), *containing(values, fragment)]))
