"""Levels that later reports change: the category of a storm, the score of a game that goes on, a price."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from briefing.text.number_words import NUMBER_BY_WORD
from briefing.text.words import stem

MAX_REMEMBERED = 8192
"""Number of texts whose levels are remembered: each is compared with many others."""
_LOOK_BACK = 45
"""Number of characters before a level in which a forecast is looked for: "may strengthen again to Category 4"."""
_FORECAST = re.compile(
    r"\b(?:could|may|might|will|would|can|expected|forecast|predicted"
    r"|projected|likely|set|poised|towards?|nears?|fears?|feared|if)\b[^,;:]*$|\b(?:from|once|was) (?:an? )?$",
    re.IGNORECASE,
)
"""Matches what stands before a level that is not the present one."""
_LEVELS = {
    "category": re.compile(r"\bcat(?:egory|\.)?[ -]?(?P<level>[1-5]|one|two|three|four|five)\b", re.IGNORECASE),
    "storm": re.compile(
        r"\b(?:(?P<level>tropical storm|tropical depression|hurricane|typhoon) (?=(?-i:[A-Z]))"
        r"|(?:weakens?|weakened|weakening|downgraded) (?:in)?to (?:an? )?(?P<weak>tropical storm|tropical depression))",
        re.IGNORECASE,
    ),
    "score": re.compile(
        r"\b(?:leads?|leading|trails?|trailing|ahead|up|down|level|tied)\b[^.;:]{0,40}?\b(?P<level>\d{1,2}[-–]\d{1,2})\b",
        re.IGNORECASE,
    ),
    "contained": re.compile(r"(?<![\d.])(?P<level>\d{1,3})(?:%| per ?cent) contained\b", re.IGNORECASE),
    "counted": re.compile(
        r"(?<![\d.])(?P<level>\d{1,3})(?:%| per ?cent) of (?:the )?(?:votes?|ballots|precincts) counted\b",
        re.IGNORECASE,
    ),
}
"""What gives a level, by the kind of level; a kind has one level at a time."""
_PRICE = re.compile(
    r"\b(?P<subject>[\w'’-]+)(?: prices?| shares?| stock)? "
    r"(?:rises? |climbs? |jumps? |soars? |surges? |falls? |slides? |drops? )?"
    r"(?:tops?|hits?|passes|surpasses|above|below|under|over|past|reaches|at|to) (?P<level>[$£€]\d[\d,.]*\d|[$£€]\d)",
    re.IGNORECASE,
)
"""Matches the price of something; the kind is the price of that thing."""


class Level(NamedTuple):
    """A level that a text states."""

    kind: str
    value: str


_HURRICANE = Level("storm", "hurricane")


@lru_cache(maxsize=MAX_REMEMBERED)
def levels_in(text: str) -> frozenset[Level]:
    """Return the levels that a text states as present ones: no forecast, and not where something came from."""
    levels = set()
    for kind, pattern in _LEVELS.items():
        for match in pattern.finditer(text):
            group = match.lastgroup or ""
            place = match.start(group) if group == "weak" else match.start()
            if not _is_forecast(text, place):
                levels.add(Level(kind, _value(match[group])))
    for match in _PRICE.finditer(text):
        if not _is_forecast(text, match.start("level")):
            levels.add(Level(f"price of {stem(match['subject'].lower(), 'en')}", _value(match["level"])))
    if any(level.kind == "category" for level in levels):
        levels.add(_HURRICANE)
    is_weaker = any(level.kind == "storm" and level != _HURRICANE for level in levels)
    return frozenset(levels - {_HURRICANE} if is_weaker else levels)


def is_of_other_level(levels: Iterable[Level], newest_first: Iterable[frozenset[Level]]) -> bool:
    """Return whether some levels are of a kind of which the newest report states only others.

    Args:
        levels: The levels of a text.
        newest_first: Those of each later report on the same.
    """
    values = {kind: {level.value for level in levels if level.kind == kind} for kind in {one.kind for one in levels}}
    for later in newest_first:
        for kind in [kind for kind in values if any(level.kind == kind for level in later)]:
            own = values.pop(kind)
            if own.isdisjoint(level.value for level in later if level.kind == kind):
                return True
    return False


def _is_forecast(text: str, place: int) -> bool:
    return bool(_FORECAST.search(text[max(0, place - _LOOK_BACK) : place]))


def _value(level: str) -> str:
    lower = level.lower().replace("–", "-").rstrip(".,")
    return "hurricane" if lower == "typhoon" else str(NUMBER_BY_WORD.get(lower, lower))
