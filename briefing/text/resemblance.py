"""Whether two titles or two texts may be versions of one another. Pure and symmetric."""

from __future__ import annotations

from enum import IntEnum

MIN_IDENTIFYING_TEXT = 40
"""Characters from which on an equal text identifies an entry; "Comments" stands under all entries of a feed."""
SIMILAR_SHARE = 0.5
"""Share of the words of the shorter title, or of the words of both texts, that versions have in common."""
MIN_WORD = 3
"""Characters of a word from which on it relates two titles, unless it is a pair of an unspaced script."""
MAX_COMPARED = 4000
"""Characters of a text that are compared; the rest of a long text changes nothing in the result."""


class Likeness(IntEnum):
    """How much two titles have in common; a larger value includes the smaller ones."""

    DIFFERENT = 0
    RELATED = 1
    SIMILAR = 2
    EQUAL = 3


def title_likeness(one: str, other: str) -> Likeness:
    """Return how much two titles have in common; an empty title contradicts none.

    Titles with different numbers are at most related: "Version 16.1" and "Version 16.2" are two releases.
    """
    words, others = _words(one), _words(other)
    if words == others or not words or not others:
        return Likeness.EQUAL if words or one == other or not (one and other) else Likeness.DIFFERENT
    shared, smaller = set(words) & set(others), min(len(set(words)), len(set(others)))
    if not any(len(word) >= MIN_WORD or not word.isascii() for word in shared if not word[0].isdigit()):
        return Likeness.DIFFERENT
    close = len(shared) >= SIMILAR_SHARE * smaller and not _numbers_differ(words, others)
    return Likeness.SIMILAR if close else Likeness.RELATED


def is_extended_title(one: str, other: str) -> bool:
    """Whether one title has all words of the other, and more: as after a word was inserted or dropped."""
    words, others = set(_words(one)), set(_words(other))
    return words < others or others < words


def texts_agree(one: str, other: str) -> bool | None:
    """Whether two texts may be versions of one text; None if one of them is empty."""
    if not one or not other:
        return None
    if one == other or one.startswith(other.rstrip("….")) or other.startswith(one.rstrip("….")):
        return True
    words, others = set(_words(one[:MAX_COMPARED])), set(_words(other[:MAX_COMPARED]))
    return len(words & others) > SIMILAR_SHARE * len(words | others)


def is_identifying(one: str, other: str) -> bool:
    """Whether two texts are long enough for their agreement to identify an article."""
    return min(len(one), len(other)) >= MIN_IDENTIFYING_TEXT


def _words(text: str) -> list[str]:
    from briefing.text.words import (
        tokenize,  # its patterns take time to compile, and commands that read compare nothing
    )

    return tokenize(text)


def _numbers_differ(words: list[str], others: list[str]) -> bool:
    """Whether both have numbers, and other ones."""
    numbers, other_numbers = (sorted(word for word in one if word[0].isdigit()) for one in (words, others))
    return bool(numbers and other_numbers) and numbers != other_numbers
