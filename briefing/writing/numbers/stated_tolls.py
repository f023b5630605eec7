"""The tolls that a text states, and whether another text on the same event states a greater one."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.model.articles import Article
from briefing.text.names import find_names
from briefing.writing.country_terms import terms_of
from briefing.writing.numbers.quantities import TOLL_PATTERNS, Quantity, quantities
from briefing.writing.numbers.toll_words import PERSON_NOUNS
from briefing.writing.overtaking import MIN_RISE
from briefing.writing.sentences.sentence_vectors import bag_of_words

MAX_REMEMBERED = 4096
"""Number of texts whose tolls are remembered: each is compared with every chosen one."""
MIN_SHARED_TERMS = 2
"""Number of terms, beside words of tolls, that two texts on the dead of one event share."""
_UNSURE = re.compile(r"\b(?:fear\w*|presum\w*|could|may|might|would|estimat\w*|expect\w*|missing)\b", re.IGNORECASE)
"""Matches what makes of a toll one that is feared, or that counts others too."""
_PEOPLE_DIE = rf"(?:[a-z]+ )?(?:{'|'.join(sorted(PERSON_NOUNS))}) (?:have |has )?(?:die[sd]?|dead)\b"
_TOLL_WORD = re.compile("|".join(TOLL_PATTERNS.values()) + r"|toll\b|victims?\b|casualt", re.IGNORECASE)


@lru_cache(maxsize=MAX_REMEMBERED)
def tolls_of(text: str) -> tuple[Quantity, ...]:
    """Return the tolls that a text states in figures."""
    if not any(character.isdigit() for character in text):
        return ()
    return tuple(one for one in quantities([Article("", "", text)]) if one.is_toll)


def state_other_tolls(text: str, other: str) -> bool:
    """Whether two texts state different tolls of the same kind."""
    return any(one.unit == two.unit and _differ(one, two) for one in tolls_of(text) for two in tolls_of(other))


def is_smaller_toll(text: str, other: str) -> bool:
    """Whether a text counts the dead of the event of another text, and fewer than that does."""
    dead, others = _dead_in(text), _dead_in(other)
    if not dead or not others:
        return False
    most, greatest = max(dead, key=_value), max(others, key=_value)
    return most.value < greatest.value and exceeds(greatest, most) and _are_on_one_event(text, other)


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


@lru_cache(maxsize=MAX_REMEMBERED)
def _subject(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The terms of a text without the words of tolls and numbers, countries by their names, and the other names."""
    names = frozenset(bag_of_words(" ".join(sorted(find_names(text).words)))).intersection(bag_of_words(text))
    terms = frozenset(one for one in terms_of(text) if not one[0].isdigit() and not _TOLL_WORD.match(one))
    return terms, names & terms


def _are_on_one_event(text: str, other: str) -> bool:
    """Whether two texts share enough terms, and not each names somebody or some place that the other does not."""
    (terms, names), (other_terms, other_names) = _subject(text), _subject(other)
    if names - other_terms and other_names - terms and names.isdisjoint(other_names):
        return False
    return len(terms & other_terms) >= MIN_SHARED_TERMS
