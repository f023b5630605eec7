"""Numbers in headlines that name one of a series: the 12th package, stage 4, the quake of magnitude 5.1."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from briefing.text.number_words import ORDINAL_BY_WORD
from briefing.text.words import stem

COUNTED_BEFORE = frozenset([
    "chapter", "day", "episode", "game", "heat", "lap", "leg", "match", "night", "part", "phase", "round", "season",
    "session", "stage", "week",
])  # fmt: skip
"""Words that a number follows which says which one of a series: "stage 4"."""
MAGNITUDE = "magnitude"
"""The word before the strength of an earthquake, by which two of them differ."""
MAX_MAGNITUDE_CHANGE = 0.45
"""Difference of two magnitudes up to which one may be a revision of the other; agencies revise by a few tenths."""
_BEFORE_NUMBER = COUNTED_BEFORE | {MAGNITUDE}
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d)?")


def serial_numbers(words: Sequence[str], lang: str) -> frozenset[str]:
    """Return the numbers of things in a series that a headline names, as "packag 12".

    Args:
        words: The words of the headline in lower case, stop words included.
        lang: Its language.
    """
    serials = set()
    for word, following in pairwise(words):
        ordinal = _ORDINAL.fullmatch(word)
        if number := int(ordinal[1]) if ordinal else ORDINAL_BY_WORD.get(word):
            serials.add(f"{stem(following, lang)} {number}")
        elif word in _BEFORE_NUMBER and _NUMBER.fullmatch(following):
            serials.add(f"{stem(word, lang)} {following}")
    return frozenset(serials)


def serials_conflict(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two headlines name different ones of a series: the 12th package, and the 13th.

    A headline that names both agrees with each: "after stage 4, X wins stage 5".
    """
    if not one or not other:
        return False
    numbers, others = _numbers_by_word(one), _numbers_by_word(other)
    return any(
        all(_differ(word, number, another) for number in numbers[word] for another in others[word])
        for word in numbers.keys() & others.keys()
    )


def _numbers_by_word(serials: Collection[str]) -> dict[str, list[str]]:
    numbers: dict[str, list[str]] = {}
    for serial in serials:
        word, number = serial.rsplit(" ", 1)
        numbers.setdefault(word, []).append(number)
    return numbers


def _differ(word: str, one: str, other: str) -> bool:
    limit = MAX_MAGNITUDE_CHANGE if MAGNITUDE.startswith(word) else 0.0  # the word is a stem
    return abs(float(one) - float(other)) > limit
