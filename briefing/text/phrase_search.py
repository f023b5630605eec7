"""Searches for phrases that first look whether a text has a word that every match needs: most texts have none.

The needed words are read from the pattern. They are only a short cut: what matches is decided by the pattern alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, lru_cache

from briefing.text.data_files import any_of, phrases
from briefing.text.pattern_spellings import EDGE, UNKNOWN, spellings
from briefing.text.words import stopwords

PREFIX_LENGTH = 4
"""Letters of a word whose ending is open that are looked up: "announc\\w*" needs a word that starts with "anno"."""
MAX_CACHED_TEXTS = 2048
"""Number of texts whose words are remembered: the headlines, openings and sentences of a long thread.

They take about 4 KB each."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_PIECE = re.compile(rf"[\w{UNKNOWN}]+|[^\w\s{EDGE}]")
_CASE_VARIANTS = str.maketrans("İıſK", "iisk")  # `re` takes them for the letters without regard to case


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
        """Whether there is a match anywhere in a text."""
        return self.is_among(words_in(text), text)

    def is_among(self, words: Set[str], text: str) -> bool:
        """Whether there is a match anywhere in a text whose `words_in` are known."""
        return self._has_match(re.Pattern.search, words, text)

    def begins(self, text: str) -> bool:
        """Whether there is a match at the beginning of a text."""
        return self._has_match(re.Pattern.match, words_in(text), text)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return _compiled(self._pattern).search(text) if self.is_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in a text."""
        return _compiled(self._pattern).finditer(text) if self.is_in(text) else iter(())

    def _has_match(
        self, find: Callable[[re.Pattern[str], str], re.Match[str] | None], words: Set[str], text: str
    ) -> bool:
        for word in self.needed & words:
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
        self._always = frozenset(index for index, one in enumerate(self._searches) if not one.needs_word)
        self._indexes_by_word: dict[str, list[int]] = {}
        for index, one in enumerate(self._searches):
            for word in one.needed:
                self._indexes_by_word.setdefault(word, []).append(index)
        self._words = frozenset(self._indexes_by_word)

    def indexes_in(self, text: str) -> Iterator[int]:
        """Yield the indexes of the searches that match anywhere in a text, in their order."""
        words = words_in(text) & self._words
        indexes = self._always.union(*(self._indexes_by_word[word] for word in words)) if words else self._always
        return (index for index in sorted(indexes) if self._searches[index].is_among(words, text))


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
    for spelling in spellings(pattern):
        pieces = _keys(f"{UNKNOWN}{spelling}{UNKNOWN}".lower())
        if not pieces:
            return frozenset()
        needed.add(max(pieces)[-1])
    return frozenset(needed)


def _keys(spelling: str) -> list[tuple[bool, bool, int, str]]:
    """The pieces of a spelling by which `words_in` shows that it is there, each behind how well it distinguishes."""
    keys = []
    for piece in _PIECE.findall(spelling):
        beginning, is_open, _ = piece.partition(UNKNOWN)
        if not is_open or len(beginning) >= PREFIX_LENGTH:
            key = beginning[:PREFIX_LENGTH] if is_open else piece
            keys.append((key.isalnum(), key not in stopwords(), len(key), key))
    return keys
