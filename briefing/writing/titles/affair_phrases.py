"""Phrases of headlines that can name an affair: a name with a noun of an event ("Iran war"), or a full name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.data_files import word_lists
from briefing.text.names import is_title_case
from briefing.text.places import country_by_city, country_by_name, known_places, plain_name
from briefing.text.titles import is_generic

MAX_NAME_WORDS = 3
"""Words of a name."""
MAX_REMEMBERED = 8192
"""Headlines whose phrases are remembered: about those of the affairs of one refresh."""
_LIST_FILE, _ROLE_FILE = "writing/affair_nouns.txt", "writing/roles.txt"
_NO_NOUNS = frozenset(("verbs-too", "ends", "between", "before", "links"))
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}(?:-\w+)*|[^\W_]+(?:['’.&-][^\W_]+)*|[^\w\s]")
_ROMAN_NUMBER = re.compile(r"[IVX]+")
_POSSESSIVE = ("'s", "’s")
_CALENDAR_WORDS = frozenset((*ENGLISH_MONTH_WORDS, *WEEKDAY_BY_NAME))


class AffairPhrase(NamedTuple):
    """A phrase that can name an affair.

    Attributes:
        names: The words of the name, in lower case; a country for its adjectives.
        noun: The kind of event by the list of its nouns, as "war" for "conflict"; "" of a full name, as "Anna Berg".
        text: The phrase as it is written; "" where it is no short phrase, as "Iran's war".
        is_sure: Whether the name is surely one: the headline writes other words small, and does not begin with it, or
            it is a known place or has a number.
    """

    names: frozenset[str]
    noun: str
    text: str
    is_sure: bool


class HeadlinePhrases(NamedTuple):
    """What a headline names.

    Attributes:
        phrases: The phrases that can name an affair.
        words: Its words as in `AffairPhrase.names`.
        nouns: The kinds of events that it names.
    """

    phrases: tuple[AffairPhrase, ...]
    words: frozenset[str]
    nouns: frozenset[str]


@lru_cache(maxsize=MAX_REMEMBERED)
def headline_phrases(headline: str) -> HeadlinePhrases:
    """Return the phrases of a headline that can name an affair, with its words."""
    tokens = _tokens(headline)
    kinds = [_kind_by_noun().get(token.lower(), "") for token in tokens]
    is_cased = not is_title_case(headline)
    phrases = list(_full_names(tokens)) if is_cased else []
    for place, kind in enumerate(kinds):
        if kind:
            phrases += _phrases_at(tokens, place, kind, is_cased)
    words = frozenset(word for token in tokens for word in _name_words(token))
    return HeadlinePhrases(tuple(phrases), words, frozenset(kinds) - {""})


def _tokens(headline: str) -> list[str]:
    """Return the words and signs of a headline, a noun of two words ("World Cup") as one."""
    tokens: list[str] = []
    for token in _TOKEN.findall(headline):
        if tokens and f"{tokens[-1]} {token}".lower() in _kind_by_noun():
            tokens[-1] += f" {token}"
        else:
            tokens.append(token)
    return tokens


@cache
def _kind_by_noun() -> dict[str, str]:
    lists = word_lists(_LIST_FILE)
    return {noun.replace("-", " "): kind for kind, nouns in lists.items() if kind not in _NO_NOUNS for noun in nouns}


def _full_names(tokens: Sequence[str]) -> Iterator[AffairPhrase]:
    """Yield the names of several words: "Anna Berg", "Windows 11"."""
    for start, token in enumerate(tokens):
        for end in range(start + 2, min(len(tokens), start + MAX_NAME_WORDS) + 1):
            words = tokens[start:end]
            last = words[-1]
            if not _is_name(token) or words[-2].endswith(_POSSESSIVE) or not (last.isdecimal() or _is_name(last)):
                break
            if not last.endswith(_POSSESSIVE) and not (_is_no_topic(words) or _is_cut_or_place(tokens, start, last)):
                yield _phrase(words, "", " ".join(words), start > 0)


def _is_cut_or_place(tokens: Sequence[str], start: int, last: str) -> bool:
    """Whether a name is the rest of a longer one ("Anna's Gate 3"), or stands where places do: "in Latin America"."""
    before = [token.lower() for token in tokens[max(start - 2, 0) : start] if token.lower() != "the"]
    if not before:
        return False
    if before[-1].endswith(_POSSESSIVE):
        return True
    return before[-1] in word_lists("name_words.txt")["place-prepositions"] and not last.isdecimal()


def _is_no_topic(name: Sequence[str]) -> bool:
    """Whether a name of several words is a country, a city, a day, a body, a label, or has an office before it."""
    words = [word.lower() for word in name]
    if "-".join(words) in country_by_name() or "-".join(words) in country_by_city() or is_generic(" ".join(words)):
        return True
    lists = word_lists(_ROLE_FILE)
    offices = lists["parts"] | lists["bodies"]
    return not (_CALENDAR_WORDS | lists["roles"]).isdisjoint(words) or all(word in offices for word in words)


def _phrases_at(tokens: Sequence[str], place: int, kind: str, is_cased: bool) -> Iterator[AffairPhrase]:
    """Yield the phrases with the noun at a place: "Iran war", "war in Iran", "Hurricane Lee"."""
    lists, noun = word_lists(_LIST_FILE), tokens[place].lower()
    behind = tokens[place + 1] if place + 1 < len(tokens) else ""
    if _ROMAN_NUMBER.fullmatch(behind):  # "World War II"
        return
    start = place
    while start and tokens[start - 1].lower() in lists["between"]:
        start -= 1
    if start and (noun not in lists["verbs-too"] or _is_noun(tokens[start - 1], behind)):
        yield from _with_name_before(tokens, start, place, kind, is_cased)
    if behind.lower() in lists["links"]:
        yield from _with_name_behind(tokens, place, kind, is_cased)
    if noun in lists["before"] and _is_name(behind) and not behind.endswith(_POSSESSIVE):
        yield _phrase([behind], kind, f"{tokens[place]} {behind}", is_cased)


def _is_noun(before: str, behind: str) -> bool:
    """Whether a word that may be a verb is a noun, by the words around it: "US-Iran talks", "UAW strike: the cost"."""
    pair = before.split("-")
    if len(pair) > 1 and all(_is_name(one) and one.lower() not in word_lists(_ROLE_FILE)["roles"] for one in pair):
        return True
    ends = not behind[:1].isalnum() or behind.lower() in word_lists(_LIST_FILE)["ends"]
    return ends and (before.isupper() or all(map(_is_place_or_number, _name_words(before))))


def _with_name_before(tokens: Sequence[str], end: int, noun: int, kind: str, is_cased: bool) -> Iterator[AffairPhrase]:
    """Yield the phrases of the name that ends before `end`: of its last word, its last two, its last three."""
    for start in range(end - 1, max(-1, end - 1 - MAX_NAME_WORDS), -1):
        token = tokens[start]
        is_owner = token.endswith(_POSSESSIVE)
        if not _is_name(token) or (is_owner and start < end - 1):
            return
        text = "" if is_owner else " ".join(tokens[start : noun + 1])
        yield _phrase(tokens[start:end], kind, text, is_cased and start > 0)
        if "-" in token and start == end - 1:
            yield from (AffairPhrase(frozenset((name,)), kind, "", False) for name in _name_words(token))
        if is_owner:
            return


def _with_name_behind(tokens: Sequence[str], noun: int, kind: str, is_cased: bool) -> Iterator[AffairPhrase]:
    """Yield the phrases of the name behind a noun and a preposition: of its first word, its first two, all three."""
    start = noun + 2
    if start < len(tokens) and tokens[start].lower() == "the":
        start += 1
    for end in range(start + 1, min(len(tokens), start + MAX_NAME_WORDS) + 1):
        if not _is_name(tokens[end - 1]):
            return
        is_owner = tokens[end - 1].endswith(_POSSESSIVE)
        yield _phrase(tokens[start:end], kind, "" if is_owner else " ".join(tokens[noun:end]), is_cased)
        if is_owner:
            return


def _phrase(name: Sequence[str], noun: str, text: str, is_sure: bool) -> AffairPhrase:
    names = frozenset(word for token in name for word in _name_words(token))
    return AffairPhrase(names, noun, text, is_sure or all(_is_place_or_number(word) for word in names))


def _is_place_or_number(name: str) -> bool:
    return name in known_places() or any(letter.isdecimal() for letter in name)


def _is_name(token: str) -> bool:
    """Whether a word is written like a name, or has a capital inside as "iPhone"."""
    return any(letter.isupper() for letter in token)


@lru_cache(maxsize=MAX_REMEMBERED)
def _name_words(token: str) -> tuple[str, ...]:
    """Return the words of a token as names compare: a country for its adjectives, both parts of "US-Israel"."""
    return tuple(plain_name(part) for part in token.split("-") if part)
