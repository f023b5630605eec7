"""What a number counts, where its noun stands directly beside it: "12 dead", "killed 12 people", "a toll of 12".

Numbers whose noun is further away, and numbers that count no things (spans, ages, rates, measures, parts of names,
additions to another number), have no counted noun: two of them cannot be compared.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.text.words import stem

CONTEXT_CHARACTERS = 100
"""Characters before and after a number in which its noun or toll is looked for; bounds the cost of long texts."""
PEOPLE = "people"
"""The counted noun of tolls that name none ("12 dead")."""

_STATES = {
    "dead": r"dead|killed|die[ds]?|dying|perished|deaths?|fatalities|bodies",
    "hurt": r"injured|wounded|hurt|injuries",
    "missing": r"missing|unaccounted",
    "displaced": r"displaced|homeless|evacuated|uprooted|fled",
    "arrested": r"arrested|detained",
    "rescued": r"rescued|saved|evacuees",
}
_ACTS = {
    "dead": r"kill(?:s|ed|ing)?|claim(?:s|ed|ing)?(?: the lives of)?|took the lives of",
    "hurt": r"injur(?:es?|ed|ing)|wound(?:s|ed|ing)?|hurt(?:s|ing)?",
    "displaced": r"displac(?:es?|ed|ing)|evacuat(?:es?|ed|ing)|uproot(?:s|ed|ing)?",
    "arrested": r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?",
    "rescued": r"rescu(?:es?|ed|ing)|sav(?:es?|ed|ing)",
}
_ABOUT = (
    r"(?:at least|more than|less than|fewer than|up to|as many as|some|about|around|nearly|almost|over|roughly|only|"
    r"just)"
)
_AUXILIARIES = (
    r"(?:(?:have|has|had|having|were|was|are|is|been|being|be|feared|reported|reportedly|confirmed|believed|presumed|"
    r"now|already|also|still|left|listed|declared|later|found)\s+)*+"
)
_TOLL_BEFORE = re.compile(
    rf"\b(?:death toll|toll|dead|deaths)\b(?:\s+(?:in|from|of|on|at|after)(?:\s+[\w’'-]+){{1,6}}?)?\s+"
    r"(?:(?:has|had|have|now|is|was|rises?|rose|risen|rising|climbs?|climbed|jumps?|jumped|reach(?:es|ed)?|hits?|passes|passed|"
    rf"surpass(?:es|ed)?|exceeds?|exceeded|tops|topped|stands?|stood|grows?|grew|of|to|at|by)\s+)+(?:{_ABOUT}\s+)?$",
    re.IGNORECASE,
)
_RISE_BY = re.compile(rf"\bby\s+(?:{_ABOUT}\s+)?$", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"\b(?:of|of the|of those|of them|another|an additional|the other|a further|every|per|in|within|for|"
    r"aged?|under|turning|past|last|next|first|number|no\.|versus|vs\.?)\s+$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?:^|[\s(\"“‘'])(?P<word>[A-Z][\w’'-]*)\s+$")
_ADDITION_AFTER = re.compile(r"^\s+(?:more|others?|further|additional|extra|new)\b", re.IGNORECASE)
_RATE_AFTER = re.compile(
    r"^\s+(?:\S+\s+){1,3}?(?:a|an|per|each|every)\s+(?:day|week|month|year|hour|night|game|person)\b"
)
_ADJECTIVE = (
    r"(?:(?!(?:in|of|on|at|to|and|or|by|from|with|as|for|the|a|an|that|who|when|after|than|were|was|are|have|had|has)"
    r"\b)[a-z-]+\s+){0,2}?"
)
_PEOPLE = frozenset({"people", "persons", "person"})
_UNCOUNTED_NOUNS = """
    second seconds minute minutes hour hours day days week weeks weekend weekends month months year years decade
    decades century centuries time times night nights percent percentage degree degrees mile miles kilometre
    kilometres kilometer kilometers metre metres meter meters foot feet inch inches acre acres ton tons tonne
    tonnes kilo kilos kilogram kilograms pound pounds dollar dollars euro euros yen cent cents point points
    magnitude million billion trillion o'clock pm am gmt more others other further and or but the a an in on at
    of to from by with for as after before since than that who which when while because have has had are were
    was is be being been will would could may might said says not it he she they we you
"""
_UNCOUNTED = frozenset(_UNCOUNTED_NOUNS.split())
_FOLLOWING_NOUN = re.compile(rf"^\s+{_ADJECTIVE}(?P<noun>[a-z]{{3,}})\b")


class Count(NamedTuple):
    """What a number counts.

    Attributes:
        toll: The toll of people ("dead", "hurt", ...), "" for other things.
        noun: The stem of the counted noun; `PEOPLE` for people of any kind.
    """

    toll: str
    noun: str


def counted_noun(text: str, start: int, end: int) -> Count | None:
    """Return what the number in `text[start:end]` counts; None unless a noun or a toll stands directly beside it."""
    before, after = text[max(0, start - CONTEXT_CHARACTERS) : start], text[end : end + CONTEXT_CHARACTERS]
    if _ADDITION_AFTER.match(after) or _RATE_AFTER.match(after) or _RISE_BY.search(before):
        return None
    if _TOLL_BEFORE.search(before):
        return Count("dead", PEOPLE) if _may_be_people(after) else None
    for toll, act in _ACTS.items():
        if re.search(rf"\b(?:{act})\s+(?:{_ABOUT}\s+)?$", before, re.IGNORECASE):
            noun = _following_noun(after)
            return Count(toll, noun) if noun else None
    if _PART_BEFORE.search(before) or _is_part_of_name(before):
        return None
    return _count_of_following(after)


def _count_of_following(after: str) -> Count | None:
    for toll, state in _STATES.items():
        if re.match(rf"^\s+{_AUXILIARIES}(?:{state})\b", after, re.IGNORECASE):
            return Count(toll, PEOPLE)
        match = re.match(rf"^\s+{_ADJECTIVE}(?P<noun>[a-z]{{3,}})\s+{_AUXILIARIES}(?:{state})\b", after)
        if match and match["noun"] not in _UNCOUNTED:
            return Count(toll, _noun_key(match["noun"]))
    match = re.match(r"^\s+(?P<noun>[a-z]{3,})\b", after)
    return Count("", _noun_key(match["noun"])) if match and match["noun"] not in _UNCOUNTED else None


def _following_noun(after: str) -> str:
    """Return the noun after a number that an act counts; `PEOPLE` where the clause ends, "" for a measure."""
    match = _FOLLOWING_NOUN.match(after)
    if not match:
        return PEOPLE if not re.match(r"^\s*[\w-]", after) else ""
    if match["noun"] in _UNCOUNTED:
        return PEOPLE if match["noun"] in ("in", "on", "at", "and", "after", "as", "since", "from") else ""
    return _noun_key(match["noun"])


def _may_be_people(after: str) -> bool:
    """Whether a toll before a number is of people: no other noun follows it."""
    match = re.match(r"^\s+(?P<noun>[a-z]{3,})\b", after)
    return not match or match["noun"] in _PEOPLE or match["noun"] in _UNCOUNTED - {"percent", "days", "years", "hours"}


def _noun_key(noun: str) -> str:
    return PEOPLE if noun in _PEOPLE else stem(noun, "en")


def _is_part_of_name(before: str) -> bool:
    """Whether a capitalised word before a number makes it part of a name: "Flight 370", "the Group of 20"."""
    match = _NAME_BEFORE.search(before)
    return match is not None and not re.fullmatch(
        rf"(?i:{_ABOUT}|least|than|leaves?|with|all|the|these|those|now)", match["word"]
    )
