"""What a sentence with a number is about: the places, the kind of event and the time that its number covers.

Two numbers of one noun are one quantity only if these agree. Where it is uncertain, they do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from briefing.text.names import find_names
from briefing.writing.numbers.toll_words import CAMPAIGN, EVENT_PATTERNS, VIOLENT_KINDS

_TOTAL = re.compile(
    r"\b(?:tolls?|totals?|now|so far|altogether|r[io]se[sn]?|rising|climb\w*|jump\w*|soar\w*|increas\w*|number of"
    r"|dropped|fallen|steigt|bilan|asciende|ya)\b",
    re.IGNORECASE,
)
_COUNT_OR_SPAN = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few)"
_ROLLING_PERIOD = re.compile(
    r"\b(?:in|within|over|during|for)\s+(?:just\s+|only\s+|under\s+)?(?:the\s+)?"
    r"(?:(?:last|past|previous|first|single|space of)\s+)*"
    rf"(?:{_COUNT_OR_SPAN}\s+)?(?:single\s+)?(?:hours?|days?|weeks?|weekend|months?|years?)\b"
    r"|\bovernight\b|\b(?:this|last|past|each|every|per)\s+(?:week|month|year|weekend|decade)\b"
    r"|\b(?:a|per)\s+(?:day|week|month|year)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:ago|decades?|anniversary|last year|centur(?:y|ies)|histor\w+|previous(?:ly)?|recall\w*)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?!,)")
_OTHER_EVENT = re.compile(
    r"\b(?:another|separate|second|fresh|latest)\s+(?:[\w’'-]+\s+){0,2}?(?:strike|attack|raid|quake|earthquake|crash|fire"
    r"|flood|storm|boat|blast|explosion|incident|shooting|bombing)\b",
    re.IGNORECASE,
)
_CAMPAIGN = re.compile(CAMPAIGN, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberScope:
    """What the numbers of a sentence cover.

    Attributes:
        places: The countries and known places that it names.
        names: All words of its names.
        words: All its words in lower case, and the countries it names.
        kinds: The kinds of events that it names.
        is_total: Whether it gives the number as it stands now ("the toll rose to").
        is_campaign: Whether it is about many acts of violence.
        is_uncertain: Whether its numbers cover a span of time or another event, or stand in a question.
    """

    places: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    kinds: frozenset[str]
    is_total: bool
    is_campaign: bool
    is_uncertain: bool

    @property
    def covers_all(self) -> bool:
        """Whether its number covers all acts, not one of them: "killed so far", "dead in the war"."""
        return self.is_total or self.is_campaign

    @property
    def is_violent(self) -> bool:
        """Whether it is about acts of people, of which there are many in one place."""
        return bool(self.kinds & VIOLENT_KINDS)


@lru_cache(maxsize=1024)
def number_scope(text: str, published: date, lang: str) -> NumberScope:
    """Return what the numbers of a sentence or a headline cover."""
    names = find_names(text, "", lang)
    return NumberScope(
        places=names.countries | names.place_names,
        names=names.words | names.countries,
        words=frozenset(_WORD.findall(text.lower())) | names.words | names.countries,
        kinds=frozenset(kind for kind, pattern in EVENT_PATTERNS.items() if pattern.search(text)),
        is_total=bool(_TOTAL.search(text)),
        is_campaign=bool(_CAMPAIGN.search(text)),
        is_uncertain=_is_uncertain(text, published),
    )


def covers_the_same(before: NumberScope, after: NumberScope, same_story: bool, is_state: bool = False) -> bool:
    """Return whether the numbers of two sentences certainly cover the same.

    Args:
        before: The scope of the earlier sentence.
        after: The scope of the later sentence.
        same_story: Whether both sentences are of one story.
        is_state: Whether the numbers give a state, such as people who are displaced, not acts of a day.
    """
    if before.is_uncertain or after.is_uncertain or before.names.isdisjoint(after.names):
        return False
    if not _places_agree(before, after) or (before.kinds and after.kinds and before.kinds.isdisjoint(after.kinds)):
        return False
    if before.is_violent or after.is_violent:
        return _cover_the_same_violence(before, after, same_story, is_state)
    return same_story or bool(before.kinds & after.kinds)


def _cover_the_same_violence(before: NumberScope, after: NumberScope, same_story: bool, is_state: bool) -> bool:
    """Whether the numbers of two sentences that agree are of one act in one place, or both of all acts there."""
    if before.places != after.places or not before.places:
        return False
    is_one_act = same_story and not (before.is_campaign or after.is_campaign)
    if is_one_act and before.kinds & after.kinds:
        return True
    return (is_state or (before.covers_all and after.is_total)) and before.kinds <= after.kinds


def _is_uncertain(text: str, published: date) -> bool:
    years = {int(year) for year in _YEAR.findall(text)}
    return (
        bool(_ROLLING_PERIOD.search(text) or _HISTORY.search(text) or _OTHER_EVENT.search(text))
        or bool(years - {published.year})
        or text.rstrip("\"”’' ").endswith("?")
    )


def _places_agree(before: NumberScope, after: NumberScope) -> bool:
    """Whether neither sentence has a place that the other lacks; the later one may name fewer."""
    if not before.places or not after.places:
        return True
    return not after.places - before.words and bool(before.places & after.words)
