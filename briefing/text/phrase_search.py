"""Searches for phrases that first look whether a text has a word that every match needs: most texts have none.

The needed words are read from the pattern. They are only a short cut: what matches is decided by the pattern alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from briefing.text.data_files import any_of, phrases
from briefing.text.words import stopwords

PREFIX_LENGTH = 4
"""Letters of a word whose ending is open that are looked up: "announc\\w*" needs a word that starts with "anno"."""
MAX_SPELLINGS = 64
"""Number of spellings of a phrase that are listed; a part with more counts as unknown."""
MAX_ALTERNATIVES = 512
"""Number of spellings of alternatives that are listed; those of one phrase are few, but lists of words are long."""
MAX_SET_SPELLINGS = 6
"""Number of characters of a set that are listed one by one."""
MAX_CACHED_TEXTS = 8192
"""Number of texts whose words are remembered: the headlines, openings and sentences of a long thread."""
_UNKNOWN, _EDGE = "\0", "\1"
"""In a spelling: any characters, and a place where a word begins or ends."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_NO_WORD = re.compile(r"\W")
_PIECE = re.compile(rf"[\w{_UNKNOWN}]+|[^\w\s{_EDGE}]")
_CASE_VARIANTS = str.maketrans("İıſK", "iisk")  # `re` takes them for the letters without regard to case
_ANY_PARTS = (_UNKNOWN,)


class PhraseSearch:
    """A search for phrases that tries only those of which a text has a needed word.

    Attributes:
        needed: The needed words of all phrases that have such words.
        needs_word: Whether all have.
    """

    def __init__(self, phrase_patterns: Iterable[str], before: str = "", after: str = "") -> None:
        """Read the needed words of phrases; patterns are compiled when a text has one, which most do not.

        Args:
            phrase_patterns: The patterns of the phrases, for any case; without any the search never matches.
            before: Pattern that must stand before a phrase, such as a word boundary.
            after: Pattern that must follow a phrase.
        """
        patterns = list(phrase_patterns)
        self._pattern = f"{before}(?:{any_of(patterns)}){after}"
        by_word: dict[str, list[str]] = {}
        others: list[str] = []
        for one in (f"{before}(?:{pattern}){after}" for pattern in patterns):
            needed = needed_words(one)
            for word in needed:
                by_word.setdefault(word, []).append(one)
            others += [] if needed else [one]
        self._phrases_by_word = {word: any_of(ones) for word, ones in by_word.items()}
        self.needed = frozenset(by_word)
        self.needs_word = not others
        self._without_words = any_of(others)

    def is_in(self, text: str) -> bool:
        """Return whether there is a match anywhere in a text."""
        return self._has_match(re.Pattern.search, text)

    def begins(self, text: str) -> bool:
        """Return whether there is a match at the beginning of a text."""
        return self._has_match(re.Pattern.match, text)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return _compiled(self._pattern).search(text) if self.is_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in a text."""
        return _compiled(self._pattern).finditer(text) if self.is_in(text) else iter(())

    def _has_match(self, find: Callable[[re.Pattern[str], str], re.Match[str] | None], text: str) -> bool:
        for word in self.needed & words_in(text):
            if find(_compiled(self._phrases_by_word[word]), text):
                return True
        return not self.needs_word and find(_compiled(self._without_words), text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class PhraseTable:
    """Several searches that are tried on one text with one look-up of its words."""

    def __init__(self, searches: Iterable[PhraseSearch]) -> None:
        """Take the searches in their order."""
        self._searches = tuple(searches)
        self._always = frozenset(place for place, one in enumerate(self._searches) if not one.needs_word)
        self._places_by_word: dict[str, list[int]] = {}
        for place, one in enumerate(self._searches):
            for word in one.needed:
                self._places_by_word.setdefault(word, []).append(place)
        self._words = frozenset(self._places_by_word)

    def places_in(self, text: str) -> Iterator[int]:
        """Yield the places of the searches that match anywhere in a text, in their order."""
        words = self._words & words_in(text)
        places = self._always.union(*(self._places_by_word[word] for word in words)) if words else self._always
        return (place for place in sorted(places) if self._searches[place].is_in(text))


@cache
def phrase_search(file_name: str, before: str = "", after: str = "") -> PhraseSearch:
    """Return the search for the phrases of a file, which is made at the first call; see `PhraseSearch`."""
    return PhraseSearch((phrase.pattern for phrase in phrases(file_name)), before, after)


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def words_in(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, their beginnings, and its punctuation marks."""
    tokens = _TOKEN.findall((text if text.isascii() else text.translate(_CASE_VARIANTS)).lower())
    return frozenset([*tokens, *[token[:PREFIX_LENGTH] for token in tokens]])


def needed_words(pattern: str) -> frozenset[str]:
    """Return words, beginnings of words and marks of which each match has at least one; none if there are no such."""
    needed: set[str] = set()
    for spelling in _spellings(_parser.parse(pattern, re.IGNORECASE)):
        pieces = _keys(f"{_UNKNOWN}{spelling}{_UNKNOWN}".lower())
        if not pieces:
            return frozenset()
        needed.add(max(pieces)[-1])
    return frozenset(needed)


def _keys(spelling: str) -> list[tuple[bool, bool, int, str]]:
    """The pieces of a spelling by which `words_in` shows that it is there, each behind how well it distinguishes."""
    keys = []
    for piece in _PIECE.findall(spelling):
        beginning, is_open, _ = piece.partition(_UNKNOWN)
        if not is_open or len(beginning) >= PREFIX_LENGTH:
            key = beginning[:PREFIX_LENGTH] if is_open else piece
            keys.append((key.isalnum(), key not in stopwords(), len(key), key))
    return keys


def _spellings(parts: Iterable[tuple[Any, Any]]) -> Sequence[str]:
    """The spellings of a sequence of parts of a parsed pattern."""
    listed: Sequence[str] = ("",)
    for operation, value in parts:
        own = _spellings_of(operation, value)
        if min(len(own), len(listed)) > 1 and len(own) * len(listed) > MAX_SPELLINGS:
            own = _ANY_PARTS
        listed = tuple(dict.fromkeys(a + b for a, b in product(listed, own)))
    return listed


def _spellings_of(operation: Any, value: Any) -> Sequence[str]:
    if operation is _constants.LITERAL:
        return (chr(value),)
    if operation is _constants.IN:
        return _spellings_of_set(value)
    if operation is _constants.AT:
        return ("",) if value is _constants.AT_NON_BOUNDARY else (_EDGE,)
    if operation in (_constants.ASSERT, _constants.ASSERT_NOT):
        return ("",)
    if operation is _constants.SUBPATTERN:
        return _spellings(value[3])
    if operation is _constants.BRANCH:
        listed = tuple(dict.fromkeys(one for branch in value[1] for one in _spellings(branch)))
        return listed if len(listed) <= MAX_ALTERNATIVES else _ANY_PARTS
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return _spellings_of_repeat(*value)
    return _ANY_PARTS


def _spellings_of_set(members: Sequence[tuple[Any, Any]]) -> Sequence[str]:
    if all(operation is _constants.LITERAL for operation, _ in members) and len(members) <= MAX_SET_SPELLINGS:
        return tuple(chr(value) for _, value in members)
    return (" ",) if all(map(_is_no_word, members)) else _ANY_PARTS


def _is_no_word(member: tuple[Any, Any]) -> bool:
    operation, value = member
    if operation is _constants.CATEGORY:
        return value in (_constants.CATEGORY_SPACE, _constants.CATEGORY_NOT_WORD)
    return operation is _constants.LITERAL and _NO_WORD.match(chr(value)) is not None


def _spellings_of_repeat(least: int, most: int, parts: Iterable[tuple[Any, Any]]) -> Sequence[str]:
    once = _spellings(parts)
    if (least, most) == (1, 1):
        return once
    if (least, most) == (0, 1):
        return ("", *once)
    if all(one.isspace() for one in once):
        return (" ",) if least else ("", " ")
    if least == 0:
        return _ANY_PARTS
    return tuple(f"{one}{_UNKNOWN}" for one in once)
