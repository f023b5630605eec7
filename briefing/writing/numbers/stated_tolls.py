"""The tolls that a text states, and whether another text on the same event states a greater one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from briefing.model.articles import Article
from briefing.writing.numbers.number_scope import may_cover_the_same, number_scope
from briefing.writing.numbers.quantities import Quantity, quantities
from briefing.writing.numbers.toll_words import PERSON_NOUNS
from briefing.writing.overtaking import MIN_RISE

MAX_REMEMBERED = 4096
"""Number of texts whose tolls are remembered: each is compared with every chosen one."""
_UNSURE = re.compile(r"\b(?:fear\w*|presum\w*|could|may|might|would|estimat\w*|expect\w*|missing)\b", re.IGNORECASE)
"""Matches what makes of a toll one that is feared, or that counts others too."""
_PEOPLE_DIE = rf"(?:[a-z]+ )?(?:{'|'.join(sorted(PERSON_NOUNS))}) (?:have |has )?(?:die[sd]?|dead)\b"


@lru_cache(maxsize=MAX_REMEMBERED)
def tolls_of(text: str) -> tuple[Quantity, ...]:
    """Return the tolls that a text states in figures."""
    if not any(character.isdigit() for character in text):
        return ()
    return tuple(one for one in quantities([Article("", "", text)]) if one.is_toll)


def state_other_tolls(text: str, other: str) -> bool:
    """Whether two texts state different tolls of the same kind."""
    return any(one.unit == two.unit and _differ(one, two) for one in tolls_of(text) for two in tolls_of(other))


def is_smaller_toll(text: str, other: str, day: date) -> bool:
    """Whether a text counts the dead of the event of another text, and fewer than that does.

    Args:
        text: The text with the toll that may be smaller.
        other: The text with the toll that may be greater.
        day: The day on which both were written.
    """
    dead, others = _dead_in(text), _dead_in(other)
    if not dead or not others:
        return False
    most, greatest = max(dead, key=_value), max(others, key=_value)
    is_greater = most.value < greatest.value and exceeds(greatest, most)
    return is_greater and _count_the_same(most, greatest) and _cover_the_same(text, other, day)


def counts_dead(text: str) -> bool:
    """Whether a text counts dead, and not only feared ones."""
    return bool(_dead_in(text))


def _dead_in(text: str) -> list[Quantity]:
    if _UNSURE.search(text):
        return []
    return [one for one in tolls_of(text) if one.unit == "dead" and _counts_people(one, text)]


def _counts_people(toll: Quantity, text: str) -> bool:
    """Whether a toll is no age, as in "dies aged 95": the number stands beside dead, or before people who die."""
    is_beside = toll.counted is not None and toll.counted.toll == toll.unit
    return is_beside or bool(re.search(rf"(?<![\d.,]){re.escape(toll.as_stated)} {_PEOPLE_DIE}", text, re.IGNORECASE))


def _value(toll: Quantity) -> float:
    return toll.value


def exceeds(later: Quantity, toll: Quantity) -> bool:
    """Whether a toll is higher; much higher, if the other is given as a lower bound ("more than 2,000")."""
    return later.least > toll.most or later.least >= MIN_RISE * toll.least


def _differ(one: Quantity, other: Quantity) -> bool:
    return not (one.least <= other.most and other.least <= one.most)


def _count_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether two tolls count the same kind of people: children are not all victims."""
    return one.counted is None or other.counted is None or one.counted == other.counted


def _cover_the_same(text: str, other: str, day: date) -> bool:
    """Whether the tolls of two texts of one day are of one event, in the same places and the same time."""
    smaller, greater = (number_scope(one, day, lang="") for one in (text, other))
    return may_cover_the_same(smaller, greater)
